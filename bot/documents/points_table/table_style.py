"""How the sheets of a points table's workbook look: colours, widths, wrapping, print setup."""

from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

TO_FILL = PatternFill("solid", fgColor="FFF2B3")
"""Yellow: an officer writes here."""
HEADING = PatternFill("solid", fgColor="D5E3F0")
GIVEN = PatternFill("solid", fgColor="FFFFFF")
UNUSED = PatternFill("solid", fgColor="E3E3E3")
"""Grey: nothing belongs here in this row."""

BOLD, PLAIN, TITLE, QUIET = Font(bold=True), Font(), Font(bold=True, size=14), Font(color="666666")
TOP = Alignment(vertical="top")
WRAPPED = Alignment(wrap_text=True, vertical="top")
MIDDLE = Alignment(horizontal="center", vertical="top", wrap_text=True)
_LINE = Side(style="thin", color="A6A6A6")
FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_STRONG = Side(style="medium", color="5A5A5A")
FIRST_OF_ITEM = Border(left=_LINE, right=_LINE, top=_STRONG, bottom=_LINE)

AS_TEXT, WHOLE = "@", "0"
"""As text, so that "11/7/2022" and ids stay what was typed."""
LINE_HEIGHT = 15.5
A4 = 9


def put(
    sheet: Any,
    row: int,
    column: int,
    value: object,
    *,
    font: Font = PLAIN,
    fill: PatternFill | None = None,
    align: Alignment = WRAPPED,
    border: Border | None = None,
    number_format: str = "",
) -> None:
    """A value with its looks into the cell at row and column (both from 1, as the library counts)."""
    cell = sheet.cell(row, column)
    # a text that looks like a formula stays a text
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    cell.font, cell.alignment = font, align
    if fill is not None:
        cell.fill = fill
    if border is not None:
        cell.border = border
    if number_format:
        cell.number_format = number_format


def widths(sheet: Any, *sizes: float) -> None:
    """Column widths from the first column on, in characters."""
    for number, size in enumerate(sizes):
        sheet.column_dimensions[_letter(number)].width = size


def _letter(number: int) -> str:
    """A … Z, then AA: the workbook has never more than 52 columns."""
    return chr(ord("A") + number) if number < 26 else "A" + chr(ord("A") + number - 26)


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a cell of this width (a little generous)."""
    return sum(1 + int(len(part) * 1.08 // width) for part in text.split("\n"))


def height(sheet: Any, row: int, *texts: tuple[str, float]) -> None:
    """The row as high as the longest of these texts needs in its width; programs on phones do not fit it."""
    most = max(lines_of(text, width) for text, width in texts)
    sheet.row_dimensions[row].height = LINE_HEIGHT * most + 2


def printed(sheet: Any, *, wide: bool) -> None:
    """On A4, as wide as the page, as many pages as it takes."""
    sheet.page_setup.orientation = "landscape" if wide else "portrait"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
