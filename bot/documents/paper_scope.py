"""Whether a paper may be made for whom it goes to: their right in its area, and official results alone.

Asked when the letter leaves, whatever was promised before: rights end, results change.
"""

from collections.abc import Iterable

from bot.cases.case import Case
from bot.cases.commune import Staff
from bot.cases.complaint import Complaint
from bot.cases.paper_rights import may_have, may_have_of_case, may_have_of_complaint
from bot.documents.desk import Desk
from bot.errors import PaperError, PaperRefusal
from locales import translate


class NotTheirsError(PaperError):
    """Whoever asked may not have it, or no longer."""


def staff_of(desk: Desk) -> Staff | None:
    """Whom it goes to; None for a household's own paper. PaperError: no longer on the staff."""
    order = desk.order
    if not order.staff:
        if not order.paper.own:
            raise _not_theirs(desk)
        return None
    found = next((one for one in desk.staff if one.id == order.staff and one.active), None)
    if found is None:
        raise _not_theirs(desk)
    return found


def check_areas(desk: Desk, areas: Iterable[str]) -> None:
    """PaperError unless they may have this paper at all, and in every one of these areas."""
    staff = staff_of(desk)
    if staff is None:
        return
    paper = desk.order.paper
    if not (may_have(staff, paper) and all(may_have(staff, paper, one) for one in areas)):
        raise _not_theirs(desk)


def check_case(desk: Desk, case: Case) -> None:
    """PaperError unless they may have it of this file: never of kin's, no survey kept from them."""
    staff = staff_of(desk)
    if staff is None:
        return
    if not may_have_of_case(staff, desk.order.paper, case):
        raise _not_theirs(desk)


def check_complaint(desk: Desk, case: Case, one: Complaint) -> None:
    """PaperError unless they may have its slip; that of a re-check whoever makes it may have, too."""
    staff = staff_of(desk)
    if staff is not None and not may_have_of_complaint(staff, desk.order.paper, case, one):
        raise _not_theirs(desk)


def check_official(desk: Desk, official: bool) -> None:
    """PaperRefusal with what to do, where a paper of weight rests on results that are not official."""
    if desk.order.paper.weighty and not official:
        raise refused(desk, "paper.not_official")


def refused(desk: Desk, key: str, **args: object) -> PaperRefusal:
    """The refusal in the words of this key, in the language of whom it goes to."""
    found = next((one for one in desk.staff if one.id == desk.order.staff), None)
    language = found.language if found is not None else "vi"
    return PaperRefusal(translate(language, key, args), where=desk.order.paper.id)


def _not_theirs(desk: Desk) -> NotTheirsError:
    return NotTheirsError("whoever asked for this paper may not have it", where=desk.order.paper.id)
