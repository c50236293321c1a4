"""`rasoat play FILE`: plays a scripted conversation and checks every word of the answers."""

import asyncio
import difflib
import hashlib
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TextIO, get_args

from bot.cases.commune import Invite
from bot.cases.quota_plans import Tariff, month_plans
from bot.channels import render
from bot.channels.scripted import ScriptedChannel
from bot.commands.play_door import bring
from bot.commands.play_page import PaperPages
from bot.commands.screens import CHANNELS, bubbles
from bot.commands.transcript import Line, read_script, shown
from bot.dialogue.aids import Aids
from bot.dialogue.event import Event, EventKind, with_file, with_photo
from bot.documents.papers import StorePapers
from bot.documents.pictures.evidence_pictures import small_jpeg
from bot.documents.pictures.qr import read_qr
from bot.documents.word.template_check import check_template
from bot.documents.workbook_reader import read_workbook
from bot.handlers.enrol import digest
from bot.handlers.staff_entries import Changes
from bot.ports import Ready, Store
from bot.runtime.application import Application
from bot.runtime.clock import VIETNAM, MovableClock
from bot.runtime.public_door import PublicDoor
from bot.runtime.recordings import WithRecordings
from bot.runtime.staffing import change_staff, end_access
from bot.runtime.wishes import do
from bot.seeds.load import load_seed
from locales import PARTIAL, pack_words, translate
from storage.memory import MemoryStore

START = datetime(2026, 10, 5, 8, 0, tzinfo=VIETNAM)
"""A Monday in the survey phase of the seeded round."""
SILENCE = b"OggS"
"""What is in every recording of a played conversation."""
UNITS = {"m": "minutes", "h": "hours", "d": "days"}


class Player:
    """One bot over a memory store with the seeded commune, and as many phones as the script names.

    folder: where the paths of files that people send begin.
    """

    def __init__(self, store: Store | None = None, folder: Path = Path()) -> None:
        self.store: Store = store or MemoryStore()
        self.folder = folder
        self.clock = MovableClock(START, frozen=True)
        self.channel = ScriptedChannel()
        self.transcript: list[str] = []
        self.aids = Aids(words={one: pack_words(one) for one in PARTIAL})
        self.tariffs: dict[str, Tariff] = {}
        self.door: PublicDoor | None = None
        self.reminders = False
        self.pages = PaperPages(self.channel)
        self._app: Application | None = None
        self._count = self._drawn = 0
        self._waiting: list[Event] = []

    @property
    def app(self) -> Application:
        assert self._app is not None, "begin() first"
        return self._app

    async def begin(self) -> None:
        seed = load_seed()
        await self.store.seed(seed.entities, seed.claims)
        await self._open()

    async def _open(self) -> None:
        self._app = Application(
            self.store,
            self.clock,
            WithRecordings(StorePapers(self.store), lambda name: SILENCE),
            translate,
            reader=read_workbook,
            qr_reader=read_qr,
            picture_maker=small_jpeg,
            checker=check_template,
            aids=lambda: self.aids,
            tariffs=self.tariffs,
            door=self.door,
            reminders=self.reminders,
        )
        await self._app.open([self.channel])
        self._app.inbox.chance = self._chance
        if self._app.links is not None:
            self._app.links.chance = self._signs

    def _chance(self) -> bytes:
        """Sixteen bytes, others each time and the same in each play."""
        self._drawn += 1
        return hashlib.blake2s(str(self._drawn).encode(), digest_size=16).digest()

    def _signs(self, alphabet: str, length: int) -> str:
        """So many of these signs, others each time and the same in each play."""
        return "".join(alphabet[one % len(alphabet)] for one in self._chance() + self._chance())[:length]

    async def play(self, text: str) -> str:
        """The transcript of the script: its own lines with what the bot says now."""
        lines = read_script(text)
        for line, following in zip(lines, [*lines[1:], None], strict=True):
            self.transcript.append(line.raw)
            if line.kind == "directive":
                await self._directive(line)
            elif line.kind == "say":
                self._say(line)
                if following is None or not following.joined:
                    await self._flush(line.who)
        return "\n".join(self.transcript).rstrip("\n") + "\n"

    def _say(self, line: Line) -> None:
        """A button that is not there stands in the transcript, so that the difference shows where."""
        try:
            self._waiting.append(self._event(line))
        except LookupError as missing:
            self.transcript.append(f"‼ {missing.args[0]}")

    async def _flush(self, speaker: str) -> None:
        """All that was typed at once arrives together; then the letters go out."""
        events, self._waiting = self._waiting, []
        await asyncio.gather(*(self.app.take(event) for event in events))
        await self._settle()
        self._read_out(speaker)

    async def _settle(self) -> None:
        """What the events set going comes to its end, and the letters go out."""
        await self.app.idle()
        await self.app.outbox.settle()

    def _read_out(self, speaker: str) -> None:
        """What is new on the phones: the speaker's first, the others by name."""
        prefix = self.channel.prefix
        for chat in sorted(self.channel.phones, key=lambda chat: (chat != f"{prefix}:{speaker}", chat)):
            phone = self.channel.phones[chat]
            for letter in phone.fresh:
                self.transcript += self._said(chat.removeprefix(f"{prefix}:"), letter)
            phone.fresh.clear()

    def _said(self, name: str, letter: Ready) -> list[str]:
        """What a phone on this channel shows of a letter."""
        able = self.channel.capabilities
        edited = letter.edit is not None and able.edits
        said = []
        for one in bubbles(letter, able):
            rows = tuple(tuple(render.label(button) for button in row) for row in one.rows)
            said.append(shown(name, one.text, rows, one.file, edited))
        return said

    def _event(self, line: Line) -> Event:
        self._count += 1
        chat = f"{self.channel.prefix}:{line.who}"
        event_id, at, seen = f"play:{self._count}", self.clock.now(), self.channel.phone(chat).newest_prompt
        text = line.text
        if text.startswith("<file ") and text.endswith(">"):
            sent = self.folder / text[6:-1]
            return with_file(Event(event_id, chat, at, "file", seen=seen), sent.name, content_of(sent))
        if text.startswith("<photo ") and text.endswith(">"):
            content = content_of(self.folder / text[7:-1])
            return with_photo(Event(event_id, chat, at, "photo", seen=seen), content)
        if text.startswith("<location ") and text.endswith(">"):
            return Event(event_id, chat, at, "location", text[10:-1], seen=seen)
        if text.startswith("<") and text.rstrip(">").lstrip("<") in get_args(EventKind):
            kind: EventKind = text[1:-1]  # type: ignore[assignment]  # checked against the literal above
            return Event(event_id, chat, at, kind, seen=seen, name=line.who.capitalize())
        if text.startswith("[") and text.endswith(("]", "]@old")):
            label, _, age = text[1:].rpartition("]")
            button = self.channel.button(chat, label, oldest=age == "@old")
            if button is None:
                raise LookupError(f"{line.who} sees no button [{label}]")
            return Event(event_id, chat, at, "choice", choice=button, seen=seen)
        return Event(event_id, chat, at, "text", text, seen=seen)

    async def _directive(self, line: Line) -> None:
        match line.who:
            case "clock":
                self.clock.move(forward(line.text, self.clock.now()))
                await self.app.look_at_day()
                self.app.look_at_tables()
                await self.app.remind()
                await self._settle()
                if self.reminders:  # what comes by the clock alone is read at its hour
                    self._read_out("")
            case "invite":
                staff_id, code = line.text.split()
                expires = self.clock.now() + timedelta(days=7)
                await self.store.seed([Invite(digest(code), staff_id, expires)])
            case "round":
                await self._round(content_of(self.folder / line.text).decode())
            case "revoke":
                await end_access(self.app, line.text)
            case "restart":
                await self._open()
            case "screen" | "survey":
                form = {"screen": "phieu_a", "survey": "phieu_b"}[line.who]
                await bring(self.app, form, *line.text.split())
                await self._settle()
                self._read_out("")
            case "page":
                self.transcript += await self.pages.act(self.app, *line.text.split())
                await self._settle()
                self._read_out(line.text.split()[0])
            case "lose":
                self._lose(*line.text.split())
            case _:
                await self._set(line)

    async def _set(self, line: Line) -> None:
        """How the bot and its channel are from here on."""
        match line.who:
            case "languages":
                self.aids = replace(self.aids, languages=tuple(line.text.split()))
            case "record":
                more = {name: f"{name}.ogg" for name in line.text.split()}
                self.aids = replace(self.aids, recordings={**self.aids.recordings, **more})
            case "channel":
                self.channel.capabilities = CHANNELS[line.text]
                await self._open()
            case "public":
                self.door = PublicDoor(line.text)
                await self._open()
            case "also":
                staff_id, roles = line.text.split()
                await change_staff(self.app, staff_id, Changes(also=roles))
            case "remind":
                self.reminders = True
                await self._open()
            case "plan":
                self.tariffs = {self.channel.prefix: Tariff(months=month_plans(line.text))}
                await self._open()
            case _:
                raise ValueError(f"line {line.number}: no directive @{line.who}")

    async def _round(self, text: str) -> None:
        answer = await do(self.app, {"do": "round_add", "text": text})
        if "error" in answer:
            raise LookupError(answer["error"])

    def _lose(self, who: str, how: str) -> None:
        chat = f"{self.channel.prefix}:{who}"
        if how == "ok":
            self.channel.broken.pop(chat, None)
        else:
            self.channel.broken[chat] = how


def forward(text: str, now: datetime) -> timedelta:
    """ "+2h", "+3d", or a moment "2026-10-06 08:00"."""
    if text.startswith("+"):
        return timedelta(**{UNITS[text[-1]]: int(text[1:-1])})
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM) - now


def content_of(path: Path) -> bytes:
    """What is in a file that somebody sends; LookupError names one that is not there."""
    try:
        return path.read_bytes()
    except OSError as fault:
        raise LookupError(f"no file {path.name}: {fault.strerror}") from fault


async def transcript_of(text: str, folder: Path = Path()) -> str:
    """What a script gives now, from a fresh commune. folder: where paths of files in it begin."""
    player = Player(folder=folder)
    await player.begin()
    return await player.play(text)


def run(path: Path, *, update: bool, out: TextIO = sys.stdout) -> int:
    """0 when every word is as the file says (or was rewritten), 1 with the difference otherwise."""
    text = path.read_text(encoding="utf-8")
    now = asyncio.run(transcript_of(text, path.parent))
    if update:
        path.write_text(now, encoding="utf-8")
        return 0
    difference = difflib.unified_diff(
        text.splitlines(), now.splitlines(), f"{path.name} (file)", f"{path.name} (now)", lineterm="", n=2
    )
    shown_lines = list(difference)
    out.writelines(f"{line}\n" for line in shown_lines)
    return 1 if shown_lines else 0
