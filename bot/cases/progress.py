"""How far a round is: where each file of an area stands, and what the plan wants by today.

Counts only, nobody's name. The steps are those of QĐ 24/2021/QĐ-TTg Điều 4; the days are the plan's.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from bot.cases.case import Case, State
from bot.cases.commune import Area, Round

Stage = Literal["to_survey", "surveyed", "approved", "met", "posted", "settled", "decided"]
STAGES: tuple[Stage, ...] = get_args(Stage)
"""In the order of the law; each file on the list stands at one of them."""

_AT: dict[State, Stage] = {
    "listed": "to_survey",
    "returned": "to_survey",  # what was sent does not count until it is sent again
    "voted_down": "to_survey",
    "surveyed": "surveyed",
    "approved": "approved",
    "to_post": "met",
    "posted": "posted",
    "complained": "posted",  # it did hang; the re-check is counted by itself
    "settled": "settled",
    "reported": "settled",
    "opinion_given": "settled",
    "recognised": "decided",
    "left": "decided",
    "refused": "decided",
}
WAITING: tuple[State, ...] = ("submitted", "received")
"""Requests that are not on the list yet."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Of one area, or of several together (area ""). at: files by where they stand, in the order of STAGES.

    returned, complained: of those, sent back, being re-checked. waiting: requests not on the list yet.
    late: files past one of their legal dates.
    """

    area: str
    at: tuple[int, ...]
    returned: int = 0
    complained: int = 0
    waiting: int = 0
    late: int = 0

    @property
    def listed(self) -> int:
        """Everything on the list of households to review."""
        return sum(self.at)

    def stand(self, stage: Stage) -> int:
        """How many stand just there."""
        return self.at[STAGES.index(stage)]

    def reached(self, stage: Stage) -> int:
        """How many have come as far as that, or farther."""
        return sum(self.at[STAGES.index(stage) :])

    @property
    def percent(self) -> int:
        """Surveyed, of those on the list; rounded down, so that 100 means all."""
        return 100 * self.reached("surveyed") // self.listed if self.listed else 0


def stage_of(case: Case) -> Stage | None:
    """Where a file on the list stands; None for a request, and for one refused without a survey (Phiếu A)."""
    unsurveyed = case.survey is None and case.income is None
    return None if case.state == "refused" and unsurveyed else _AT.get(case.state)


def progress_of(area: str, cases: Iterable[Case], late: Collection[str] = ()) -> Progress:
    """cases: of that area. late: ids of those past a legal date."""
    files = tuple(cases)
    at = Counter(stage_of(one) for one in files)
    states = Counter(one.state for one in files)
    return Progress(
        area,
        tuple(at[stage] for stage in STAGES),
        states["returned"],
        states["complained"],
        sum(states[one] for one in WAITING),
        sum(one.id in late for one in files),
    )


def by_area(
    areas: Iterable[Area], cases: Collection[Case], late: Collection[str] = ()
) -> tuple[Progress, ...]:
    """One for each area, in the commune's order, also where nothing is yet."""
    return tuple(progress_of(one.id, (c for c in cases if c.area == one.id), late) for one in areas)


def total(parts: Iterable[Progress]) -> Progress:
    """All of them together."""
    found = tuple(parts)
    return Progress(
        "",
        tuple(sum(one.at[n] for one in found) for n in range(len(STAGES))),
        sum(one.returned for one in found),
        sum(one.complained for one in found),
        sum(one.waiting for one in found),
        sum(one.late for one in found),
    )


def planned_percent(plan: Round, today: date) -> int | None:
    """Of the list, how much the plan wants surveyed by the end of today: as much as of its days has gone.

    None where the plan has no survey phase; 0 before it begins.
    """
    phase = plan.phase("survey")
    if phase is None:
        return None
    days = (phase.ends - phase.starts).days + 1
    gone = min(max((today - phase.starts).days + 1, 0), days)
    return 100 * gone // days


def missing(one: Progress, planned: int | None) -> int:
    """Households an area is behind the plan; a half one does not count."""
    wanted = one.listed * (planned or 0) // 100
    return max(0, wanted - one.reached("surveyed"))
