"""What the middle of the house needs from outside: a store, channels, a clock, papers, words."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol, runtime_checkable

from bot.cases.call_back import CallBack
from bot.cases.case import Case
from bot.cases.channel_link import ChannelLink
from bot.cases.commune import Area, Commune, Invite, Round, Staff
from bot.cases.evidence import Evidence
from bot.cases.form_record import AnswerChange, FormRecord
from bot.cases.paper_template import PaperTemplate, TemplateCheck
from bot.cases.points_table import LoadedTable
from bot.dialogue.event import Event
from bot.dialogue.facts import CaseFilter as CaseFilter
from bot.dialogue.facts import OfRound as OfRound
from bot.dialogue.manners import Manners
from bot.dialogue.message import Button, DocumentRef, Lane, Letter
from bot.dialogue.outcome import Audit as Audit
from bot.dialogue.outcome import Claim as Claim
from bot.dialogue.outcome import Entity as Entity
from bot.dialogue.outcome import Erasure as Erasure
from bot.dialogue.outcome import Outcome
from bot.dialogue.reading import Problem
from bot.dialogue.session import Session
from bot.scoring.pack_copy import PackCopy
from bot.scoring.sheets import Sheet, SheetFault


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """Everything one turn decided, written in one transaction or not at all.

    session: already with version + 1. entities: each already with version + 1 (or 1 when new).
    """

    event_id: str
    at: datetime
    session: Session
    entities: tuple[Entity, ...] = ()
    answers: tuple[AnswerChange, ...] = ()
    claims: tuple[Claim, ...] = ()
    erasures: tuple[Erasure, ...] = ()
    letters: tuple[Letter, ...] = ()
    audits: tuple[Audit, ...] = ()

    @classmethod
    def of(cls, event: Event, outcome: Outcome) -> "TurnRecord":
        """All that a turn decided on this event."""
        return cls(
            event_id=event.id,
            at=event.at,
            session=outcome.session,
            entities=outcome.entities,
            answers=outcome.answers,
            claims=outcome.claims,
            erasures=outcome.erasures,
            letters=outcome.letters,
            audits=outcome.audits,
        )


Verdict = Literal["committed", "duplicate", "stale"]
"""duplicate: the event was taken before. stale: a version moved on or a claim is taken: take it again."""

LetterState = Literal["queued", "sent", "failed"]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A letter as the outbox sees it. attempts: sends tried so far. external: the platform's message id
    once sent. replaces_external: that of the letter to be edited, None where it never left."""

    letter: Letter
    no: int
    attempts: int
    due_at: datetime
    replaces_external: str | None = None
    error: str = ""


class PictureFiles(Protocol):
    """Keeps the pictures of evidence beside the store, sealed, by name.

    keep: on disk when it returns, held until `release`; OSError where there is no room.
    sweep: takes away what no row names and no turn under way holds.
    """

    async def keep(self, picture: bytes) -> str: ...
    async def get(self, digest: str) -> bytes | None: ...
    def release(self, digests: Iterable[str]) -> None: ...
    async def sweep(self, named: Callable[[], Awaitable[frozenset[str]]]) -> int: ...


class Store(Protocol):
    """Keeps everything. One writer; a committed turn survives a power cut."""

    @property
    def pictures(self) -> PictureFiles: ...

    async def session(self, chat: str) -> Session: ...
    async def commit(self, record: TurnRecord) -> Verdict: ...
    async def seed(self, entities: Sequence[Entity], claims: Sequence[Claim] = ()) -> None: ...

    async def communes(self) -> tuple[Commune, ...]: ...
    async def areas(self) -> tuple[Area, ...]: ...
    async def rounds(self) -> tuple[Round, ...]: ...
    async def staff(self) -> tuple[Staff, ...]: ...
    async def points_tables(self) -> tuple[LoadedTable, ...]: ...
    async def paper_templates(self) -> tuple[PaperTemplate, ...]: ...
    async def pack_copies(self) -> tuple[PackCopy, ...]: ...
    async def invite(self, invite_id: str) -> Invite | None: ...
    async def case(self, case_id: str) -> Case | None: ...
    async def case_by_code(self, code: str) -> Case | None: ...
    async def case_by_claim(self, kind: str, value: str, round_id: str) -> Case | None: ...
    async def cases(self, wanted: CaseFilter) -> tuple[Case, ...]: ...
    async def cases_of_chat(self, chat: str) -> tuple[Case, ...]: ...
    async def last_case_number(self) -> int: ...
    async def form(self, form_id: str) -> FormRecord | None: ...
    async def drafts_of(self, owner: str) -> tuple[FormRecord, ...]: ...
    async def answer_log(self, form_id: str) -> tuple[AnswerChange, ...]: ...
    async def audits(self, subject: str) -> tuple[Audit, ...]: ...

    async def of_round(self, kind: type[OfRound], round_id: str) -> tuple[OfRound, ...]: ...

    async def link(self, link_id: str) -> ChannelLink | None: ...
    async def links_of(self, root: str) -> tuple[ChannelLink, ...]: ...
    async def call_back(self, call_back_id: str) -> CallBack | None: ...
    async def open_call_backs(self) -> tuple[CallBack, ...]: ...
    async def call_backs_of(self, chat: str) -> tuple[CallBack, ...]: ...
    async def evidence(self, evidence_id: str) -> Evidence | None: ...
    async def evidence_of(self, form_id: str) -> tuple[Evidence, ...]: ...
    async def evidence_digests(self) -> frozenset[str]: ...

    async def note(self, kind: str, name: str) -> bytes | None: ...
    async def notes(self, kind: str) -> dict[str, bytes]: ...
    async def put_note(
        self, kind: str, name: str, value: bytes, expires_at: datetime | None = None
    ) -> None: ...
    async def drop_note(self, kind: str, name: str) -> None: ...
    async def drop_expired_notes(self, now: datetime) -> None: ...

    async def release_leases(self) -> None: ...
    async def claim_letters(
        self, now: datetime, lease_seconds: int, limit: int, without: Sequence[str] = ()
    ) -> tuple[Outgoing, ...]: ...
    async def mark_sent(self, letter_id: str, external: str, now: datetime) -> None: ...
    async def postpone(self, letter_id: str, due_at: datetime, error: str) -> None: ...
    async def mark_failed(self, letter_id: str, error: str, now: datetime) -> None: ...
    async def queued_letters(self) -> dict[tuple[str, Lane], int]: ...
    async def failed_letters(self, limit: int) -> tuple[Outgoing, ...]: ...
    async def close(self) -> None: ...


class Clock(Protocol):
    def now(self) -> datetime: ...


class Papers(Protocol):
    """Makes the document a letter refers to; None where its form is gone (erased).

    PaperError where it may not be issued: then the letter does not leave at all.
    """

    async def make(self, reference: DocumentRef) -> bytes | None: ...


@dataclass(frozen=True, slots=True)
class Sent:
    """The platform took it. external: its id for later edits. messages: how many it counts for this try."""

    external: str
    messages: int = 1


@dataclass(frozen=True, slots=True)
class NotSent:
    """The platform did not take it. retry_after: seconds it asked for; gone: the person left or blocked.

    messages: parts of it that left all the same in this try. reason: why it fails for good, where the list of
    letters that did not arrive has a word of its own for it (letter.failed.…).
    """

    error: str
    retryable: bool
    retry_after: float | None = None
    gone: bool = False
    messages: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Ready:
    """A letter with its document made, as the channel gets it.

    instead: as in message.Message; empty where the document it speaks of is not there.
    audio: the file is a recording to be played, none to be read.
    """

    letter_id: str
    chat: str
    text: str
    rows: tuple[tuple[Button, ...], ...]
    numbered: bool
    prompt: int
    edit: str | None
    file_name: str = ""
    file: bytes | None = None
    instead: str = ""
    audio: bool = False


Price = Literal["free", "month", "window"]
"""Of a message: nothing; one of so many a month; nothing for a while after the person's own last word."""
MOST_TOGETHER = 4
"""Questions in one message: with more, a screen of a cheap phone does not hold them."""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a channel can do. text_limit: characters a message; pace: messages a second, all and one chat.

    price: what a message costs. photos: pictures that people send are read. audio: recordings are played in
    the chat.
    buttons_most, label_most: buttons under one message and UTF-16 units on one, 0 = any; a message with more
    shows numbered lines.
    """

    name: str
    buttons: bool
    edits: bool
    files: bool
    text_limit: int
    overall_per_second: float
    chat_per_second: float
    price: Price = "free"
    photos: bool = True
    audio: bool = False
    buttons_most: int = 0
    label_most: int = 0

    @property
    def manners(self) -> Manners:
        """What a conversation may know of it."""
        return Manners(self.buttons and not self.buttons_most, self.files, self.bundle, self.photos)

    @property
    def bundle(self) -> int:
        """Questions in one message at most: more than one where each message costs."""
        return MOST_TOGETHER if self.price == "month" else 1


class Channel(Protocol):
    """One platform. Chats of it begin with `prefix` and a colon ("tg:")."""

    prefix: str
    capabilities: Capabilities

    async def send(self, letter: Ready) -> Sent | NotSent: ...


@runtime_checkable
class GivesUp(Protocol):
    """A channel that remembers which prompts a chat can have read: told of one that will never arrive, it no
    longer takes what is typed for typed before it could be read."""

    def gave_up(self, chat: str) -> None: ...


SheetReader = Callable[[bytes], tuple[Sheet, ...] | SheetFault]
"""Reads a spreadsheet somebody sent; slow, so it is called outside the event loop."""


TemplateChecker = Callable[[str, str, bytes], TemplateCheck]
"""Looks through a file sent as a template: pack, paper, file; slow, so outside the event loop."""


PictureMaker = Callable[[bytes], bytes | Problem]
"""Makes a picture somebody sent fit to be kept; slow, so it is called outside the event loop."""


QrReader = Callable[[bytes], tuple[str, ...] | Problem]
"""Reads the square codes in a picture somebody sent; slow, so it is called outside the event loop."""


class Inbox(Protocol):
    """Takes an event; returns once the turn is on disk (or was there already)."""

    async def take(self, event: Event) -> None: ...
