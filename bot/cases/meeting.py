"""A village meeting: who came, how each household was voted on. Its data is that of the minutes (Phụ lục V).

Sources: QĐ 24/2021/QĐ-TTg Điều 4.3; Phụ lục V Thông tư 07/2021/TT-BLĐTBXH.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

from bot.cases.form_record import FormRecord, results_of

Group = Literal["steering", "unions", "front", "reviewed", "others", "enumerators"]
"""Of those attending: BCĐ and the poverty officer; party cell and mass organisations of the hamlet; the
Fatherland Front; households that were reviewed; other households; enumerators."""
GROUPS: tuple[Group, ...] = get_args(Group)
"""In the order of the minutes."""


@dataclass(frozen=True, slots=True)
class Attendance:
    """How many of a group came, and their names as they go into the minutes ("" where only counted)."""

    group: Group
    count: int
    names: str = ""


@dataclass(frozen=True, slots=True)
class Vote:
    """What the meeting said of one household. agree: attendees who agree with the result it was shown.

    mark: the result voted on ("3:112:40:poor": how often the survey was scored, A, B, class).
    words: what was said where it did not pass, or where somebody disagreed.
    """

    case_id: str
    agree: int
    passed: bool
    mark: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting of one area. on, place, chair, secretary, signer (for the households): as in the minutes.

    no: the area's first, second … meeting of the round. listed: households of the area on the list to review.
    closed_at: when its result was entered; until then it is a draft (on is its day, the rest may be empty
    yet) and nothing counts. cancelled_at: the draft was thrown away. by: who wrote in it last.
    """

    id: str
    round_id: str
    area: str
    no: int
    on: date
    place: str
    chair: str
    secretary: str
    signer: str
    attendance: tuple[Attendance, ...]
    votes: tuple[Vote, ...]
    listed: int
    by: str
    by_name: str
    closed_at: datetime | None = None
    words: str = ""
    version: int = 1
    cancelled_at: datetime | None = None

    @property
    def is_draft(self) -> bool:
        """Whether it is still being written down."""
        return self.closed_at is None and self.cancelled_at is None

    @property
    def attended(self) -> int:
        """Everybody who came: the denominator of the vote."""
        return sum(one.count for one in self.attendance)

    def group(self, group: Group) -> Attendance | None:
        """How many of this group came; None where nobody has said yet."""
        return next((one for one in self.attendance if one.group == group), None)

    def vote(self, case_id: str) -> Vote | None:
        return next((one for one in self.votes if one.case_id == case_id), None)


def passes(agree: int, attended: int) -> bool:
    """At least 50 % of those attending agree; exactly half is enough (QĐ 24/2021/QĐ-TTg Điều 4.3)."""
    return attended > 0 and 2 * agree >= attended


def mark_of(record: FormRecord) -> str:
    """The result that counts now, as a vote keeps it: how many results, A, B, class; "" before the first."""
    sent = record.sent
    if sent is None:
        return ""
    return f"{len(results_of(record))}:{sent['score_a']}:{sent['score_b']}:{sent['class']}"


def needed(attended: int) -> int:
    """The fewest who must agree so that it passes."""
    return max((attended + 1) // 2, 1)
