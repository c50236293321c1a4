"""Anybody taps and types anything: never a fault, never silence, never an answer without its log line."""

import asyncio
import random
import re

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.cases.form_record import FormRecord
from bot.dialogue.event import Event, EventKind
from bot.ports import Ready
from bot.scoring.answers import Answers
from storage.memory import MemoryStore
from tests.integration.commune import Commune, Faults, request

PEOPLE = ("mai", "tinh", "cu", "ba", "tu", "nam", "lan", "hoa")
WORDS = (
    *("1", "2", "3", "4", "0", "5", "9", "1,2", "1,99", "40", "4000", "2tr5", "-1"),
    *("có", "không", "chưa rõ", "bỏ qua", "để sau", "thêm người", "không còn ai", "hôm nay", "mai", "3/10"),
    *("Hoàng Thị Mai", "mai", "Lường Văn Nam", "Nùng", "Khu 3", "nữ", "nam", "2/3/84", "1984", "31/2/84"),
    *("020184001234", "0912345678", "HL-0001", "HL-0004", "HL-0025", "hl 7", "menu", "lùi", "?", "ngôn ngữ"),
    *(
        "😀",
        " ",
        "x" * 10_000,
        "Lý do rất rõ ràng ạ.",
        "ABCD-EFGH-JKLM-NPQR",
        "/start",
        "/start x",
        "<",
        "%s %d",
    ),
)
KINDS: tuple[EventKind, ...] = ("photo", "file", "voice", "sticker", "location", "edited", "group", "other")

deed = st.tuples(
    st.sampled_from(PEOPLE),
    st.sampled_from(("tap", "tap", "tap", "tap", "old", "word", "word", "text", "kind", "twice", "burst")),
    st.integers(0, 10_000),
    st.text("aăâbcđeêhiơưỳỗ0129 ,.?😀‹\n", max_size=30),
)


AWAY = ("<", "?", "rest", ".rest", "later", ".later", ".index")
"""Choices that leave a form or go round in it; a thumb that is to get through one avoids them."""
INNER = re.compile(r"\bm\d+\b|web:|\bnv-|[{}]|\bkp\d|c-hl|phieu_|[a-z]_[a-z]")
"""What a person must never be shown: ids and keys of the inside."""


def event(commune: Commune, who: str, how: str, pick: int, text: str) -> Event:
    """One thing done; taps fall back to a word where there is no button."""
    ids = list(commune.ids(who))
    newest = [one for one in ids if one.startswith(f"{commune.channel.phone(f'web:{who}').newest_prompt}.")]
    onward = [one for one in newest if one.partition(".")[2] not in AWAY]
    if how == "tap" and onward:
        return commune.event(who, "choice", choice=onward[pick % len(onward)])
    if how == "twice" and newest:
        return commune.event(who, "choice", choice=newest[pick % len(newest)])
    if how == "old" and ids:
        return commune.event(who, "choice", choice=ids[pick % len(ids)])
    if how == "kind":
        return commune.event(who, KINDS[pick % len(KINDS)], text)
    return commune.event(who, text=text if how == "text" else WORDS[pick % len(WORDS)])


def forms(store: MemoryStore) -> dict[str, FormRecord]:
    return {name: one for name, one in store._entities["form"].items() if isinstance(one, FormRecord)}


async def replayed(store: MemoryStore, form: FormRecord, begun: Answers) -> Answers:
    """The answers as the log tells them, from those the form began with."""
    members, values = begun.members, dict(begun.values)
    for change in await store.answer_log(form.id):
        if change.key == "members":
            members = tuple(change.new or ())
        elif change.new is None:
            values.pop(change.key, None)
        else:
            values[change.key] = change.new
    return Answers(members, values)


class Watch:
    """Compares each form with its log after every deed."""

    def __init__(self, store: MemoryStore) -> None:
        self.store = store
        self.begun = {n: Answers() if store._answers.get(n) else f.answers for n, f in forms(store).items()}

    async def look(self) -> None:
        for name, form in forms(self.store).items():
            self.begun.setdefault(name, Answers(form.answers.members if form.form == "phieu_b" else ()))
            assert form.answers == await replayed(self.store, form, self.begun[name]), name


def plain(letter: Ready) -> None:
    """Only words for people, and buttons that every platform takes."""
    assert letter.text.strip()
    assert not INNER.search(letter.text), letter.text
    for button in (button for row in letter.rows for button in row):
        assert button.id.isascii() and len(button.id) <= 64
        assert button.label.strip() and not INNER.search(button.label), button.label


async def check(deeds: list[tuple[str, str, int, str]]) -> None:
    store = MemoryStore()
    commune = await Commune.opened(store)
    await commune.play(request() + "👤 mai: 1\n")
    watch = Watch(store)
    for who, how, pick, text in deeds:
        phone = commune.channel.phone(f"web:{who}")
        phone.fresh.clear()
        one = event(commune, who, how, pick, text)
        many = (
            [event(commune, who, "word", pick + 7 * i, text) for i in range(8)] if how == "burst" else [one]
        )
        await commune.does(*([one, one] if how == "twice" else many))
        assert phone.fresh, f"silence after {how}"
        for letter in phone.fresh:
            plain(letter)
        await watch.look()


@given(st.lists(deed, min_size=20, max_size=50))
@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    database=None,
    phases=[Phase.generate],
)
def test_whatever_is_done(deeds: list[tuple[str, str, int, str]]) -> None:
    with Faults() as faults:
        asyncio.run(check(deeds))
    assert faults.seen == []


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_done_for_long(seed: int) -> None:
    """Long enough to get through whole forms: one enumerator, one household, one officer mostly."""
    dice = random.Random(seed)
    who = ["mai"] * 3 + ["ba"] * 6 + ["lan"] * 2 + ["tu", "nam", "cu"]
    how = ["tap"] * 8 + ["word", "word", "old", "twice", "kind", "text"]
    words = ["", "a", "12", "Ôi giời ơi", "\n", "‹", "🏠" * 9]
    deeds = [
        (dice.choice(who), dice.choice(how), dice.randrange(10_000), dice.choice(words)) for _ in range(500)
    ]
    with Faults() as faults:
        asyncio.run(check(deeds))
    assert faults.seen == []
