"""What the phones of the demo page show: entries with running numbers, and the files behind them."""

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from bot.dialogue.message import Button

KEPT_ENTRIES = 300
KEPT_BYTES = 64_000_000

PICTURES = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif"})
"""Only these are drawn in the page; an SVG could carry a script."""
SOUNDS = frozenset({"audio/ogg", "audio/mpeg", "audio/mp4", "audio/aac"})
"""Only these are played in the page."""


PhoneRole = Literal["household", "enumerator", "officer"]


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody whose phone can be held. chat: begins with "web:", or "zb:" where nothing can be tapped;
    area: as shown, may be empty; hint: what to try with this phone, shown while it is empty."""

    chat: str
    name: str
    role: PhoneRole
    area: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of an entry. size: bytes; picture, audio: may be drawn, played in the page."""

    name: str
    content_type: str
    size: int

    @property
    def picture(self) -> bool:
        return self.content_type in PICTURES

    @property
    def audio(self) -> bool:
        return self.content_type in SOUNDS


@dataclass(frozen=True, slots=True)
class Entry:
    """One bubble. no: number of its newest change, order: number of its first, both over all chats.

    state: a person's own message is pending until its turn is on disk. tapped: id of the button last
    tapped here. prompt: as in Message, 0 for a notice.
    """

    id: str
    chat: str
    side: Literal["bot", "me"]
    at: datetime
    text: str = ""
    rows: tuple[tuple[Button, ...], ...] = ()
    prompt: int = 0
    edited: bool = False
    attachment: Attachment | None = None
    state: Literal["pending", "sent", "failed"] = "sent"
    tapped: str = ""
    no: int = 0
    order: int = 0


class Logbook:
    """The newest entries of each chat, in memory. An edit keeps its place and gets a new number."""

    def __init__(self, *, keep: int = KEPT_ENTRIES, keep_bytes: int = KEPT_BYTES) -> None:
        self.boot = secrets.token_hex(4)
        self._keep, self._keep_bytes = keep, keep_bytes
        self._numbers = 0
        self._chats: dict[str, dict[str, Entry]] = {}
        self._files: OrderedDict[str, bytes] = OrderedDict()
        self._bell = asyncio.Event()

    def put(self, entry: Entry, content: bytes | None = None) -> Entry:
        """Add the entry, or put it in the place of the one with its id; returns it numbered."""
        self._numbers += 1
        entries = self._chats.setdefault(entry.chat, {})
        before = entries.get(entry.id)
        numbered = replace(entry, no=self._numbers, order=before.order if before else self._numbers)
        entries[entry.id] = numbered
        if content is not None:
            self._keep_file(entry.id, content)
        while len(entries) > self._keep:
            oldest = next(iter(entries))
            del entries[oldest]
            self._files.pop(oldest, None)
        self.ring()
        return numbered

    def get(self, chat: str, entry_id: str) -> Entry | None:
        entries = self._chats.get(chat)
        return entries.get(entry_id) if entries else None

    def history(self, chat: str) -> tuple[Entry, ...]:
        entries = self._chats.get(chat)
        return tuple(entries.values()) if entries else ()

    def since(self, chats: Collection[str], after: int) -> list[Entry]:
        """Entries of these chats that changed after that number, in the order of their changes."""
        changed = [entry for chat in chats for entry in self.history(chat) if entry.no > after]
        return sorted(changed, key=lambda entry: entry.no)

    def file(self, entry_id: str) -> tuple[Attachment, bytes] | None:
        """The file sent with that entry, while it is still kept."""
        content = self._files.get(entry_id)
        for entries in self._chats.values():
            entry = entries.get(entry_id)
            if entry and entry.attachment and content is not None:
                return entry.attachment, content
        return None

    def ring(self) -> None:
        """Wake every stream: something is new."""
        bell, self._bell = self._bell, asyncio.Event()
        bell.set()

    def ticket(self) -> asyncio.Event:
        """Set at the next change. Take it before looking, wait for it after: nothing is missed."""
        return self._bell

    def _keep_file(self, entry_id: str, content: bytes) -> None:
        self._files.pop(entry_id, None)
        self._files[entry_id] = content
        while len(self._files) > 1 and sum(map(len, self._files.values())) > self._keep_bytes:
            self._files.popitem(last=False)
