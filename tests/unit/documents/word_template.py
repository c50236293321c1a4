"""Word templates made by hand for tests, and PDF files read back."""

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

import pdfplumber
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from bot.documents.word.paper_pdf import pdf

MARGINS = {"left": 30, "right": 15, "top": 20, "bottom": 20}
"""Millimetres, as Nghị định 30/2020 has them."""
PER_MM = 72 / 25.4


def made(fill: Callable[[Any], None]) -> bytes:
    """A4 in the usual margins, 13 pt, filled by `fill`."""
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin = Mm(MARGINS["left"]), Mm(MARGINS["right"])
    page.top_margin, page.bottom_margin = Mm(MARGINS["top"]), Mm(MARGINS["bottom"])
    page.header_distance = page.footer_distance = Mm(10)
    usual = document.styles["Normal"]
    usual.font.size = Pt(13)
    usual.paragraph_format.space_after = Pt(0)
    fill(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def element(parent: Any, tag: str, **attributes: str) -> Any:
    """A new element of Word's namespace at the end of `parent`."""
    new = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        new.set(qn(f"w:{name}"), value)
    parent.append(new)
    return new


def field(paragraph: Any, instruction: str) -> None:
    """A field as Word writes it: begin, instruction, a kept result, end."""
    for kind in ("begin", "", "separate", "result", "end"):
        run = paragraph.add_run("kept" if kind == "result" else "")
        if kind == "":
            element(run._r, "instrText").text = instruction
        elif kind != "result":
            element(run._r, "fldChar", fldCharType=kind)


class Read:
    """A PDF read back: words with their places (points from the top left), page by page."""

    def __init__(self, file: bytes) -> None:
        self._file = pdfplumber.open(BytesIO(file))
        self.pages = self._file.pages

    def words(self, page: int = 0) -> list[dict[str, Any]]:
        return self.pages[page].extract_words(keep_blank_chars=False, extra_attrs=["fontname", "size"])

    def text(self, page: int | None = None) -> str:
        """The words of a page, or of all, with single spaces."""
        pages = range(len(self.pages)) if page is None else [page]
        return " ".join(word["text"] for number in pages for word in self.words(number))

    def letters(self) -> str:
        """All letters without any space."""
        return "".join(char["text"] for page in self.pages for char in page.chars).replace(" ", "")

    def word(self, text: str, page: int = 0) -> dict[str, Any]:
        """The only word of this text on the page."""
        (found,) = [word for word in self.words(page) if word["text"] == text]
        return found

    def beyond(self, *, heads: bool = False) -> list[str]:
        """Letters beyond the margins (above and below too, unless heading and foot are expected)."""
        left, right = MARGINS["left"] * PER_MM, (210 - MARGINS["right"]) * PER_MM
        top, bottom = MARGINS["top"] * PER_MM, (297 - MARGINS["bottom"]) * PER_MM
        return [
            char["text"]
            for page in self.pages
            for char in page.chars
            if char["text"].strip()
            and (
                char["x0"] < left - 0.5
                or char["x1"] > right + 0.5
                or (not heads and (char["top"] < top - 2 or char["bottom"] > bottom + 2))
            )
        ]


def printed(fill: Callable[[Any], None], data: Mapping[str, object] | None = None) -> Read:
    """The template made by `fill`, filled with `data`, set as PDF and read back."""
    return Read(pdf(made(fill), data or {}, on="2026-10-05", title="Giấy"))
