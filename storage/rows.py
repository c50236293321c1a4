"""Entities, letters and log lines as rows: sealed body, clear index columns, and back again."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar, cast

from bot.cases.call_back import CallBack
from bot.cases.case import Case
from bot.cases.channel_link import ChannelLink
from bot.cases.dossier import Dossier
from bot.cases.evidence import Evidence
from bot.cases.form_record import AnswerChange, FormRecord
from bot.cases.lead import Lead
from bot.cases.meeting import Meeting
from bot.cases.posting import Posting
from bot.dialogue.message import LANES, Letter, Message
from bot.ports import Audit, Entity, Erasure, Outgoing, TurnRecord
from storage.codec import dump, load
from storage.ledger import TABLES, ClaimWanted
from storage.seal import Keys

Value = str | int | bytes | None
Params = tuple[Value, ...]
Rows = dict[str, list[Params]]
"""Statement name → its parameter rows."""

ORDER = (
    "erase_form",
    "erase_answers",
    "erase_evidence",
    "erase_evidence_alone",
    "erase_claims",
    "erase_case_letters",
    "erase_chat_letters",
    "put_event",
    "put_session",
    "put_commune",
    "put_area",
    "put_round",
    "put_staff",
    "put_invite",
    "put_points_table",
    "put_pack_copy",
    "put_paper_template",
    "put_channel_link",
    "put_call_back",
    "put_evidence",
    "put_meeting",
    "put_posting",
    "put_dossier",
    "put_lead",
    "put_case_file",
    "clear_case_chat",
    "put_case_chat",
    "put_form",
    "put_answer",
    "put_claim",
    "put_letter",
    "put_audit",
    "sent_letter",
    "postpone_letter",
    "failed_letter",
    "put_note",
    "drop_note",
    "drop_expired_notes",
)
"""The order in which a batch runs its statements: erasures first, so that what the same turn writes stays."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO = timedelta(microseconds=1)
_T = TypeVar("_T")


def micros(at: datetime) -> int:
    """Microseconds since 1970 UTC; `at` has a time zone."""
    return (at - _EPOCH) // _MICRO


def moment(value: int) -> datetime:
    """The time of `micros`, in UTC."""
    return _EPOCH + timedelta(microseconds=value)


class Mapper:
    """Turns things into rows and back, sealing with these keys."""

    def __init__(self, keys: Keys) -> None:
        self.keys = keys

    def body(self, table: str, row: str, value: object) -> bytes:
        place = f"{table}.body:{row}"
        return self.keys.seal(dump(value, place), place)

    def unpack(self, kind: type[_T], table: str, row: str, body: bytes) -> _T:
        """The thing in a sealed body; StoreError where key or shape is wrong."""
        place = f"{table}.body:{row}"
        return load(kind, self.keys.unseal(body, place), place)

    def turn(self, record: TurnRecord, claims: Sequence[ClaimWanted]) -> Rows:
        """All rows of one record, by statement."""
        event, session = record.event_id, record.session
        rows: Rows = {
            "put_event": [(event, micros(record.at))],
            "put_session": [(session.chat, session.version, self.body("session", session.chat, session))],
        }
        if record.erasures:
            rows |= erasure_rows(record.erasures)
        self.entities(rows, record.entities)
        claim_rows(rows, claims)
        if record.answers:
            rows["put_answer"] = [self._answer(event, n, one) for n, one in enumerate(record.answers)]
        if record.letters:
            due = micros(record.at)
            rows["put_letter"] = [self._letter(letter, due) for letter in record.letters]
        if record.audits:
            rows["put_audit"] = [self._audit(event, n, one) for n, one in enumerate(record.audits)]
        return rows

    def entities(self, rows: Rows, entities: Iterable[Entity]) -> None:
        """Add the rows of these entities."""
        for one in entities:
            table = TABLES[type(one)]
            body = self.body(table, one.id, one)
            if isinstance(one, FormRecord):
                params: Params = (one.id, one.version, one.owner, one.case_id, one.finished_at is None, body)
            elif isinstance(one, Case):
                places = (one.code, one.round_id, one.area, one.state, one.assigned_to)
                params = (one.id, one.version, *places, body)
                rows.setdefault("clear_case_chat", []).append((one.id,))
                chats = rows.setdefault("put_case_chat", [])
                chats += [(one.id, applicant.chat) for applicant in one.applicants]
            else:
                params = (one.id, one.version, *_columns(one), body)
            rows.setdefault(f"put_{table}", []).append(params)

    def _answer(self, event: str, n: int, change: AnswerChange) -> Params:
        line = f"{event}/{n}"
        return (change.form_id, line, self.body("answer_log", line, change))

    def _audit(self, event: str, n: int, audit: Audit) -> Params:
        line = f"{event}/{n}"
        return (audit.subject, line, self.body("audit", line, audit))

    def _letter(self, letter: Letter, due: int) -> Params:
        lane = LANES.index(letter.lane)
        body = self.body("letter", letter.id, letter.message)
        return (letter.id, letter.chat, lane, due, letter.replaces, letter.case_id, body)

    def outgoing(self, row: Sequence[object]) -> Outgoing:
        """A row of the statements due_letters and failed_letters."""
        no, letter_id, chat, lane, attempts, due, replaces, case_id, body, error, external = row
        name = cast(str, letter_id)
        message = self.unpack(Message, "letter", name, cast(bytes, body))
        letter = Letter(
            name,
            cast(str, chat),
            LANES[cast(int, lane)],
            message,
            cast("str | None", replaces),
            cast("str | None", case_id),
        )
        words = self.open_error(name, cast("bytes | None", error))
        replaced = cast("str | None", external)
        return Outgoing(letter, cast(int, no), cast(int, attempts), moment(cast(int, due)), replaced, words)

    def seal_error(self, letter_id: str, error: str) -> bytes | None:
        """The platform's words are sealed too: nobody knows what they quote."""
        return self.keys.seal(error.encode(), f"letter.error:{letter_id}") if error else None

    def open_error(self, letter_id: str, error: bytes | None) -> str:
        return "" if error is None else self.keys.unseal(error, f"letter.error:{letter_id}").decode()


def _columns(one: Entity) -> Params:
    """What of a thing stands beside its sealed body, to be found by."""
    if isinstance(one, ChannelLink):
        return (one.root,)
    if isinstance(one, CallBack):
        return (one.chat, one.done_at is None)
    if isinstance(one, Evidence):
        return (one.form_id, one.digest)
    if isinstance(one, Meeting | Posting | Dossier | Lead):
        return (one.round_id, one.area)
    return ()


def claim_rows(rows: Rows, claims: Sequence[ClaimWanted]) -> None:
    """Add the rows of these claims, under the current key's digest: all that their case holds now."""
    if claims:
        cases = dict.fromkeys(claim.case_id for claim in claims)
        rows["erase_claims"] = [*rows.get("erase_claims", ()), *((case_id,) for case_id in cases)]
        rows["put_claim"] = [(claim.keys[0], claim.case_id) for claim in claims]


def erasure_rows(erasures: Sequence[Erasure]) -> Rows:
    """The deletions that erasures ask for: forms with their answer logs, claims, letters."""
    forms: list[Params] = [(form_id,) for one in erasures for form_id in one.form_ids]
    cases: list[Params] = [(one.case_id,) for one in erasures if one.case_id is not None]
    chats: list[Params] = [(chat,) for one in erasures for chat in one.chats]
    return {
        "erase_form": forms,
        "erase_answers": forms,
        "erase_evidence": forms,
        "erase_evidence_alone": [(one,) for erasure in erasures for one in erasure.evidence],
        "erase_claims": cases,
        "erase_case_letters": cases,
        "erase_chat_letters": chats,
    }


def merge(parts: Iterable[Rows]) -> Rows:
    """The rows of several jobs together, each statement's in the jobs' order."""
    whole: Rows = {}
    for part in parts:
        for name, params in part.items():
            whole.setdefault(name, []).extend(params)
    return whole
