"""The points table of điểm A: items, choices or bands, points per column, each row with its provenance."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

OFFICIAL = "official"
NONE = "none"
"""The choice of a list with nothing in it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One choice of an item. at_least, below: the band of a number, [at_least, below); None: no band.

    answers: of a choice measure, the form's answers that make this choice; the first row one of whose
    answers was given counts, the last is "else".
    """

    choice: str
    text: str
    at_least: Decimal | None
    below: Decimal | None
    points: Mapping[str, int]
    provenance: str
    line: int
    answers: tuple[str, ...] = ()

    def covers(self, value: Fraction) -> bool:
        return (self.at_least is None or value >= self.at_least) and (
            self.below is None or value < self.below
        )


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the table ("a01" …) over one measure. rule: id of a rule of the pack that may set its
    points whatever the rows say, or ""."""

    id: str
    text: str
    measure: str
    rows: tuple[Row, ...]
    rule: str = ""

    def row(self, choice: str) -> Row:
        return next(row for row in self.rows if row.choice == choice)

    def has(self, choice: str) -> bool:
        return any(row.choice == choice for row in self.rows)

    def band(self, value: Fraction) -> Row:
        """The row whose band holds the value; the lint proves there is exactly one."""
        return next(row for row in self.rows if row.covers(value))


@dataclass(frozen=True, slots=True)
class PointsTable:
    """The items in order, and the columns (regions and urban) they have points for.

    digest: sha256 of the text it was read from. signed: two officers have compared it with the print and
    it is in force; only then can its official rows make an official result.
    """

    file: str
    columns: tuple[str, ...]
    items: tuple[Item, ...]
    digest: str = ""
    signed: bool = False

    @property
    def provenances(self) -> tuple[str, ...]:
        return tuple(sorted({row.provenance for item in self.items for row in item.rows}))
