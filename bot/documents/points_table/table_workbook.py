"""The workbook of a points table: an empty template to be filled from the print, or a table to look at."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.properties import PageSetupProperties

from bot.documents.points_table import table_style as style
from bot.documents.points_table.table_pages import measures_page, source_page
from bot.documents.points_table.table_rows import table_page
from bot.documents.points_table.table_words import LANGUAGE, is_official, say
from bot.errors import PackError
from bot.scoring.pack import Pack
from bot.scoring.points import PointsTable
from bot.scoring.table_faults import TableSource
from bot.scoring.table_layout import all_columns


def table_template(pack: Pack, columns: Sequence[str]) -> bytes:
    """An .xlsx with the present items and no points, for these columns. PackError for an unknown column."""
    unknown = [one for one in columns if one not in all_columns(pack)]
    if unknown or not columns:
        known = ", ".join(all_columns(pack))
        raise PackError(f"unknown columns: {', '.join(unknown)}", where=pack.id, remedy=f"some of {known}")
    return _workbook(pack, pack.table, tuple(columns), shown=False, source=None)


def filled_workbook(pack: Pack, table: PointsTable, source: TableSource | None = None) -> bytes:
    """An .xlsx of a table that is there, with its points and where each row's come from.

    It is for looking: the check refuses it, so that training points never come back as official ones.
    """
    return _workbook(pack, table, table.columns, shown=True, source=source)


def _workbook(
    pack: Pack, table: PointsTable, columns: tuple[str, ...], *, shown: bool, source: TableSource | None
) -> bytes:
    book: Any = Workbook()
    guide = book.active
    guide.title = say("table.sheet.guide")
    pages = [guide, *(book.create_sheet(name) for name in _names())]
    for page in pages:
        page.sheet_properties.pageSetUpPr = PageSetupProperties()
    _guide(guide, pack, table, shown=shown)
    source_page(pages[1], pack, table, source, shown=shown)
    rules = measures_page(pages[3], pack)
    table_page(pages[2], pack, table, columns, rules=rules, shown=shown)
    book.active = 2 if shown else 0
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _names() -> tuple[str, str, str]:
    return say("table.sheet.source"), say("table.sheet.table"), say("table.sheet.measures")


def _guide(page: Any, pack: Pack, table: PointsTable, *, shown: bool) -> None:
    """What to do, in the order of doing it."""
    wide = 72
    style.widths(page, wide)
    texts = [say("table.guide.title"), pack.title[LANGUAGE]]
    if shown:
        texts.append(say("table.guide.shown"))
    texts += [
        say("table.guide.what"),
        say("table.guide.source"),
        say("table.guide.points"),
        say("table.guide.columns"),
        say("table.guide.compare"),
        say("table.guide.reword"),
        say("table.guide.drop"),
        say("table.guide.empty"),
        say("table.guide.band"),
        say("table.guide.band_id"),
        say("table.guide.answers"),
        say("table.guide.order"),
        say("table.guide.plain"),
        say("table.guide.check"),
        say("table.guide.sign"),
    ]
    if not is_official(table):
        texts.append(say("table.guide.mark", label=pack.table_label[LANGUAGE]))
    for row, text in enumerate(texts, 1):
        style.put(page, row, 1, text, font=style.TITLE if row == 1 else style.PLAIN)
        style.height(page, row, (text, wide * (0.7 if row == 1 else 1)))
    style.printed(page, wide=False)
