"""The sheet of a points table's workbook that holds the table: headings, rows, what each cell may hold."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from bot.documents.points_table import table_style as style
from bot.documents.points_table.table_words import measure_words, provenance_words, rule_words, say
from bot.scoring.pack import Pack
from bot.scoring.points import Item, PointsTable, Row
from bot.scoring.table_layout import MOST_POINTS, TABLE_COLUMNS, column_name, kind_of

HEADING, IDS, FIRST = 1, 2, 3
"""Rows: the headings people read, the hidden ids, the first row of the table."""
SPARE = 200
"""Rows below the table that take the same entries, for items that are added."""
WIDTHS = (7, 34, 26, 22, 16, 34, 30, 8, 8)
POINTS_WIDTH = 19
WRAPS = ("item_text", "measure", "rule", "choice_text", "answers")

UNUSED = {
    "band": ("choice", "answers"),
    "choice": ("from", "below"),
    "list": ("answers", "from", "below"),
}
"""Cells that stay empty, by kind of item."""


def table_page(
    page: Any,
    pack: Pack,
    table: PointsTable,
    columns: Sequence[str],
    *,
    rules: Mapping[str, str],
    shown: bool,
) -> None:
    """The table; without points unless shown. rules: where the lists of measures and rules stand."""
    ids = (*TABLE_COLUMNS, *columns)
    _headings(page, pack, ids, shown=shown)
    row = FIRST
    for item in table.items:
        for number, one in enumerate(item.rows):
            values = _values(pack, item, one, columns, first=number == 0, shown=shown)
            _line(page, row, ids, values, kind_of(item.measure), first=number == 0, shown=shown)
            if shown:
                words = provenance_words(pack, one.provenance)
                style.put(page, row, len(ids) + 1, words, font=style.QUIET, border=style.FRAME)
            row += 1
    if not shown:
        _entries(page, ids, row + SPARE, rules)
    page.freeze_panes = page.cell(FIRST, 2)
    page.print_title_rows = f"{HEADING}:{HEADING}"
    style.printed(page, wide=True)


def _headings(page: Any, pack: Pack, ids: Sequence[str], *, shown: bool) -> None:
    words = {
        "item": say("table.column.item"),
        "item_text": say("table.column.item_text"),
        "measure": say("table.column.measure"),
        "rule": say("table.column.rule"),
        "choice": say("table.column.choice"),
        "choice_text": say("table.column.choice_text"),
        "answers": say("table.column.answers"),
        "from": say("table.column.low"),
        "below": say("table.column.below"),
    }
    heads = [words.get(one) or say("table.column.points", name=column_name(pack, one)) for one in ids]
    extra = [say("table.column.provenance")] if shown else []
    for column, text in enumerate((*heads, *extra), 1):
        align = style.MIDDLE
        style.put(
            page, HEADING, column, text, font=style.BOLD, fill=style.HEADING, border=style.FRAME, align=align
        )
    for column, one in enumerate(ids, 1):
        style.put(page, IDS, column, one, font=style.QUIET)
    page.row_dimensions[IDS].hidden = True
    style.widths(page, *WIDTHS, *(POINTS_WIDTH for _ in ids[len(WIDTHS) :]), *(30 for _ in extra))
    style.height(page, HEADING, *((text, POINTS_WIDTH) for text in heads[len(WIDTHS) :]), ("\n\n", 1))


def _values(
    pack: Pack, item: Item, row: Row, columns: Sequence[str], *, first: bool, shown: bool
) -> dict[str, object]:
    """A row's cells by id; what is said once for an item stands in its first row."""
    band = kind_of(item.measure) == "band"
    values: dict[str, object] = {
        "item": item.id,
        "item_text": item.text if first else None,
        "measure": measure_words(item.measure) if first else None,
        "rule": (rule_words(pack, item.rule) or None) if first else None,
        "choice": None if band else row.choice,
        "choice_text": row.text,
        "answers": " ".join(row.answers) or None,
        "from": _number(row.at_least),
        "below": _number(row.below),
    }
    return {**values, **{column: row.points.get(column) if shown else None for column in columns}}


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _line(
    page: Any,
    row: int,
    ids: Sequence[str],
    values: Mapping[str, object],
    kind: str,
    *,
    first: bool,
    shown: bool,
) -> None:
    border = style.FIRST_OF_ITEM if first else style.FRAME
    for column, one in enumerate(ids, 1):
        points = one not in TABLE_COLUMNS
        fill = style.UNUSED if one in UNUSED[kind] else style.GIVEN
        if points and not shown:
            fill = style.TO_FILL
        align = style.MIDDLE if points or one in ("from", "below") else style.WRAPPED
        form = style.AS_TEXT if one in ("item", "choice", "answers") else style.WHOLE if points else ""
        style.put(page, row, column, values[one], fill=fill, border=border, align=align, number_format=form)
    texts = [(str(values[one] or ""), float(WIDTHS[TABLE_COLUMNS.index(one)])) for one in WRAPS]
    style.height(page, row, *texts)


def _entries(page: Any, ids: Sequence[str], last: int, lists: Mapping[str, str]) -> None:
    """What a program lets people type into each column, down to `last`."""
    for column, one in enumerate(ids, 1):
        rule = _entry(one, lists)
        if rule is not None:
            letter = get_column_letter(column)
            rule.add(f"{letter}{FIRST}:{letter}{last}")
            page.add_data_validation(rule)


def _entry(column: str, lists: Mapping[str, str]) -> DataValidation | None:
    if column not in TABLE_COLUMNS:
        text = say("table.entry.points", most=MOST_POINTS)
        return _asks(text, type="whole", operator="between", formula1=-MOST_POINTS, formula2=MOST_POINTS)
    if column in ("from", "below"):
        return _asks(say("table.entry.bound"), type="decimal", operator="greaterThanOrEqual", formula1=0)
    if column == "measure":
        return _asks(say("table.entry.measure"), type="list", formula1=lists["measure"])
    if column == "rule":
        return _asks(say("table.entry.rule"), type="list", formula1=lists["rule"])
    return None


def _asks(text: str, **rule: object) -> DataValidation:
    """A rule for entries that says what would be right."""
    return DataValidation(
        allow_blank=True,
        showErrorMessage=True,
        errorTitle=say("table.entry.title"),
        error=text,
        **rule,
    )
