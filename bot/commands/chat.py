"""`rasoat chat`: the bot in a terminal over the seeded commune, one persona at a time.

Another persona: "/as lan". A file: "/tệp PATH" (or "/tep"). The clock: "/clock +1d". The end: "/quit" or the
end of input.
"""

import asyncio
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.channels.capabilities import TERMINAL
from bot.channels.render import plain_texts
from bot.channels.scripted import ScriptedChannel
from bot.commands.play import START, content_of, forward
from bot.dialogue.event import Event, with_file
from bot.dialogue.reading import fold
from bot.documents.papers import StorePapers
from bot.documents.pictures.evidence_pictures import small_jpeg
from bot.documents.pictures.qr import read_qr
from bot.documents.word.template_apart import check_apart
from bot.documents.workbook_reader import read_workbook
from bot.ports import Ready
from bot.runtime.application import Application
from bot.runtime.clock import MovableClock
from bot.seeds.load import load_seed
from locales import translate
from storage.memory import MemoryStore

SEND = "tep"
"""The word of the command that sends a file, without its marks."""


class Terminal:
    """One person at the keyboard, in the shoes of one persona after another."""

    def __init__(self, persona: str) -> None:
        self.persona = persona
        self.channel = ScriptedChannel()
        self.clock = MovableClock(START)
        self._count = 0

    async def open(self) -> None:
        store, seed = MemoryStore(), load_seed()
        await store.seed(seed.entities, seed.claims)
        papers = StorePapers(store)
        self.app = Application(
            store,
            self.clock,
            papers,
            translate,
            reader=read_workbook,
            qr_reader=read_qr,
            picture_maker=small_jpeg,
            checker=check_apart,
        )
        await self.app.open([self.channel])

    async def said(self, text: str) -> str:
        """What the bot answers, and what reached others meanwhile."""
        return await self._answer(replace(self._event(), text=text))

    async def sent(self, path: Path) -> str:
        """What the bot answers to a file; the reason where there is none to send."""
        try:
            content = content_of(path)
        except LookupError as missing:
            return str(missing.args[0])
        return await self._answer(with_file(self._event(), path.name, content))

    def _event(self) -> Event:
        self._count += 1
        chat = f"{self.channel.prefix}:{self.persona}"
        seen = self.channel.phone(chat).newest_prompt
        return Event(f"chat:{self._count}", chat, self.clock.now(), "text", seen=seen)

    async def _answer(self, event: Event) -> str:
        await self.app.take(event)
        await self.app.outbox.settle()
        return "\n".join(self._fresh(event.chat))

    async def line(self, text: str) -> str:
        """A line typed: words, or a file to be sent."""
        word, _, path = text.partition(" ")
        if word.startswith("/") and fold(word) == SEND and path:
            return await self.sent(Path(path.strip()).expanduser())
        return await self.said(text)

    def _fresh(self, chat: str) -> list[str]:
        lines = []
        for other, phone in self.channel.phones.items():
            who = "🤖" if other == chat else f"🤖 → {other.partition(':')[2]}:"
            lines += [f"{who} {_text(letter)}" for letter in phone.fresh]
            phone.fresh.clear()
        return lines

    def command(self, line: str) -> bool:
        """Whether the line was for the terminal itself."""
        word, _, rest = line.partition(" ")
        if word == "/as" and rest:
            self.persona = rest.strip()
        elif word == "/clock" and rest:
            self.clock.move(max(forward(rest.strip(), self.clock.now()), timedelta()))
        else:
            return False
        return True


def _text(letter: Ready) -> str:
    paper = f"\n📎 {letter.file_name}" if letter.file_name else ""
    return "\n".join(plain_texts(replace(letter, instead="") if paper else letter, TERMINAL)) + paper


async def _talk(persona: str) -> None:
    terminal = Terminal(persona)
    await terminal.open()
    while True:
        sys.stdout.write(f"👤 {terminal.persona}> ")
        sys.stdout.flush()
        line = await asyncio.to_thread(sys.stdin.readline)
        if not line or line.strip() == "/quit":
            return
        if not terminal.command(line.strip()):
            print(await terminal.line(line.strip()))


def run(persona: str) -> int:
    asyncio.run(_talk(persona))
    return 0
