"""Spreadsheet files from outside: cells as they were typed; what is unsafe or no workbook is refused."""

import time
import zipfile
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from bot.documents import workbook_reader
from bot.documents.points_table.table_file import check_file
from bot.documents.workbook_reader import ENCRYPTED, MOST_BYTES, OLD_OFFICE, read_workbook
from bot.scoring.sheets import Sheet, SheetFault
from locales import translate
from tests.unit.documents.filled_table import COLUMNS, PACK, filled_book, saved

SHEET_PART = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def small(**cells: object) -> bytes:
    book = Workbook()
    page: Any = book.active
    page["A1"] = "x"
    for cell, value in cells.items():
        page[cell] = value
    return saved(book)


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The file with a part put in the place of its own."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return out.getvalue()


def sheet_xml(rows: str, after: str = "") -> bytes:
    head = f"<?xml version='1.0' encoding='UTF-8'?><worksheet {MAIN}>"
    return f"{head}<sheetData>{rows}</sheetData>{after}</worksheet>".encode()


def read(data: bytes) -> tuple[Sheet, ...]:
    sheets = read_workbook(data)
    assert not isinstance(sheets, SheetFault), sheets
    return sheets


def refused(data: bytes) -> str:
    fault = read_workbook(data)
    assert isinstance(fault, SheetFault)
    for language in ("vi", "en"):
        assert "{" not in translate(language, fault.key, fault.args)
    return fault.key.removeprefix("table.file.")


# ── what is read ─────────────────────────────────────────────────────────────────────────────
def test_cells_are_what_was_typed() -> None:
    day = datetime(2022, 3, 30)  # noqa: DTZ001 – spreadsheets know no time zones
    (one,) = read(
        small(B2=15.0, C2=0.1 + 0.2, D2=" à ", E2=True, F2=day, B4=-7, C4=1e-9, D4=timedelta(hours=8))
    )
    assert one.cell(1, 1) == 15
    assert isinstance(one.cell(1, 1), int)
    assert one.cell(1, 2) == Decimal("0.3")
    assert one.cell(1, 3) == " à "
    assert one.cell(1, 4) is True
    assert one.cell(1, 5) == date(2022, 3, 30)
    assert one.rows[2] == ()
    assert one.cell(3, 1) == -7
    assert one.cell(3, 2) == Decimal("0.000000001")
    assert isinstance(one.cell(3, 3), str)


def test_a_formula_counts_as_its_value_where_the_file_has_one() -> None:
    rows = '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1+2</f></c></row>'
    (one,) = read(with_part(small(), SHEET_PART, sheet_xml(rows)))
    assert one.rows == ((2, "=1+2"),)


def test_merged_ranges_and_hidden_sheets_are_told() -> None:
    book = Workbook()
    book.create_sheet("ẩn").sheet_state = "hidden"
    book["ẩn"]["A1"] = 1
    book["Sheet"].merge_cells("B2:C3")
    sheets = read(saved(book))
    assert [(one.name, one.merged) for one in sheets] == [("Sheet", ("B2:C3",)), ("ẩn", ())]
    assert sheets[1].rows == ((1,),)


def test_the_size_a_sheet_claims_is_not_believed() -> None:
    rows = '<row r="3"><c r="B3"><v>1</v></c></row>'
    xml = sheet_xml(rows).replace(b"<sheetData>", b'<dimension ref="A1:A1"/><sheetData>')
    (one,) = read(with_part(small(), SHEET_PART, xml))
    assert one.rows == ((), (), (None, 1))


def test_empty_cells_far_away_are_nothing() -> None:
    """Programs keep looks of cells far below; they hold nothing."""
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    (one,) = read(with_part(small(), SHEET_PART, sheet_xml(rows)))
    assert one.rows == ((1,),)


# ── what is not ──────────────────────────────────────────────────────────────────────────────
def packed(*names: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            made.writestr(name, "<x/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "not_workbook"),
        ("mục;điểm\na01;5\n".encode(), "not_workbook"),
        (b"%PDF-1.7 ...", "not_workbook"),
        (packed("[Content_Types].xml", "word/document.xml"), "not_workbook"),
        (packed("mimetype", "content.xml"), "not_workbook"),
        (packed("[Content_Types].xml", "xl/workbook.bin"), "old"),
        (packed("[Content_Types].xml", "xl/workbook.xml"), "damaged"),
        (OLD_OFFICE + b"\0" * 600, "old"),
        (OLD_OFFICE + b"\0" * 600 + ENCRYPTED, "encrypted"),
        (b"PK" + b"\0" * MOST_BYTES, "too_big"),
        (small()[:-30], "not_workbook"),
        (with_part(small(), SHEET_PART, b"<worksheet"), "damaged"),
        (with_part(small(), "xl/workbook.xml", b"<workbook/>"), "damaged"),
        (small(A2="x" * 6_000), "too_long"),
        (small(A2001=1), "too_wide"),
        (small(BI1=1), "too_wide"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_a_file_that_cannot_be_read_is_refused_with_words(data: bytes, key: str) -> None:
    assert refused(data) == key


def test_the_check_of_such_a_file_is_one_problem_of_the_whole_file() -> None:
    result = check_file(PACK, COLUMNS, b"a01;5")
    (one,) = result.problems
    assert (one.sheet, one.cell, one.key) == ("", "", "table.file.not_workbook")


# ── what is made to harm ─────────────────────────────────────────────────────────────────────
def quickly(data: bytes) -> str:
    begun = time.perf_counter()
    key = refused(data)
    assert time.perf_counter() - begun < 10
    return key


def test_a_file_that_unpacks_to_very_much_is_refused_before_it_is_read() -> None:
    bomb = with_part(small(), "xl/media/x.xml", b" " * 30_000_000)
    assert len(bomb) < MOST_BYTES
    assert quickly(bomb) == "too_much"


def test_very_many_cells_are_refused() -> None:
    bomb = with_part(small(), SHEET_PART, sheet_xml("<row>" + "<c/>" * 1_000_000 + "</row>"))
    assert quickly(bomb) == "too_much"


def test_very_many_parts_are_refused() -> None:
    assert quickly(packed("[Content_Types].xml", *(f"xl/{n}" for n in range(1_000)))) == "too_much"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(encoding: str) -> None:
    body = sheet_xml('<row r="1"><c r="A1" t="str"><v>&a;</v></c></row>').decode().partition("?>")[2]
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "aaaa">]>{body}'
    assert quickly(with_part(small(), SHEET_PART, text.encode(encoding))) == "damaged"


def test_a_range_over_the_whole_sheet_costs_nothing() -> None:
    after = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    (one,) = read(with_part(small(), SHEET_PART, sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>', after)))
    assert one.merged == ("A1:XFD1048576",)


def test_a_row_number_beyond_all_sheets_ends() -> None:
    rows = '<row r="99999999999"><c r="A1"><v>1</v></c></row>'
    begun = time.perf_counter()
    read_workbook(with_part(small(), SHEET_PART, sheet_xml(rows)))
    assert time.perf_counter() - begun < 5


def test_a_real_template_is_far_from_the_bounds() -> None:
    data = saved(filled_book())
    with zipfile.ZipFile(BytesIO(data)) as parts:
        assert sum(part.file_size for part in parts.infolist()) * 20 < workbook_reader.MOST_UNPACKED
    assert len(data) * 20 < MOST_BYTES
    assert len(load_workbook(BytesIO(data)).sheetnames) == 4
