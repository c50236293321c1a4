"""Everything kept is read again between two messages: the conversation must not notice."""

from pathlib import Path
from typing import TypeVar

import pytest

from bot.cases.case import Case
from bot.cases.form_record import AnswerChange, FormRecord
from bot.commands.play import Player
from bot.dialogue.facts import CaseFilter
from bot.dialogue.session import Session
from bot.ports import TurnRecord, Verdict
from storage.codec import dump, load
from storage.memory import MemoryStore

SCRIPTS = sorted((Path(__file__).parents[1] / "conversations").glob("*.txt"))
T = TypeVar("T")


def again(kind: type[T], value: T) -> T:
    """As it comes back from disk; it has to be the very same."""
    read: T = load(kind, dump(value, "test"), "test")
    assert read == value
    return read


class RereadStore(MemoryStore):
    """Keeps what a store on disk would keep: bytes, not the objects a turn made."""

    async def commit(self, record: TurnRecord) -> Verdict:
        again(Session, record.session)
        for change in record.answers:
            again(AnswerChange, change)
        return await super().commit(record)

    async def session(self, chat: str) -> Session:
        return again(Session, await super().session(chat))

    async def case(self, case_id: str) -> Case | None:
        found = await super().case(case_id)
        return again(Case, found) if found else None

    async def cases(self, wanted: CaseFilter) -> tuple[Case, ...]:
        return tuple([again(Case, one) for one in await super().cases(wanted)])

    async def form(self, form_id: str) -> FormRecord | None:
        found = await super().form(form_id)
        return again(FormRecord, found) if found else None


@pytest.mark.parametrize("path", SCRIPTS, ids=[path.stem for path in SCRIPTS])
async def test_the_same_words_when_all_is_read_again(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    player = Player(RereadStore(), path.parent)
    await player.begin()
    assert await player.play(text) == text
