"""A points table's CSV into a PointsTable, checked cell by cell."""

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby

from bot.errors import PackError
from bot.scoring.measures import LEAST, MEASURES
from bot.scoring.points import NONE, Item, PointsTable, Row

FIXED = ("item", "item_text", "measure", "choice", "choice_text", "from", "below")
"""The columns before the points; "provenance" comes after them."""

OWN = ("item", "item_text", "measure", "rule", "choice", "choice_text", "answers", "from", "below")
"""The same of a table that says for itself which rule sets an item and which answers make a choice."""

Cells = tuple[int, dict[str, str]]
"""A row of the file: its line number, and its cells by column."""


def read_table(
    text: str, file: str, columns: tuple[str, ...], provenances: Iterable[str], *, own: bool = False
) -> PointsTable:
    """The table of a CSV file with points for these columns; PackError naming line, column and remedy.

    own: the file has the columns of OWN.
    """
    rows = _cells(text, file, (*(OWN if own else FIXED), *columns, "provenance"))
    known = set(provenances)
    items = [_item(file, list(group), columns, known) for _, group in groupby(rows, lambda r: r[1]["item"])]
    ids = [item.id for item in items]
    for item in items:
        if ids.count(item.id) > 1:
            last = max(row.line for other in items if other.id == item.id for row in other.rows)
            raise _wrong(file, last, f'item "{item.id}" in two places', "put its rows together")
    if not items:
        raise _wrong(file, 1, "no rows", "fill the table")
    return PointsTable(file, columns, tuple(items), hashlib.sha256(text.encode()).hexdigest())


def _wrong(file: str, line: int, what: str, remedy: str) -> PackError:
    return PackError(what, where=f"{file}:{line}", remedy=remedy)


def _cells(text: str, file: str, header: tuple[str, ...]) -> Iterator[Cells]:
    reader = csv.reader(io.StringIO(text, newline=""))
    first = tuple(next(reader, []))
    if first != header:
        odd = sorted(set(first) ^ set(header)) or ["order"]
        raise _wrong(
            file, 1, f"columns differ: {', '.join(odd)}", f"the first row must be {','.join(header)}"
        )
    for cells in reader:
        if len(cells) != len(header):
            raise _wrong(file, reader.line_num, f"{len(cells)} cells", f"a row has {len(header)}")
        yield reader.line_num, dict(zip(header, cells, strict=True))


def _item(file: str, rows: list[Cells], columns: tuple[str, ...], provenances: set[str]) -> Item:
    line, head = rows[0]
    measure = head["measure"]
    if measure not in MEASURES:
        raise _wrong(file, line, f'unknown measure "{measure}"', f"one of {', '.join(MEASURES)}")
    for at, cells in rows:
        if (cells["measure"], cells["item_text"]) != (measure, head["item_text"]):
            raise _wrong(file, at, "item_text or measure differs within an item", "make them the same")
    for at, cells in rows:
        if cells.get("rule", "") != head.get("rule", ""):
            raise _wrong(file, at, "rule differs within an item", "make them the same")
    found = tuple(_row(file, r, columns, provenances) for r in rows)
    item = Item(head["item"], head["item_text"], measure, found, head.get("rule", ""))
    _check_choices(file, item)
    if MEASURES[measure] in ("count", "number"):
        _check_bands(file, item)
    else:
        _check_no_bands(file, item)
    return item


def _row(file: str, row: Cells, columns: tuple[str, ...], provenances: set[str]) -> Row:
    line, cells = row
    if not cells["item"] or not cells["choice"] or not cells["choice_text"]:
        raise _wrong(file, line, "item, choice or choice_text is empty", "fill the cell")
    if cells["provenance"] not in provenances:
        what = f'unknown provenance "{cells["provenance"]}"'
        raise _wrong(file, line, what, f"one of {', '.join(sorted(provenances))}")
    points = {column: _points(file, line, column, cells[column]) for column in columns}
    low, high = (_bound(file, line, name, cells[name]) for name in ("from", "below"))
    answers = tuple(filter(None, cells.get("answers", "").split(" ")))
    return Row(cells["choice"], cells["choice_text"], low, high, points, cells["provenance"], line, answers)


def _points(file: str, line: int, column: str, cell: str) -> int:
    if not (cell.isascii() and cell.removeprefix("-").isdigit()):
        raise _wrong(file, line, f'points "{cell}" in {column}', "write a whole number; a gap is not a zero")
    return int(cell)


def _bound(file: str, line: int, name: str, cell: str) -> Decimal | None:
    if not cell:
        return None
    if not (cell.isascii() and cell.replace(".", "", 1).isdigit()):
        raise _wrong(file, line, f'"{cell}" in {name}', "write a number, or leave the cell empty")
    return Decimal(cell)


def _check_choices(file: str, item: Item) -> None:
    seen: set[str] = set()
    for row in item.rows:
        if row.choice in seen:
            raise _wrong(file, row.line, f'{item.id}: choice "{row.choice}" twice', "keep one row")
        seen.add(row.choice)
    if MEASURES[item.measure] == "list" and NONE not in seen:
        raise _wrong(file, item.rows[0].line, f"{item.id}: no row for an empty list", 'add the choice "none"')


def _check_bands(file: str, item: Item) -> None:
    """Bands in order from the measure's least value to open end, each beginning where the last one ended."""
    expected: Decimal | None = Decimal(LEAST.get(item.measure, 0))
    for row in item.rows:
        if expected is None or row.at_least is None or row.at_least < expected:
            raise _wrong(file, row.line, f"{item.id}: bands overlap", f"begin at {expected}, in rising order")
        if row.at_least > expected:
            raise _wrong(file, row.line, f"{item.id}: hole before {row.at_least}", f"begin at {expected}")
        if row.below is not None and row.below <= row.at_least:
            raise _wrong(file, row.line, f"{item.id}: empty band", "below must be more than from")
        expected = row.below
    if expected is not None:
        raise _wrong(
            file, item.rows[-1].line, f"{item.id}: hole from {expected}", "leave the last below empty"
        )


def _check_no_bands(file: str, item: Item) -> None:
    for row in item.rows:
        if row.at_least is not None or row.below is not None:
            raise _wrong(file, row.line, f"{item.id}: a band on a {item.measure} row", "empty from and below")
