"""Pieces of a Word document that python-docx has no words for: rules, widths, repeated rows, page numbers."""

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

FONT = "Times New Roman"
"""What offices have; the PDF uses Liberation Serif, which has the same measures."""
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
BOXED = "[["
INSET = {"top": 20, "left": 57, "bottom": 20, "right": 57}
"""Between a cell's lines and its text, in twentieths of a point: letters with two marks touch no line."""
LATER = {
    "pBdr": ("shd", "tabs", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl", "rPr", "sectPr"),
    "tblBorders": ("shd", "tblLayout", "tblCellMar", "tblLook"),
    "tblCellMar": ("tblLook",),
    "pgNumType": ("cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection", "docGrid"),
}
"""What Word wants to stand after these (ECMA-376, part 1, 17.3.1.26, 17.4.59, 17.6.17)."""
_INLINE = re.compile(r"(\*\*|__)(.+?)\1|\[\[(.+?)\]\]")


def element(parent: Any, tag: str, **attributes: str) -> Any:
    """A new element of Word's namespace under `parent`, where its kind belongs; attributes without prefix."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    later = [qn(f"w:{name}") for name in LATER.get(tag, ())]
    after = next((one for one in parent if one.tag in later), None)
    if after is None:
        parent.append(made)
    else:
        after.addprevious(made)
    return made


def faced(run: Any, size: float, *, bold: bool = False, italic: bool = False) -> Any:
    """The run in our face, for letters of every script."""
    run.font.name, run.font.size = FONT, Pt(size)
    run.bold, run.italic = bold or None, italic or None
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    return run


def write(paragraph: Any, text: str, size: float, *, bold: bool = False, italic: bool = False) -> None:
    """`text` with **bold**, __italic__ and [[boxed]] in it, as runs."""
    for piece, mark in _pieces(text):
        run = faced(paragraph.add_run(piece), size, bold=bold or mark == "**", italic=italic or mark == "__")
        if mark == BOXED:
            element(run._element.get_or_add_rPr(), "bdr", val="single", sz="6", space="0", color="000000")


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    for found in _INLINE.finditer(text):
        if found.start() > at:
            yield text[at : found.start()], ""
        yield (found[2], found[1]) if found[1] else (found[3], BOXED)
        at = found.end()
    if at < len(text) or not text:
        yield text[at:], ""


def shaped(
    paragraph: Any, align: str, *, before: float = 0, after: float = 0, first: float = 0, keep: bool = False
) -> Any:
    """The paragraph's place; spaces in points, first: indent of the first line in mm."""
    how = paragraph.paragraph_format
    how.alignment, how.line_spacing = ALIGN[align], 1.15
    how.space_before, how.space_after = Pt(before), Pt(after)
    if first:
        how.first_line_indent = Mm(first)
    how.keep_with_next = keep or None
    return paragraph


def table(parent: Any, widths: Sequence[float], *, border: bool) -> Any:
    """An empty table of these column widths (mm), its first row there; with lines or without."""
    made = parent.add_table(rows=0, cols=len(widths))
    made.autofit = False
    found = made._tbl.tblPr
    lines = element(found, "tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        element(lines, side, val="single" if border else "none", sz="4" if border else "0", color="000000")
    margins = element(found, "tblCellMar")
    for side, twips in INSET.items():
        element(margins, side, w=str(twips if border else 0), type="dxa")
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    return made


def row(
    made: Any, widths: Sequence[float], *, heading: bool = False, whole: bool = True, least: float = 0
) -> Any:
    """A new row; heading: repeated on each page. whole: it stays on one page. least: its height in mm."""
    new = made.add_row()
    if least:
        new.height, new.height_rule = Mm(least), WD_ROW_HEIGHT_RULE.AT_LEAST
    for cell, width in zip(new.cells, widths, strict=True):
        cell.width = Mm(width)
    found = new._tr.get_or_add_trPr()
    if whole:
        element(found, "cantSplit")
    if heading:
        element(found, "tblHeader")
    return new


def page_number(paragraph: Any, field: str = "PAGE", size: float = 13) -> None:
    """A field that Word fills with the page's number, or with that of all pages (NUMPAGES)."""
    for kind, text in (("begin", ""), ("", field), ("end", "")):
        run = faced(paragraph.add_run(), size)
        if kind:
            element(run._element, "fldChar", fldCharType=kind)
        else:
            instruction = element(run._element, "instrText")
            instruction.text = text


def gap(parent: Any, points: float) -> None:
    """A free line of just this height."""
    paragraph = shaped(parent.add_paragraph(), "left")
    paragraph.paragraph_format.line_spacing = Pt(points)
    write(paragraph, "", points)


def section_end(document: Any) -> None:
    """A new page after it, on which the numbers of pages begin again."""
    last = document.sections[-1]._sectPr
    if last.find(qn("w:pgNumType")) is None:
        element(last, "pgNumType", start="1")
    paragraph = shaped(document.add_paragraph(), "left")
    paragraph.paragraph_format.line_spacing = Pt(1)
    paragraph._p.get_or_add_pPr().append(deepcopy(last))


def leaders(paragraph: Any, width: float) -> Any:
    """A tab in it runs to `width` (mm) over dots."""
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    return paragraph


def described(document: Any, title: str) -> None:
    """What the file says of itself: its title, its language (else Word marks each word), no maker, no day."""
    about = document.core_properties
    about.title, about.author, about.comments = title, "", ""
    for name in ("created", "modified"):
        day = about._element.find(qn(f"dcterms:{name}"))
        if day is not None:
            about._element.remove(day)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "vi-VN")
    for zoom in document.settings.element.iter(qn("w:zoom")):
        zoom.set(qn("w:percent"), "100")


def ruled(paragraph: Any, width: float, inner: float) -> None:
    """A rule under the paragraph, of `inner` of the `width` (mm) it could take."""
    side = Mm((width - inner) / 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
    lines = element(paragraph._p.get_or_add_pPr(), "pBdr")
    element(lines, "top", val="single", sz="6", space="1", color="000000")
