"""A form being filled or filled: its answers, its pack, and what was done around it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from bot.cases.evidence import EvidenceConsent
from bot.scoring.answers import Answers, Value

FormId = Literal["mau_01", "mau_04", "phieu_a", "phieu_b", "income"]
REQUESTS: tuple[FormId, ...] = ("mau_01", "mau_04")
"""What a household signs to ask for something."""


@dataclass(frozen=True, slots=True)
class SentResult:
    """A result that was sent to the officers, or worked out again later under another points table.

    at: when it was computed. answers: what it was computed from, whatever is changed later. data: the result
    as plain data. table: id of the loaded table it was computed again for, or "".
    """

    at: datetime
    answers: Answers
    data: Mapping[str, object]
    table: str = ""


@dataclass(frozen=True, slots=True)
class FormRecord:
    """One filled form. It stays with the pack (id + digest) it began with.

    owner: chat or staff id of who fills it; case_id: None while a request is a draft.
    round_id: the round it belongs to, whose reference date its ages are counted at, for good.
    kept: ids of soft checks the person answered with "it is so" ("floor_area_m2:large").
    result: the scoring result as plain data, set when computed at the preview.
    sent: the result that counts for the officers; kept while it is being amended.
    results: every result that ever counted, oldest first; the last is `sent`.
    consents: what the household said to photos and places, item by item, oldest first.
    seen_at: when the score was first shown; from then on every change needs a reason.
    call_back: id of the wish to be helped that a request was filled for, "" otherwise.
    lead: id of the household pointed out that a request was filled for, "" otherwise.
    procedure: what a request asks for; "" of an earlier version's and of forms that are no request.
    """

    id: str
    form: FormId
    owner: str
    case_id: str | None
    pack_id: str
    pack_digest: str
    answers: Answers
    started_at: datetime
    round_id: str = ""
    kept: frozenset[str] = frozenset()
    visited_on: date | None = None
    respondent: str = ""
    read_back: bool = False
    seen_at: datetime | None = None
    finished_at: datetime | None = None
    result: Mapping[str, object] | None = field(default=None)
    sent: Mapping[str, object] | None = field(default=None)
    results: tuple[SentResult, ...] = ()
    call_back: str = ""
    consents: tuple[EvidenceConsent, ...] = ()
    version: int = 1
    lead: str = ""
    procedure: str = ""


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """One line of the answer log: what changed, from what, who, when.

    by: staff id or chat; "mau_01" or "last_list" where the answer was carried over.
    reason: given for every change made after the score had been seen, empty otherwise.
    origin: what `by` took the answer over from ("cccd_qr": an identity card's code); "" where it was given.
    """

    form_id: str
    key: str
    old: Value | None
    new: Value | None
    by: str
    at: datetime
    reason: str = ""
    origin: str = ""


def results_of(record: FormRecord) -> tuple[SentResult, ...]:
    """Every result that counted; of a form of an earlier version the one that was sent, from the answers it
    has now."""
    if record.results or record.sent is None or record.finished_at is None:
        return record.results
    return (SentResult(record.finished_at, record.answers, record.sent),)
