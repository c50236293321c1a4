"""A bot with one conversation that hands out a file and takes one, for tests of files in and out."""

from dataclasses import replace
from typing import Any

import pytest

from bot.channels.scripted import ScriptedChannel
from bot.commands.play import START
from bot.dialogue.engine import Conversation, Script, Step
from bot.dialogue.event import Event, with_file
from bot.dialogue.message import DocumentRef
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.turn import Turn
from bot.ports import Channel, Ready, TurnRecord, Verdict
from bot.runtime import application
from bot.runtime.application import Application
from bot.runtime.clock import MovableClock
from bot.scoring.sheets import Sheet, SheetFault
from bot.seeds.load import load_seed
from locales import translate
from storage.memory import MemoryStore

TEMPLATE = b"PK\x03\x04 the template"


def ask(turn: Turn) -> Prompt:
    """The step that takes a file; "text" in its data makes it one that takes words."""
    if turn.datum("text"):
        return Prompt("Words?", free=True)
    choices = (Choice("template", "Template"), Choice("words", "Words"))
    return Prompt("Send the table", choices, file=True)


def take(turn: Turn, reply: Reply) -> None:
    """Says what was read of the file, hands out the template."""
    if reply.choice == "template":
        paper = DocumentRef("table_template", "", "bang-diem.xlsx", "rural_northern_mountains urban")
        turn.document("Here it is", paper)
    elif reply.choice == "words":
        turn.keep(text="yes")
    elif reply.kind == "file":
        assert reply.file
        read = turn.facts.sheets(turn.event.id)
        if isinstance(read, SheetFault):
            turn.refuse(turn.t(read.key, **dict(read.args)))
        else:
            turn.says.append(f"{reply.file_name}: {read[0].name} {read[0].cell(0, 0)}; {reply.text}")


def home(turn: Turn) -> None:
    """Everybody stands at the file."""
    turn.push("office")


def _nothing(turn: Turn, argument: str) -> None:
    turn.says.append(argument)


SCRIPT = Script(
    {"office": Conversation({"start": Step(ask, take)})}, {}, home, frozenset({"office"}), _nothing, _nothing
)


def read(data: bytes) -> tuple[Sheet, ...] | SheetFault:
    """A reader of very plain workbooks: one cell, the first word of the file.

    "fault …" cannot be read, "crash …" breaks the reader.
    """
    word = data.decode().partition(" ")[0]
    if word == "crash":
        raise ValueError(f"a secret of the file: {data!r}")
    if word == "fault":
        return SheetFault("engine.file.too_big", {"limit": 2})
    return (Sheet("Sheet1", ((word,),)),)


class Papers:
    """Knows one paper and what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[DocumentRef] = []

    async def make(self, reference: DocumentRef) -> bytes | None:
        self.asked.append(reference)
        return TEMPLATE


class Remembering(MemoryStore):
    """Keeps every record it was asked to commit."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[TurnRecord] = []
        self.stale = 0

    async def commit(self, record: TurnRecord) -> Verdict:
        if self.stale:
            self.stale -= 1
            return "stale"
        self.records.append(record)
        return await super().commit(record)


class Office:
    """The bot, its store, and one phone."""

    def __init__(self) -> None:
        self.store, self.papers, self.clock = Remembering(), Papers(), MovableClock(START, frozen=True)
        self.app = Application(self.store, self.clock, self.papers, translate, reader=read)
        self.channel = ScriptedChannel()
        self._events = 0

    async def open(self, monkeypatch: pytest.MonkeyPatch, *channels: Channel) -> None:
        monkeypatch.setattr(application, "SCRIPT", SCRIPT)
        seed = load_seed()
        await self.store.seed(seed.entities, seed.claims)
        await self.app.open([self.channel, *channels])
        await self.does("text", text="hello")

    async def does(self, kind: Any, **more: Any) -> str:
        """Something other than a file with its content; gives the newest words on the phone."""
        return await self.take(replace(self._event(), kind=kind, **more))

    async def sends(self, content: bytes, name: str = "a.xlsx", text: str = "") -> str:
        return await self.take(with_file(replace(self._event(), text=text), name, content))

    async def take(self, event: Event) -> str:
        await self.app.take(event)
        await self.app.outbox.settle()
        return self.newest.text

    @property
    def newest(self) -> Ready:
        return self.channel.phone("web:lan").shown[-1]

    def _event(self) -> Event:
        self._events += 1
        seen = self.channel.phone("web:lan").newest_prompt
        return Event(f"test:{self._events}", "web:lan", self.clock.now(), "text", seen=seen)
