"""What a Word template may not hold is named and refused, and a fault never tells what stands in the data."""

from typing import Any

import pytest

from bot.documents.typesetting import DocumentError
from bot.documents.word.docx_typst import typst_source, unsupported
from bot.documents.word.paper_pdf import pdf
from bot.documents.word.typst_text import TemplateError
from tests.unit.documents.word_template import element, made


def _numbered(document: Any) -> None:
    document.add_paragraph("một", style="List Number")


def _boxed(document: Any) -> None:
    drawing = element(document.add_paragraph().add_run()._r, "pict")
    element(element(drawing, "shape"), "txbxContent")


def _inserted(document: Any) -> None:
    element(document.add_paragraph("x")._p, "ins")


def _columns(document: Any) -> None:
    element(document.sections[0]._sectPr, "cols", num="2")


def _foot(document: Any) -> None:
    element(document.add_paragraph("x").add_run()._r, "footnoteReference", id="1")


def _sign(document: Any) -> None:
    document.add_paragraph().add_run("x").font.name = "Wingdings"


@pytest.mark.parametrize(
    ("fill", "found"),
    [
        (_numbered, "numbering"),
        (_boxed, "text_box"),
        (_inserted, "tracked_changes"),
        (_columns, "columns"),
        (_foot, "footnote"),
        (_sign, "symbol"),
    ],
)
def test_what_cannot_be_shown_is_named_and_refused(fill: Any, found: str) -> None:
    template = made(fill)
    assert unsupported(template) == (found,)
    with pytest.raises(TemplateError, match=found):
        typst_source(template)


def test_a_plain_template_loses_nothing() -> None:
    assert unsupported(made(lambda document: document.add_paragraph("x"))) == ()


@pytest.mark.parametrize(
    "text",
    [
        "{{ x",
        "{%p if x %}",
        "{%p value %}",
        "{{p x }}",
        "{{r x }}",
        "{% macro m() %}a{% endmacro %}",
        "{% include 'x' %}",
        "{% set x %}a{% endset %}",
        "{{ x|evil }}",
    ],
)
def test_a_broken_or_strange_tag_is_refused(text: str) -> None:
    with pytest.raises(TemplateError):
        typst_source(made(lambda document: document.add_paragraph(text)))


@pytest.mark.parametrize("text", ["{{ missing }}", "{{ x.missing }}", "{{ x + 1 }}", "{{ 1 // 0 }}"])
def test_a_tag_that_cannot_be_filled_is_a_fault_without_the_data(text: str) -> None:
    template = made(lambda document: document.add_paragraph(text))
    with pytest.raises(DocumentError) as caught:
        pdf(template, {"x": "Nguyễn Thị Mai"}, on=None, title="x")
    assert "Mai" not in str(caught.value)


def test_what_is_no_word_document_is_refused() -> None:
    with pytest.raises(TemplateError):
        typst_source(b"PK not a file")
