"""A template filled with reports: rows for each area, formulas carried along, reckoned values kept."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from fractions import Fraction
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.formula.translate import Translator
from openpyxl.packaging.core import DocumentProperties
from openpyxl.packaging.custom import CustomPropertyList

from bot.cases.report import PERSONS, Number, Report
from bot.documents.points_table.table_style import lines_of
from bot.documents.reports.report_cached import Cached, with_values
from bot.documents.reports.report_tags import TAG, UNIT, letter, tags_in
from bot.documents.reports.report_zone import PEOPLE, Made, Zone, made_rows, summed, zone_of

LINE = 15.5
ARGUMENTS = 250
LAST_PARTS = (PERSONS, "near_poor")
"""Rows that are not the first of their area: its number and name stand above."""


@dataclass(frozen=True, slots=True)
class ReportHead:
    """Words around the tables, printable. areas: id → name, in their order; peoples: code → name.

    texts: by tag ("commune"); notes: by report. hidden: columns of this version's prints left out, by report.
    on: the day it is made, ISO.
    """

    areas: Mapping[str, str]
    peoples: Mapping[str, str]
    texts: Mapping[str, str]
    units: Mapping[str, str]
    total: str
    notes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    hidden: Mapping[str, Sequence[str]] = field(default_factory=dict)
    on: str = "1970-01-01"


def fill(template: bytes, reports: Sequence[Report], head: ReportHead) -> bytes:
    """The workbook. Sheets named after no report keep what they have, with the head's tags filled."""
    book: Any = load_workbook(BytesIO(template))
    _nobodys(book)
    known = {one.id: one for one in reports}
    cached: Cached = {}
    for sheet in book.worksheets:
        zone = zone_of(sheet)
        report = known.get(sheet.title)
        _texts(sheet, head)  # before any name of an area stands there: a name is never read as a tag
        if report is not None and zone is not None:
            cached[sheet.title] = _Filling(sheet, zone, report, head).fill()
    book.calculation.fullCalcOnLoad = True
    out = BytesIO()
    book.save(out)
    return with_values(out.getvalue(), cached, head.on)


def _nobodys(book: Any) -> None:
    """Without who changed the template in Excel, and what they noted beside its cells."""
    book.properties = DocumentProperties(creator="")
    book.custom_doc_props = CustomPropertyList()
    for sheet in book.worksheets:
        sheet.legacy_drawing = None
        for cell in sheet._cells.values():
            if cell.comment is not None:
                cell.comment = None


def plain(value: Number | None) -> int | float | None:
    """A number as a cell keeps it."""
    return float(value) if isinstance(value, Fraction) else value


class _Filling:
    """One sheet while it is being filled."""

    def __init__(self, sheet: Any, zone: Zone, report: Report, head: ReportHead) -> None:
        self.sheet, self.zone, self.report, self.head = sheet, zone, report, head
        self.values = {(one.area, one.part): one.values for one in report.rows}
        self.made = made_rows(zone, report, list(head.areas))
        self.cached: dict[str, int | float | str] = {}
        self.people = ""

    def fill(self) -> dict[str, int | float | str]:
        """Values of the cells with formulas, by where they stand."""
        kept = {line.row: self._kept(line.row) for line in self.zone.lines}
        self._make_room()
        for made in self.made:
            cells, height = kept[made.line.row]
            self.sheet.row_dimensions[made.row].height = height
            for column, (value, style) in cells.items():
                self._cell(made, column, value, style)
            self._high(made)
        self._numbers()
        return self.cached

    def _kept(self, row: int) -> tuple[dict[int, tuple[object, Any]], float | None]:
        """A row of the template as it was: column → value and looks."""
        cells = {}
        for cell in self.sheet[row]:
            cells[cell.column] = (cell.value, copy(cell._style))
            if PEOPLE in tags_in(cell.value):
                self.people = letter(cell.column)
        return cells, self.sheet.row_dimensions[row].height

    def _make_room(self) -> None:
        """What stands under the zone moves down with its merged cells and heights."""
        first, last = self.zone.first, self.zone.last
        more = len(self.made) - (last - first + 1)
        merged = [one for one in list(self.sheet.merged_cells.ranges) if one.max_row >= first]
        for one in merged:
            self.sheet.unmerge_cells(str(one))
        heights = {row: one.height for row, one in self.sheet.row_dimensions.items() if row > last}
        if more and self.sheet.max_row > last:
            end = f"{letter(self.sheet.max_column)}{self.sheet.max_row}"
            self.sheet.move_range(f"A{last + 1}:{end}", rows=more, translate=True)
            for row, height in heights.items():
                self.sheet.row_dimensions[row + more].height = height
        for one in merged:
            if one.min_row > last:
                one.shift(row_shift=more)
                self.sheet.merge_cells(str(one))

    # ── one cell ─────────────────────────────────────────────────────────────────────────────
    def _cell(self, made: Made, column: int, value: object, style: Any) -> None:
        cell = self.sheet.cell(made.row, column)
        cell._style = copy(style)
        where, name = f"{letter(column)}{made.row}", self.zone.columns.get(letter(column), "")
        if isinstance(value, str) and value.startswith("="):
            origin = f"{letter(column)}{made.line.row}"
            self._formula(cell, Translator(value, origin=origin).translate_formula(where), made, name)
            return
        names = tags_in(value)
        if "sum" in names:
            self._formula(cell, self._sum(made, column, name), made, name)
        elif len(names) == 1 and names[0] in self.report.columns:
            cell.value = plain(self._value(made, names[0]))
        else:
            text = self._words(made, value)
            cell.value = text
            if isinstance(text, str):
                cell.data_type = "s"

    def _value(self, made: Made, column: str) -> Number | None:
        values = self.values.get((made.area, made.part))
        return None if values is None else values.get(column)

    def _formula(self, cell: Any, formula: str, made: Made, name: str) -> None:
        """With its value as reckoned; one that would show 0 for what is not known is left out."""
        value = plain(self._value(made, name)) if name else None
        known = (made.area, made.part) in self.values and name in self.report.columns
        if known and value is None and not formula.startswith("=IF("):
            cell.value = None
            return
        cell.value = formula
        if known:
            self.cached[cell.coordinate] = "" if value is None else value

    def _sum(self, made: Made, column: int, name: str) -> str:
        """Over the rows of the areas; empty while one of them is."""
        own, rows = letter(column), summed(self.made, made)
        if not rows:
            return "=0"
        if made.line.kind == PEOPLE:
            area, first, last = self.people, rows[0], rows[-1]
            return f"=SUMIF(${area}${first}:${area}${last},${area}{made.row},{own}${first}:{own}${last})"
        refs = [f"{own}{rows[0]}:{own}{rows[-1]}"] if _in_a_row(rows) else [f"{own}{row}" for row in rows]
        added = _over("SUM", refs)
        if self._value(made, name) is None and name in self.report.columns:
            return f'=IF({_over("COUNT", refs)}<{len(rows)},"",{added})'
        return f"={added}"

    def _words(self, made: Made, value: object) -> object:
        """Number, area, unit or people of the row; plain words as they stand."""
        if not tags_in(value):
            return value
        later = made.line.kind == "area" and made.part in LAST_PARTS
        known = {
            "number": "" if later else str(made.number),
            "area": "" if later else self.head.areas.get(made.area, ""),
            "total": self.head.total,
            "people": self.head.peoples.get(made.part, made.part),
            **{UNIT + part: words for part, words in self.head.units.items()},
        }
        text = TAG.sub(lambda found: known.get(found[1], ""), str(value))
        return int(text) if text.isdecimal() and value == "{{ number }}" else text or None

    def _high(self, made: Made) -> None:
        """As high as the longest text of the row needs."""
        most = 1
        for cell in self.sheet[made.row]:
            if isinstance(cell.value, str) and cell.data_type == "s":
                most = max(most, lines_of(cell.value, self._width(cell.column)))
        if most > 1:
            least = self.sheet.row_dimensions[made.row].height or 0
            self.sheet.row_dimensions[made.row].height = max(least, LINE * most + 2)

    def _width(self, column: int) -> float:
        return float(self.sheet.column_dimensions[letter(column)].width or 8.4)

    def _numbers(self) -> None:
        """ "(1)", "(2)" … over the columns, from the left; those this version leaves out are hidden."""
        hidden, number = self.head.hidden.get(self.report.id, ()), 0
        for row in self.sheet.iter_rows(max_row=self.zone.first - 1):
            for cell in row:
                name = self.zone.columns.get(letter(cell.column), "")
                if f"column.{name}" not in tags_in(cell.value):
                    continue
                if name in hidden:
                    self.sheet.column_dimensions[letter(cell.column)].hidden = True
                number += name not in hidden
                cell.value = None if name in hidden else f"({number})"


def _in_a_row(rows: Sequence[int]) -> bool:
    return list(rows) == list(range(rows[0], rows[-1] + 1))


def _over(function: str, refs: Sequence[str]) -> str:
    """The function over all of these; programs take at most 255 arguments."""
    parts = [refs[start : start + ARGUMENTS] for start in range(0, len(refs), ARGUMENTS)]
    return "+".join(f"{function}({','.join(part)})" for part in parts)


def _texts(sheet: Any, head: ReportHead) -> None:
    """Tags of head and foot anywhere in the sheet."""
    notes = "\n".join(head.notes.get(sheet.title, ()))
    known = {**head.texts, "notes": notes}
    for row in sheet.iter_rows():
        for cell in row:
            names = tags_in(cell.value)
            if not names or not all(one in known for one in names):
                continue
            cell.value = TAG.sub(lambda found: known[found[1]], cell.value) or None
            if cell.value is not None:
                cell.data_type = "s"
                _fit(sheet, cell)


def _fit(sheet: Any, cell: Any) -> None:
    """The row as high as this text needs in the width it is merged over."""
    spans = [one for one in sheet.merged_cells.ranges if cell.coordinate in one]
    last = spans[0].max_col if spans else cell.column
    columns = [sheet.column_dimensions[letter(n)] for n in range(cell.column, last + 1)]
    size = (cell.font.size or 11) / 11
    width = sum(float(one.width or 8.4) for one in columns if not one.hidden) / size
    lines = lines_of(cell.value, width)
    if lines > 1:
        least = sheet.row_dimensions[cell.row].height or 0
        sheet.row_dimensions[cell.row].height = max(least, LINE * size * lines + 2)
