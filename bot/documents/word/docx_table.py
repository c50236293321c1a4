"""A table of a paper in its Word template: headings, one row that is repeated, a total."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT

from bot.documents.word import docx_pieces as piece
from bot.documents.word.paper_form import TableBlock

MIDDLE = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def add_table(document: Any, one: TableBlock) -> None:
    """The table after what is there; its headings stand on every page it takes."""
    widths = [column.width for column in one.columns]
    made = piece.table(document, widths, border=True)
    _headings(made, one, widths)
    if one.groups:
        _tag(made, widths, f"for group in {one.groups}")
        _whole(made, widths, one.group_title, one.size)
    _tag(made, widths, f"for row in {'group.' if one.groups else ''}{one.each}")
    texts = [column.value for column in one.columns]
    _texts(made, widths, texts, one, [column.align for column in one.columns])
    _tag(made, widths, "endfor")
    if one.groups:
        _tag(made, widths, "endfor")
    if one.total:
        _texts(made, widths, one.total, one, [column.align for column in one.columns], bold=True)
    piece.gap(document, 6)


def _headings(made: Any, one: TableBlock, widths: Sequence[float]) -> None:
    """Groups of columns over their columns; a column without a group takes both lines."""
    columns = one.columns
    grouped = any(column.group for column in columns)
    upper = piece.row(made, widths, heading=True).cells
    lower = piece.row(made, widths, heading=True).cells if grouped else upper
    at = 0
    for group, members in groupby(columns, key=lambda column: column.group):
        taken = list(members)
        if group:
            head = upper[at].merge(upper[at + len(taken) - 1]) if len(taken) > 1 else upper[at]
            _put(head, group, one.size, "center", bold=True)
        for number, column in enumerate(taken, at):
            cell = lower[number] if group or not grouped else upper[number].merge(lower[number])
            _put(cell, column.title, one.size, "center", bold="**" not in column.title)
        at += len(taken)
    if one.numbered:
        cells = piece.row(made, widths, heading=True).cells
        for number, cell in enumerate(cells, 1):
            _put(cell, f"({number})", one.size - 1, "center", italic=True)


def _texts(
    made: Any,
    widths: Sequence[float],
    texts: Sequence[str],
    one: TableBlock,
    aligns: Sequence[str],
    *,
    bold: bool = False,
) -> None:
    cells = piece.row(made, widths, least=one.least).cells
    for cell, text, align in zip(cells, texts, aligns, strict=True):
        _put(cell, text, one.size, align, bold=bold)


def _tag(made: Any, widths: Sequence[float], tag: str) -> None:
    """A row that only holds a tag: it goes away when the paper is filled."""
    cells = piece.row(made, widths).cells
    piece.write(cells[0].paragraphs[0], f"{{%tr {tag} %}}", 6)


def _whole(made: Any, widths: Sequence[float], text: str, size: float) -> None:
    """A row of one cell over all columns."""
    cells = piece.row(made, widths).cells
    whole = cells[0].merge(cells[-1])
    _put(whole, text, size, "left", bold=True)
    whole.paragraphs[0].paragraph_format.keep_with_next = True


def _put(cell: Any, text: str, size: float, align: str, *, bold: bool = False, italic: bool = False) -> None:
    cell.vertical_alignment = MIDDLE
    piece.write(piece.shaped(cell.paragraphs[0], align), text, size, bold=bold, italic=italic)
