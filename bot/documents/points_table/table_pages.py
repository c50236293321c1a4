"""Two sheets of a points table's workbook: the print it is copied from, and the measures it may speak of."""

from typing import Any

from bot.documents.points_table import table_style as style
from bot.documents.points_table.table_words import (
    choices,
    kind_words,
    measure_words,
    rule_words,
    say,
    standing,
)
from bot.scoring.measures import MEASURES
from bot.scoring.pack import Pack
from bot.scoring.points import PointsTable
from bot.scoring.table_faults import TableSource
from bot.scoring.table_layout import APPENDIX, DOCUMENT_NUMBER, FILLED_BY, ISSUED, PACK, PAGES, SHOWN

FIRST_ROW = 3
"""Of the rows below a sheet's title."""

Written = tuple[str, str, str, str]
"""Id, label, value, hint."""


def source_page(
    page: Any, pack: Pack, table: PointsTable, source: TableSource | None, *, shown: bool
) -> None:
    """Which print the table is copied from; the ids stand in the hidden first column."""
    style.widths(page, 4, 26, 48, 44)
    page.column_dimensions["A"].hidden = True
    style.put(page, 1, 2, say("table.info.title"), font=style.TITLE, align=style.TOP)
    for number, (name, label, value, hint) in enumerate((*_asked(source), *_given(pack, table, shown))):
        row = FIRST_ROW + number
        ours = name in ("", PACK, SHOWN)
        style.put(page, row, 1, name, font=style.QUIET)
        style.put(page, row, 2, label, font=style.BOLD, border=style.FRAME)
        style.put(
            page,
            row,
            3,
            value or None,
            fill=style.GIVEN if ours or shown else style.TO_FILL,
            border=style.FRAME,
            number_format=style.AS_TEXT,
        )
        style.put(page, row, 4, hint, font=style.QUIET)
        style.height(page, row, (value, 48), (hint, 44), ("\n", 1))
    style.printed(page, wide=True)


def _asked(source: TableSource | None) -> tuple[Written, ...]:
    values = ("", "", "", "", "")
    if source is not None:
        issued = f"{source.issued:%d/%m/%Y}"
        values = (source.number, issued, source.appendix, source.pages, source.filled_by)
    number, issued, appendix, pages, filled_by = values
    return (
        (DOCUMENT_NUMBER, say("table.info.number"), number, say("table.info.number_hint")),
        (ISSUED, say("table.info.issued"), issued, say("table.info.issued_hint")),
        (APPENDIX, say("table.info.appendix"), appendix, say("table.info.appendix_hint")),
        (PAGES, say("table.info.pages"), pages, say("table.info.pages_hint")),
        (FILLED_BY, say("table.info.filled_by"), filled_by, say("table.info.filled_by_hint")),
    )


def _given(pack: Pack, table: PointsTable, shown: bool) -> tuple[Written, ...]:
    given: tuple[Written, ...] = ((PACK, say("table.info.pack"), pack.id, say("table.info.pack_hint")),)
    if shown:
        given += (
            (SHOWN, say("table.info.shown"), table.digest, say("table.info.shown_hint")),
            ("", say("table.info.mark"), standing(pack, table), ""),
        )
    return given


def measures_page(page: Any, pack: Pack) -> dict[str, str]:
    """Every measure with its meaning, how it is filled in, the form's ids with their words; the rules.

    Gives back where the lists stand for the cells that choose from them: "measure" and "rule".
    """
    style.widths(page, 44, 52, 26, 44)
    style.put(page, 1, 1, say("table.measures.title"), font=style.BOLD, align=style.TOP)
    heads = (say("table.measures.measure"), say("table.measures.kind"))
    for column, text in enumerate(heads, 1):
        style.put(page, FIRST_ROW, column, text, font=style.BOLD, fill=style.HEADING, border=style.FRAME)
    row = FIRST_ROW
    for measure in MEASURES:
        row += 1
        style.put(page, row, 1, measure_words(measure), border=style.FRAME)
        style.put(page, row, 2, kind_words(measure), border=style.FRAME)
        style.height(page, row, (measure_words(measure), 44), (kind_words(measure), 52))
    lists = {"measure": _range(page, FIRST_ROW + 1, row)}
    row = _rules(page, pack, row + 2)
    lists["rule"] = _range(page, row - len(pack.rules), row - 1)
    _answers(page, pack, row + 1)
    page.freeze_panes = f"A{FIRST_ROW + 1}"
    style.printed(page, wide=True)
    return lists


def _range(page: Any, first: int, last: int) -> str:
    name = str(page.title).replace("'", "''")
    return f"'{name}'!$A${first}:$A${last}"


def _rules(page: Any, pack: Pack, row: int) -> int:
    """The rules that may set an item's points; the row after them."""
    style.put(
        page, row, 1, say("table.measures.rules"), font=style.BOLD, fill=style.HEADING, border=style.FRAME
    )
    for rule in pack.rules.values():
        row += 1
        text = rule_words(pack, rule.id)
        style.put(page, row, 1, text, border=style.FRAME)
        style.put(page, row, 2, rule.source, font=style.QUIET, border=style.FRAME)
        style.height(page, row, (text, 44), (rule.source, 52))
    return row + 1


def _answers(page: Any, pack: Pack, row: int) -> None:
    """The form's ids by measure."""
    heads = (say("table.measures.measure"), say("table.measures.words"), say("table.measures.answer"))
    for column, text in enumerate(heads, 1):
        style.put(page, row, column, text, font=style.BOLD, fill=style.HEADING, border=style.FRAME)
    for measure in MEASURES:
        for one, words in choices(pack, measure):
            row += 1
            style.put(page, row, 1, measure_words(measure), font=style.QUIET, border=style.FRAME)
            style.put(page, row, 2, words, border=style.FRAME)
            style.put(page, row, 3, one, border=style.FRAME, number_format=style.AS_TEXT)
            style.height(page, row, (measure_words(measure), 44), (words, 52))
