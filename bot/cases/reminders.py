"""What somebody is reminded of, and when: how each has set it, and what of the files is for whom today.

Reminders are computed from the files as they are; nothing here knows a clock or sends anything.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Literal

from bot.cases.case import Case
from bot.cases.commune import Role, Staff
from bot.cases.moves import may_see
from bot.cases.timeline import TO_SURVEY, Due

Kind = Literal["visits", "returned", "recheck", "waiting", "deadlines", "complaints", "appointment", "window"]
KINDS: dict[Role, tuple[Kind, ...]] = {
    "enumerator": ("visits", "returned", "recheck"),
    "officer": ("waiting", "deadlines", "complaints"),
    "resident": ("appointment", "window"),
}
"""What each role can be reminded of; other roles get nothing of themselves."""
STAGES = (3, 1)
"""Working days before a legal date at which people are reminded; once more when it is over."""
RETURNED_AFTER = (2, 5)
"""Working days after which an enumerator is reminded of a survey that was sent back."""
LONG_WAIT = 2
"""Working days a request may wait for its paper to be taken in before officers are reminded."""
HANGING = ("posting_end", "reposting_end")
APPOINTMENT_HOUR = 16
"""The hour of the day before, from which on a household is reminded of an appointment."""
USUAL_HOUR = 7


@dataclass(frozen=True, slots=True)
class Reminders:
    """How one person wants to be reminded, by the commune's own time (hours 0–23).

    digest_hour: of the morning message, None: none. off: kinds that are not wanted.
    quiet_from, quiet_until: between these nothing but replies leaves; the same hour twice: never quiet.
    """

    digest_hour: int | None = USUAL_HOUR
    off: tuple[Kind, ...] = ()
    quiet_from: int = 21
    quiet_until: int = 6

    def wants(self, kind: Kind) -> bool:
        return kind not in self.off

    def is_quiet(self, at: datetime) -> bool:
        """Whether this moment is in their quiet hours."""
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= at.hour < self.quiet_until
        return at.hour >= self.quiet_from or at.hour < self.quiet_until

    def awake(self, at: datetime) -> datetime:
        """The moment itself, or the end of the quiet hours it falls into."""
        if not self.is_quiet(at):
            return at
        end = at.replace(hour=self.quiet_until, minute=0, second=0, microsecond=0)
        return end if end > at else end + timedelta(days=1)

    @property
    def hour(self) -> int:
        """From which on reminders of the day are told: that of the digest, also where that is off."""
        return USUAL_HOUR if self.digest_hour is None else self.digest_hour


@dataclass(frozen=True, slots=True)
class Standing:
    """A file as it stands today. waits: working days since it came to where it is. holder: the one
    enumerator who has it, None where nobody in particular has. host: who has agreed on the next visit, None
    where that person no longer goes there."""

    case: Case
    dues: tuple[Due, ...]
    waits: int
    holder: str | None
    host: str | None = None

    def is_visit_of(self, staff_id: str, day: date) -> bool:
        """Whether this enumerator is expected there on that day."""
        return self.next_visit == day and (self.holder or self.host) in (None, staff_id)

    @property
    def next_visit(self) -> date | None:
        """The day agreed on at the last visit, while somebody still has to go there."""
        case = self.case
        to_go = case.state in (*TO_SURVEY, "complained") and case.visits
        return case.visits[-1].next_on if to_go else None

    @property
    def near(self) -> Due | None:
        """The nearest date that asks somebody to act: a posting that hangs asks nobody."""
        return next((one for one in self.dues if one.what not in HANGING), None)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be told once. what: of its words; on, stage: which telling of it this is.

    legal: it bears a date of the law.
    """

    kind: Kind
    what: str
    files: tuple[Standing, ...]
    on: date
    stage: str = ""
    due: Due | None = None
    legal: bool = False

    def name(self, person: str) -> str:
        """Names who is told of what, of which file and which day: the same name is told once."""
        subject = self.files[0].case.id if len(self.files) == 1 else "many"
        single = self.legal or self.kind in KINDS["resident"]
        return f"remind:{self.what}:{person}:{subject if single else 'all'}:{self.on}:{self.stage}"


# ── staff ────────────────────────────────────────────────────────────────────────────────────
def theirs(staff: Staff, found: Iterable[Standing]) -> tuple[Standing, ...]:
    """What an enumerator has to do: of the own areas what nobody else has, and what was given to them;
    never a re-check of their own survey."""
    return tuple(
        one
        for one in found
        if one.case.state in (*TO_SURVEY, "complained")
        and may_see(staff, one.case)
        and staff.id not in one.case.kept_from
        and (one.holder == staff.id or (one.holder is None and one.case.state != "complained"))
    )


def of_officer(staff: Staff, found: Iterable[Standing]) -> tuple[Standing, ...]:
    """The files of the areas an officer answers for."""
    return tuple(one for one in found if not staff.areas or one.case.area in staff.areas)


def for_enumerator(staff_id: str, own: Sequence[Standing], today: date, survey: Due | None) -> Iterator[Item]:
    """own: as `theirs`. survey: the end of the survey by the plan."""
    visits = tuple(one for one in own if one.is_visit_of(staff_id, today))
    if visits:
        yield Item("visits", "visit_today", visits, today)
    left = tuple(one for one in own if one.case.state in ("received", "listed"))
    if left and survey is not None and not survey.late and survey.left in STAGES:
        yield Item("visits", "visits_left", left, survey.on, str(survey.left), survey)
    for wait in RETURNED_AFTER:
        sent_back = tuple(one for one in own if one.case.state == "returned" and one.waits == wait)
        if sent_back:
            yield Item("returned", "returned", sent_back, today, str(wait))
    for one in own:
        due = _due(one, "recheck_due")
        if due is not None and (stage := stage_of(due)):
            yield Item("recheck", "recheck_due", (one,), due.on, stage, due, legal=True)


def for_officer(own: Sequence[Standing], today: date) -> Iterator[Item]:
    """own: as `of_officer`."""
    waiting = tuple(one for one in own if one.case.state == "submitted" and one.waits == LONG_WAIT + 1)
    if waiting:
        yield Item("waiting", "waiting", waiting, today)
    idle = tuple(one for one in own if is_unassigned(one) and one.waits in (1, 3))
    if idle:
        yield Item("complaints", "complaints", idle, today)
    dated = [(due, one) for one in own for due in one.dues if _is_told(due)]
    dated.sort(key=lambda pair: (pair[0].what, pair[0].on, pair[1].case.code))
    for (what, on), group in groupby(dated, key=lambda pair: (pair[0].what, pair[0].on)):
        pairs = list(group)
        due, files = pairs[0][0], tuple(one for _, one in pairs)
        yield Item("deadlines", what, files, on, stage_of(due), due, legal=True)


def is_unassigned(one: Standing) -> bool:
    """A complaint in its window that nobody has been given to re-check."""
    return one.case.state == "complained" and one.holder is None


def _due(one: Standing, what: str) -> Due | None:
    return next((due for due in one.dues if due.what == what), None)


def _is_told(due: Due) -> bool:
    """A posting is only told of when it is over and the files can be summed up."""
    return bool(stage_of(due)) and (due.what not in HANGING or due.late)


def stage_of(due: Due) -> str:
    """ "3", "1" or "late"; "" where nobody is told today: what is late longer stands in the digest."""
    if due.late:
        return "late" if due.days_late <= 1 else ""
    return str(due.left) if due.left in STAGES else ""


# ── households ───────────────────────────────────────────────────────────────────────────────
def for_household(one: Standing, now: datetime) -> Iterator[Item]:
    """An appointment from the afternoon before it; the last day on which a complaint starts a re-check."""
    tomorrow = now.date() + timedelta(days=1)
    if one.next_visit == tomorrow and now.hour >= APPOINTMENT_HOUR:
        yield Item("appointment", "appointment", (one,), tomorrow)
    ends = next((due for due in one.dues if due.what in HANGING), None)
    if ends is not None and ends.on == now.date() and now.hour >= USUAL_HOUR:
        yield Item("window", "window", (one,), ends.on, "", ends, legal=True)
