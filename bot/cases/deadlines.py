"""The legal dates of one posting: from the day a result is posted to the last day of the procedure.

Every limit counts from the day after its event. The legal minimum only: a plan adds days for summing up.
Sources: QĐ 24/2021/QĐ-TTg Điều 4 and the procedure's own steps; Bộ luật Dân sự 2015, Điều 147–148.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.cases.working_days import WorkingDays
from bot.scoring.pack import Limit, Procedure

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Deadlines:
    """posting_end: last day of the posting, and of complaints. recheck_due, reposting_end: after a complaint
    in that window. opinion_due: of the written opinion from above. limit: of the procedure; None where the
    procedure has no such step, or nothing called for it. late: the last date falls after the limit.
    """

    posting_end: date
    recheck_due: date | None
    reposting_end: date | None
    opinion_due: date | None
    limit: date | None
    late: bool


def deadlines(
    procedure: Procedure,
    days: WorkingDays,
    posted: date,
    complaint: date | None = None,
    review_started: date | None = None,
) -> Deadlines:
    """posted: the day the result was hung out. complaint: the day one was received; outside the window it
    moves nothing. review_started: the day a procedure counts its own days from, where it does."""
    end = posting_end(procedure, days, posted)
    recheck = again = None
    if complaint is not None and posted <= complaint <= end:
        recheck = _ends(procedure, days, "recheck", complaint)
        again = _ends(procedure, days, "posting_again", recheck) if recheck else None
    settled = again or recheck or end
    opinion = _ends(procedure, days, "opinion", settled)
    limit = limit_of(procedure, days, posted, review_started)
    late = limit is not None and (opinion or settled) > limit
    return Deadlines(end, recheck, again, opinion, limit, late)


def posting_end(procedure: Procedure, days: WorkingDays, posted: date, *, again: bool = False) -> date:
    """The last day a result hangs, and of complaints about it. again: it is the result of a re-check."""
    second = _ends(procedure, days, "posting_again", posted) if again else None
    return second or _ends(procedure, days, "posting", posted) or posted


def limit_of(
    procedure: Procedure, days: WorkingDays, posted: date, review_started: date | None = None
) -> date | None:
    """The last day of the procedure: of its season, or so many days after the review was begun."""
    if procedure.ends is not None:
        return date(posted.year, *procedure.ends)
    return _ends(procedure, days, "recognition", review_started) if review_started else None


def latest_posting(procedure: Procedure, days: WorkingDays, limit: date, *, complaint: bool) -> date:
    """The last working day on which a posting may begin and still end in time.

    complaint: also where somebody complains on its last day.
    """
    posted = days.on_or_before(limit)
    while _last(procedure, days, posted, complaint=complaint) > limit:
        posted = days.on_or_before(posted - _DAY)
    return posted


def _last(procedure: Procedure, days: WorkingDays, posted: date, *, complaint: bool) -> date:
    """The last date that a posting brings with it."""
    end = _ends(procedure, days, "posting", posted) or posted
    found = deadlines(procedure, days, posted, end if complaint else None)
    return max(one for one in (end, found.recheck_due, found.reposting_end, found.opinion_due) if one)


def _ends(procedure: Procedure, days: WorkingDays, step_id: str, event: date) -> date | None:
    """The last day of a step that begins with this event; None where the procedure has no such step."""
    limit = next((step.limit for step in procedure.steps if step.id == step_id), None)
    return None if limit is None else ended(limit, days, event)


def ended(limit: Limit, days: WorkingDays, event: date) -> date:
    """The last day of a limit. One of calendar days that ends on a day off runs to the next working day."""
    if limit.unit == "working":
        return days.after(event, limit.days)
    return days.on_or_after(event + timedelta(days=limit.days))
