"""Answers typed all at once end where they would have ended one by one, also with a slip among them."""

import asyncio
from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.scoring.answers import Answers
from tests.integration.commune import Commune

OPENING = "👤 mai: chào\n👤 mai: 1\n👤 mai: 1\n👤 mai: 1\n👤 mai: 1\n"
SLIPS = {"area": "khu 99", "name": "12345", "sex": "gì đó", "birth": "31/2/1990", "status": "gì đó"}
"""By kind of question: what cannot be its answer."""

NAMES = st.sampled_from(["Hoàng Thị Mai", "Lường Văn Nam", "Nông Thị Dèn", "Y Bhăm Niê", "Mông Thị Hoa"])
BIRTHS = st.sampled_from(["1984", "2/3/84", "15-8-1962", "9/9/1999", "1971"])
STATUSES = st.sampled_from(["1", "2", "có việc làm"])
SEXES = st.sampled_from(["nam", "nữ", "1", "2"])


@dataclass(frozen=True)
class Typed:
    """One answer and the kind of question it answers ("" where no slip is tried)."""

    text: str
    kind: str = ""


@st.composite
def persons(draw: st.DrawFn) -> list[Typed]:
    """Somebody of the household, from "thêm người" on. Relation 6 ("khác") is doubted at no age."""
    return [
        Typed("thêm người"),
        Typed(draw(NAMES), "name"),
        Typed(draw(SEXES), "sex"),
        Typed(draw(BIRTHS), "birth"),
        Typed("6"),
        Typed(draw(STATUSES), "status"),
    ]


@st.composite
def requests(draw: st.DrawFn) -> list[Typed]:
    """A whole Mẫu 01 after "Hộ của tôi"."""
    head = [
        Typed(draw(st.sampled_from(["1", "3", "Khu 8"])), "area"),
        Typed(draw(NAMES), "name"),
        Typed(draw(SEXES), "sex"),
        Typed(draw(BIRTHS), "birth"),
        Typed(draw(st.sampled_from(["Nùng", "Tày", "Kinh", "Dao"]))),
        Typed("bỏ qua"),
        Typed(draw(st.sampled_from(["Số 12, Khu 3", "Xóm Đồi", "Số 7"]))),
        Typed(draw(st.sampled_from(["bỏ qua", "Nhà thuê, Khu 5"]))),
        Typed(draw(STATUSES), "status"),
        Typed(draw(st.sampled_from(["bỏ qua", "0912345678"]))),
    ]
    others = [one for person in draw(st.lists(persons(), max_size=3)) for one in person]
    reasons = [
        Typed(draw(st.sampled_from(["1,4", "0", "2"]))),
        Typed(draw(st.sampled_from(["bỏ qua", "Bão."]))),
    ]
    return [*head, *others, Typed("không còn ai"), *reasons]


async def answers_after(texts: list[str], *, at_once: bool, then: str = "") -> Answers:
    commune = await Commune.opened()
    await commune.play(OPENING)
    if at_once:
        await commune.does(*(commune.event("mai", text=text) for text in texts))
    else:
        for text in texts:
            await commune.types("mai", text)
    if then:
        await commune.types("mai", then)
    (draft,) = await commune.store.drafts_of("web:mai")
    return draft.answers


MODERATE = settings(max_examples=30, deadline=None, derandomize=True, database=None)


@given(requests())
@settings(MODERATE, suppress_health_check=list(HealthCheck))
def test_at_once_is_as_one_by_one(typed: list[Typed]) -> None:
    texts = [one.text for one in typed]
    one_by_one = asyncio.run(answers_after(texts, at_once=False))
    assert one_by_one.text("reason_words") is not None
    assert asyncio.run(answers_after(texts, at_once=True)) == one_by_one


@given(requests(), st.integers(0, 1_000))
@settings(MODERATE, suppress_health_check=list(HealthCheck))
def test_a_slip_among_them_holds_the_rest_back_until_it_is_mended(typed: list[Typed], pick: int) -> None:
    where = [i for i, one in enumerate(typed) if one.kind]
    at = where[pick % len(where)]
    texts = [one.text for one in typed]
    wanted = asyncio.run(answers_after(texts, at_once=False))
    slipped = [*texts[:at], SLIPS[typed[at].kind], *texts[at + 1 :]]
    assert asyncio.run(answers_after(slipped, at_once=True, then=texts[at])) == wanted
