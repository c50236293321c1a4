"""The workbook of the reports: read back, its formulas reckoned again by another program, nothing cut."""

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pycel import ExcelCompiler  # type: ignore[import-untyped]

from bot.cases.commune import Area
from bot.cases.report import HOUSEHOLDS, REPORTS, TOTAL, ReportHousehold, ReportId
from bot.cases.report_book import Book
from bot.cases.report_state import Asked, Version, make_book
from bot.documents.reports.report_fill import fill
from bot.documents.reports.report_head import Heading, head_of
from bot.documents.reports.report_pdf import reports_pdf
from bot.documents.reports.report_template import report_template
from tests.unit.cases.report_round import AREAS, HOMES, TERMS

PACK = "2022-2025"
GOLDEN = Path(__file__).parent / "reports.txt"
WHOSE = Heading("thị trấn Hữu Lũng", "tỉnh Lạng Sơn", "Rà soát định kỳ 2026", "2026-11-20")


def workbook(
    version: Version = "final",
    homes: tuple[ReportHousehold, ...] = HOMES,
    areas: tuple[Area, ...] = AREAS,
    template: bytes | None = None,
) -> tuple[bytes, Book]:
    book, hurdles = make_book(Asked(version, "1.011606", areas, TERMS), homes)
    assert hurdles == ()
    head = head_of(book, PACK, version, WHOSE)
    return fill(template or report_template(PACK), book.reports, head), book


MADE, BOOK = workbook()


def opened(made: bytes, *, values: bool) -> Any:
    return load_workbook(BytesIO(made), data_only=values)


def text_of(made: bytes) -> str:
    """One cell a line: where, what it shows; of a formula both."""
    shown, formulas = opened(made, values=True), opened(made, values=False)
    lines = []
    for sheet in formulas:
        lines.append(f"== {sheet.title} · {sheet.dimensions}")
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    value = shown[sheet.title][cell.coordinate].value
                    lines.append(f"{cell.coordinate}: {_number(value)}  {cell.value}")
                elif cell.value is not None:
                    lines.append(f"{cell.coordinate}: {str(cell.value)!r}")
    return "\n".join(lines) + "\n"


def _number(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def test_every_cell_is_as_it_was_looked_at() -> None:
    """After a change that is meant: look at the workbook, then write `text_of(MADE)` to reports.txt."""
    assert text_of(MADE) == GOLDEN.read_text("utf-8")


def cell(name: ReportId, column: str, area: str, unit: str = "", made: bytes = MADE) -> Any:
    """The value a phone's viewer shows, found by the words in the sheet alone."""
    sheet = opened(made, values=True)[name]
    rows = list(sheet.iter_rows(min_row=9))
    [heads] = [row for row in rows if row[0].value == "TT"]
    under = rows[rows.index(heads) + 1]
    titles = [one.value or under[number].value for number, one in enumerate(heads)]
    titles = [under[number].value or title for number, title in enumerate(titles)]
    own = ""
    for row in rows:
        own = row[1].value or own
        if own == area and (not unit or row[2].value == unit):
            return row[titles.index(column)].value
    raise AssertionError(f"no row {area} {unit}")


@pytest.mark.parametrize(
    ("name", "column", "area", "unit", "value"),
    [
        ("7.1", "Tổng số hộ", "Khu phố 2", "", 50),
        ("7.1", "Tổng số hộ", "Tổng cộng", "", 230),
        ("7.2", "Đầu kỳ", "Tổng cộng", "Hộ", 4),
        ("7.2", "Cuối kỳ", "Khu phố 1", "Khẩu", 6),
        ("7.2", "Cuối kỳ", "Tổng cộng", "Khẩu", None),
        ("7.3", "Cuối kỳ", "Tổng cộng", "Khẩu", 7),
        ("7.4", "Tổng số thiếu hụt", "Tổng cộng", "", 13),
        ("7.5", "Nguồn nước sinh hoạt", "Tổng cộng", "", 75),
        ("7.7", "Nhà tiêu hợp vệ sinh", "Khu phố 2", "", 50),
        ("7.9", "Số khẩu", "Khu phố 2", "Hmông", 6),
        ("7.10", "Không có đất sản xuất", "Tổng cộng", "Khẩu", 17),
        ("7.11", "Tổng số trẻ em", "Tổng cộng", "Hộ nghèo", 8),
    ],
)
def test_a_viewer_without_formulas_shows_the_figures(
    name: ReportId, column: str, area: str, unit: str, value: int | None
) -> None:
    found = cell(name, column, area, unit)
    assert found == value if value is not None else found in (None, "")


def reckoned_again(made: bytes, folder: Path) -> int:
    """How many formulas another program reckons; each must show what is kept beside it."""
    path = folder / "reports.xlsx"
    path.write_bytes(made)
    shown, formulas, count = opened(made, values=True), opened(made, values=False), 0
    other = ExcelCompiler(filename=str(path))
    for sheet in formulas:
        for one in (each for row in sheet.iter_rows() for each in row if each.data_type == "f"):
            kept = shown[sheet.title][one.coordinate].value
            found = other.evaluate(f"'{sheet.title}'!{one.coordinate}")
            if kept in (None, ""):
                assert found in (None, ""), (sheet.title, one.coordinate)
            else:
                assert found == pytest.approx(kept), (sheet.title, one.coordinate)
            count += 1
    return count


def test_formulas_give_the_reckoned_values_in_another_program(tmp_path: Path) -> None:
    assert reckoned_again(MADE, tmp_path) > 300


def test_so_they_do_where_things_are_not_known(tmp_path: Path) -> None:
    homes = tuple(replace(one, persons=None, members=()) if one.code == "HL-0001" else one for one in HOMES)
    homes = tuple(replace(one, deprived=None) if one.code == "HL-0005" else one for one in homes)
    areas = (replace(AREAS[0], households=None), replace(AREAS[1], persons=None), AREAS[2])
    made, _ = workbook("preliminary", homes, areas)
    assert reckoned_again(made, tmp_path) > 250
    assert cell("7.1", "Tổng số hộ", "Khu phố 1", made=made) in (None, "")
    assert cell("7.1", "Tổng số hộ", "Tổng cộng", made=made) in (None, "")


def test_a_single_area_and_fifteen(tmp_path: Path) -> None:
    one = tuple(replace(home, moved=replace(home.moved, area="a")) for home in HOMES)
    made, _ = workbook(homes=one, areas=(replace(AREAS[0], households=900, persons=3000),))
    assert reckoned_again(made, tmp_path) > 100
    many = (
        *AREAS,
        *(Area(f"x{n}", f"Thôn {n}", "rural", None, "", AREAS[0].since, 1, 9, 30) for n in range(12)),
    )
    made, book = workbook(areas=many)
    assert reckoned_again(made, tmp_path) > 500
    assert book.report("7.2").value("x11", HOUSEHOLDS, "end") == 0
    assert cell("7.2", "Cuối kỳ", "Thôn 11", "Hộ", made) == 0


def test_text_of_people_is_never_a_formula_and_never_cut() -> None:
    bad = '=HYPERLINK("http://x")' + " xóm rất dài" * 12
    areas = (replace(AREAS[0], name=bad), *AREAS[1:])
    made, _ = workbook(areas=areas)
    sheet = opened(made, values=False)["7.1"]
    [found] = [
        row[1] for row in sheet.iter_rows(min_row=12) if row[1].value and "HYPERLINK" in str(row[1].value)
    ]
    assert found.value == bad and found.data_type == "s"
    assert sheet.row_dimensions[found.row].height > 5 * 15


def test_a_name_that_looks_like_a_tag_is_a_name() -> None:
    made, _ = workbook(areas=(replace(AREAS[0], name="{{ notes }} {{ sum }}"), *AREAS[1:]))
    assert opened(made, values=False)["7.1"]["B12"].value == "{{ notes }} {{ sum }}"


def test_a_round_without_any_household(tmp_path: Path) -> None:
    made, book = workbook("preliminary", ())
    assert reckoned_again(made, tmp_path) > 100
    assert cell("7.2", "Cuối kỳ", "Tổng cộng", "Hộ", made) == 0
    assert reports_pdf(PACK, book.reports, head_of(book, PACK, "preliminary", WHOSE))


def test_print_setup_is_a4_landscape_with_headings_repeated() -> None:
    for sheet in opened(MADE, values=False):
        assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.paperSize == 9
        assert sheet.print_title_rows and sheet.freeze_panes
        assert sheet.page_setup.fitToWidth == 1 and sheet.sheet_properties.pageSetUpPr.fitToPage


def test_marks_of_version_and_training() -> None:
    def words(made: bytes) -> str:
        return "\n".join(
            str(one.value) for row in opened(made, values=True)["7.2"].iter_rows() for one in row
        )

    assert "CHÍNH THỨC" in words(MADE) and "SƠ BỘ" not in words(MADE) and "tập huấn" not in words(MADE)
    training = tuple(replace(one, official=False) for one in HOMES)
    early, _ = workbook("preliminary", training)
    assert "SƠ BỘ" in words(early) and "CHÍNH THỨC" not in words(early)
    assert "Bảng điểm tập huấn – chưa đối chiếu" in words(early)
    assert "HL-0009" in words(MADE)


def test_a_round_that_is_not_the_annual_one_says_that_it_is_only_a_part() -> None:
    book, _ = make_book(Asked("final", "1.011607", AREAS, TERMS), HOMES)
    whole, part = (
        head_of(book, PACK, "final", replace(WHOSE, whole=one)).notes["7.2"] for one in (True, False)
    )
    assert [one for one in part if one not in whole] and "không phải rà soát định kỳ" in " ".join(part)


def test_a_column_that_is_not_of_the_form_is_hidden_in_the_official_one() -> None:
    hidden = {
        version: [
            letter
            for letter, one in opened(made, values=False)["7.2"].column_dimensions.items()
            if one.hidden
        ]
        for version, made in (("final", MADE), ("preliminary", workbook("preliminary")[0]))
    }
    assert hidden == {"final": ["M"], "preliminary": []}


def test_the_same_round_gives_the_same_bytes() -> None:
    assert workbook()[0] == MADE
    with zipfile.ZipFile(BytesIO(MADE)) as book:
        assert {one.date_time[0] for one in book.infolist()} == {1980}


def test_it_has_every_report() -> None:
    assert tuple(opened(MADE, values=True).sheetnames) == REPORTS
    assert BOOK.report("7.1").value(TOTAL, "", "poor") == 4
