"""How the template of a points table is laid out: the ids its writer hides and its reader looks for."""

from bot.scoring.measures import LEAST, MEASURES
from bot.scoring.pack import Pack
from bot.scoring.table_reader import OWN

TABLE_COLUMNS = OWN
"""Ids in the heading row of the table; the columns with points come after them."""

DOCUMENT_NUMBER, ISSUED, APPENDIX, PAGES, FILLED_BY = (
    "document_number",
    "document_issued",
    "document_appendix",
    "document_pages",
    "filled_by",
)
ASKED = (DOCUMENT_NUMBER, ISSUED, APPENDIX, PAGES, FILLED_BY)
"""Rows of the information sheet that an officer fills."""

PACK, SHOWN = "pack", "shown"
"""Rows the program fills: which pack the template is of; "shown" stands in a workbook made of a table that
is there already: it is for looking, and is never read as a filled template."""

ID, LABEL, VALUE, HINT = range(4)
"""Columns of the information sheet."""

MOST_POINTS = 999
"""An item's points lie between minus and plus this; the lines of điểm A are 140 and 175."""


def kind_of(measure: str) -> str:
    """ "band" (from and below), "choice" (answers) or "list" (an entry a row)."""
    kind = MEASURES[measure]
    return "band" if kind in ("count", "number") else kind


def least_of(measure: str) -> int:
    """Where the bands of a measure begin."""
    return LEAST.get(measure, 0)


def column_name(pack: Pack, column: str) -> str:
    """A points column's Vietnamese name: its region, or urban areas."""
    if column == "urban":
        return pack.lines["urban"].text["vi"]
    return next((region.text["vi"] for region in pack.regions if region.id == column), column)


def all_columns(pack: Pack) -> tuple[str, ...]:
    """Every column a table of this pack may have."""
    return (*(region.id for region in pack.regions), "urban")
