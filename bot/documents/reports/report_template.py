"""The workbook's template, made from the pack: one sheet a report, tags and formulas in its cells.

It is an ordinary .xlsx: a commune may change widths, words and the order of columns and load it back.
"""

import re
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.properties import PageSetupProperties

from bot.cases.report import ReportId
from bot.documents.points_table.table_style import lines_of, printed
from bot.documents.reports.report_form import Laid, ReportFile, ReportsFile, laid, reports_form
from bot.documents.reports.report_tags import COLUMN, UNIT, Part, letter, parts_of, tag
from bot.documents.word.paper_form import common, pack_of_papers
from bot.scoring.packs import load_pack

FACE = "Times New Roman"
PLAIN, BOLD, TITLE = (
    Font(name=FACE, size=11),
    Font(name=FACE, size=11, bold=True),
    Font(name=FACE, size=14, bold=True),
)
ITALIC, SMALL, MARK = (
    Font(name=FACE, size=11, italic=True),
    Font(name=FACE, size=10),
    Font(name=FACE, size=11, bold=True, color="C00000"),
)
_LINE = Side(style="thin")
FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
RIGHT = Alignment(horizontal="right", vertical="center")
TOP = Alignment(horizontal="left", vertical="top", wrap_text=True)
COUNT, RATE = "#,##0", "#,##0.00"
GROUPS, TITLES, NUMBERS, FIRST = 9, 10, 11, 12
"""Rows of the headings, of the columns' numbers, and the first of an area."""
AREA_WIDTH, UNIT_WIDTH, NUMBER_WIDTH, WIDE = 24.0, 12.0, 5.0, 136.0
"""In characters; WIDE: of a whole sheet, which print fits to the page."""


@cache
def report_template(pack_id: str) -> bytes:
    """The template that comes with the program, of this pack (a draft: of the one it is based on)."""
    pack_id = pack_of_papers(pack_id)
    form = reports_form(pack_id)
    book: Any = Workbook()
    book.remove(book.active)
    where: dict[str, dict[str, str]] = {one.id: _letters(pack_id, one) for one in form.reports}
    for report in form.reports:
        sheet = book.create_sheet(report.id)
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties()
        _Sheet(sheet, pack_id, form, report, where).fill()
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def lead_of(name: ReportId) -> int:
    """How many columns stand before the counted ones: number, area, and the unit where rows have one."""
    return 2 if parts_of(name) == ("",) else 3


def _letters(pack_id: str, report: ReportFile) -> dict[str, str]:
    """Column id → letter."""
    found = laid(load_pack(pack_id), report)
    return {one.id: letter(number) for number, one in enumerate(found, lead_of(report.id) + 1)}


class _Sheet:
    """One sheet while it is being made."""

    def __init__(
        self, sheet: Any, pack_id: str, form: ReportsFile, report: ReportFile,
        where: dict[str, dict[str, str]],
    ) -> None:  # fmt: skip
        self.sheet, self.form, self.report, self.where = sheet, form, report, where
        self.columns = laid(load_pack(pack_id), report)
        self.lead, self.parts = lead_of(report.id), parts_of(report.id)
        self.last = self.lead + len(self.columns)
        self.country = [re.sub(r"\*\*|__", "", line) for line in common(pack_id).country]

    def fill(self) -> None:
        self._widths()
        self._head()
        self._headings()
        row = self._areas(FIRST)
        row = self._totals(row)
        self._foot(row + 1)
        self._page()

    def _put(
        self, row: int, column: int, value: object, font: Font = PLAIN, align: Alignment = CENTRE
    ) -> Any:
        cell = self.sheet.cell(row, column, value)
        cell.font, cell.alignment = font, align
        return cell

    def _across(
        self, row: int, first: int, last: int, value: str, font: Font, align: Alignment = CENTRE
    ) -> None:
        self._put(row, first, value, font, align)
        if last > first:
            self.sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)

    def _widths(self) -> None:
        own = [NUMBER_WIDTH, AREA_WIDTH, UNIT_WIDTH][: self.lead]
        each = max(6.5, min(20.0, (WIDE - sum(own)) / len(self.columns)))
        for number, width in enumerate([*own, *([each] * len(self.columns))], 1):
            self.sheet.column_dimensions[letter(number)].width = width
        self.each, self.whole = each, sum(own) + each * len(self.columns)

    def _head(self) -> None:
        """Agency, the country's name and motto, place and date, title; as Nghị định 30/2020 has them."""
        middle = max(self.lead, self.last // 2)
        mark = self.form.words.mark.replace("{id}", self.report.id)
        self._across(1, 1, self.last, mark, BOLD, RIGHT)
        for row, left, right, font in (
            (2, tag("agency"), self.country[0], BOLD),
            (3, tag("commune"), self.country[1], BOLD),
            (4, "", tag("place"), ITALIC),
        ):
            self._across(row, 1, middle, left, font)
            self._across(row, middle + 1, self.last, right, font)
        for row, text, font in (
            (5, self.report.title, TITLE),
            (6, tag("round"), PLAIN),
            (7, tag("version"), BOLD),
            (8, tag("training"), MARK),
        ):
            self._across(row, 1, self.last, text, font)
            self.sheet.row_dimensions[row].height = 20 * lines_of(text, self.whole * (0.7 if row == 5 else 1))

    def _headings(self) -> None:
        words = self.form.words
        second = words.people if self.parts == ("people",) else words.unit
        for column, text in enumerate((words.number, words.area, second)[: self.lead], 1):
            self._put(GROUPS, column, text, BOLD)
            self.sheet.merge_cells(start_row=GROUPS, start_column=column, end_row=TITLES, end_column=column)
        for column, one in enumerate(self.columns, self.lead + 1):
            self._put(TITLES if one.group else GROUPS, column, one.title, BOLD)
            self._put(NUMBERS, column, tag(COLUMN + one.id), SMALL)
            if not one.group:
                self.sheet.merge_cells(
                    start_row=GROUPS, start_column=column, end_row=TITLES, end_column=column
                )
        self._groups()
        for row in (GROUPS, TITLES, NUMBERS):
            self._frame(row)
        most = max(lines_of(one.title, self.each - 1) for one in self.columns)
        self.sheet.row_dimensions[TITLES].height = 15 * max(2, most)
        self.sheet.row_dimensions[GROUPS].height = 30 if most < 6 else 34

    def _groups(self) -> None:
        """A heading over neighbours of the same group."""
        start = 0
        for number, one in enumerate(self.columns):
            after = self.columns[number + 1].group if number + 1 < len(self.columns) else ""
            if one.group and one.group != after:
                self._across(GROUPS, self.lead + 1 + start, self.lead + 1 + number, one.group, BOLD)
            if one.group != after:
                start = number + 1

    def _frame(self, row: int) -> None:
        for column in range(1, self.last + 1):
            self.sheet.cell(row, column).border = FRAME

    def _areas(self, row: int) -> int:
        for number, part in enumerate(self.parts):
            if number == 0:
                self._put(row, 1, tag("number"))
                self._put(row, 2, tag("area"), PLAIN, LEFT)
            self._row(row, part, PLAIN, {one.id: tag(one.id) for one in self.columns})
            row += 1
        return row

    def _totals(self, row: int) -> int:
        sums = {one.id: tag("sum") for one in self.columns}
        if self.parts == ("people",):
            self._row(row, "people", PLAIN, sums)
            self._put(row, 2, self.form.words.total, PLAIN, LEFT)
            row += 1
        for number, part in enumerate(self.parts):
            if number == 0:
                self._put(row, 2, tag("total"), BOLD, LEFT)
            self._row(row, "" if part == "people" else part, BOLD, sums)
            row += 1
        return row

    def _row(self, row: int, part: Part, font: Font, values: dict[str, str]) -> None:
        if self.lead == 3:
            self._put(row, 3, tag("people") if part == "people" else tag(UNIT + part) if part else "", font)
        for column, one in enumerate(self.columns, self.lead + 1):
            value = self._formula(one, row) if one.formula else values[one.id]
            cell = self._put(row, column, value, font)
            cell.number_format = RATE if one.rate else COUNT
        self._frame(row)
        self.sheet.row_dimensions[row].height = 18

    def _formula(self, one: Laid, row: int) -> str:
        """With the cells of this row."""

        def cell(found: re.Match[str]) -> str:
            sheet, _, name = found[1].rpartition(":")
            own = self.where[sheet or self.report.id][name]
            return f"'{sheet}'!{own}{row}" if sheet else f"{own}{row}"

        return "=" + re.sub(r"\{([^}]+)\}", cell, one.formula)

    def _foot(self, row: int) -> None:
        """Notes and who signs."""
        self._across(row, 1, self.last, tag("notes"), ITALIC, TOP)
        middle, words = max(self.lead, self.last // 2), self.form.words
        lines: Sequence[tuple[int, Sequence[str], str]] = (
            (1, words.left, words.sign), (middle + 1, words.right, words.seal),
        )  # fmt: skip
        for first, texts, under in lines:
            last = middle if first == 1 else self.last
            for number, text in enumerate(texts):
                self._across(row + 2 + number, first, last, text, BOLD)
            self._across(row + 2 + len(texts), first, last, under, ITALIC)

    def _page(self) -> None:
        printed(self.sheet, wide=True)
        self.sheet.print_title_rows = f"{GROUPS}:{NUMBERS}"
        self.sheet.freeze_panes = f"{letter(self.lead + 1)}{FIRST}"
        margins = self.sheet.page_margins
        margins.left, margins.right, margins.top, margins.bottom = (
            1.18,
            0.6,
            0.8,
            0.8,
        )  # inches: 30, 15, 20, 20 mm
        self.sheet.print_options.horizontalCentered = True
        self.sheet.oddFooter.center.text = "&P"
        self.sheet.oddFooter.center.size = 10
