"""What a turn decided, as one value: the new session and the effects, nothing done yet."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.cases.call_back import CallBack
from bot.cases.case import Case
from bot.cases.channel_link import ChannelLink
from bot.cases.commune import Area, Commune, Invite, Round, Staff
from bot.cases.dossier import Dossier
from bot.cases.evidence import Evidence
from bot.cases.form_record import AnswerChange, FormRecord
from bot.cases.lead import Lead
from bot.cases.meeting import Meeting
from bot.cases.paper_template import PaperTemplate
from bot.cases.points_table import LoadedTable
from bot.cases.posting import Posting
from bot.dialogue.message import Letter
from bot.dialogue.session import Session
from bot.scoring.pack_copy import PackCopy

Entity = (
    Case
    | FormRecord
    | Staff
    | Invite
    | Commune
    | Area
    | Round
    | LoadedTable
    | PaperTemplate
    | PackCopy
    | ChannelLink
    | CallBack
    | Evidence
    | Meeting
    | Posting
    | Dossier
    | Lead
)
"""A shared, versioned thing. A new one has version 1; every change adds one."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Only one case of a round may hold this value. Kept as a keyed digest, never in clear.

    The claims of one turn are all that their case holds from then on.

    kind: "national_id" | "household" (name, birth, area).
    """

    kind: Literal["national_id", "household"]
    value: str
    round_id: str
    case_id: str


@dataclass(frozen=True, slots=True)
class Erasure:
    """All that is kept of a request not yet received: forms, answer log, letters, claims, evidence.

    evidence: ids of single photos and places that go alone, their form stays.
    """

    case_id: str | None
    form_ids: tuple[str, ...]
    chats: tuple[str, ...]
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Audit:
    """Who did what to what. detail: sealed at rest; never logged."""

    at: datetime
    who: str
    action: str
    subject: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The whole decision of a turn. session.version is one more than the session it came from."""

    session: Session
    entities: tuple[Entity, ...] = ()
    answers: tuple[AnswerChange, ...] = ()
    claims: tuple[Claim, ...] = ()
    erasures: tuple[Erasure, ...] = ()
    letters: tuple[Letter, ...] = ()
    audits: tuple[Audit, ...] = ()
