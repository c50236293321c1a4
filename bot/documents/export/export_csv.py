"""The export as CSV: an archive with one file a table, UTF-8 with a mark, so that spreadsheets know it is."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.documents.export.export_columns import Cell, Row
from bot.documents.export.export_dictionary import COLUMNS, Entry
from bot.documents.export.export_flat import csv_value, flat
from bot.documents.export.export_layout import Layout
from bot.documents.export.export_rows import Rows
from bot.documents.export.export_words import ExportWords, Kind
from bot.documents.export.export_writer import ABOUT, KINDS_OF_WORDS, about_rows

BOM = "\ufeff"
BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The day of every file in the archive, so that the same round gives the same bytes."""


class CsvWriter:
    """One text a table, packed at the end."""

    def __init__(self, layout: Layout, words: ExportWords) -> None:
        self._words = words
        self._files: dict[str, io.StringIO] = {}
        self._writers: dict[str, Any] = {}
        self._kinds: dict[str, tuple[Kind, ...]] = dict(KINDS_OF_WORDS)
        self._begin("round", ABOUT)
        for table, columns in layout.columns.items():
            self._kinds[table] = tuple(one.kind for one in columns)
            self._begin(table, [one.id for one in columns])
        self._begin("dictionary", COLUMNS)

    def _begin(self, table: str, headings: Sequence[str]) -> None:
        self._files[table] = io.StringIO(newline="")
        self._files[table].write(BOM)
        self._writers[table] = csv.writer(self._files[table], lineterminator="\r\n")
        self._writers[table].writerow(headings)

    def add(self, rows: Rows) -> None:
        """The rows of one file."""
        for table, found in rows.items():
            for row in found:
                self._write(table, row)

    def _write(self, table: str, row: Row) -> None:
        kinds = self._kinds[table]
        self._writers[table].writerow(
            [csv_value(flat(value, kind)) for value, kind in zip(row, kinds, strict=True)]
        )

    def done(self, about: Mapping[str, Cell], entries: Iterable[Entry]) -> bytes:
        """The archive."""
        for row in about_rows(self._words, about):
            self._write("round", row)
        for entry in entries:
            self._write("dictionary", entry.row)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for table, text in self._files.items():
                info = zipfile.ZipInfo(f"{table}.csv", BEGINNING)
                archive.writestr(info, text.getvalue().encode(), zipfile.ZIP_DEFLATED, 6)
                text.close()
        return out.getvalue()
