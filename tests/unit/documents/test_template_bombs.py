"""Word templates that want to make much of little: refused when they come, and stopped when they print."""

from io import BytesIO
from typing import Any

import pytest
from docx import Document

from bot.documents.typesetting import DocumentError
from bot.documents.word.docx_build import template
from bot.documents.word.docx_fill import docx
from bot.documents.word.paper_pdf import pdf
from bot.documents.word.template_check import check_template
from tests.unit.documents.word_template import made

PACK = "2022-2025"


def with_tag(tag: str, *, in_heading: bool = False) -> bytes:
    """Phụ lục I as it comes, and this."""
    document: Any = Document(BytesIO(template(PACK, "phu_luc_i")))
    if in_heading:
        document.sections[0].header.paragraphs[0].add_run(tag)
    else:
        document.add_paragraph(tag)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


BOMBS = (
    '{{ "a" * 10 ** 9 }}',
    "{{ 9 ** 9 ** 9 }}",
    "{{ '%1000000000d' % 1 }}",
    '{{ "x".ljust(10 ** 9) }}',
    '{{ "{:>1000000000}".format(1) }}',
    "{{ [0] * 10 ** 9 }}",
    "{% set a = commune ~ commune %}{{ a }}",
    "{% set a = [commune, commune] %}{{ a }}",
    "{{ commune.upper() }}",
    "{{ commune | counted(1) }}",
)


@pytest.mark.parametrize("tag", BOMBS)
@pytest.mark.parametrize("in_heading", [False, True])
def test_a_tag_that_calls_or_reckons_is_refused(tag: str, in_heading: bool) -> None:
    assert (
        check_template(PACK, "phu_luc_i", with_tag(tag, in_heading=in_heading)).fault == "template.broken_tag"
    )


@pytest.mark.parametrize(
    "tag",
    [
        "{% for a in commune %}x{% endfor %}",
        "{{ commune | join(commune) }}",
        "{{ lists | join(lists) }}",
        "{{ commune | format(1) }}",
    ],
)
def test_letters_are_no_items(tag: str) -> None:
    assert check_template(PACK, "phu_luc_i", with_tag(tag)).fault == "template.does_not_print"


@pytest.mark.parametrize(
    "tag", ["{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", "{{ " + "9" * 100_000 + " }}"]
)
def test_what_no_reader_can_follow_is_refused_and_raises_nothing(tag: str) -> None:
    assert check_template(PACK, "phu_luc_i", with_tag(tag)).fault


def nested(depth: int) -> bytes:
    """Loops through the same list in one another."""

    def fill(document: Any) -> None:
        for at in range(depth):
            document.add_paragraph(f"{{%p for a{at} in rows %}}")
        document.add_paragraph("{{ a0 }}")
        for _ in range(depth):
            document.add_paragraph("{%p endfor %}")

    return made(fill)


@pytest.mark.parametrize("depth", [3, 12])
def test_loops_through_the_same_list_in_one_another_stop(depth: int) -> None:
    """3 levels of 1,000 households would be 1,000,000,000 lines."""
    data = {"rows": ["x"] * 1000}
    with pytest.raises(DocumentError):
        docx(nested(depth), data)
    with pytest.raises(DocumentError):
        pdf(nested(depth), data, on=None, title="")


def test_a_list_twice_and_a_list_in_a_list_print() -> None:
    """What papers do: two copies of one list, groups with their rows."""
    data = {"rows": [str(one) for one in range(30)]}
    assert len(Document(BytesIO(docx(nested(2), data))).paragraphs) == 900


def test_the_budget_is_of_each_paper_anew() -> None:
    data = {"rows": ["x"] * 30}
    for _ in range(5):
        assert docx(nested(2), data)
        assert pdf(nested(2), data, on=None, title="")
