"""The columns of the export: its own, each with how it is read off a file, and those of the forms."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.cases.complaint import Complaint
from bot.cases.meeting import Meeting, Vote
from bot.cases.posting import Posting
from bot.documents.export.export_facts import Home, Measured
from bot.documents.export.export_words import Kind, TableId
from bot.scoring.answers import Answers
from bot.scoring.forms import Question
from bot.scoring.stored import place_of, reference_date_of

Cell = str | int | bool | Decimal | tuple[str, ...] | None
"""One value: None: not asked, not answered, not there yet; Decimal: a number as it was written."""
Row = tuple[Cell, ...]
LANGUAGE = "vi"
DECIDED = ("recognised", "left", "refused")
ANSWERS = "answers"
"""Where the JSON keeps what the household answered, as the scoring contract has it."""

KINDS: Mapping[str, Kind] = {
    "choice": "code",
    "many": "list",
    "yes_no": "code",
    "integer": "number",
    "decimal": "number",
    "money": "number",
    "date": "day",
    "ethnicity": "code",
    "roster": "number",
}
"""Kinds of questions as kinds of columns; any other is a text."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. id: its heading; path: where the JSON has it. question: of the form `form`, None: ours."""

    table: TableId
    id: str
    kind: Kind
    path: tuple[str, ...]
    form: str = ""
    question: Question | None = None
    criterion: str = ""


# ── a household ──────────────────────────────────────────────────────────────────────────────
def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _of_result(name: str) -> Callable[[Home], Cell]:
    """A part of the result as sent."""

    def read(home: Home) -> Cell:
        value = home.result.data.get(name) if home.result else None
        return _cell(value)

    return read


def _cell(value: object) -> Cell:
    if isinstance(value, list | tuple):
        return tuple(str(one) for one in value)
    return value if isinstance(value, str | int | bool) else None


def mark_of(found: Measured | None) -> str:
    """What is written beside a result that is not official; "" where it is, or where there is none."""
    if found is None or found.data.get("official") is True:
        return ""
    rules = found.pack.income
    by_income = "purpose" in found.data and rules is not None
    return rules.label[LANGUAGE] if by_income and rules else found.pack.table_label[LANGUAGE]


def _place(home: Home) -> tuple[str | None, str | None]:
    """Type and region the result was computed for; without one those of the area now."""
    used = place_of(home.result.data) if home.result else None
    known = used or home.area
    return (known.type, known.region) if known else (None, None)


def _reference(home: Home) -> str | None:
    return _day(reference_date_of(home.result.data)) if home.result else None


def _outcome_of(home: Home) -> str | None:
    """Whether it was recognised: a decision's class alone does not say so, it may have been refused."""
    return home.case.state if home.case.decision and home.case.state in DECIDED else None


def _met(home: Home) -> str | None:
    return _day(home.votes[-1][0].on) if home.votes else None


def _posted(home: Home) -> str | None:
    return _day(home.postings[-1][1].posted_on) if home.postings else None


HOUSEHOLD: tuple[tuple[str, Kind, Callable[[Home], Cell]], ...] = (
    ("code", "text", lambda home: home.case.code),
    ("area_id", "code", lambda home: home.case.area),
    ("area_name", "text", lambda home: home.area.name if home.area else None),
    ("area.type", "code", lambda home: _place(home)[0]),
    ("area.region", "code", lambda home: _place(home)[1]),
    ("procedure", "code", lambda home: home.case.procedure),
    ("state", "code", lambda home: home.case.state),
    ("head", "text", lambda home: home.case.head or None),
    ("birth", "day", lambda home: home.case.birth or None),
    ("address", "text", lambda home: home.case.address or None),
    ("permanent_address", "text", lambda home: home.permanent_address or None),
    ("old_code", "text", lambda home: home.case.old_code or None),
    ("class_before", "code", lambda home: home.case.previous_class),
    ("formerly", "code", lambda home: home.case.formerly),
    ("dates.received", "day", lambda home: _day(home.case.received_on)),
    ("dates.surveyed", "day", lambda home: _day(home.result.on) if home.result else None),
    ("dates.met", "day", _met),
    ("dates.posted", "day", _posted),
    ("dates.decided", "day", lambda home: _day(home.case.decision.on) if home.case.decision else None),
    ("pack", "text", lambda home: home.result.pack.id if home.result else None),
    ("reference_date", "day", _reference),
    ("result.class", "code", _of_result("class")),
    ("result.score_a", "number", _of_result("score_a")),
    ("result.score_b", "number", _of_result("score_b")),
    ("result.deprived", "list", _of_result("deprived")),
    ("result.unknown", "list", _of_result("unknown")),
    ("result.official", "yes_no", _of_result("official")),
    ("result.mark", "text", lambda home: mark_of(home.result) or None),
    ("result.table_provenance", "list", _of_result("table_provenance")),
    ("result.table_digest", "text", _of_result("table_digest")),
    ("result.pack_digest", "text", _of_result("digest")),
    ("result.number", "number", lambda home: home.result.number if home.result else None),
    ("decision.outcome", "code", _outcome_of),
    ("decision.class", "code", lambda home: home.case.decision.class_id if home.case.decision else None),
    ("decision.number", "text", lambda home: home.case.decision.number if home.case.decision else None),
    ("decision.movement", "code", lambda home: home.case.decision.movement if home.case.decision else None),
    (
        "decision.certificate",
        "text",
        lambda home: home.case.decision.certificate or None if home.case.decision else None,
    ),
)
"""Heading, kind, how it is read. pack, reference_date, area.type and area.region are the contract's."""


# ── the other tables: each row begins with the household's code ──────────────────────────────
MEMBER: tuple[tuple[str, Kind], ...] = (("code", "text"), ("no", "number"), ("national_id", "text"))

DEPRIVATION: tuple[tuple[str, Kind], ...] = (
    ("code", "text"),
    ("indicator", "code"),
    ("status", "code"),
    ("members", "list"),
)

COMPLAINT: tuple[tuple[str, Kind, Callable[[int, Complaint], Cell]], ...] = (
    ("no", "number", lambda no, one: no),
    ("received_on", "day", lambda no, one: _day(one.received_on)),
    ("in_window", "yes_no", lambda no, one: one.in_window),
    ("rechecked", "yes_no", lambda no, one: one.recheck is not None),
    ("outcome", "code", lambda no, one: _outcome(one)),
    ("answered_on", "day", lambda no, one: _day(one.answered_at.date() if one.answered_at else None)),
)


def _outcome(one: Complaint) -> str:
    return "dropped" if one.dropped else "open" if one.is_open else "answered"


VOTE: tuple[tuple[str, Kind, Callable[[Meeting, Vote], Cell]], ...] = (
    ("area_id", "code", lambda meeting, vote: meeting.area),
    ("meeting", "number", lambda meeting, vote: meeting.no),
    ("on", "day", lambda meeting, vote: _day(meeting.on)),
    ("listed", "number", lambda meeting, vote: meeting.listed),
    ("attended", "number", lambda meeting, vote: meeting.attended),
    ("agree", "number", lambda meeting, vote: vote.agree),
    ("passed", "yes_no", lambda meeting, vote: vote.passed),
    ("result.number", "number", lambda meeting, vote: _of_mark(vote, 0)),
    ("result.score_a", "number", lambda meeting, vote: _of_mark(vote, 1)),
    ("result.score_b", "number", lambda meeting, vote: _of_mark(vote, 2)),
    ("result.class", "code", lambda meeting, vote: _of_mark(vote, 3)),
)


def _of_mark(vote: Vote, part: int) -> Cell:
    """A part of the mark of the result voted on ("3:112:40:poor"); None where there was none."""
    parts = vote.mark.split(":")
    if len(parts) != 4 or parts[part] in ("", "None"):
        return None
    return int(parts[part]) if parts[part].isdigit() else parts[part]


POSTING: tuple[tuple[str, Kind, Callable[[int, Posting], Cell]], ...] = (
    ("posting", "number", lambda no, one: no),
    ("area_id", "code", lambda no, one: one.area),
    ("posted_on", "day", lambda no, one: _day(one.posted_on)),
    ("again", "yes_no", lambda no, one: one.again),
    ("places", "texts", lambda no, one: tuple(place for place in one.places if place)),
    ("loudspeaker", "yes_no", lambda no, one: one.loudspeaker),
    ("taken_down_on", "day", lambda no, one: _day(one.taken_down_on)),
)


# ── an answer ────────────────────────────────────────────────────────────────────────────────
def answer_cell(question: Question, answers: Answers, member: str | None = None) -> Cell:
    """An answer as a cell; numbers as they were written."""
    if question.kind == "roster":
        return len(answers.members)
    value = answers.get(question.id, member)
    if value is None or isinstance(value, tuple):
        return value
    if question.kind in ("integer", "money"):
        return int(value)
    return Decimal(value) if question.kind == "decimal" else value
