"""The way of a case, as one table: who may do what, in which state, and where it leads.

Sources: QĐ 24/2021/QĐ-TTg Điều 4 and procedure 1.011606 (steps in brackets); "bot" marks what the
law does not know because it happens before the signed paper is there.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.cases.case import Action, Case, Move, State
from bot.cases.commune import Role, Staff


@dataclass(frozen=True, slots=True)
class Way:
    """One row: in `state`, `role` may do `action`; the case then is in `leads_to`."""

    state: State
    action: Action
    role: Role
    leads_to: State
    source: str


_BEFORE_PAPER = "bot: nộp hồ sơ trực tiếp hoặc qua bưu điện là lúc hồ sơ có hiệu lực"
_STEP_2 = "QĐ 24/2021 Điều 4.1; 1.011606 bước 2"
_INCOME = "1.011609 bước 2; 3.000412 bước 2"
_STEP_3 = "QĐ 24/2021 Điều 4.2; 1.011606 bước 3"
_LOOKED_AT = _STEP_3 + "; bot: Ban Chỉ đạo xem phiếu trước khi họp dân"

WAYS: tuple[Way, ...] = (
    Way("submitted", "correct", "resident", "submitted", _BEFORE_PAPER),
    Way("submitted", "withdraw", "resident", "withdrawn", _BEFORE_PAPER),
    Way("submitted", "erase", "resident", "erased", "Luật 91/2025/QH15 Điều 14"),
    Way("withdrawn", "erase", "resident", "erased", "Luật 91/2025/QH15 Điều 14"),
    Way("submitted", "ask_more", "officer", "submitted", _BEFORE_PAPER),
    Way("submitted", "answer_more", "resident", "submitted", _BEFORE_PAPER),
    Way("submitted", "assign", "officer", "submitted", _BEFORE_PAPER),
    Way("submitted", "receive", "officer", "received", "1.011606 bước 1"),
    Way("received", "ask_more", "officer", "received", _STEP_2),
    Way("received", "answer_more", "resident", "received", _STEP_2),
    Way("received", "assign", "officer", "received", _STEP_2),
    Way("received", "hand_on", "enumerator", "received", _STEP_2),
    Way("received", "record_visit", "enumerator", "received", _STEP_2),
    Way("received", "screen_in", "enumerator", "listed", _STEP_2),
    Way("received", "screen_out", "enumerator", "not_listed", _STEP_2),
    Way("not_listed", "list_anyway", "officer", "listed", _STEP_2 + " (ngoại lệ, có lý do bằng chữ)"),
    Way("listed", "ask_more", "officer", "listed", _STEP_3),
    Way("listed", "answer_more", "resident", "listed", _STEP_3),
    Way("listed", "assign", "officer", "listed", _STEP_3),
    Way("listed", "hand_on", "enumerator", "listed", _STEP_3),
    Way("listed", "record_visit", "enumerator", "listed", _STEP_3),
    Way("listed", "finish_survey", "enumerator", "surveyed", _STEP_3),
    Way("surveyed", "amend_survey", "enumerator", "surveyed", _STEP_3 + " (sửa có lý do)"),
    Way("surveyed", "approve_survey", "officer", "approved", _LOOKED_AT),
    Way("surveyed", "return_survey", "officer", "returned", _LOOKED_AT + " (có lời cho từng câu)"),
    Way("approved", "return_survey", "officer", "returned", _LOOKED_AT + " (ngoại lệ, có lý do bằng chữ)"),
    Way("returned", "amend_survey", "enumerator", "surveyed", _LOOKED_AT + " (gửi lại)"),
    Way("returned", "assign", "officer", "returned", _STEP_3),
    Way("returned", "hand_on", "enumerator", "returned", _STEP_3),
    Way("returned", "record_visit", "enumerator", "returned", _STEP_3),
    Way("received", "survey_income", "enumerator", "received", _INCOME),
    Way("received", "amend_income", "enumerator", "received", _INCOME + " (sửa có lý do)"),
    Way("listed", "survey_income", "enumerator", "listed", _INCOME),
    Way("listed", "amend_income", "enumerator", "listed", _INCOME + " (sửa có lý do)"),
    Way("not_listed", "survey_income", "enumerator", "not_listed", _INCOME),
    Way("not_listed", "amend_income", "enumerator", "not_listed", _INCOME + " (sửa có lý do)"),
    Way("surveyed", "survey_income", "enumerator", "surveyed", _INCOME),
    Way("surveyed", "amend_income", "enumerator", "surveyed", _INCOME + " (sửa có lý do)"),
    Way("returned", "survey_income", "enumerator", "returned", _INCOME),
    Way("returned", "amend_income", "enumerator", "returned", _INCOME + " (sửa có lý do)"),
    Way("approved", "survey_income", "enumerator", "approved", _INCOME),
    Way("approved", "amend_income", "enumerator", "approved", _INCOME + " (sửa có lý do)"),
)

_TABLE = {(way.state, way.action, way.role): way for way in WAYS}


def way(case: Case, action: Action, role: Role) -> Way | None:
    """The row that allows it, or None."""
    return _TABLE.get((case.state, action, role))


def moved(
    case: Case, to: Way, at: datetime, actor: tuple[str, str], note: str = ""
) -> tuple[State, tuple[Move, ...]]:
    """The new state and the history with this move added. actor: id and name of who did it."""
    by, by_name = actor
    return to.leads_to, (*case.moves, Move(at, by, by_name, to.action, to.leads_to, note))


def may_see(staff: Staff, case: Case) -> bool:
    """Staff see the files of their own areas only; an officer without areas answers for all of them.

    An enumerator sees what is theirs to visit and has not been declared kin.
    """
    if not staff.active:
        return False
    if staff.role == "enumerator":
        return case.area in staff.areas and staff.id not in case.kin_of
    return not staff.areas or case.area in staff.areas
