"""What the export's three shapes have in common: rows come file by file, the bytes are asked for once."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from bot.documents.export.export_columns import Cell, Row
from bot.documents.export.export_dictionary import COLUMNS, Entry
from bot.documents.export.export_rows import Rows
from bot.documents.export.export_words import ExportWords, Kind

ABOUT = ("id", "label", "value")
"""Columns of what is said of the round itself."""
TEXT: Kind = "text"
KINDS_OF_WORDS: Mapping[str, tuple[Kind, ...]] = {
    "round": tuple(TEXT for _ in ABOUT),
    "dictionary": tuple(TEXT for _ in COLUMNS),
}


class Writer(Protocol):
    """Takes the rows of one file after the other; `done` gives the whole, once."""

    def add(self, rows: Rows) -> None: ...
    def done(self, about: Mapping[str, Cell], entries: Iterable[Entry]) -> bytes: ...


def about_rows(words: ExportWords, about: Mapping[str, Cell]) -> Iterator[Row]:
    """What is said of the round, one line each, with its label."""
    for name, value in about.items():
        yield name, words.about[name], value
