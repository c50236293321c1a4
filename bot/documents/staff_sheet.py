"""A sheet of staff: the rows under its headings, and the empty workbook that the commune fills in."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.datavalidation import DataValidation

from bot.dialogue.reading.text import fold
from bot.documents.workbook_reader import read_workbook
from bot.scoring.sheets import Cell, Sheet, SheetFault
from locales import translate

NEEDED = ("name", "title", "role", "areas")
COLUMNS = (*NEEDED, "id", "also")
HEAD_ROWS = 20
"""Headings are looked for in so many rows: a title may stand above them."""
FILLED_ROWS = 500
WIDTHS = (30, 34, 18, 34, 14, 24)
Row = dict[str, str]
"""row: its number in the sheet; name, title, role ("enumerator", "officer", …, or as written), areas, id,
also (roles held besides, commas between)."""


def read_staff(data: bytes) -> list[Row] | SheetFault:
    """The rows of the first sheet that has the four headings; or why there are none."""
    found = read_workbook(data)
    if isinstance(found, SheetFault):
        return found
    for sheet in found:
        for at in range(min(HEAD_ROWS, len(sheet.rows))):
            columns = _headings(sheet.rows[at])
            if all(name in columns for name in NEEDED):
                return _rows(sheet, at, columns) or SheetFault("cli.people.no_rows")
    return SheetFault("cli.people.no_headings")


def _headings(row: Sequence[Cell]) -> dict[str, int]:
    """Which column each heading stands over; the first of two alike."""
    known = _words("headings")
    found: dict[str, int] = {}
    for at, cell in enumerate(row):
        name = known.get(fold(str(cell or "")))
        if name is not None:
            found.setdefault(name, at)
    return found


def _rows(sheet: Sheet, head: int, columns: Mapping[str, int]) -> list[Row]:
    """Every row below with anything in these columns."""
    rows = []
    for at in range(head + 1, len(sheet.rows)):
        texts = {name: _text(sheet.cell(at, columns[name])) if name in columns else "" for name in COLUMNS}
        if any(texts.values()):
            roles = {"role": _role(texts["role"]), "also": ",".join(map(_role, _parts(texts["also"])))}
            rows.append({"row": str(at + 1), **texts, **roles})
    return rows


def _role(text: str) -> str:
    """The role somebody means; what is not known stays as written, to be told."""
    return _words("roles").get(fold(text), text)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell).strip()


@cache
def _words(table: str) -> Mapping[str, str]:
    """Folded words → what they mean."""
    text = (files("bot.documents") / "staff_sheet.toml").read_text("utf-8")
    return {fold(word): name for name, words in tomllib.loads(text)[table].items() for word in words}


def staff_template(areas: Iterable[tuple[str, str]]) -> bytes:
    """An .xlsx with the headings and no row; on a second sheet how to fill it in. areas: id and name."""
    book: Any = Workbook()
    page = book.active
    page.title = translate("vi", "cli.people.sheet.title", {})
    heads = (
        translate("vi", "cli.people.sheet.name", {}),
        translate("vi", "cli.people.sheet.job", {}),
        translate("vi", "cli.people.sheet.role", {}),
        translate("vi", "cli.people.sheet.areas", {}),
        translate("vi", "cli.people.sheet.code", {}),
        translate("vi", "cli.people.sheet.also", {}),
    )
    for column, (words, width) in enumerate(zip(heads, WIDTHS, strict=True), 1):
        cell = page.cell(1, column, words)
        cell.font = Font(bold=True)
        page.column_dimensions[cell.column_letter].width = width
    page.freeze_panes = "A2"
    _choices(page)
    _guide(book.create_sheet(translate("vi", "cli.people.sheet.guide", {})), areas)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _choices(page: Any) -> None:
    """The roles to choose from."""
    roles = (
        translate("vi", "cli.people.sheet.enumerator", {}),
        translate("vi", "cli.people.sheet.officer", {}),
        translate("vi", "cli.people.sheet.chairman", {}),
        translate("vi", "cli.people.sheet.supervisor", {}),
        translate("vi", "cli.people.sheet.administrator", {}),
    )
    choices = DataValidation(type="list", formula1=f'"{",".join(roles)}"', allow_blank=True)
    choices.add(f"C2:C{FILLED_ROWS}")
    page.add_data_validation(choices)


def _guide(page: Any, areas: Iterable[tuple[str, str]]) -> None:
    page.column_dimensions["A"].width = 90
    lines = [*translate("vi", "cli.people.sheet.how", {}).splitlines(), ""]
    for row, words in enumerate([*lines, *(f"{area_id}: {name}" for area_id, name in areas)], 1):
        cell = page.cell(row, 1, words)
        cell.data_type = "s"  # an area's name is never a formula
        cell.alignment = Alignment(wrap_text=True)
