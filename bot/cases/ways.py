"""The table of moves: in which state who may do what, under which procedure, and where it leads.

Sources: QĐ 24/2021/QĐ-TTg Điều 4 to 6 and the procedures 1.011606, 1.011607, 1.011608, 1.011609, 3.000412
(steps in brackets); "bot" marks what the law does not know. An exception says so and needs written words.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.cases.case import SURVEYED, Action, State
from bot.cases.commune import Role
from bot.cases.procedure_codes import ANNUAL as ANNUAL
from bot.cases.procedure_codes import AVERAGE as AVERAGE
from bot.cases.procedure_codes import BY_INCOME as BY_INCOME
from bot.cases.procedure_codes import BY_POINTS as BY_POINTS
from bot.cases.procedure_codes import IN_YEAR as IN_YEAR
from bot.cases.procedure_codes import LEAVING as LEAVING
from bot.cases.procedure_codes import WITHOUT_OPINION as WITHOUT_OPINION
from bot.cases.procedure_codes import WORKER as WORKER


@dataclass(frozen=True, slots=True)
class Way:
    """One row: in `state`, `role` may do `action`; the case then is in `leads_to`.

    procedures: those it holds for, empty = any.
    """

    state: State
    action: Action
    role: Role
    leads_to: State
    source: str
    procedures: tuple[str, ...] = ()


_BEFORE_PAPER = "bot: nộp hồ sơ trực tiếp hoặc qua bưu điện là lúc hồ sơ có hiệu lực"
_ERASED = "Luật 91/2025/QH15 Điều 14"
_STEP_1 = "QĐ 24/2021 Điều 4; 1.011606 bước 1"
_STEP_2 = "QĐ 24/2021 Điều 4.1; 1.011606 bước 2"
_OLD_LIST = "QĐ 24/2021 Điều 4.1(i); 1.011606 bước 2 (đang trong danh sách hộ nghèo, cận nghèo)"
_LEAVING_LIST = "1.011608 bước 2 (hộ đang trong danh sách hộ nghèo, cận nghèo)"
_INCOME = "1.011609 bước 2; 3.000412 bước 2"
_STEP_3 = "QĐ 24/2021 Điều 4.2; 1.011606 bước 3"
_LOOKED_AT = _STEP_3 + "; bot: Ban Chỉ đạo xem phiếu trước khi họp dân"
_MEETING = "QĐ 24/2021 Điều 4.3; 1.011606 bước 4"
_POSTING = "QĐ 24/2021 Điều 4.4; 1.011606 bước 5"
_RECHECK = "QĐ 24/2021 Điều 4.4 (phúc tra theo đúng quy trình rà soát); 1.011606 bước 5"
_ONCE = "1.011609 bước 3; 3.000412 bước 3 (phúc tra, không niêm yết lại)"
_SUMMED = "QĐ 24/2021 Điều 4.4; 1.011606 bước 5 (tổng hợp, báo cáo Chủ tịch UBND cấp xã)"
_UP = "QĐ 24/2021 Điều 4.5; 1.011606 bước 6"
_DECIDED = "QĐ 24/2021 Điều 4.6; 1.011606 bước 7; 1.011609 bước 4; 3.000412 bước 4"
_EXCEPTION = " (ngoại lệ, có lý do bằng chữ)"

_REQUEST: tuple[Way, ...] = (
    Way("submitted", "correct", "resident", "submitted", _BEFORE_PAPER),
    Way("submitted", "withdraw", "resident", "withdrawn", _BEFORE_PAPER),
    Way("submitted", "erase", "resident", "erased", _ERASED),
    Way("withdrawn", "erase", "resident", "erased", _ERASED),
    Way("submitted", "ask_more", "officer", "submitted", _BEFORE_PAPER),
    Way("submitted", "answer_more", "resident", "submitted", _BEFORE_PAPER),
    Way("submitted", "assign", "officer", "submitted", _BEFORE_PAPER),
    Way("submitted", "receive", "officer", "received", _STEP_1, (ANNUAL, IN_YEAR, *BY_INCOME)),
    Way("submitted", "receive", "officer", "listed", "1.011608 bước 1, 2 (không có Phiếu A)", (LEAVING,)),
    Way("received", "ask_more", "officer", "received", _STEP_2),
    Way("received", "answer_more", "resident", "received", _STEP_2),
    Way("received", "assign", "officer", "received", _STEP_2),
    Way("received", "hand_on", "enumerator", "received", _STEP_2),
    Way("received", "record_visit", "enumerator", "received", _STEP_2),
    Way("received", "screen_in", "enumerator", "listed", _STEP_2, (ANNUAL, IN_YEAR)),
    Way("received", "screen_out", "enumerator", "not_listed", _STEP_2, (ANNUAL, IN_YEAR)),
    Way("received", "close", "officer", "closed", _STEP_2 + _EXCEPTION),
    Way("not_listed", "list_anyway", "officer", "listed", _STEP_2 + _EXCEPTION),
    Way("submitted", "take_from_list", "officer", "listed", _OLD_LIST, (ANNUAL,)),
    Way("received", "take_from_list", "officer", "listed", _OLD_LIST, (ANNUAL,)),
    Way("not_listed", "take_from_list", "officer", "listed", _OLD_LIST, (ANNUAL,)),
    Way("not_listed", "refuse", "officer", "refused", _DECIDED + " (Phiếu A; có lý do)"),
    Way("refused", "reopen_refusal", "officer", "not_listed", _DECIDED + " (Phiếu A)" + _EXCEPTION),
)

_SURVEY: tuple[Way, ...] = (
    Way("listed", "unlist", "officer", "not_listed", _STEP_2 + _EXCEPTION),
    Way("listed", "ask_more", "officer", "listed", _STEP_3),
    Way("listed", "answer_more", "resident", "listed", _STEP_3),
    Way("listed", "assign", "officer", "listed", _STEP_3),
    Way("listed", "hand_on", "enumerator", "listed", _STEP_3),
    Way("listed", "record_visit", "enumerator", "listed", _STEP_3),
    Way("listed", "finish_survey", "enumerator", "surveyed", _STEP_3),
    Way("listed", "close", "officer", "closed", _STEP_3 + _EXCEPTION),
    Way("surveyed", "amend_survey", "enumerator", "surveyed", _STEP_3 + " (sửa có lý do)", BY_POINTS),
    Way("surveyed", "approve_survey", "officer", "approved", _LOOKED_AT, BY_POINTS),
    Way("surveyed", "approve_survey", "officer", "to_post", _INCOME, BY_INCOME),
    Way("surveyed", "return_survey", "officer", "returned", _LOOKED_AT + " (có lời cho từng câu)"),
    Way("surveyed", "close", "officer", "closed", _STEP_3 + _EXCEPTION),
    Way("approved", "return_survey", "officer", "returned", _LOOKED_AT + _EXCEPTION),
    Way("approved", "close", "officer", "closed", _STEP_3 + _EXCEPTION),
    Way("returned", "amend_survey", "enumerator", "surveyed", _LOOKED_AT + " (gửi lại)", BY_POINTS),
    Way("returned", "assign", "officer", "returned", _STEP_3),
    Way("returned", "hand_on", "enumerator", "returned", _STEP_3),
    Way("returned", "record_visit", "enumerator", "returned", _STEP_3),
    Way("returned", "close", "officer", "closed", _STEP_3 + _EXCEPTION),
    Way("closed", "reopen", "officer", "received", _STEP_2 + _EXCEPTION),
    Way("closed", "reopen_listed", "officer", "listed", _STEP_3 + _EXCEPTION),
)

_OPEN_MEETING: tuple[Way, ...] = (
    Way("approved", "agree_at_meeting", "enumerator", "to_post", _MEETING, BY_POINTS),
    Way("approved", "agree_at_meeting", "officer", "to_post", _MEETING, BY_POINTS),
    Way("approved", "vote_down", "enumerator", "voted_down", _MEETING + " (dưới 50%)", BY_POINTS),
    Way("approved", "vote_down", "officer", "voted_down", _MEETING + " (dưới 50%)", BY_POINTS),
    Way("approved", "skip_meeting", "officer", "to_post", _RECHECK + _EXCEPTION, BY_POINTS),
    Way("voted_down", "amend_survey", "enumerator", "surveyed", _MEETING + " (rà soát lại)", BY_POINTS),
    Way("voted_down", "assign", "officer", "voted_down", _MEETING),
    Way("voted_down", "hand_on", "enumerator", "voted_down", _MEETING),
    Way("voted_down", "record_visit", "enumerator", "voted_down", _MEETING),
    Way("voted_down", "close", "officer", "closed", _MEETING + _EXCEPTION),
    Way("to_post", "meet_again", "officer", "approved", _MEETING + _EXCEPTION, BY_POINTS),
    Way("to_post", "return_survey", "officer", "returned", _LOOKED_AT + _EXCEPTION),
)

_HANGING: tuple[Way, ...] = (
    Way("to_post", "post", "enumerator", "posted", _POSTING),
    Way("to_post", "post", "officer", "posted", _POSTING),
    Way("to_post", "sum_up", "officer", "settled", _ONCE, BY_INCOME),
    Way("to_post", "complain", "resident", "complained", _ONCE, BY_INCOME),
    Way("to_post", "complain", "officer", "complained", _ONCE, BY_INCOME),
    Way("posted", "complain", "resident", "complained", _POSTING),
    Way("posted", "complain", "officer", "complained", _POSTING),
    Way("posted", "sum_up", "officer", "settled", _SUMMED),
    Way(
        "settled",
        "complain",
        "officer",
        "complained",
        _POSTING + " (đơn nhận trong thời gian niêm yết, ghi sau)",
    ),
    Way("complained", "assign", "officer", "complained", _RECHECK),
    Way("complained", "hand_on", "enumerator", "complained", _RECHECK),
    Way("complained", "record_visit", "enumerator", "complained", _RECHECK),
    Way("complained", "begin_recheck", "enumerator", "complained", _RECHECK),
    Way("complained", "finish_recheck", "enumerator", "surveyed", _RECHECK),
    Way("complained", "drop_complaint", "officer", "posted", _RECHECK + " (người khiếu nại rút; có lời)"),
)

_UPWARD: tuple[Way, ...] = (
    Way("settled", "report_up", "officer", "reported", _UP, (ANNUAL,)),
    Way("reported", "take_opinion", "officer", "opinion_given", _UP, (ANNUAL,)),
    Way("reported", "go_on_without_opinion", "officer", "opinion_given", _UP + _EXCEPTION, (ANNUAL,)),
    Way("reported", "return_survey", "officer", "returned", _UP + _EXCEPTION, (ANNUAL,)),
    Way("opinion_given", "return_survey", "officer", "returned", _UP + _EXCEPTION, (ANNUAL,)),
)

_INCOME_STATES: tuple[State, ...] = ("received", "listed", "not_listed", "surveyed", "returned", "approved")
_DECIDED_STATES: tuple[State, ...] = ("recognised", "left", "refused")
_COMPLAINED_LATE = SURVEYED
"""Also while a re-check is under way: what is said then is kept, forwarded and answered."""
_OPEN_STATES: tuple[State, ...] = ("listed", *(one for one in SURVEYED if one not in _DECIDED_STATES))
"""On the list to review and not decided yet."""
_BEFORE_REPORT: tuple[State, ...] = tuple(
    one for one in _OPEN_STATES if one not in ("reported", "opinion_given")
)
_WHO_COMPLAINS: tuple[Role, ...] = ("resident", "officer")
_KEPT = "bot: ghi nhận, chuyển, trả lời ngoài thời gian niêm yết"


def _income() -> Iterator[Way]:
    """The income form beside Phiếu B moves nothing; under a procedure of its own it is the survey."""
    for state in _INCOME_STATES:
        alone = BY_POINTS if state == "received" else ()
        yield Way(state, "survey_income", "enumerator", state, _INCOME, alone)
        beside = BY_POINTS if state == "returned" else ()
        yield Way(state, "amend_income", "enumerator", state, _INCOME + " (sửa có lý do)", beside)
    yield Way("received", "survey_income", "enumerator", "surveyed", _INCOME, BY_INCOME)
    yield Way("returned", "amend_income", "enumerator", "surveyed", _INCOME + " (gửi lại)", BY_INCOME)


def _old_list() -> Iterator[Way]:
    """A household of last year's list that has a file already: its file says so from then on."""
    for state in _OPEN_STATES:
        yield Way(state, "take_from_list", "officer", state, _OLD_LIST, (ANNUAL,))


def _leaving_list() -> Iterator[Way]:
    """A household that asks to leave the list: which one it is on, until the decision."""
    for state in _BEFORE_REPORT:
        yield Way(state, "note_list_class", "officer", state, _LEAVING_LIST, (LEAVING,))


def _late_complaints() -> Iterator[Way]:
    for state in _COMPLAINED_LATE:
        for role in _WHO_COMPLAINS:
            yield Way(state, "record_complaint", role, state, _KEPT)
        yield Way(state, "answer_complaint", "officer", state, "bot: trả lời người khiếu nại, có lời")


def _decisions() -> Iterator[Way]:
    """By the chairman; an officer enters what the chairman signed on paper."""
    roles: tuple[Role, ...] = ("chairman", "officer")
    for role in roles:
        ends: tuple[tuple[State, tuple[str, ...]], ...] = (
            ("opinion_given", (ANNUAL,)),
            ("settled", WITHOUT_OPINION),
        )
        for state, procedures in ends:
            yield Way(state, "recognise", role, "recognised", _DECIDED, procedures)
            yield Way(state, "recognise_left", role, "left", _DECIDED, procedures)
            yield Way(state, "refuse", role, "refused", _DECIDED + " (có lý do)", procedures)
        for done in _DECIDED_STATES:
            yield Way(done, "reopen_decision", role, "settled", _DECIDED + _EXCEPTION)


WAYS: tuple[Way, ...] = (
    *_REQUEST,
    *_SURVEY,
    *_OPEN_MEETING,
    *_HANGING,
    *_UPWARD,
    *_income(),
    *_old_list(),
    *_leaving_list(),
    *_late_complaints(),
    *_decisions(),
)
