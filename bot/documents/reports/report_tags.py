"""The tags of the reports' workbook, and the letters of its columns.

In a cell: {{ area }}, {{ poor }} … A row with {{ area }} or a column's tag is repeated for each area, one
with {{ total }} or {{ sum }} stands once; one with {{ people }} and {{ sum }} once for each people (7.9).
{{ column.poor }} numbers a column and says what its formulas reckon.
"""

import re
from typing import Literal

from openpyxl.utils import get_column_letter

from bot.cases.report import PAIRED, ReportId

TAG = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")
COLUMN = "column."
UNIT = "unit."
HEAD_TAGS = ("agency", "commune", "province", "round", "version", "training", "place", "notes", "country")
"""Anywhere outside the rows of areas and totals."""
ROW_TAGS = ("number", "area", "total", "sum", "people")
Part = Literal["", "households", "persons", "poor", "near_poor", "people"]


def tag(name: str) -> str:
    """ "{{ poor }}"."""
    return f"{{{{ {name} }}}}"


def tags_in(value: object) -> tuple[str, ...]:
    """Names of the tags in a cell's text; none in a formula or a number."""
    return tuple(TAG.findall(value)) if isinstance(value, str) and not value.startswith("=") else ()


def parts_of(name: ReportId) -> tuple[Part, ...]:
    """The rows an area has in this report; "people": as many as there are peoples."""
    if name in PAIRED:
        return ("households", "persons")
    if name == "7.11":
        return ("poor", "near_poor")
    return ("people",) if name == "7.9" else ("",)


def letter(column: int) -> str:
    """ "A" for 1."""
    return str(get_column_letter(column))
