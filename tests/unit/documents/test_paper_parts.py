"""A PDF set in parts reads as the one set whole, and is the same bytes twice."""

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from bot.documents.word import paper_parts
from bot.documents.word.docx_build import template
from bot.documents.word.paper_parts import pdf_of_parts
from bot.documents.word.paper_pdf import pdf
from bot.documents.word.template_check import sample
from bot.documents.word.template_fields import fields_of
from tests.papers.reading import overflow, pdf_pages

MAU_03 = template("2022-2025", "mau_03")
ON, TITLE = "2026-12-10", "Mẫu số 03"


def data(count: int) -> dict[str, object]:
    """As many certificates of invented words, each with a name of its own."""
    one = sample(fields_of(MAU_03))
    certificates: Any = one["certificates"]
    first = certificates[0]
    return {**one, "certificates": [{**first, "name": f"Tên {n}"} for n in range(count)]}


@pytest.mark.parametrize("count", [1, 4, 5, 9])
def test_the_same_pages_as_in_one_go(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper_parts, "AT_ONCE", 4)
    whole = pdf(MAU_03, data(count), on=ON, title=TITLE, tags=False)
    parts = pdf_of_parts(MAU_03, data(count), "certificates", on=ON, title=TITLE, tags=False)
    assert pdf_pages(parts) == pdf_pages(whole)
    assert (parts == whole) is (count <= 4)
    assert overflow(parts) == []
    assert parts == pdf_of_parts(MAU_03, data(count), "certificates", on=ON, title=TITLE, tags=False)


def test_what_says_pdf_a_is_still_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper_parts, "AT_ONCE", 2)
    file = pdf_of_parts(MAU_03, data(5), "certificates", on=ON, title=TITLE, tags=False)
    read = PdfReader(BytesIO(file))
    root: Any = read.trailer["/Root"]
    assert root["/OutputIntents"]
    assert b"pdfaid:part" in root["/Metadata"].get_data()
    assert read.trailer["/ID"]
    assert "Tên" not in str(read.metadata)
