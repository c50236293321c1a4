"""Cells as spreadsheets and CSV files take them: one text or number each, never a formula, nothing cut."""

import re
from decimal import Decimal

from bot.documents.export.export_columns import Cell
from bot.documents.export.export_words import Kind

NOTHING = "[]"
"""An empty list that was answered: not the same as an empty cell."""
SEPARATORS: dict[Kind, str] = {"texts": "\n"}
SEPARATOR = ";"
MOST = 32_767
"""Characters a cell of a workbook holds."""
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What XML cannot hold: a sign that something was there takes its place."""
SURROGATES = re.compile("[\ud800-\udfff]")
"""Halves of letters: no text at all."""
REPLACEMENT = "\ufffd"
ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""Workbooks read "_x0041_" as "A": the underscore itself is written that way."""
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
"""With what a text begins that a spreadsheet might take for a formula, and the sign put before it."""
QUOTE = "'"


def flat(value: Cell, kind: Kind) -> str | int | Decimal | None:
    """One value of a cell: lists as one text, yes and no as words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return SEPARATORS.get(kind, SEPARATOR).join(value) if value else NOTHING
    return value


def workbook_value(value: str | int | Decimal | None, too_long: str) -> str | int | float | None:
    """As a workbook holds it: an empty text is an empty cell, a number no cell holds exactly stays a text."""
    if isinstance(value, Decimal):
        near = float(value)
        return near if Decimal(repr(near)) == value else format(value, "f")
    if not isinstance(value, str):
        return value
    text = ESCAPE.sub("_x005F_", ILLEGAL.sub(REPLACEMENT, value))
    return (text or None) if len(text) <= MOST else too_long


def csv_value(value: str | int | Decimal | None) -> str:
    """As a CSV file holds it. A text that may be taken for a formula gets an apostrophe before it, one that
    begins with an apostrophe too: whoever reads it takes exactly one away."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    text = ILLEGAL.sub(REPLACEMENT, value) if isinstance(value, str) else str(value)
    return QUOTE + text if isinstance(value, str) and text.startswith(FORMULA) else text
