"""A real process killed under traffic, at least twenty times at each point: nothing lost, nothing doubled."""

import dataclasses
from pathlib import Path

import orjson
import pytest

from bot.cases.case import Case
from bot.channels.scripted import ScriptedChannel
from bot.commands.play import START
from bot.dialogue.event import Event
from bot.ports import CaseFilter, Store
from bot.runtime.application import Application
from bot.runtime.clock import MovableClock
from bot.seeds.load import load_seed
from locales import translate
from storage.memory import MemoryStore
from storage.seal import Keys
from storage.sqlite import open_sqlite
from tests.crash.child import BlankPapers
from tests.crash.traffic import NAMES, SAID, Bot, chat, chat_of, household

KILLS = 20


@pytest.mark.parametrize("point", ["before_commit", "after_commit", "after_send"])
async def test_killed_under_traffic(point: str, tmp_path: Path) -> None:
    bot = Bot(tmp_path)
    life = 0
    while bot.kills < KILLS:
        life += 1
        assert await bot.life(point, nth=1 + life % 7), "all was said before twenty deaths"
    assert not await bot.life("never", 1)
    twice = [name for name, times in bot.ledger.came.items() if times > 1]
    if point == "after_send":
        assert len(twice) >= KILLS // 2
    await same_as_undisturbed(bot)


async def same_as_undisturbed(bot: Bot) -> None:
    """The store and the letters are those of the same words said to a bot that never died."""
    calm, letters = await undisturbed()
    assert set(bot.ledger.came) == letters
    store = await open_sqlite(bot.path, Keys.from_text(bot.key))
    try:
        for number in range(len(NAMES)):
            assert await kept(store, chat(number)) == await kept(calm, chat(number))
        codes = [case.code for case in await store.cases(CaseFilter())]
        assert len(codes) == len(set(codes)) == len(await calm.cases(CaseFilter()))
    finally:
        await store.close()


async def undisturbed() -> tuple[Store, set[str]]:
    store, channel, clock = MemoryStore(), ScriptedChannel(), MovableClock(START, frozen=True)
    seed = load_seed()
    await store.seed(seed.entities, seed.claims)
    app = Application(store, clock, BlankPapers(), translate)
    await app.open([channel])
    for number in range(len(NAMES)):
        for event_id, words in household(number).items():
            await app.take(Event(event_id, chat_of(event_id), clock.now(), "text", words))
            await app.outbox.settle()
    sent = {letter.letter_id for phone in channel.phones.values() for letter in phone.fresh}
    return store, sent


async def kept(store: Store, chat: str) -> object:
    """Session, case, forms, every change of an answer and every audit line of a household.

    The file code is left out: it goes by who was first.
    """
    [case] = await store.cases_of_chat(chat)
    assert case.state == "submitted"
    assert [move.action for move in case.moves] == ["submit"]
    session = await store.session(chat)
    assert session.version == len(SAID)
    form = await store.form(case.request or "")
    assert form is not None
    return (
        _plain(session, case),
        _plain(case, case),
        {name: getattr(form, name) for name in form.__slots__},
        await store.answer_log(form.id),
        await store.audits(case.id),
        await store.drafts_of(chat),
    )


def _plain(thing: object, case: Case) -> str:
    fields = {name: getattr(thing, name) for name in thing.__slots__}  # type: ignore[attr-defined]
    text = orjson.dumps(fields, default=_other, option=orjson.OPT_SORT_KEYS).decode()
    return text.replace(case.code, "CODE")


def _other(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: getattr(value, one.name) for one in dataclasses.fields(value)}
    return dict(value) if hasattr(value, "keys") else sorted(value, key=str)  # type: ignore[call-overload]
