"""The reports for print: the same figures as the workbook, nothing over a margin, headings on every page."""

from dataclasses import replace
from io import BytesIO

import pdfplumber
import pytest

from bot.cases.commune import Area
from bot.cases.report import ReportHousehold
from bot.cases.report_state import Asked, Version, make_book
from bot.documents.reports.report_head import head_of
from bot.documents.reports.report_pdf import reports_pdf, shown
from tests.unit.cases.report_round import AREAS, HOMES, TERMS
from tests.unit.documents.test_report_workbook import PACK, WHOSE

MM = 72 / 25.4
A4 = (297 * MM, 210 * MM)
LONG = "Khu phố Nguyễn Thị Minh Khai kéo dài đến hết xóm Đồng Hoan Thượng " + "Nghiêng" * 12
MANY = tuple(
    Area(f"x{n}", f"Thôn {n}", "rural", None, "", AREAS[0].since, households=9, persons=30) for n in range(40)
)


def printed(
    version: Version = "preliminary",
    areas: tuple[Area, ...] = AREAS,
    homes: tuple[ReportHousehold, ...] = HOMES,
) -> bytes:
    book, hurdles = make_book(Asked(version, "1.011606", areas, TERMS), homes)
    assert hurdles == ()
    return reports_pdf(PACK, book.reports, head_of(book, PACK, version, WHOSE))


def test_rows_read_as_they_were_reckoned() -> None:
    with pdfplumber.open(BytesIO(printed("final"))) as pdf:
        tables = {page.extract_text().split("\n")[0]: page.extract_tables() for page in pdf.pages}
    [movement] = tables["Mẫu số 7.2"]
    assert [row for row in movement if row[1] == "Tổng cộng"] == [
        ["", "Tổng cộng", "Hộ", "4", "1", "1", "1", "1", "1", "1", "0", "4"]
    ]
    assert movement[-1] == ["", "", "Khẩu", *[""] * 9]
    [rates] = tables["Mẫu số 7.5"]
    assert rates[-1][1:4] == ["Tổng cộng", "4", "50,00"]
    assert len(tables) == 11


@pytest.mark.parametrize(
    "areas", [AREAS, (replace(AREAS[0], name=LONG), *AREAS[1:], *MANY)], ids=["few", "many"]
)
def test_no_word_leaves_the_margins_and_headings_are_repeated(areas: tuple[Area, ...]) -> None:
    with pdfplumber.open(BytesIO(printed(areas=areas))) as pdf:
        seen = ""
        for page in pdf.pages:
            assert (round(page.width), round(page.height)) == (round(A4[0]), round(A4[1]))
            words = page.extract_words()
            text = page.extract_text()
            seen += text
            for word in words:
                assert word["x0"] >= 30 * MM - 1 and word["x1"] <= page.width - 15 * MM + 1, word["text"]
                assert word["top"] >= 20 * MM - 2 and word["bottom"] <= page.height - 8 * MM, word["text"]
            if page.find_tables():
                assert "Khu vực" in text and "(1)" in text
        if areas is not AREAS:
            assert len(pdf.pages) > 20
    together = "".join(seen.split())
    assert all("".join(one.name.split()) in together for one in AREAS[1:])


def test_no_text_runs_over_another_cell() -> None:
    """Every word of a table lies within one of its cells."""
    areas = (replace(AREAS[0], name=LONG), *AREAS[1:])
    with pdfplumber.open(BytesIO(printed(areas=areas))) as pdf:
        for page in pdf.pages:
            for table in page.find_tables():
                _, top, _, bottom = table.bbox
                for word in page.extract_words():
                    if not (top <= word["top"] and word["bottom"] <= bottom):
                        continue
                    assert any(
                        one[0] - 1 <= word["x0"] and word["x1"] <= one[2] + 1 and one[1] - 1 <= word["top"]
                        for one in table.cells
                    ), word["text"]


def test_marks() -> None:
    training = tuple(replace(one, official=False) for one in HOMES)
    with pdfplumber.open(BytesIO(printed(homes=training))) as pdf:
        for page in pdf.pages:
            text = page.extract_text()
            if "Mẫu số" in text:
                assert "SƠ BỘ" in text and "Bảng điểm tập huấn – chưa đối chiếu" in text


def test_numbers_the_vietnamese_way() -> None:
    assert [shown(one) for one in (None, 0, 1500000)] == ["", "0", "1.500.000"]
    assert shown(12, rate=True) == "12,00"


def test_markup_in_a_name_is_only_a_name() -> None:
    areas = (replace(AREAS[0], name="#import $x$ *đậm* \\"), *AREAS[1:])
    with pdfplumber.open(BytesIO(printed(areas=areas))) as pdf:
        assert "#import $x$ *đậm* \\" in " ".join(pdf.pages[0].extract_text().split())
