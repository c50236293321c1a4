"""Where the table stands in a filled workbook: its sheet, its heading row, the lines below by item."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.scoring.pack import Pack
from bot.scoring.sheets import Cell, Sheet, coordinate
from bot.scoring.table_faults import Findings, shown
from bot.scoring.table_layout import TABLE_COLUMNS, all_columns, column_name
from bot.scoring.table_numbers import LONGEST_TEXT, id_of, is_blank, is_formula, text_of

HEADING_WITHIN = 20
"""The heading row with the ids stands within so many rows."""
MARKS = ("item", "measure", "choice")
"""A row with these ids is the heading of a table."""

_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})(?::.*)?")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table found: its sheet, the row of the ids (from 0), and the column of each id."""

    sheet: Sheet
    heading: int
    at: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: its row (from 0), its cells by id. spoiled: ids of cells that cannot be read
    and have been named already; they are empty in cells."""

    row: int
    cells: Mapping[str, Cell]
    spoiled: frozenset[str]


def find_grid(pack: Pack, columns: Sequence[str], sheets: Sequence[Sheet], found: Findings) -> Grid | None:
    """The one table of the workbook, with every column wanted and no other; None where it cannot be read."""
    grids = [Grid(sheet, row, at) for sheet in sheets for row, at in _headings(sheet)][:2]
    if not grids:
        found.whole("table.bad.no_table")
        return None
    if len(grids) > 1:
        first, second = grids
        found.add(second.sheet, second.heading, 0, "table.bad.two_tables", first=first.sheet.name)
        return None
    grid = grids[0]
    _check_columns(pack, columns, grid, found)
    _check_merged(grid, found)
    return grid if {*TABLE_COLUMNS, *columns} <= grid.at.keys() else None


def _headings(sheet: Sheet) -> Iterator[tuple[int, dict[str, int]]]:
    for number, row in enumerate(sheet.rows[:HEADING_WITHIN]):
        ids = [id_of(cell) if isinstance(cell, str) and len(cell) <= LONGEST_TEXT else "" for cell in row]
        if all(mark in ids for mark in MARKS):
            yield number, {one: column for column, one in reversed(list(enumerate(ids))) if one}


def _check_columns(pack: Pack, columns: Sequence[str], grid: Grid, found: Findings) -> None:
    known = {*TABLE_COLUMNS, *columns}
    sheet = grid.sheet
    visible = max(0, grid.heading - 1)  # the ids stand in a hidden row below the headings people see
    for wanted in (*TABLE_COLUMNS, *columns):
        if wanted not in grid.at:
            found.add(sheet, visible, 0, "table.bad.column_missing", name=_named(pack, wanted))
    for column, cell in enumerate(sheet.rows[grid.heading]):
        one = id_of(cell)
        if one in known and grid.at[one] != column:
            found.add(sheet, visible, column, "table.bad.column_twice", name=_named(pack, one))
        elif one in all_columns(pack) and one not in known:
            found.add(sheet, visible, column, "table.bad.column_other", name=_named(pack, one))
        elif one and one not in known:
            found.add(sheet, visible, column, "table.bad.column_unknown", found=shown(cell))
    _check_unnamed(grid, found)


def _named(pack: Pack, column: str) -> str:
    """A column as people and its heading call it: "Tây Nguyên (rural_central_highlands)"."""
    name = column_name(pack, column)
    return column if name == column else f"{name} ({column})"


def _check_unnamed(grid: Grid, found: Findings) -> None:
    """Something written in a column without an id must not be lost unseen: its first cell is named."""
    named = {column for column, cell in enumerate(grid.sheet.rows[grid.heading]) if id_of(cell)}
    seen: set[int] = set()
    for row in range(grid.heading + 1, len(grid.sheet.rows)):
        for column, cell in enumerate(grid.sheet.rows[row]):
            if column not in named | seen and not is_blank(cell):
                seen.add(column)
                found.add(grid.sheet, row, column, "table.bad.column_unnamed", found=shown(cell))


def _check_merged(grid: Grid, found: Findings) -> None:
    for merged in grid.sheet.merged:
        if (place := _RANGE.fullmatch(merged)) and int(place[2]) > grid.heading:
            found.add(grid.sheet, int(place[2]) - 1, _column(place[1]), "table.bad.merged", cells=merged)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def lines(grid: Grid, columns: Sequence[str], found: Findings) -> Iterator[Line]:
    """The lines below the heading that hold anything; formulas without value and endless texts are named."""
    ids = (*TABLE_COLUMNS, *columns)
    for row in range(grid.heading + 1, len(grid.sheet.rows)):
        cells = {one: grid.sheet.cell(row, grid.at[one]) for one in ids}
        if all(is_blank(cell) for cell in cells.values()):
            continue
        spoiled = frozenset(one for one in ids if _spoiled(grid, row, one, cells[one], found))
        yield Line(row, {one: None if one in spoiled else cells[one] for one in ids}, spoiled)


def _spoiled(grid: Grid, row: int, column: str, cell: Cell, found: Findings) -> bool:
    if is_formula(cell):
        found.add(grid.sheet, row, grid.at[column], "table.bad.formula", found=shown(cell))
        return True
    if isinstance(cell, str) and len(cell) > LONGEST_TEXT:
        found.add(grid.sheet, row, grid.at[column], "table.bad.too_long", most=LONGEST_TEXT)
        return True
    return False


def by_item(grid: Grid, all_lines: Iterator[Line], found: Findings) -> list[tuple[str, list[Line]]]:
    """The lines of each item, in order. An empty item cell is the item above it."""
    groups: list[tuple[str, list[Line]]] = []
    for line in all_lines:
        item = _item_id(grid, line, found)
        if not groups and not item and "item" not in line.spoiled:
            found.add(grid.sheet, line.row, grid.at["item"], "table.bad.item_missing")
        if groups and not groups[-1][0]:
            groups[-1] = (item, groups[-1][1])  # lines before the first id: named above, and of that item
        if not groups or (item and item != groups[-1][0]):
            for before, there in groups:
                if item and before == item:
                    place = coordinate(there[0].row, grid.at["item"])
                    found.add(
                        grid.sheet, line.row, grid.at["item"], "table.bad.item_twice", found=item, place=place
                    )
            groups.append((item, []))
        groups[-1][1].append(line)
    return groups


_ITEM = re.compile(r"[a-z0-9][a-z0-9_.-]{0,19}")


def _item_id(grid: Grid, line: Line, found: Findings) -> str:
    cell = line.cells["item"]
    if is_blank(cell):
        return ""
    item = text_of(cell).lower()
    if not _ITEM.fullmatch(item):
        found.add(grid.sheet, line.row, grid.at["item"], "table.bad.item_shape", found=shown(cell))
    return item
