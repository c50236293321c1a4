"""Papers made as an order would have them, and read back with libraries that did not write them."""

import io
import os
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pdfplumber

from bot.cases.papers import Order, Shape, paper
from bot.documents.issuing import issue
from bot.ports import Store

HERE = Path(__file__).parent
MILLIMETRE = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 30, 15, 20, 20
"""Margins in mm (Nghị định 30/2020/NĐ-CP); heads and feet of the page stand in the upper and lower one."""
SLACK = 0.6
"""mm that a letter may lean out."""
INK_SLACK, DOTS, WHITE = 1.5, 50, 200
"""mm that a line or a letter may stand out; dots an inch of the picture looked at; how light white is."""

DOTTED = re.compile(r"\.{12,}")
"""A dotted line for handwriting: how many dots it takes is the typesetter's own."""


async def made(store: Store, paper_id: str, subject: str, shape: Shape, staff: str, on: str) -> bytes:
    """The file of this order; it is there."""
    row = paper(paper_id)
    assert row is not None
    file = await issue(store, Order(row, shape, subject, staff, on))
    assert file is not None
    return file


def docx_lines(file: bytes) -> list[str]:
    """A Word paper line by line; a table row as cells between bars, a merged cell once."""
    document = docx.Document(io.BytesIO(file))
    return [line for block in document.iter_inner_content() for line in _lines(block) if line.strip(" |")]


def _lines(block: Any) -> Iterator[str]:
    if not hasattr(block, "rows"):
        yield block.text
        return
    for row in block.rows:
        cells = {id(cell._tc): cell for cell in row.cells}
        yield " | ".join(" / ".join(p.text for p in cell.paragraphs) for cell in cells.values())


def pdf_pages(file: bytes) -> list[str]:
    """The text of each page, lines as they stand."""
    with pdfplumber.open(io.BytesIO(file)) as opened:
        return [unicodedata.normalize("NFC", page.extract_text() or "") for page in opened.pages]


def pdf_words(file: bytes) -> str:
    """Everything as one line, so that where a line ends does not matter."""
    return " ".join(" ".join(pdf_pages(file)).split())


def overflow(file: bytes) -> list[str]:
    """Every word that stands beyond the margins of its page, or on another word."""
    found = []
    with pdfplumber.open(io.BytesIO(file)) as opened:
        for number, page in enumerate(opened.pages, 1):
            words = page.extract_words()
            for word in words:
                low = word["x0"] / MILLIMETRE < LEFT - SLACK
                high = word["x1"] / MILLIMETRE > float(page.width) / MILLIMETRE - RIGHT + SLACK
                if low or high or word["top"] < 0 or word["bottom"] > float(page.height):
                    found.append(f"{number}: {word['text']}")
            found += [f"{number}: {one}" for one in _on_each_other(words)]
            found += [f"{number}: {one}" for one in _ink_beside(page)]
    return found


def _ink_beside(page: Any) -> Iterator[str]:
    """The page as a picture: nothing, not a letter and not a line, stands in its left or right margin."""
    dots = DOTS / 25.4
    picture = page.to_image(resolution=DOTS).original.convert("L")
    left, right = int((LEFT - INK_SLACK) * dots), int((RIGHT - INK_SLACK) * dots)
    for side, box in (
        ("left", (0, 0, left, picture.height)),
        ("right", (picture.width - right, 0, picture.width, picture.height)),
    ):
        if picture.crop(box).getextrema()[0] < WHITE:
            yield f"ink in the {side} margin"


def _on_each_other(words: list[dict[str, Any]]) -> Iterator[str]:
    """Words of one line, each of which must end before the next begins."""
    for one, other in pairwise(words):
        same = abs(one["top"] - other["top"]) < 1
        if same and one["x0"] < other["x0"] < one["x1"] - 1.5:
            yield f"{one['text']} / {other['text']}"


def assert_golden(name: str, text: str) -> None:
    """`text` is what tests/papers/NAME.txt holds. RASOAT_GOLDEN=1 writes it anew: then read what changed."""
    file = HERE / f"{name}.txt"
    text = DOTTED.sub("……", text.rstrip()) + "\n"
    if os.environ.get("RASOAT_GOLDEN"):
        file.write_text(text, "utf-8")
    assert text == file.read_text("utf-8")
