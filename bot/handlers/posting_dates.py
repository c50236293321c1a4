"""The dates of a posting: its last day, the earliest day it can have begun, what a late start costs.

A late start is warned of, never refused: the law's dates are shown as they are.
"""

from datetime import date

from bot.cases.case import Case
from bot.cases.deadlines import latest_posting, limit_of, posting_end
from bot.cases.posting import Posting
from bot.dialogue.turn import Turn
from bot.handlers import limits
from bot.handlers.posting_lots import Lot, last_meeting
from bot.scoring.pack import Procedure


def procedure_of(turn: Turn, lot: Lot) -> Procedure:
    """As the pack of the lot's round has it."""
    return limits.procedure_of(turn, (lot.cases or lot.changed)[0])


def ends(turn: Turn, lot: Lot, day: date) -> date:
    """The last day, had it been hung out on this one."""
    return posting_end(procedure_of(turn, lot), limits.calendar(turn, lot.round_id), day, again=lot.again)


def end_of(turn: Turn, posting: Posting, case: Case) -> date:
    """The last day of a posting; case: one that hangs there."""
    procedure, days_off = limits.procedure_of(turn, case), limits.calendar(turn, posting.round_id)
    return posting_end(procedure, days_off, posting.posted_on, again=posting.again)


def earliest(turn: Turn, lot: Lot) -> date | None:
    """The day of the meeting that agreed, and of the posting before: nothing hangs sooner."""
    held = [found.on for one in lot.cases if (found := last_meeting(turn, one)) is not None]
    hung = [before.posted_on for one in lot.cases if (before := limits.posting_of(turn, one)) is not None]
    return max((*held, *hung), default=None)


def warnings(turn: Turn, lot: Lot, day: date) -> list[str]:
    """What should be known before a list hangs from this day: in words, may be empty."""
    days_off = limits.calendar(turn, lot.round_id)
    rows = [] if days_off.counts(day) else [turn.t("posting.warn.day_off", day=f"{day:%d/%m/%Y}")]
    end = ends(turn, lot, day)
    if end < turn.today:
        rows.append(turn.t("posting.warn.over", until=f"{end:%d/%m/%Y}"))
    limit = limit_of(procedure_of(turn, lot), days_off, day, _started(turn, lot))
    return rows + (_late(turn, lot, day, limit) if limit is not None else [])


def _started(turn: Turn, lot: Lot) -> date | None:
    """The first day of the survey in the round's plan, where the round is of this procedure."""
    plan = turn.place.round_of(lot.round_id)
    phase = plan.phase("survey") if plan.procedure == lot.procedure else None
    return phase.starts if phase is not None else None


def _late(turn: Turn, lot: Lot, day: date, limit: date) -> list[str]:
    """By the latest days on which a posting may begin, without a complaint and with one."""
    procedure, days_off = procedure_of(turn, lot), limits.calendar(turn, lot.round_id)
    for complaint, key in ((False, "posting.warn.late"), (True, "posting.warn.late_if_complaint")):
        last = latest_posting(procedure, days_off, limit, complaint=complaint)
        if day > last and not (complaint and lot.again):
            return [turn.t(key, limit=f"{limit:%d/%m/%Y}", latest=f"{last:%d/%m/%Y}")]
    return []
