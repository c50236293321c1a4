"""A table row that stays with the next one (its paragraphs kept with the next): never the last of a page."""

from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.shared import Pt

from bot.documents.word.docx_build import template
from tests.unit.documents.test_docx_typst_table import table
from tests.unit.documents.word_template import Read, element, printed


def filled(groups: int, rows: int, kept: bool) -> Read:
    """A table with a heading, and so many groups, each with a row of its own above its rows."""

    def fill(document: Any) -> None:
        made = table(document, [["Tên", "Số"]], [60, 40])
        element(made.rows[0]._tr.get_or_add_trPr(), "tblHeader")
        for group in range(groups):
            cells = made.add_row().cells
            whole = cells[0].merge(cells[1])
            whole.text = f"Nhóm-{group}"
            whole.paragraphs[0].paragraph_format.keep_with_next = kept
            for row in range(rows):
                for cell, text in zip(made.add_row().cells, (f"hộ-{group}-{row}", "1"), strict=True):
                    cell.text = text
                    cell.paragraphs[0].paragraph_format.space_after = Pt(row)

    return printed(fill)


def orphans(read: Read) -> list[str]:
    """What stands last on a page and should not."""
    last = [[word["text"] for word in page.extract_words()][-1] for page in read.pages]
    return [word for word in last if word.startswith("Nhóm")]


def test_it_never_ends_a_page() -> None:
    assert any(orphans(filled(30, rows, kept=False)) for rows in range(1, 8))  # else nothing is tested
    for rows in range(1, 8):
        read = filled(30, rows, kept=True)
        assert orphans(read) == [] and len(read.pages) > 1
        words = [word["text"] for page in read.pages for word in page.extract_words()]
        assert [word for word in words if word.startswith("Nhóm")] == [f"Nhóm-{n}" for n in range(30)]
        assert words.count("Tên") == len(read.pages)  # the heading alone is repeated


@pytest.mark.parametrize("merged", [False, True])
def test_a_table_kept_as_a_whole_is_there(merged: bool) -> None:
    def fill(document: Any) -> None:
        made = table(document, [[f"a{n}", f"b{n}"] for n in range(90)], [60, 40])
        if merged:
            made.cell(3, 0).merge(made.cell(5, 0))
        for row in made.rows:
            for cell in row.cells:
                for paragraph in cell.paragraphs:
                    paragraph.paragraph_format.keep_with_next = True

    words = {word["text"] for page in printed(fill).pages for word in page.extract_words()}
    assert {f"b{n}" for n in range(90)} <= words


def test_the_rows_of_groups_in_our_papers_are_kept() -> None:
    document = Document(BytesIO(template("2022-2025", "phu_luc_vi")))
    rows = [row for one in document.tables for row in one.rows if "group." in row.cells[0].text]
    titles = [row for row in rows if "{%" not in row.cells[0].text]
    assert titles and all(row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in titles)


def test_a_group_without_rows_is_printed_with_the_one_after_it() -> None:
    read = filled(6, 0, kept=True)
    words = [word["text"] for page in read.pages for word in page.extract_words()]
    assert [word for word in words if word.startswith("Nhóm")] == [f"Nhóm-{n}" for n in range(6)]
