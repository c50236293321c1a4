"""What is amiss in a filled template, cell by cell, and what came of checking it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from bot.scoring.points import PointsTable
from bot.scoring.sheets import Cell, Sheet, coordinate

MOST_FAULTS = 200
"""So many bad cells are named; of more only the number is said."""
LONGEST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class BadCell:
    """One thing to mend. sheet: as on its tab; cell: "D17"; both "" where the whole file is meant.

    key: of the words that say what was found and what is allowed; args: their values.
    """

    sheet: str
    cell: str
    key: str
    args: Mapping[str, str | int] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class TableSource:
    """The print a table was copied from: number, day of issue, appendix, pages ("" if not said), by whom."""

    number: str
    issued: date
    appendix: str
    pages: str
    filled_by: str

    @property
    def line(self) -> str:
        """ "Thông tư 02/2022/TT-BLĐTBXH · 30/03/2022 · Phụ lục III · 12–15"."""
        return " · ".join(filter(None, (self.number, f"{self.issued:%d/%m/%Y}", self.appendix, self.pages)))


@dataclass(frozen=True, slots=True)
class Checked:
    """A filled template after the check: the table with its canonical text, or every bad cell.

    table: None while something is to be mended; text: what `own_table.read_own_table` reads ("" then).
    problems: by sheet, row and column, at most MOST_FAULTS; more: how many are not named.
    """

    table: PointsTable | None = None
    text: str = ""
    source: TableSource | None = None
    problems: tuple[BadCell, ...] = ()
    more: int = 0

    @property
    def document(self) -> str:
        """The print in one line, in the officer's own words; "" where there is no table."""
        return "" if self.source is None or self.table is None else self.source.line


class Findings:
    """Collects what is amiss while the sheets are read; one fault a cell and key."""

    def __init__(self, sheets: Iterable[Sheet]) -> None:
        self._order = {sheet.name: number for number, sheet in enumerate(sheets)}
        self._found: dict[tuple[int, int, int, str, str], BadCell] = {}

    def __len__(self) -> int:
        return len(self._found)

    def add(self, sheet: Sheet, row: int, column: int, key: str, /, **args: str | int) -> None:
        """Something amiss in the cell at row and column (both from 0)."""
        bad = BadCell(sheet.name, coordinate(row, column), key, args)
        self._found.setdefault((self._order[sheet.name], row, column, key, repr(args)), bad)

    def whole(self, key: str, /, **args: str | int) -> None:
        """Something amiss with the file as a whole."""
        self._found.setdefault((-1, 0, 0, key, repr(args)), BadCell("", "", key, args))

    def outcome(self, source: TableSource | None) -> Checked:
        """What was found, in the order in which one goes through the file."""
        bad = tuple(self._found[place] for place in sorted(self._found))
        return Checked(source=source, problems=bad[:MOST_FAULTS], more=max(0, len(bad) - MOST_FAULTS))


def shown(cell: Cell) -> str:
    """A cell's content as its reader would name it, short enough for a sentence."""
    match cell:
        case None:
            return ""
        case bool():
            return str(cell).upper()
        case Decimal():
            return format(cell, "f").replace(".", ",")
        case date():
            return f"{cell.day}/{cell.month}/{cell.year}"
    text = " ".join(str(cell)[: 4 * LONGEST_SHOWN].split())
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1].rstrip() + "…"
