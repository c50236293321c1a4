"""The export as a workbook: one sheet a table, ids in the first line, their meaning in the second.

Rows go to disk as they come, so that a big round takes no more memory than a small one.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from bot.documents.export.export_columns import Cell, Row
from bot.documents.export.export_dictionary import COLUMNS, Entry
from bot.documents.export.export_flat import flat, workbook_value
from bot.documents.export.export_layout import Layout
from bot.documents.export.export_rows import Rows
from bot.documents.export.export_words import ExportWords, Kind, TableId
from bot.documents.export.export_writer import ABOUT, KINDS_OF_WORDS, about_rows
from bot.documents.points_table import table_style as style

RISKY = ("=", "#")
"""With what a text begins that the library takes for a formula or an error."""
HEADINGS = 2
WIDTH, WIDEST = 16, 60
WIDE = {"round": (18, 44, WIDEST), "dictionary": (14, 26, 40, 10, WIDEST, 8, 40, 34, 12)}
"""Columns' widths, in characters, of the sheets that are read and not only reckoned with."""


class WorkbookWriter:
    """One sheet a table, all open at once."""

    def __init__(self, layout: Layout, words: ExportWords, labels: Mapping[TableId, Sequence[str]]) -> None:
        """labels: of each table with columns of the forms, what its columns mean, in order."""
        self._book: Any = Workbook(write_only=True)
        self._words = words
        self._sheets: dict[str, Any] = {}
        self._kinds: dict[str, tuple[Kind, ...]] = dict(KINDS_OF_WORDS)
        self._rows: dict[str, int] = {}
        self._begin("round", ABOUT, self._own("round", ABOUT))
        for table, columns in layout.columns.items():
            self._kinds[table] = tuple(one.kind for one in columns)
            self._begin(table, [one.id for one in columns], labels[table])
        self._begin("dictionary", COLUMNS, self._own("dictionary", COLUMNS))

    def _own(self, table: TableId, ids: Sequence[str]) -> list[str]:
        return [self._words.columns[table][one].label for one in ids]

    def _begin(self, table: TableId, ids: Sequence[str], labels: Sequence[str]) -> None:
        sheet = self._book.create_sheet(self._words.tables[table])
        self._sheets[table], self._rows[table] = sheet, HEADINGS
        sheet.freeze_panes = "B3"
        wide = WIDE.get(table, (WIDTH,) * len(ids))
        for number, width in enumerate(wide, 1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.append([_heading(sheet, one) for one in ids])
        sheet.append([_heading(sheet, one) for one in labels])

    def add(self, rows: Rows) -> None:
        """The rows of one file."""
        for table, found in rows.items():
            for row in found:
                self._write(table, row)

    def _write(self, table: str, row: Row, wrapped: bool = False) -> None:
        sheet, kinds, too_long = self._sheets[table], self._kinds[table], self._words.too_long
        values = (workbook_value(flat(value, kind), too_long) for value, kind in zip(row, kinds, strict=True))
        sheet.append([_text(sheet, one, wrapped) if _needs(one, wrapped) else one for one in values])
        self._rows[table] += 1

    def done(self, about: Mapping[str, Cell], entries: Iterable[Entry]) -> bytes:
        """The workbook."""
        for row in about_rows(self._words, about):
            self._write("round", row, wrapped=True)
        for entry in entries:
            self._write("dictionary", entry.row, wrapped=True)
        for table, sheet in self._sheets.items():
            last = get_column_letter(len(self._kinds[table]))
            sheet.auto_filter.ref = f"A{HEADINGS}:{last}{max(self._rows[table], HEADINGS)}"
        out = io.BytesIO()
        self._book.save(out)
        return out.getvalue()


def _heading(sheet: Any, words: str) -> Any:
    cell = WriteOnlyCell(sheet, words)
    cell.font, cell.fill, cell.alignment = style.BOLD, style.HEADING, style.WRAPPED
    return cell


def _needs(value: object, wrapped: bool) -> bool:
    """Whether a cell of its own must be made for it."""
    return isinstance(value, str) and (wrapped or value.startswith(RISKY))


def _text(sheet: Any, value: object, wrapped: bool) -> Any:
    """A text that stays one, whatever it looks like."""
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    if wrapped:
        cell.alignment = style.WRAPPED
    return cell
