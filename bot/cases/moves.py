"""The way of a case through the table of moves (ways.py): what is allowed now, and the case after it."""

from collections import defaultdict
from datetime import datetime

from bot.cases.case import Action, Case, Move, State
from bot.cases.commune import Role, Staff
from bot.cases.ways import WAYS as WAYS
from bot.cases.ways import Way as Way

_TABLE: dict[tuple[State, Action, Role], list[Way]] = defaultdict(list)
for _row in WAYS:
    _TABLE[_row.state, _row.action, _row.role].append(_row)


def way(case: Case, action: Action, role: Role) -> Way | None:
    """The row that allows it under the case's procedure, or None."""
    rows = _TABLE.get((case.state, action, role), ())
    return next((row for row in rows if not row.procedures or case.procedure in row.procedures), None)


def moved(
    case: Case, to: Way, at: datetime, actor: tuple[str, str], note: str = ""
) -> tuple[State, tuple[Move, ...]]:
    """The new state and the history with this move added. actor: id and name of who did it."""
    by, by_name = actor
    return to.leads_to, (*case.moves, Move(at, by, by_name, to.action, to.leads_to, note))


def may_see(staff: Staff, case: Case) -> bool:
    """Staff see the files of their own areas only; an officer without areas answers for all of them.

    An enumerator sees what is theirs to visit and has not been declared kin, elsewhere too where a re-check
    was given to them; chairman and supervisor see all.
    """
    return staff.active and any(_sees(staff, role, case) for role in staff.roles)


def survey_hidden(staff: Staff, case: Case) -> bool:
    """Whether they may see no survey of it: anybody but officers while a re-check is under way, and who made
    the first one for good."""
    return "officer" not in staff.roles and (case.state == "complained" or staff.id in case.kept_from)


def _sees(staff: Staff, role: Role, case: Case) -> bool:
    if role == "enumerator":
        theirs = case.area in staff.areas or case.assigned_to == staff.id
        return theirs and staff.id not in case.kin_of
    if role == "officer":
        return not staff.areas or case.area in staff.areas
    return role in ("chairman", "supervisor")
