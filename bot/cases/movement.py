"""How a household moved between last year's list and this year's decision (Mẫu 7.2, 7.3 of Phụ lục VII)."""

from typing import Literal

Movement = Literal[
    "still_poor",
    "still_near_poor",
    "poor_to_near_poor",  # left poverty, not near-poverty
    "left_poverty",  # over the near-poor line
    "near_poor_to_poor",
    "left_near_poverty",
    "relapsed_poor",  # was on a list before, had left, is poor again
    "relapsed_near_poor",
    "new_poor",
    "new_near_poor",
    "never",  # neither before nor now
]
Listed = Literal["none", "poor", "near_poor"]

_MOVED: dict[tuple[Listed, Listed], Movement] = {
    ("poor", "poor"): "still_poor",
    ("poor", "near_poor"): "poor_to_near_poor",
    ("poor", "none"): "left_poverty",
    ("near_poor", "poor"): "near_poor_to_poor",
    ("near_poor", "near_poor"): "still_near_poor",
    ("near_poor", "none"): "left_near_poverty",
    ("none", "poor"): "new_poor",
    ("none", "near_poor"): "new_near_poor",
    ("none", "none"): "never",
}
_AGAIN: dict[Movement, Movement] = {"new_poor": "relapsed_poor", "new_near_poor": "relapsed_near_poor"}


def movement(before: Listed, now: Listed, *, formerly: bool = False) -> Movement:
    """before: on last year's list; now: by the decision; formerly: was on an earlier list and had left it."""
    moved = _MOVED[before, now]
    return _AGAIN.get(moved, moved) if formerly else moved
