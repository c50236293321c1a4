"""A Word template's tables in the PDF: widths, merged cells, lines, headings repeated, rows kept whole."""

from collections.abc import Sequence
from typing import Any

import pytest
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from tests.unit.documents.word_template import MARGINS, PER_MM, Read, element, printed

LEFT, RIGHT = MARGINS["left"] * PER_MM, (210 - MARGINS["right"]) * PER_MM


def table(
    document: Any, rows: Sequence[Sequence[str]], widths: Sequence[float], style: str = "Table Grid"
) -> Any:
    """A table of these texts; widths in mm."""
    made = document.add_table(rows=len(rows), cols=len(widths), style=style)
    for row, texts in zip(made.rows, rows, strict=True):
        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            cell.text, cell.width = text, Mm(width)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    return made


def upright(read: Read, page: int = 0) -> list[float]:
    """Where upright lines stand, in mm from the left margin."""
    edges = [edge for edge in read.pages[page].edges if edge["orientation"] == "v"]
    return sorted({round((edge["x0"] - LEFT) / PER_MM) for edge in edges})


def test_columns_stand_where_the_template_has_them() -> None:
    read = printed(lambda document: table(document, [["a", "b", "c"]], [20, 60, 40]))
    assert upright(read) == [0, 20, 80, 120]
    assert read.word("b")["x0"] == pytest.approx(LEFT + 20 * PER_MM + 5.4, abs=0.5)


def test_a_table_wider_than_the_page_is_drawn_in() -> None:
    read = printed(lambda document: table(document, [["a", "b"]], [100, 200]))
    assert upright(read) == [0, 55, 165]


def test_rows_are_repeated_by_tags_and_the_heading_on_every_page() -> None:
    def fill(document: Any) -> None:
        repeated = (
            ["{%tr for one in people %}", ""],
            ["{{ loop.index }}", "{{ one }}"],
            ["{%tr endfor %}", ""],
        )
        made = table(document, [["TT", "Tên"], *repeated], [20, 100])
        element(made.rows[0]._tr.get_or_add_trPr(), "tblHeader")
        for row in made.rows:
            element(row._tr.get_or_add_trPr(), "cantSplit")

    people = [f"người-{number} " + "dài " * 40 for number in range(1, 41)]
    read = printed(fill, {"people": people})
    assert len(read.pages) > 2
    assert all(read.text(page).startswith("TT Tên") for page in range(len(read.pages)))
    assert [word for word in read.text().split() if word.startswith("người-")] == [
        one.split()[0] for one in people
    ]
    for page in range(len(read.pages)):  # each row whole: as many long words as rows
        assert read.text(page).count("dài") == 40 * read.text(page).count("người-")
    assert not read.beyond()


def test_a_row_higher_than_a_page_is_split_and_not_cut() -> None:
    def fill(document: Any) -> None:
        made = table(document, [["{{ long }}", "b"]], [40, 40])
        element(made.rows[0]._tr.get_or_add_trPr(), "cantSplit")

    read = printed(fill, {"long": "chữ " * 2000 + "cuối"})
    assert read.text().count("chữ") == 2000
    assert "cuối" in read.text()
    assert not read.beyond()


def test_merged_cells() -> None:
    def fill(document: Any) -> None:
        made = table(document, [["ngang", "", "c"], ["dọc", "e", "f"], ["", "h", "i"]], [40, 40, 40])
        made.cell(0, 0).merge(made.cell(0, 1))
        made.cell(1, 0).merge(made.cell(2, 0))

    read = printed(fill)
    assert read.text().split() == ["ngang", "c", "dọc", "e", "f", "h", "i"]
    top = read.word("ngang")
    inner = [
        edge
        for edge in read.pages[0].edges
        if edge["orientation"] == "v"
        and abs(edge["x0"] - LEFT - 40 * PER_MM) < 1
        and edge["top"] < top["bottom"] - 4
    ]
    assert not inner
    across = [
        edge
        for edge in read.pages[0].edges
        if edge["orientation"] == "h" and abs(edge["x0"] - LEFT) < 2 and edge["top"] > read.word("e")["top"]
    ]
    assert {round(edge["top"]) for edge in across} == {round(max(edge["top"] for edge in across))}


def test_cells_repeated_and_spread_by_tags() -> None:
    def fill(document: Any) -> None:
        made = table(document, [["{%tc for one in names %}", "{{ one }}", "{%tc endfor %}"],
                                ["{% colspan names|length %}dưới", "", ""]], [40, 40, 40])  # fmt: skip
        for cell in made.rows[1]._tr.tc_lst[1:]:
            made.rows[1]._tr.remove(cell)

    read = printed(fill, {"names": ["An", "Bình", "Chi", "Dung"]})
    assert read.text() == "An Bình Chi Dung dưới"
    assert upright(read) == [0, 30, 60, 90, 120]


def test_lines_only_where_the_template_has_them() -> None:
    def fill(document: Any) -> None:
        made = table(document, [["a", "b"]], [40, 40], style="Normal Table")
        borders = element(made.cell(0, 0)._tc.get_or_add_tcPr(), "tcBorders")
        element(borders, "bottom", val="single", sz="8")

    lines = list(printed(fill).pages[0].edges)
    assert lines
    assert all(edge["orientation"] == "h" for edge in lines)
    assert max(edge["x1"] for edge in lines) == pytest.approx(LEFT + 40 * PER_MM, abs=1)


def test_height_place_in_the_cell_and_in_the_page() -> None:
    def fill(document: Any) -> None:
        made = table(document, [["trên", "đáy", "giữa"]], [20, 20, 20])
        made.alignment = WD_TABLE_ALIGNMENT.CENTER
        made.rows[0].height, made.rows[0].height_rule = Mm(30), WD_ROW_HEIGHT_RULE.AT_LEAST
        made.cell(0, 1).vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
        made.cell(0, 2).vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        made.cell(0, 2).paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT

    read = printed(fill)
    top, middle, bottom = (read.word(text)["top"] for text in ("trên", "giữa", "đáy"))
    assert bottom - top == pytest.approx(30 * PER_MM - 14.94, abs=1)
    assert middle == pytest.approx((top + bottom) / 2, abs=1)
    edges = [edge["x0"] for edge in read.pages[0].edges if edge["orientation"] == "v"]
    assert (min(edges) + max(edges)) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=1)
    assert read.word("giữa")["x1"] == pytest.approx(max(edges) - 5.4, abs=1)


def test_a_long_word_stays_in_a_narrow_cell() -> None:
    read = printed(
        lambda document: table(document, [["{{ word }}", "b"]], [15, 15]), {"word": "W" * 500 + " Nghiêng"}
    )
    assert all(char["x1"] <= LEFT + 15 * PER_MM for char in read.pages[0].chars if char["text"] == "W")
    assert read.letters().count("W") == 500


def test_a_table_in_a_cell() -> None:
    def fill(document: Any) -> None:
        outer = table(document, [["ngoài", "b"]], [80, 40])
        inner = outer.cell(0, 0).add_table(rows=1, cols=2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "trong", "sâu"

    assert sorted(printed(fill).text().split()) == ["b", "ngoài", "sâu", "trong"]


def test_values_in_attributes_are_no_code() -> None:
    def fill(document: Any) -> None:
        table(document, [["{% cellbg colour %}màu", "b"]], [40, 40])

    assert printed(fill, {"colour": "ff0000"}).text() == "màu b"
    with pytest.raises(Exception, match="Typst refused"):
        printed(fill, {"colour": '"), panic("x'})
