"""A complaint about a posted result, and what became of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Via = Literal["chat", "counter"]
Source = Literal["household", "other"]


@dataclass(frozen=True, slots=True)
class Complaint:
    """received_on: the day it reached the commune, from which the re-check is counted.

    by: chat of the household or staff id; by_name: who complains (sealed, shown to officers only).
    source: the household itself, or somebody else about it. words: what is complained of.
    in_window: whether it came while the result was posted: only then does it start a re-check.
    posting: the posting it is about. first_survey: the Phiếu B (or income form) it is about.
    recheck: the form of the re-check, begun or finished; None before. recheck_by: staff id, never
    whoever made the first survey. answered_at, answer: what the commune said in the end.
    forwarded_to: whom a complaint outside the window was handed to.
    first_by: staff ids of whoever made the survey it is about, or answered for it: none of them re-checks.
    """

    id: str
    at: datetime
    received_on: date
    by: str
    by_name: str
    via: Via
    source: Source
    words: str
    in_window: bool
    posting: str = ""
    first_survey: str | None = None
    recheck: str | None = None
    recheck_by: str | None = None
    forwarded_to: str = ""
    answered_at: datetime | None = None
    answered_by: str = ""
    answer: str = ""
    dropped: bool = False
    first_by: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether the commune still owes an answer."""
        return self.answered_at is None and not self.dropped
