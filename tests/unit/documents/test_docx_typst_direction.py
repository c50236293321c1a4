"""A template saved by LibreOffice says that its text runs the usual way: that is nothing to refuse."""

import pytest

from bot.documents.word.docx_typst import unsupported
from tests.unit.documents.word_template import element, made


@pytest.mark.parametrize(("way", "lost"), [("lrTb", ()), ("tb", ()), ("tbRl", ("vertical_text",))])
def test_only_text_that_does_not_run_across_is_refused(way: str, lost: tuple[str, ...]) -> None:
    file = made(lambda document: element(document.sections[0]._sectPr, "textDirection", val=way))
    assert unsupported(file) == lost
