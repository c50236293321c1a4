"""The dates of a posting: its last day, the earliest day it can have begun, what a late start costs.

A late start is warned of, never refused: the law's dates are shown as they are.
"""

from datetime import date

from bot.cases import timeline
from bot.cases.case import Case
from bot.cases.deadlines import latest_posting, posting_end
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
    """The day of the meeting that agreed, of the posting before, of the paper that asked for the review and
    of the complaint that was re-checked: nothing hangs sooner."""
    held = [found.on for one in lot.cases if (found := last_meeting(turn, one)) is not None]
    hung = [before.posted_on for one in lot.cases if (before := limits.posting_of(turn, one)) is not None]
    asked = [one.received_on for one in lot.cases if one.received_on is not None]
    complained = [found.received_on for one in lot.cases for found in one.rechecks]
    return max((*held, *hung, *asked, *complained), default=None)


def warnings(turn: Turn, lot: Lot, day: date) -> list[str]:
    """What should be known before a list hangs from this day: in words, may be empty."""
    days_off = limits.calendar(turn, lot.round_id)
    rows = [] if days_off.counts(day) else [turn.t("posting.warn.day_off", day=f"{day:%d/%m/%Y}")]
    end = ends(turn, lot, day)
    if end < turn.today:
        rows.append(turn.t("posting.warn.over", until=f"{end:%d/%m/%Y}"))
    limit = _limit(turn, lot)
    return rows + (_late(turn, lot, day, limit) if limit is not None else [])


def _limit(turn: Turn, lot: Lot) -> date | None:
    """The last day of the procedure for the file of the lot with the least time, as that file shows it."""
    plan, days_off = turn.place.round_of(lot.round_id), limits.calendar(turn, lot.round_id)
    procedure = procedure_of(turn, lot)
    found = (timeline.last_day(case, plan, procedure, days_off) for case in lot.cases)
    return min((one for one in found if one is not None), default=None)


def _late(turn: Turn, lot: Lot, day: date, limit: date) -> list[str]:
    """By the latest days on which a posting may begin, without a complaint and with one."""
    procedure, days_off = procedure_of(turn, lot), limits.calendar(turn, lot.round_id)
    for complaint, key in ((False, "posting.warn.late"), (True, "posting.warn.late_if_complaint")):
        last = latest_posting(procedure, days_off, limit, complaint=complaint)
        if day > last and not (complaint and lot.again):
            could = earliest(turn, lot)
            if complaint and could is not None and last < could:  # no posting of it could have been in time
                return [turn.t("posting.warn.no_time", limit=f"{limit:%d/%m/%Y}")]
            return [turn.t(key, limit=f"{limit:%d/%m/%Y}", latest=f"{last:%d/%m/%Y}")]
    return []
