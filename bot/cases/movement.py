"""How a household moved between last year's list and this year's decision (Mẫu 7.2, 7.3 of Phụ lục VII)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
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


# ── the table of movements: 7.2 for poor, 7.3 for near-poor households ───────────────────────
Kind = Literal["poor", "near_poor"]
KINDS: tuple[Kind, ...] = ("poor", "near_poor")


@dataclass(frozen=True, slots=True)
class Moved:
    """One household. before: on last year's list; now: by the decision, None where nothing is decided yet.

    gone: its file was closed (moved away, died, joined another household). formerly: as in `movement`.
    said: the movement its decision names; None: worked out. One that disagrees makes the row not balance.
    """

    area: str
    before: Listed
    now: Listed | None
    formerly: bool = False
    gone: bool = False
    said: Movement | None = None


@dataclass(frozen=True, slots=True)
class Balance:
    """One row of Mẫu 7.2 (poor) or 7.3 (near-poor), in households.

    to_other, from_other: between poor and near-poor; left: over the near-poor line; gone: other decrease;
    undecided: of last year's list, nothing decided yet, counted at neither end.
    end = start − to_other − left − gone − undecided + from_other + relapsed + new.
    """

    start: int = 0
    to_other: int = 0
    left: int = 0
    gone: int = 0
    undecided: int = 0
    from_other: int = 0
    relapsed: int = 0
    new: int = 0
    end: int = 0

    @property
    def holds(self) -> bool:
        """Whether the row balances."""
        less = self.to_other + self.left + self.gone + self.undecided
        return self.end == self.start - less + self.from_other + self.relapsed + self.new


def balance(rows: Iterable[Moved], kind: Kind) -> Balance:
    """The movements of these households as poor, or as near-poor ones. Each number is counted by itself."""
    counts = Counter(name for row in rows for name in columns(row, kind))
    return Balance(**counts)


def columns(row: Moved, kind: Kind) -> Iterator[str]:
    """The columns a household is counted in, by their names in Balance."""
    if row.before == kind:
        yield "start"
    if row.gone:
        if row.before == kind:
            yield "gone"
        return
    if row.now is None:
        if row.before == kind:
            yield "undecided"
        return
    if row.now == kind:
        yield "end"
    moved = row.said or movement(row.before, row.now, formerly=row.formerly)
    if moved in _COLUMN[kind]:
        yield _COLUMN[kind][moved]


_COLUMN: dict[Kind, dict[Movement, str]] = {
    "poor": {
        "poor_to_near_poor": "to_other",
        "left_poverty": "left",
        "near_poor_to_poor": "from_other",
        "relapsed_poor": "relapsed",
        "new_poor": "new",
    },
    "near_poor": {
        "near_poor_to_poor": "to_other",
        "left_near_poverty": "left",
        "poor_to_near_poor": "from_other",
        "relapsed_near_poor": "relapsed",
        "new_near_poor": "new",
    },
}
"""The column of each movement; who stays on the list is at both ends and in none between."""
