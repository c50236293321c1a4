"""Last year's list between two turns: packed small into the conversation; a .csv file as a sheet. Pure."""

import base64
import csv
import io
import json
import zlib
from collections.abc import Iterable, Sequence

from bot.handlers.old_list_columns import Columns, Table
from bot.scoring.sheets import Sheet, SheetFault

MOST_UNPACKED = 20_000_000
MOST_ROWS = 5_000
SEPARATORS = ";\t,"
ENCODINGS = ("utf-8-sig", "utf-16")
"""Spreadsheet programs write the one as .csv, the other as text with tabs."""
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def packed(tables: Iterable[Table]) -> str:
    """As letters and digits that travel in a session (sealed at rest) or through the door."""
    data = [
        [one.sheet, one.title, one.headings, one.first, one.rows, dict(one.columns), one.unsure]
        for one in tables
    ]
    return base64.b64encode(zlib.compress(json.dumps(data, ensure_ascii=False).encode())).decode()


def unpacked(text: str) -> tuple[Table, ...]:
    """The tables of `packed`; ValueError where it is none."""
    try:
        plain = zlib.decompressobj().decompress(base64.b64decode(text, validate=True), MOST_UNPACKED)
        rows = json.loads(plain)
        return tuple(_table(*one) for one in rows)
    except (zlib.error, TypeError) as fault:
        raise ValueError("no packed list") from fault


def _table(
    sheet: str,
    title: str,
    headings: list[str],
    first: int,
    rows: list[list[str]],
    columns: dict[str, int],
    unsure: list[str],
) -> Table:
    return Table(
        sheet, title, tuple(headings), first, tuple(tuple(row) for row in rows), columns, tuple(unsure)
    )


def columns_packed(columns: Sequence[Columns]) -> str:
    """The columns of each table as one line."""
    return json.dumps([dict(one) for one in columns])


def columns_from(text: str) -> tuple[Columns, ...]:
    """The columns of `columns_packed`."""
    return tuple(json.loads(text))


def csv_sheet(data: bytes) -> tuple[Sheet, ...] | SheetFault:
    """A .csv file as one sheet: UTF-8 or UTF-16; commas, semicolons or tabs between. Cells stay texts."""
    text = _decoded(data)
    if text is None or "\0" in text:
        return SheetFault("old_list.file.unknown")
    sample = text[:10_000]
    between = max(SEPARATORS, key=sample.count)
    try:
        rows = tuple(tuple(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=between))
    except csv.Error:
        return SheetFault("old_list.file.unknown")
    if not any(len(row) > 1 for row in rows):
        return SheetFault("old_list.file.unknown")
    if len(rows) > MOST_ROWS:
        return SheetFault("old_list.file.too_long", {"most": MOST_ROWS})
    return (Sheet("csv", rows),)


def _decoded(data: bytes) -> str | None:
    encoding = ENCODINGS[1] if data.startswith(UTF_16) else ENCODINGS[0]
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
