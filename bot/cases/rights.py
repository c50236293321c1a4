"""Who may do what that is not a move of a single file: deed × role × own areas, one table.

What may be done to a file stands in moves.py.
"""

from dataclasses import dataclass
from typing import Literal

from bot.cases.commune import Role, Staff

Deed = Literal[
    "hold_meeting",
    "post",
    "see_complaints",
    "sum_up",
    "decide",
    "import_list",
    "share_work",
    "see_progress",
    "see_leads",
    "set_up",
    "set_days",
    "print_forms",
    "print_lists",
    "print_reports",
    "export_round",
]
Scope = Literal["own", "all"]
"""own: their own areas (an officer without any answers for all of them); all: the whole commune."""


@dataclass(frozen=True, slots=True)
class Right:
    """One row: who has this role may do this, in these areas."""

    deed: Deed
    role: Role
    scope: Scope


RIGHTS: tuple[Right, ...] = (
    Right("hold_meeting", "enumerator", "own"),
    Right("hold_meeting", "officer", "own"),
    Right("post", "enumerator", "own"),
    Right("post", "officer", "own"),
    Right("see_complaints", "officer", "own"),
    Right("sum_up", "officer", "own"),
    Right("decide", "officer", "all"),
    Right("decide", "chairman", "all"),
    Right("import_list", "officer", "all"),
    Right("share_work", "officer", "own"),
    Right("see_progress", "enumerator", "own"),
    Right("see_progress", "officer", "own"),
    Right("see_progress", "chairman", "all"),
    Right("see_progress", "supervisor", "all"),
    Right("see_progress", "administrator", "all"),
    Right("see_leads", "enumerator", "own"),
    Right("see_leads", "officer", "own"),
    Right("set_up", "officer", "all"),
    Right("set_up", "administrator", "all"),
    Right("set_days", "officer", "all"),
    Right("set_days", "administrator", "all"),
    Right("print_forms", "enumerator", "own"),
    Right("print_forms", "officer", "own"),
    Right("print_forms", "chairman", "all"),
    Right("print_forms", "supervisor", "all"),
    Right("print_lists", "enumerator", "own"),
    Right("print_lists", "officer", "own"),
    Right("print_lists", "chairman", "all"),
    Right("print_lists", "supervisor", "all"),
    Right("print_reports", "officer", "all"),
    Right("print_reports", "chairman", "all"),
    Right("print_reports", "supervisor", "all"),
    Right("export_round", "officer", "all"),
)
_TABLE = {(one.deed, one.role): one for one in RIGHTS}


def may(staff: Staff | None, deed: Deed, area: str | None = None) -> bool:
    """Whether this person may do this in this area (None: anywhere at all).

    What counts for the whole commune (scope "all") is not for somebody who answers for single areas only.
    """
    if staff is None or not staff.active:
        return False
    found = (_TABLE.get((deed, role)) for role in staff.roles)
    return any(_reaches(staff, right, area) for right in found if right is not None)


def _reaches(staff: Staff, right: Right, area: str | None) -> bool:
    if right.scope == "all":
        return right.role != "officer" or not staff.areas
    if not staff.areas:
        return right.role == "officer"
    return area is None or area in staff.areas
