"""Erasing a request takes everything of it; seeding is all or nothing and may be repeated."""

from dataclasses import replace
from datetime import date

import pytest

from bot.cases.commune import Area, Commune, Invite, Round, Staff
from bot.errors import StoreError
from bot.ports import CaseFilter, Erasure, Store, TurnRecord
from tests.contract.store.things import (
    CCCD,
    CHAT,
    NOW,
    OFFICER,
    case,
    change,
    claim,
    form,
    household,
    letter,
    turn,
)

AREA = Area("kp1", "khu phố 1", "urban", "trung_du", "Nghị quyết", date(2023, 1, 1))
STAFF = Staff("s1", "Nông Văn Đức", "trưởng khu phố", "enumerator", ("kp1",))


def erasing(event: str = "e2", version: int = 2) -> TurnRecord:
    tomb = case(
        version=2,
        state="erased",
        head="",
        birth="",
        address="",
        phone="",
        applicants=(),
        request=None,
        moves=(),
    )
    return turn(
        event,
        version=version,
        entities=(tomb,),
        erasures=(Erasure("c1", ("f1",), (CHAT,)),),
        letters=(letter(f"{event}/1", case_id="c1"),),
    )


async def test_an_erased_request_is_gone(store: Store) -> None:
    await store.commit(household())
    assert await store.commit(erasing()) == "committed"
    assert await store.form("f1") is None
    assert await store.drafts_of(CHAT) == ()
    assert await store.answer_log("f1") == ()
    assert await store.case_by_claim("national_id", CCCD, "r2026") is None
    assert await store.cases_of_chat(CHAT) == ()
    tomb = await store.case("c1")
    assert tomb is not None and (tomb.state, tomb.head, tomb.code) == ("erased", "", "HL-0001")


async def test_only_the_letters_of_the_erasing_turn_remain(store: Store) -> None:
    await store.commit(household())
    await store.commit(erasing())
    assert [one.letter.id for one in await store.claim_letters(NOW, 30, 9)] == ["e2/1"]


async def test_failed_letters_of_the_case_go_too_and_others_stay(store: Store) -> None:
    about = letter("about", OFFICER, "notice", case_id="c1")
    other = letter("other", CHAT, "notice", case_id="c2")
    await store.commit(replace(household(), letters=(about, other, letter("loose"))))
    await store.mark_failed("about", "x", NOW)
    await store.mark_failed("other", "x", NOW)
    await store.commit(erasing())
    assert [one.letter.id for one in await store.failed_letters(9)] == ["other"]
    assert [one.letter.id for one in await store.claim_letters(NOW, 30, 9)] == ["e2/1"]


async def test_an_erased_form_cannot_be_written_on(store: Store) -> None:
    await store.commit(household())
    await store.commit(erasing())
    late = turn("e3", "tg:2", entities=(form(version=2),), answers=(change(),))
    assert await store.commit(late) == "stale"
    assert await store.form("f1") is None and await store.answer_log("f1") == ()


async def test_the_claim_is_free_for_the_next_request(store: Store) -> None:
    await store.commit(household())
    await store.commit(erasing())
    again = turn("e3", "tg:2", entities=(case("c2", code="HL-0002"),), claims=(claim("c2"),))
    assert await store.commit(again) == "committed"
    found = await store.case_by_claim("national_id", CCCD, "r2026")
    assert found is not None and found.id == "c2"


async def test_a_stale_erasure_erases_nothing(store: Store) -> None:
    await store.commit(household())
    assert await store.commit(erasing(version=5)) == "stale"
    assert await store.form("f1") is not None
    assert len(await store.answer_log("f1")) == 1


async def test_a_draft_without_a_case_is_erased_by_form_and_chat(store: Store) -> None:
    await store.commit(turn(entities=(form(),), answers=(change(),), letters=(letter("e1/1"),)))
    erase = turn("e2", version=2, erasures=(Erasure(None, ("f1",), (CHAT,)),))
    assert await store.commit(erase) == "committed"
    assert await store.form("f1") is None and await store.answer_log("f1") == ()
    assert await store.claim_letters(NOW, 30, 9) == ()


async def test_seed_fills_and_may_be_repeated(store: Store) -> None:
    commune = Commune("hl", "thị trấn Hữu Lũng", "Lạng Sơn", "HL", "UBND", "02053825100", invented=True)
    plan = Round("r2026", "2026", "regular", "2022-2025", "KH", date(2026, 9, 1), ())
    invite = Invite("digest", "s1", NOW)
    everything = (commune, AREA, replace(AREA, id="kp2"), plan, STAFF, invite, case(), form())
    for _ in range(2):
        await store.seed(everything, (claim(),))
    assert await store.communes() == (commune,)
    assert await store.areas() == (AREA, replace(AREA, id="kp2"))
    assert await store.rounds() == (plan,)
    assert await store.staff() == (STAFF,)
    assert await store.invite("digest") == invite and await store.invite("no") is None
    assert await store.cases(CaseFilter()) == (case(),)
    assert await store.case_by_claim("national_id", CCCD, "r2026") == case()


async def test_seed_gives_the_next_version_and_refuses_another(store: Store) -> None:
    await store.seed((STAFF,))
    assert await store.staff() == (STAFF,)
    gone = replace(STAFF, active=False, version=2)
    await store.seed((gone,))
    assert await store.staff() == (gone,)
    with pytest.raises(StoreError, match="staff s1"):
        await store.seed((AREA, replace(STAFF, name="Ai đó")))
    assert await store.areas() == () and await store.staff() == (gone,)


async def test_seed_refuses_taken_codes_and_claims(store: Store) -> None:
    await store.seed((case(),), (claim(),))
    with pytest.raises(StoreError, match="code is taken"):
        await store.seed((case("c2"),))
    with pytest.raises(StoreError, match="code is taken"):
        await store.seed((case("c3", code="HL-0003"), case("c4", code="HL-0003")))
    with pytest.raises(StoreError, match="claim is held"):
        await store.seed((case("c2", code="HL-0002"),), (claim("c2"),))
    assert await store.case("c2") is None


async def test_what_is_seeded_is_versioned_like_all_else(store: Store) -> None:
    assert await store.staff() == ()
    await store.seed((STAFF, case()))
    enrolled = replace(STAFF, chat="tg:7", version=2)
    assert await store.commit(turn("e1", entities=(STAFF,))) == "stale"
    assert await store.commit(turn("e1", entities=(enrolled, case(version=2)))) == "committed"
    assert await store.staff() == (enrolled,)
