"""A household's case (file) and everything that has been done to it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from bot.cases.complaint import Complaint
from bot.cases.dossier import Decision
from bot.cases.procedure_codes import ANNUAL as ANNUAL
from bot.cases.procedure_codes import BY_INCOME
from bot.cases.survey_return import SurveyReturn

State = Literal[
    "submitted",  # sent from a phone; legally nothing yet
    "received",  # the signed paper is at the office
    "listed",  # on the list of households to review (Phụ lục I)
    "not_listed",  # Phiếu A: four or more criteria
    "surveyed",  # Phiếu B finished, with the BCĐ
    "returned",  # sent back to the enumerator with the officer's words; the sent result stays in sight
    "approved",  # the BCĐ has looked at the survey; next is the village meeting
    "voted_down",  # under half of the meeting agreed: to be surveyed again
    "to_post",  # agreed upon, to be hung out
    "posted",  # the result hangs at the hamlet house and the office
    "complained",  # complained of while it hung: to be re-checked by somebody else
    "settled",  # posting and re-check are over
    "reported",  # reported upward, waits for the written opinion
    "opinion_given",  # waits for the commune chairman
    "recognised",  # poor, near-poor (or average, low income) by the chairman's decision
    "left",  # by decision no longer poor or near-poor
    "refused",  # by decision, with reasons
    "closed",  # no longer there (moved, died, merged), with words
    "withdrawn",
    "erased",
]
SURVEYED: tuple[State, ...] = (
    "surveyed",
    "returned",
    "approved",
    "voted_down",
    "to_post",
    "posted",
    "complained",
    "settled",
    "reported",
    "opinion_given",
    "recognised",
    "left",
    "refused",
)
"""Where a result has been sent; "refused" also without one (Phiếu A)."""
Action = Literal[
    "submit",
    "correct",
    "ask_more",
    "answer_more",
    "receive",
    "assign",
    "hand_on",
    "screen_in",
    "screen_out",
    "list_anyway",
    "record_visit",
    "finish_survey",
    "amend_survey",
    "approve_survey",
    "return_survey",
    "survey_income",
    "amend_income",
    "take_from_list",
    "note_list_class",
    "unlist",
    "close",
    "reopen",
    "reopen_listed",
    "agree_at_meeting",
    "vote_down",
    "skip_meeting",
    "meet_again",
    "post",
    "complain",
    "record_complaint",
    "answer_complaint",
    "drop_complaint",
    "begin_recheck",
    "finish_recheck",
    "sum_up",
    "report_up",
    "take_opinion",
    "go_on_without_opinion",
    "recognise",
    "recognise_left",
    "refuse",
    "reopen_decision",
    "reopen_refusal",
    "withdraw",
    "erase",
]
PreviousClass = Literal["none", "poor", "near_poor"]
VisitOutcome = Literal["nobody_home", "refused", "moved", "died", "split", "under_six_months"]


@dataclass(frozen=True, slots=True)
class Move:
    """One action on the case. by: staff id or chat of the household; note: the words given with it."""

    at: datetime
    by: str
    by_name: str
    action: Action
    state: State
    note: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit that ended otherwise than with a survey. on: day of the visit, entered_at: when typed."""

    on: date
    entered_at: datetime
    by: str
    outcome: VisitOutcome
    words: str
    next_on: date | None


@dataclass(frozen=True, slots=True)
class Applicant:
    """A phone linked to the case. helper: it is not of the household; news: it gets the news."""

    chat: str
    helper: bool = False
    news: bool = True


@dataclass(frozen=True, slots=True)
class Case:
    """One household in one round.

    code: what people say and write ("HL-0007"). head: full name of the head (sealed at rest).
    request / screening / survey / income: ids of the forms mau_01, phieu_a, phieu_b, income.
    question: what the officer has asked the household and still waits for.
    returns: every time its survey was sent back, oldest first; the last one is open in state "returned".
    procedure: the one it is under; files of before procedures were told apart were all annual.
    formerly: the class of a list before last year's which it had left (a relapse, if it is poor again).
    old_code: its code on last year's list. meetings, postings: ids, oldest first. dossier: id.
    """

    id: str
    code: str
    round_id: str
    area: str
    state: State
    head: str
    birth: str
    address: str = ""
    phone: str = ""
    previous_class: PreviousClass = "none"
    applicants: tuple[Applicant, ...] = ()
    helper_name: str = ""
    request: str | None = None
    screening: str | None = None
    survey: str | None = None
    income: str | None = None
    assigned_to: str | None = None
    received_on: date | None = None
    question: str = ""
    kin_of: tuple[str, ...] = ()
    moves: tuple[Move, ...] = ()
    visits: tuple[Visit, ...] = ()
    returns: tuple[SurveyReturn, ...] = ()
    version: int = 1
    procedure: str = ANNUAL
    formerly: PreviousClass = "none"
    old_code: str = ""
    meetings: tuple[str, ...] = ()
    postings: tuple[str, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    dossier: str | None = None
    decision: Decision | None = None

    @property
    def measured_by(self) -> str | None:
        """Id of the form its result comes from: Phiếu B, or where the procedure says so the income form."""
        return self.income if self.procedure in BY_INCOME else self.survey

    @property
    def rechecks(self) -> tuple[Complaint, ...]:
        """The complaints that came in their window and whose re-check is not answered yet."""
        return tuple(one for one in self.complaints if one.in_window and one.is_open)

    @property
    def recheck(self) -> Complaint | None:
        """Of these the one received first: from its day the re-check is counted."""
        return min(self.rechecks, key=lambda one: one.received_on, default=None)

    @property
    def kept_from(self) -> frozenset[str]:
        """Who made a survey that was complained of: the re-check is neither theirs to do nor to see."""
        return frozenset(
            by for one in self.complaints if one.in_window and not one.dropped for by in one.first_by
        )

    @property
    def initials(self) -> str:
        """What a notice shows instead of the name: "Hoàng Thị Mai" → "H.T.M"."""
        return ".".join(word[0].upper() for word in self.head.split() if word)

    @property
    def open_return(self) -> SurveyReturn | None:
        """The one that waits to be answered, if the survey has been sent back."""
        return self.returns[-1] if self.state == "returned" and self.returns else None

    def last(self, action: Action) -> Move | None:
        """The latest move of this kind."""
        return next((move for move in reversed(self.moves) if move.action == action), None)
