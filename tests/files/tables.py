"""Filled templates as an officer would send them: the template, with points typed into its cells."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from bot.documents.points_table.table_workbook import table_template
from bot.scoring.pack import Pack
from bot.scoring.packs import load_pack

PACK = load_pack("2022-2025")
HERE = Path(__file__).parent
FILES: dict[str, dict[str, int | float | str | None]] = {
    "bang-diem-thu.xlsx": {"a11:motorbike": 5, "a08:50-100": 10},
    "bang-diem-thu-2.xlsx": {"a11:motorbike": 0, "a08:50-100": 10, "a01:5": 10},
    "bang-diem-sai.xlsx": {"a01:4": None, "a03:college": "mười", "a09:drilled": 7.5},
}
"""What the transcripts send; the points are made up."""
HEADING = 2
"""Rows above the first line of the table."""
SOURCE = {
    "document_number": "BẢN THỬ, không phải Thông tư",
    "document_issued": "30/03/2022",
    "document_appendix": "Phụ lục thử",
    "document_pages": "1–4",
    "filled_by": "Hoàng Thị Lan",
}


def filled(
    points: Mapping[str, int | float | str | None] | None = None,
    columns: tuple[str, ...] = ("rural_northern_mountains",),
    pack: Pack = PACK,
) -> bytes:
    """The training points typed into the template's cells, but for these of "item:choice"."""
    book: Any = load_workbook(io.BytesIO(table_template(pack, columns)))
    _, source, table, _ = book.worksheets
    for row in source.iter_rows(max_col=3):
        if row[0].value in SOURCE:
            row[2].value = SOURCE[row[0].value]
    first = next(c.column for c in table[HEADING] if c.value == columns[0])
    lines = [(item, row) for item in pack.table.items for row in item.rows]
    changed = points or {}
    for number, (item, line) in enumerate(lines, HEADING + 1):
        for place, column in enumerate(columns, first):
            value = changed.get(f"{item.id}:{line.choice}", line.points[column])
            table.cell(number, place).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
