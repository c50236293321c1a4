"""The form under way: finding it, where its path stands, and writing changes with their history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from bot.cases.case import State
from bot.cases.commune import Round
from bot.cases.form_record import REQUESTS, AnswerChange, FormId, FormRecord
from bot.dialogue.turn import Turn
from bot.scoring.answers import Answers, Value
from bot.scoring.forms import Form
from bot.scoring.pack import Pack
from bot.scoring.path import Context, Spot, is_answered, path

Changes = Mapping[str, Value | None]
"""Flat answer key → new value; None takes the answer away. The roster is the key "members"."""

ROSTER = "members"

SURVEYS: tuple[FormId, ...] = ("phieu_b", "income")
OPEN_TO_AMEND: tuple[State, ...] = ("surveyed", "returned", "voted_down", "listed")
"""Where a survey that was sent may still be changed; "listed": its file was closed and reopened."""


@dataclass(frozen=True, slots=True)
class Open:
    """A form record with the pack it began with."""

    record: FormRecord
    pack: Pack
    form: Form
    context: Context

    @property
    def answers(self) -> Answers:
        return self.record.answers


def form_of(turn: Turn, form_id: str) -> Open:
    """The form with its pack. KeyError if it was erased meanwhile (callers hold ids of live forms)."""
    record = turn.facts.form(form_id)
    if record is None:
        raise KeyError(form_id)
    pack = turn.scoring_pack(turn.env.pack(record.pack_id, record.pack_digest))
    context = pack.context(turn.place.round_of(record.round_id).reference_date)
    return Open(record, pack, pack.forms[record.form], context)


def begin(
    turn: Turn,
    form: FormId,
    *,
    case_id: str | None = None,
    carried: Answers | None = None,
    origin: str = "",
) -> FormRecord:
    """A new form, owned by who speaks, under the pack of the case's round; of no case yet, the running one's.

    carried: answers taken over, from where `origin` says ("mau_01", "last_list"); the log says so too.
    """
    answers = carried or Answers()
    plan = round_of(turn, case_id)
    pack = turn.env.pack(plan.pack_id)
    record = FormRecord(
        id=turn.new_id("f"),
        form=form,
        owner=turn.actor[0],
        case_id=case_id,
        pack_id=pack.id,
        pack_digest=pack.digest,
        answers=answers,
        started_at=turn.now,
        round_id=plan.id,
    )
    if answers.members:
        turn.log(AnswerChange(record.id, ROSTER, (), answers.members, origin, turn.now))
    for name, value in answers.values.items():
        turn.log(AnswerChange(record.id, name, None, value, origin, turn.now))
    return turn.add(record)


def round_of(turn: Turn, case_id: str | None) -> Round:
    """The round a case belongs to, however late; the running one for a request that is no case yet."""
    case = turn.facts.case(case_id) if case_id else None
    return turn.place.round_of(case.round_id) if case else turn.place.round


def is_closed(turn: Turn, record: FormRecord) -> bool:
    """Whether nothing of it changes from a phone any more: the paper of a request is at the office; a survey
    that was sent has been approved, or another has taken its place."""
    sent = record.form in SURVEYS and record.finished_at is not None
    if record.case_id is None or not (sent or record.form in REQUESTS):
        return False
    case = turn.facts.case(record.case_id)
    if case is None:
        return True
    if record.form in REQUESTS:
        return case.state != "submitted"
    if record.id not in (case.survey, case.income):
        return True
    return record.form == "phieu_b" and case.state not in OPEN_TO_AMEND


class _Same:
    """Equal for the very same answers, form and day: answers never change in place, so that nothing need
    be compared by value."""

    __slots__ = ("open",)

    def __init__(self, open_form: Open) -> None:
        self.open = open_form

    def __hash__(self) -> int:
        return id(self.open.answers)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Same):
            return NotImplemented
        mine, its = self.open, other.open
        return mine.answers is its.answers and mine.form is its.form and mine.context.at == its.context.at


class _Course(NamedTuple):
    """spots: every screen asked now, in order. unanswered: those of them still open."""

    spots: tuple[Spot, ...]
    unanswered: tuple[Spot, ...]


@lru_cache(maxsize=1024)
def _course(same: _Same) -> _Course:
    answers = same.open.answers
    found = tuple(path(same.open.form, answers, same.open.context))
    return _Course(found, tuple([spot for spot in found if not is_answered(spot, answers)]))


def spots(open_form: Open) -> tuple[Spot, ...]:
    """Every screen asked now, in order; worked out once for each state of the answers."""
    return _course(_Same(open_form)).spots


def current(open_form: Open, at: str, later: Sequence[str] = ()) -> Spot | None:
    """The spot asked for by name if it is on the path, else the first open one not put off."""
    course = _course(_Same(open_form))
    if at:
        named = next((spot for spot in course.spots if spot.id == at), None)
        if named is not None:
            return named
    return next((spot for spot in course.unanswered if spot.id not in later), None)


def apply(
    turn: Turn,
    record: FormRecord,
    changes: Changes,
    *,
    reason: str = "",
    kept: str = "",
    origin: str = "",
) -> FormRecord:
    """Write the changes: the new answers, one log line for each value that differs.

    origin: what they were taken over from, "" where they were given.

    A result computed before is dropped: it belongs to the old answers.
    """
    by = turn.actor[0]
    answers = record.answers
    members = changes.get(ROSTER)
    if isinstance(members, tuple) and members != answers.members:
        turn.log(AnswerChange(record.id, ROSTER, answers.members, members, by, turn.now, reason, origin))
        answers = Answers(members, answers.values)
    values = {k: v for k, v in changes.items() if k != ROSTER and v != answers.values.get(k)}
    for name, value in values.items():
        old = answers.values.get(name)
        turn.log(AnswerChange(record.id, name, old, value, by, turn.now, reason, origin))
    kept_now = record.kept | {kept} if kept else record.kept
    return turn.change(record, answers=answers.put(values), kept=kept_now, result=None)
