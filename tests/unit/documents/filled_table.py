"""A template filled as an officer would, with the training points, to be spoiled by tests."""

from functools import cache
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from bot.documents.points_table.table_file import check_file
from bot.documents.points_table.table_workbook import table_template
from bot.scoring.packs import load_pack
from bot.scoring.table_faults import Checked

PACK = load_pack("2022-2025")
COLUMNS = ("rural_northern_mountains", "urban")
SOURCE, TABLE, MEASURES = "Thông tin", "Bảng điểm", "Thước đo"
FIRST_ROW = 3
POINTS = ("J", "K")
INFO = {"C3": "Thông tư số 02/2022/TT-BLĐTBXH", "C4": "30/3/2022", "C5": "Phụ lục III", "C7": "Lê Thị Lan"}


def filled_book() -> Any:
    """The workbook as the library has it, every yellow cell filled."""
    return load_workbook(BytesIO(_filled()))


@cache
def _filled() -> bytes:
    book = load_workbook(BytesIO(table_template(PACK, COLUMNS)))
    for cell, text in INFO.items():
        book[SOURCE][cell] = text
    row = FIRST_ROW
    for item in PACK.table.items:
        for one in item.rows:
            for letter, column in zip(POINTS, COLUMNS, strict=True):
                book[TABLE][f"{letter}{row}"] = one.points[column]
            row += 1
    return saved(book)


def saved(book: Any) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def checked(book: Any) -> Checked:
    return check_file(PACK, COLUMNS, saved(book))


def found(result: Checked) -> list[tuple[str, str, str]]:
    """Sheet, cell and key of each problem."""
    return [(one.sheet, one.cell, one.key.removeprefix("table.")) for one in result.problems]
