"""The dates of one file and of one round: what the law wants next, by when, and how late it is.

Nothing is kept: each date is computed from its event (QĐ 24/2021/QĐ-TTg Điều 4 to 6; the procedures' own
steps) and counts from the day after it (Bộ luật Dân sự 2015, Điều 147–148).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bot.cases.case import Case, State
from bot.cases.commune import Round, Staff
from bot.cases.deadlines import ended, latest_posting
from bot.cases.dossier import Dossier
from bot.cases.moves import may_see
from bot.cases.posting import Posting
from bot.cases.working_days import WorkingDays
from bot.scoring.pack import Procedure

DateKind = Literal["posting_end", "recheck_due", "reposting_end", "opinion_due", "limit"]
PlanKind = Literal["survey"]
_DAY = timedelta(days=1)
_YEAR = timedelta(days=366)

RECHECKED: tuple[State, ...] = ("complained", "surveyed", "returned", "approved", "voted_down", "to_post")
"""Where a file can be between a complaint in its window and the second posting."""
TO_SURVEY: tuple[State, ...] = ("received", "listed", "returned", "voted_down")
"""Where an enumerator has to go to the household, beside a re-check."""
RUNNING: tuple[State, ...] = (
    "received",
    "listed",
    *RECHECKED,
    "posted",
    "settled",
    "reported",
    "opinion_given",
)
"""Where the commune still owes something by a day: paper received, not decided."""


@dataclass(frozen=True, slots=True)
class Due:
    """A day by which something must be done. left: working days from tomorrow to that day, that day included.

    late: the day is over; days_late: working days since (0 on the weekend right after it).
    """

    what: DateKind | PlanKind
    on: date
    left: int
    days_late: int
    late: bool


@dataclass(frozen=True, slots=True)
class RoundDates:
    """latest: last day on which a posting may begin and still end by the limit; with_complaint: also where
    somebody complains on its last day. The legal minimum only, as in deadlines.latest_posting."""

    limit: date
    latest: Due
    with_complaint: Due


def between(days: WorkingDays, after: date, until: date) -> int:
    """Working days after one day up to and with another; 0 where that is not later."""
    return days.between(after, min(until, after + _YEAR))  # nobody counts them out further


def due_on(what: DateKind | PlanKind, on: date, today: date, days: WorkingDays) -> Due:
    """How far away that day is, or how late it has become."""
    return Due(what, on, between(days, today, on), between(days, on, today), today > on)


def review_started(case: Case, procedure: Procedure) -> date | None:
    """The day from which a procedure that is begun monthly counts its own days; None for the yearly one, or
    before the paper is received.

    [I] The texts say neither "from receipt" nor "from the 15th" for the 15 days: taken is the day of
    receipt, or the month's starting day where the paper came before it; the earlier end, so never too late.
    """
    if case.received_on is None or procedure.monthly_from is None:
        return None
    return max(case.received_on, case.received_on.replace(day=procedure.monthly_from))


def last_day(case: Case, plan: Round, procedure: Procedure, days: WorkingDays) -> date | None:
    """The last day of the procedure for this file: of its season, or so many days after the start."""
    if procedure.ends is not None:
        return season_end(plan, procedure)
    started, step = review_started(case, procedure), procedure.step("recognition")
    if started is None or step is None or step.limit is None:
        return None
    return ended(step.limit, days, started)


def season_end(plan: Round, procedure: Procedure) -> date | None:
    """The last day of the yearly season, in the year in which the round surveys."""
    survey = plan.phase("survey")
    year = (survey.ends if survey else plan.reference_date).year
    return date(year, *procedure.ends) if procedure.ends is not None else None


def dates_of(
    case: Case,
    plan: Round,
    procedure: Procedure,
    days: WorkingDays,
    today: date,
    posting: Posting | None = None,
    dossier: Dossier | None = None,
) -> tuple[Due, ...]:
    """Every legal date that this file waits for now, the nearest first. posting: its last one."""
    if case.state not in RUNNING:
        return ()
    found: dict[DateKind, date | None] = {"limit": last_day(case, plan, procedure, days)}
    if case.state == "posted" and posting is not None:
        again = posting.again and procedure.step("posting_again") is not None
        name: DateKind = "reposting_end" if again else "posting_end"
        found[name] = _end(procedure, days, "posting_again" if again else "posting", posting.posted_on)
    complaint = case.recheck
    if complaint is not None and case.state in RECHECKED:
        found["recheck_due"] = _end(procedure, days, "recheck", complaint.received_on)
    if case.state == "reported" and dossier is not None and dossier.reported_on is not None:
        arrived = dossier.received_on or dossier.reported_on
        found["opinion_due"] = _end(procedure, days, "opinion", arrived)
    dues = [due_on(what, on, today, days) for what, on in found.items() if on is not None]
    return tuple(sorted(dues, key=lambda one: (one.on, one.what == "limit")))


def _end(procedure: Procedure, days: WorkingDays, step_id: str, event: date) -> date | None:
    """The last day of a step; None where the procedure has no such step."""
    step = procedure.step(step_id)
    return None if step is None or step.limit is None else ended(step.limit, days, event)


def survey_end(plan: Round, days: WorkingDays, today: date) -> Due | None:
    """The last day of the survey by the round's plan: planned, not of the law."""
    phase = plan.phase("survey")
    return None if phase is None else due_on("survey", phase.ends, today, days)


def round_dates(plan: Round, procedure: Procedure, days: WorkingDays, today: date) -> RoundDates | None:
    """How late a posting of this round may begin; None where the procedure has no season."""
    limit = season_end(plan, procedure)
    if limit is None:
        return None
    plain, hard = (latest_posting(procedure, days, limit, complaint=one) for one in (False, True))
    return RoundDates(limit, due_on("limit", plain, today, days), due_on("limit", hard, today, days))


def holder_of(case: Case, staff: Iterable[Staff]) -> Staff | None:
    """The one enumerator whose file it is; None where it lies with all of the area, or with an office."""
    if case.state not in (*TO_SURVEY, "complained"):
        return None
    given = case.recheck.recheck_by if case.state == "complained" and case.recheck else None
    wanted = given or case.assigned_to
    found = next((one for one in staff if one.id == wanted), None)
    return found if found is not None and may_see(found, case) else None
