"""A filled template, cell by cell: the commune's own table, or everything that is to be mended."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.scoring.own_table import FILE, read_own_table, write_table
from bot.scoring.pack import Pack
from bot.scoring.points import Item, PointsTable
from bot.scoring.sheets import Sheet
from bot.scoring.table_faults import Checked, Findings, TableSource, shown
from bot.scoring.table_grid import by_item, find_grid, lines
from bot.scoring.table_items import read_item
from bot.scoring.table_layout import (
    APPENDIX,
    DOCUMENT_NUMBER,
    FILLED_BY,
    ISSUED,
    PACK,
    PAGES,
    SHOWN,
    VALUE,
)
from bot.scoring.table_numbers import LONGEST_TEXT, is_formula, text_of
from bot.scoring.table_rows import Desk

FIRST_YEAR = 2000
"""No standard of poverty that is still in force was issued before."""

_DAY = re.compile(r"\D*([0-9]{1,2})\D+([0-9]{1,2})\D+([0-9]{4})\D*")


def check(pack: Pack, columns: Sequence[str], sheets: Sequence[Sheet]) -> Checked:
    """The table of a workbook for these columns (the commune's own, in the table's order), or what is amiss.

    Nothing is guessed: where one cell is amiss there is no table at all.
    """
    found = Findings(sheets)
    page = _fitting(pack, sheets, found)
    if page is None:
        return found.outcome(None)
    source = _source(page, found)
    items = _items(pack, columns, sheets, found)
    if found:
        return found.outcome(source)
    text = write_table(PointsTable(FILE, tuple(columns), items))
    return Checked(read_own_table(pack, text), text, source)


def _items(pack: Pack, columns: Sequence[str], sheets: Sequence[Sheet], found: Findings) -> tuple[Item, ...]:
    grid = find_grid(pack, columns, sheets, found)
    if grid is None:
        return ()
    groups = by_item(grid, lines(grid, columns, found), found)
    if not groups:
        found.add(grid.sheet, grid.heading + 1, 0, "table.bad.no_rows")
    desk = Desk(pack, columns, grid, found)
    items = [read_item(desk, item, of_item) for item, of_item in groups]
    return tuple(item for item in items if item is not None)


@dataclass(frozen=True, slots=True)
class _Page:
    """The information sheet: the row of each id."""

    sheet: Sheet
    at: Mapping[str, int]
    column: int

    def text(self, row: str) -> str:
        """What was written beside an id."""
        return text_of(self.sheet.cell(self.at[row], self.column)) if row in self.at else ""


def _fitting(pack: Pack, sheets: Sequence[Sheet], found: Findings) -> _Page | None:
    """The information sheet of a template of this pack; of any other workbook that alone is said."""
    page = next(filter(None, map(_page, sheets)), None)
    if page is None:
        found.whole("table.bad.no_source")
    elif page.text(SHOWN):
        found.whole("table.bad.shown")
    elif page.text(PACK) != pack.id:
        found.whole("table.bad.other_pack", found=shown(page.text(PACK)) or "?", wanted=pack.id)
    else:
        return page
    return None


def _source(page: _Page, found: Findings) -> TableSource | None:
    number = _asked(page, DOCUMENT_NUMBER, "table.bad.number_missing", found)
    issued = _issued(page, found)
    appendix = _asked(page, APPENDIX, "table.bad.appendix_missing", found)
    pages = _asked(page, PAGES, "", found)
    filled_by = _asked(page, FILLED_BY, "table.bad.filled_by_missing", found)
    return TableSource(number, issued, appendix, pages, filled_by) if issued else None


def _page(sheet: Sheet) -> _Page | None:
    for column in range(3):
        at = {text_of(sheet.cell(row, column)): row for row in range(min(len(sheet.rows), 100))}
        if DOCUMENT_NUMBER in at:
            return _Page(sheet, at, column + VALUE)
    return None


def _asked(page: _Page, row: str, missing: str, found: Findings) -> str:
    """What was written; missing: the fault where nothing was, "" where it may be left out."""
    if row not in page.at:
        if missing:
            found.whole(missing)
        return ""
    text = page.text(row)
    if is_formula(page.sheet.cell(page.at[row], page.column)):
        found.add(page.sheet, page.at[row], page.column, "table.bad.formula", found=shown(text))
    elif len(text) > LONGEST_TEXT:
        found.add(page.sheet, page.at[row], page.column, "table.bad.too_long", most=LONGEST_TEXT)
    elif not text and missing:
        found.add(page.sheet, page.at[row], page.column, missing)
    return text


def _issued(page: _Page, found: Findings) -> date | None:
    if not _asked(page, ISSUED, "table.bad.issued_missing", found):
        return None
    cell = page.sheet.cell(page.at[ISSUED], page.column)
    day = cell if isinstance(cell, date) else _day(text_of(cell))
    if day is None or day.year < FIRST_YEAR:
        found.add(page.sheet, page.at[ISSUED], page.column, "table.bad.issued_shape", found=shown(cell))
        return None
    return day


def _day(text: str) -> date | None:
    """ "30/3/2022", "30-03-2022", "ngày 30 tháng 3 năm 2022"; None for what is no day."""
    parts = _DAY.fullmatch(text)
    if parts is None:
        return None
    try:
        return date(int(parts[3]), int(parts[2]), int(parts[1]))
    except ValueError:
        return None
