"""Looking at a points table: its size, what differs from another, ten cells to compare with the print."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.scoring.points import Item, PointsTable, Row

SAMPLED = 10
"""So many cells a signer compares with the print."""


@dataclass(frozen=True, slots=True)
class CellRef:
    """One cell with points: ids of item, choice and column, the print's words of both, the points."""

    item: str
    item_text: str
    choice: str
    choice_text: str
    column: str
    points: int


@dataclass(frozen=True, slots=True)
class Span:
    """The least and the most points one line of an item gives, over its columns. Of a list several count."""

    item: str
    text: str
    rows: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Summary:
    """How large a table is: items, lines, columns, cells with points, and the span of each item."""

    items: int
    rows: int
    columns: tuple[str, ...]
    cells: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """What a new table changes, by item ids in the table's order.

    reworded: words of an item or of a choice that stayed; rebanded: choices, bands, answers or their order;
    remeasured: measure or rule. points: by column of both tables, how many cells of choices that stayed
    have other points (0 where none); of these, `compared` cells were looked at.
    """

    added: tuple[str, ...]
    dropped: tuple[str, ...]
    reworded: tuple[str, ...]
    rebanded: tuple[str, ...]
    remeasured: tuple[str, ...]
    columns_added: tuple[str, ...]
    columns_dropped: tuple[str, ...]
    points: Mapping[str, int]
    compared: int

    @property
    def same_points(self) -> bool:
        """No cell that both tables have differs: of a table of one's own against the training table this
        says that the training points were copied."""
        return self.compared > 0 and not any(self.points.values())


def cells(table: PointsTable) -> Iterator[CellRef]:
    """Every cell with points, in the table's order."""
    for item in table.items:
        for row in item.rows:
            for column in table.columns:
                yield CellRef(item.id, item.text, row.choice, row.text, column, row.points[column])


def sample_cells(table: PointsTable, salt: str, count: int = SAMPLED) -> tuple[CellRef, ...]:
    """Cells picked by hashing, in the table's order: the same salt and table give the same, another salt
    others. All of them where the table has fewer."""
    every = list(cells(table))
    picked = sorted(range(len(every)), key=lambda n: _lot(table.digest, salt, every[n]))[:count]
    return tuple(every[n] for n in sorted(picked))


def _lot(digest: str, salt: str, cell: CellRef) -> bytes:
    parts = (salt, digest, cell.item, cell.choice, cell.column)
    return hashlib.sha256("\0".join(parts).encode()).digest()


def summary(table: PointsTable) -> Summary:
    """How large the table is."""
    rows = sum(len(item.rows) for item in table.items)
    spans = tuple(_span(item) for item in table.items)
    return Summary(len(table.items), rows, table.columns, rows * len(table.columns), spans)


def _span(item: Item) -> Span:
    points = [value for row in item.rows for value in row.points.values()]
    return Span(item.id, item.text, len(item.rows), min(points), max(points))


def differences(old: PointsTable, new: PointsTable) -> Differences:
    """What changes when `new` takes the place of `old`; items are known by their ids, choices by theirs."""
    before = {item.id: item for item in old.items}
    after = {item.id: item for item in new.items}
    both = [(before[one], after[one]) for one in after if one in before]
    shared = tuple(column for column in new.columns if column in old.columns)
    rows = [pair for was, now in both for pair in _rows_of_both(was, now)]
    return Differences(
        added=tuple(one for one in after if one not in before),
        dropped=tuple(one for one in before if one not in after),
        reworded=tuple(now.id for was, now in both if _reworded(was, now)),
        rebanded=tuple(now.id for was, now in both if _shape(was) != _shape(now)),
        remeasured=tuple(now.id for was, now in both if (was.measure, was.rule) != (now.measure, now.rule)),
        columns_added=tuple(one for one in new.columns if one not in old.columns),
        columns_dropped=tuple(one for one in old.columns if one not in new.columns),
        points={c: sum(was.points[c] != now.points[c] for was, now in rows) for c in shared},
        compared=len(rows) * len(shared),
    )


def changed_points(old: PointsTable, new: PointsTable) -> Iterator[tuple[int, CellRef]]:
    """The points before, and the cell of `new` that has others, of choices and columns that both have."""
    before = {(one.item, one.choice, one.column): one.points for one in cells(old)}
    for cell in cells(new):
        was = before.get((cell.item, cell.choice, cell.column))
        if was is not None and was != cell.points:
            yield was, cell


def _rows_of_both(was: Item, now: Item) -> list[tuple[Row, Row]]:
    return [(was.row(row.choice), row) for row in now.rows if was.has(row.choice)]


def _reworded(was: Item, now: Item) -> bool:
    return was.text != now.text or any(a.text != b.text for a, b in _rows_of_both(was, now))


def _shape(item: Item) -> list[tuple[object, ...]]:
    return [(row.choice, row.at_least, row.below, frozenset(row.answers)) for row in item.rows]
