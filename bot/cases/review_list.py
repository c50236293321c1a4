"""The list of households to review (Thông tư 07/2021/TT-BLĐTBXH, Phụ lục I): who is on it, in which group.

1.011606 bước 2: households on the commune's list of poor and near-poor; those with a request, past Phiếu A.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bot.cases.case import Case, Move, State
from bot.cases.procedure_codes import ANNUAL, IN_YEAR, LEAVING

Group = Literal["old", "asked"]
NEVER: tuple[State, ...] = ("submitted", "received", "not_listed", "closed", "withdrawn", "erased")
"""States of a file that is not on the list: not yet, not any more, or not at all."""
WITH_A_LIST = (ANNUAL, IN_YEAR)
ON_PAPER = (ANNUAL, IN_YEAR, LEAVING)
"""Procedures whose step 2 makes a list after Phụ lục I, in the order of the paper."""


@dataclass(frozen=True, slots=True)
class ReviewList:
    """old, asked: the two groups, each by code. waiting: requests without Phiếu A yet. unlisted: taken off
    the list by an officer, with a reason. closed: of the old list, no longer there, with words."""

    old: tuple[Case, ...]
    asked: tuple[Case, ...]
    waiting: tuple[Case, ...]
    unlisted: tuple[Case, ...]
    closed: tuple[Case, ...]

    @property
    def all(self) -> tuple[tuple[Group, Case], ...]:
        """Every household on the list with its group, in the order it is numbered."""
        return (*(("old", one) for one in self.old), *(("asked", one) for one in self.asked))


def review_list(cases: Iterable[Case]) -> ReviewList:
    """The list made of these files; what is under another procedure is left out."""
    found = sorted((one for one in cases if one.procedure in WITH_A_LIST), key=lambda one: one.code)
    listed = [one for one in found if _is_listed(one)]
    return ReviewList(
        tuple(one for one in listed if one.previous_class != "none"),
        tuple(one for one in listed if one.previous_class == "none"),
        tuple(one for one in found if one.state == "received"),
        tuple(one for one in found if one.state == "not_listed" and _taken_off(one)),
        tuple(one for one in found if one.state == "closed" and one.previous_class != "none"),
    )


def listed_under(cases: Iterable[Case], procedure: str) -> tuple[Case, ...]:
    """Households on the list that this procedure makes, by code."""
    found = (one for one in cases if one.procedure == procedure and _is_listed(one))
    return tuple(sorted(found, key=lambda one: one.code))


def _is_listed(case: Case) -> bool:
    """A request refused after Phiếu A never was on the list."""
    if case.state in NEVER:
        return False
    never = case.state == "refused" and case.previous_class == "none" and case.survey is None
    return not never


def _taken_off(case: Case) -> bool:
    override = overridden(case)
    return override is not None and override.action == "unlist"


def overridden(case: Case) -> Move | None:
    """The officer's last word against Phiếu A or the old list, with its reason; None where there is none."""
    return next((one for one in reversed(case.moves) if one.action in ("list_anyway", "unlist")), None)
