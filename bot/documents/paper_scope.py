"""Whether a paper may be made for whom it goes to: their right in its area, and official results alone.

Asked when the letter leaves, whatever was promised before: rights end, results change.
"""

from collections.abc import Iterable

from bot.cases.case import Case
from bot.cases.commune import Staff
from bot.cases.complaint import Complaint
from bot.cases.moves import may_see, survey_hidden
from bot.cases.rights import may
from bot.documents.desk import Desk
from bot.errors import PaperError, PaperRefusal
from locales import translate

SURVEYS = ("phieu_b", "income_form")


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
    """PaperError unless they may have this paper in every one of these areas."""
    staff = staff_of(desk)
    if staff is not None and not all(may(staff, desk.order.paper.deed, one) for one in areas):
        raise _not_theirs(desk)


def check_case(desk: Desk, case: Case) -> None:
    """PaperError unless they may have it of this file: never of kin's, no survey kept from them."""
    staff = staff_of(desk)
    if staff is None:
        return
    survey = desk.order.paper.id in SURVEYS
    allowed = may(staff, desk.order.paper.deed) and may_see(staff, case)
    if not allowed or (survey and survey_hidden(staff, case)):
        raise _not_theirs(desk)


def check_complaint(desk: Desk, case: Case, one: Complaint) -> None:
    """PaperError unless they may have its slip; that of a re-check whoever makes it may have, too."""
    staff = staff_of(desk)
    own = staff is not None and desk.order.paper.id == "recheck_slip" and one.recheck_by == staff.id
    if staff is not None and not own and not may(staff, "see_complaints", case.area):
        raise _not_theirs(desk)


def check_official(desk: Desk, official: bool) -> None:
    """PaperRefusal with what to do, where a paper of the law's weight rests on a result that is not official."""
    if desk.order.paper.weighty and not official:
        raise refused(desk, "paper.not_official")


def refused(desk: Desk, key: str, **args: object) -> PaperRefusal:
    """The refusal in the words of this key, in the language of whom it goes to."""
    found = next((one for one in desk.staff if one.id == desk.order.staff), None)
    language = found.language if found is not None else "vi"
    return PaperRefusal(translate(language, key, args), where=desk.order.paper.id)


def _not_theirs(desk: Desk) -> PaperError:
    return PaperError("whoever asked for this paper may not have it", where=desk.order.paper.id)
