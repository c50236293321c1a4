"""A running bot over the training commune, for tests: phones tap and type, the store is looked into."""

import asyncio
import logging
from collections.abc import Iterable

from bot.channels.scripted import ScriptedChannel
from bot.commands.play import Player
from bot.dialogue.event import Event, EventKind
from bot.dialogue.session import Session
from bot.ports import Ready, Store
from storage.memory import MemoryStore

OWN_REQUEST = """\
👤 {who}: chào
👤 {who}: 1
👤 {who}: 1
👤 {who}: 1
👤 {who}: 1
👤 {who} +: {area}
👤 {who} +: {name}
👤 {who} +: nữ
👤 {who} +: 2/3/1984
👤 {who} +: Nùng
👤 {who} +: bỏ qua
👤 {who} +: Xóm Đồi
👤 {who} +: bỏ qua
👤 {who} +: 1
👤 {who} +: bỏ qua
"""
NOBODY_ELSE = "👤 {who} +: không còn ai\n"
REASONS = "👤 {who} +: 4\n👤 {who} +: bỏ qua\n"


class Faults(logging.Handler):
    """Keeps what the bot logs as a fault of its own."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.seen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append(record.getMessage())

    def __enter__(self) -> "Faults":
        logging.getLogger("bot").addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger("bot").removeHandler(self)


class Commune(Player):
    """A player whose phones can also be used one event at a time."""

    def __init__(self, store: Store | None = None) -> None:
        super().__init__(store or MemoryStore())
        self.events = 0

    @classmethod
    async def opened(cls, store: Store | None = None) -> "Commune":
        commune = cls(store)
        await commune.begin()
        return commune

    @property
    def phones(self) -> ScriptedChannel:
        return self.channel

    def event(self, who: str, kind: EventKind = "text", text: str = "", choice: str = "") -> Event:
        """What somebody does on their phone, having read all of it."""
        self.events += 1
        chat = f"web:{who}"
        seen = self.channel.phone(chat).newest_prompt
        return Event(f"test:{self.events}", chat, self.clock.now(), kind, text, choice, seen=seen)

    async def does(self, *events: Event) -> None:
        """All at once; then the letters go out."""
        await asyncio.gather(*(self.app.take(event) for event in events))
        await self.app.idle()
        await self.app.outbox.settle()

    async def types(self, who: str, text: str) -> str:
        await self.does(self.event(who, text=text))
        return self.newest(who).text

    async def taps(self, who: str, choice: str) -> str:
        """A button by its id ("!open.c1"), or by its choice on the newest prompt ("send")."""
        if not choice.startswith("!"):
            choice = f"{self.newest(who).prompt}.{choice}"
        await self.does(self.event(who, "choice", choice=choice))
        return self.newest(who).text

    def newest(self, who: str) -> Ready:
        """The newest question on a phone, else the newest message."""
        shown = self.channel.phone(f"web:{who}").shown
        return max(shown, key=lambda letter: (letter.prompt, shown.index(letter)))

    async def session(self, who: str) -> Session:
        return await self.store.session(f"web:{who}")

    def ids(self, who: str) -> Iterable[str]:
        """Every button id the phone still shows."""
        for letter in self.channel.phone(f"web:{who}").shown:
            for row in letter.rows:
                yield from (button.id for button in row)


def request(who: str = "mai", name: str = "Hoàng Thị Mai", area: str = "3", others: str = NOBODY_ELSE) -> str:
    """The script of a whole request up to its review."""
    return (OWN_REQUEST + others + REASONS).format(who=who, name=name, area=area)
