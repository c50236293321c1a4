"""The export as JSON: one object; each household on a line of its own, as the scoring contract reads it."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

import orjson

from bot.documents.export.export_columns import ANSWERS, Cell, Column, Row
from bot.documents.export.export_dictionary import Entry
from bot.documents.export.export_flat import REPLACEMENT, SURROGATES
from bot.documents.export.export_layout import Layout
from bot.documents.export.export_rows import Rows
from bot.documents.export.export_words import TableId

NESTED: tuple[TableId, ...] = ("deprivations", "complaints", "votes", "postings")
SPARSE = (ANSWERS, "income")
"""What was not answered is not there; elsewhere it is null."""


class JsonWriter:
    """One piece of bytes a household."""

    def __init__(self, layout: Layout) -> None:
        self._columns = layout.columns
        self._households: list[bytes] = []

    def add(self, rows: Rows) -> None:
        """The rows of one file."""
        columns = self._columns
        [first] = rows["households"]
        household = _nested(columns["households"], first)
        members = [_member(columns["members"], row) for row in rows["members"]]
        household["members"] = members or None
        for table in NESTED:
            household[table] = [_inner(columns[table], row) for row in rows[table]]
        self._households.append(orjson.dumps(household))

    def done(self, about: Mapping[str, Cell], entries: Iterable[Entry]) -> bytes:
        """The whole object."""
        about_it = orjson.dumps({name: _plain(value) for name, value in about.items()})
        words = b",\n".join(orjson.dumps(_entry(one)) for one in entries)
        lines = b",\n".join(self._households)
        self._households.clear()
        head = b'{"round":' + about_it + b',\n"dictionary":[\n' + words + b'\n],\n"households":[\n'
        return b"".join((head, lines, b"\n]}\n"))


def _nested(columns: tuple[Column, ...], row: Row) -> dict[str, object]:
    """The values where their paths say; a part in which nothing is known is null."""
    made: dict[str, object] = {}
    for column, value in zip(columns, row, strict=True):
        if len(column.path) == 1:
            made[column.id] = _plain(value)
            continue
        part, name = column.path
        inner = made.setdefault(part, {})
        if isinstance(inner, dict) and not (part in SPARSE and value is None):
            inner[name] = _plain(value)
    for part, inner in made.items():
        if isinstance(inner, dict) and all(one is None for one in inner.values()):
            made[part] = None
    return made


def _inner(columns: tuple[Column, ...], row: Row) -> dict[str, object]:
    """A row of a table within its household: without the household's code."""
    return _nested(columns[1:], row[1:])


def _member(columns: tuple[Column, ...], row: Row) -> dict[str, object]:
    """A member: what is not asked of them is not there. The number is the place in the list."""
    pairs = zip(columns[2:], row[2:], strict=True)
    return {column.id: _plain(value) for column, value in pairs if value is not None}


def _plain(value: Cell) -> object:
    """A number as it was written, and no letters that are none."""
    if isinstance(value, Decimal):
        return orjson.Fragment(format(value, "f"))
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return SURROGATES.sub(REPLACEMENT, value) if isinstance(value, str) else value


def _entry(entry: Entry) -> dict[str, object]:
    return {
        "table": entry.table or None,
        "id": entry.id or None,
        "label": entry.label,
        "kind": entry.kind,
        "values": dict(entry.values) or None,
        "unit": entry.unit or None,
        "source": entry.source or None,
        "purpose": entry.purpose or None,
        "sensitivity": entry.sensitivity,
    }
