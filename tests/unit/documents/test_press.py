"""Papers set in processes of their own, and with tags only where a household may have them read to it."""

import os
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from bot.cases.papers import PAPERS, Order, Paper
from bot.documents.issuing import _printed
from bot.documents.paper_values import Filled
from bot.documents.typesetting import DocumentError
from bot.documents.word.paper_pdf import pdf
from bot.errors import PaperRefusal
from bot.runtime.press import pressed, presses
from tests.unit.documents.word_template import Read, made

TEMPLATE = made(lambda document: document.add_paragraph("Họ tên: {{ name }}"))


def refuse() -> None:
    raise PaperRefusal("chưa in được", where="paper")


async def test_many_papers_are_set_outside_of_the_bot_and_the_same() -> None:
    assert await pressed(os.getpid) == os.getpid()
    with presses(many=False):
        assert await pressed(os.getpid) == os.getpid()
    with presses(many=True):
        assert await pressed(os.getpid) != os.getpid()
        other = await pressed(pdf, TEMPLATE, {"name": "Mai"}, on=None, title="x")
        with pytest.raises(DocumentError, match="could not be filled"):
            await pressed(pdf, TEMPLATE, {}, on=None, title="x")
        with pytest.raises(PaperRefusal) as refused:
            await pressed(refuse)
    assert refused.value.words == "chưa in được"
    assert other == pdf(TEMPLATE, {"name": "Mai"}, on=None, title="x")
    assert await pressed(os.getpid) == os.getpid()


@pytest.mark.parametrize("row", [one for one in PAPERS if "docx" in one.shapes], ids=lambda one: one.id)
def test_a_household_s_own_paper_has_tags_and_others_have_none(row: Paper) -> None:
    filled = Filled("2022-2025", "x", {"name": "Mai"})
    reader = PdfReader(BytesIO(_printed(Order(row, "pdf", "s", "", "2026-10-05"), TEMPLATE, filled, "")))
    assert ("/StructTreeRoot" in reader.root_object) == row.own
    assert "/OutputIntents" in reader.root_object


def test_without_tags_the_page_is_the_same() -> None:
    def fill(document: Any) -> None:
        table = document.add_table(rows=3, cols=3, style="Table Grid")
        for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
            cell.text = f"ô {number} " + "chữ " * number
        table.cell(0, 0).merge(table.cell(0, 1))
        table.cell(1, 2).merge(table.cell(2, 2))

    template = made(fill)
    pages = [Read(pdf(template, {}, on=None, title="x", tags=tags)) for tags in (True, False)]
    places = [[(w["text"], w["x0"], w["top"]) for w in read.words()] for read in pages]
    lines = [[(e["x0"], e["x1"], e["top"], e["bottom"]) for e in read.pages[0].edges] for read in pages]
    assert places[0] == places[1]
    assert sorted(lines[0]) == sorted(lines[1])
