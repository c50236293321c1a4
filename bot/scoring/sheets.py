"""A spreadsheet as plain values: what a reader of workbooks hands over, whatever wrote the file. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

Cell = str | int | Decimal | bool | date | None
"""One cell as its reader found it; None = empty. A fraction is a Decimal, never a float."""

LETTERS = 26


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, hidden ones too. name: as on its tab.

    rows: from the top, rows[0][0] is cell A1; rows may differ in length, what is missing is empty.
    A formula whose value is not in the file stands as its text ("=A1+B1"). merged: ranges ("B4:B7").
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[str, ...] = ()

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a row and column (both from 0); None where nothing stands."""
        return self.rows[row][column] if row < len(self.rows) and column < len(self.rows[row]) else None


@dataclass(frozen=True, slots=True)
class SheetFault:
    """Why a file cannot be read. key: of the words that say what would be right; args: their values."""

    key: str
    args: Mapping[str, str | int] = field(default_factory=dict, hash=False)


def coordinate(row: int, column: int) -> str:
    """The name of a cell as spreadsheet programs show it, from row and column counted from 0.

    (0, 0) is "A1", (16, 3) is "D17", (0, 26) is "AA1".
    """
    letters, left = "", column + 1
    while left:
        left, letter = divmod(left - 1, LETTERS)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"
