"""Whether somebody of the staff may have a paper: one rule for the menu and for whoever makes it."""

from bot.cases.case import Case
from bot.cases.commune import Staff
from bot.cases.complaint import Complaint
from bot.cases.moves import may_see, survey_hidden
from bot.cases.papers import Paper
from bot.cases.rights import may

SURVEYS = ("phieu_b", "income_form")
"""What shows answers and points of a survey."""
RECHECK = "recheck_slip"


def may_have(staff: Staff | None, paper: Paper, area: str | None = None) -> bool:
    """In this area; None: anywhere at all."""
    return may(staff, paper.deed, area)


def may_have_of_case(staff: Staff | None, paper: Paper, case: Case) -> bool:
    """Of this file: never of kin's, no survey kept from them, nothing of an erased one."""
    if staff is None or case.state == "erased" or not may(staff, paper.deed) or not may_see(staff, case):
        return False
    return paper.id not in SURVEYS or not survey_hidden(staff, case)


def may_have_of_complaint(staff: Staff | None, paper: Paper, case: Case, one: Complaint) -> bool:
    """Its slips are the officers'; that of a re-check also whoever makes it takes along."""
    if staff is None or case.state == "erased" or not staff.active:
        return False
    if may(staff, "see_complaints", case.area):
        return True
    given = case.state == "complained" and case.assigned_to == staff.id and staff.id not in case.kept_from
    theirs = one.recheck_by == staff.id or given
    return paper.id == RECHECK and theirs and may_see(staff, case)
