"""A paper's form as the Word template it stands for: what a commune may take, change and give back.

Measures after Nghị định 30/2020/NĐ-CP, Phụ lục I: A4, margins 20/15/20/30 mm (top, right, bottom, left), page
number centred above from page 2.
"""

from collections.abc import Callable, Sequence
from functools import cache
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_BREAK
from docx.shared import Mm, Pt

from bot.cases.papers import PaperId
from bot.documents.word import docx_pieces as piece
from bot.documents.word import paper_form as form
from bot.documents.word.docx_table import add_table

SHORT, LONG = 210, 297
TOP, RIGHT, BOTTOM, LEFT = 20, 15, 20, 30
HEAD_LEFT = 0.42
"""Of the text's width: the agency's column."""
HEAD_RULE, MOTTO = 0.4, 53
"""The rule under the agency, of its column's width; the one under the motto, as long as the motto, in mm."""
PLACE = 0.38
"""Of the text's width: left of place and date."""
FOOT_SIZE = 9
PAGES = "{pages}"


@cache
def template(pack_id: str, paper: PaperId) -> bytes:
    """The shipped Word template of this paper under this pack. ConfigError where the pack has none."""
    return build(form.paper_form(pack_id, paper), form.common(pack_id))


def build(wanted: form.PaperForm, shared: form.CommonFile) -> bytes:
    """A .docx with docxtpl's tags in the places of what is filled in. The same form gives the same words."""
    document = Document()
    width = _page(document, wanted)
    maker = _Maker(document, shared, width)
    maker.add(wanted.blocks)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document: Any, wanted: form.PaperForm) -> float:
    """Size, margins, numbers and foot; the width of the text in mm."""
    base = document.styles["Normal"].font
    base.name, base.size = piece.FONT, Pt(13)
    piece.described(document, wanted.title["vi"])
    page = document.sections[0]
    across, down = (LONG, SHORT) if wanted.landscape else (SHORT, LONG)
    page.orientation = WD_ORIENT.LANDSCAPE if wanted.landscape else WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = Mm(across), Mm(down)
    page.top_margin, page.bottom_margin = Mm(TOP), Mm(BOTTOM)
    page.left_margin, page.right_margin = Mm(LEFT), Mm(RIGHT)
    page.header_distance = page.footer_distance = Mm(10)
    page.different_first_page_header_footer = True
    if wanted.page_numbers:
        piece.page_number(piece.shaped(page.header.paragraphs[0], "center"))
    for foot in (page.footer, page.first_page_footer):
        _foot(piece.shaped(foot.paragraphs[0], "center"), wanted.foot)
    return float(across - LEFT - RIGHT)


def _foot(paragraph: Any, text: str) -> None:
    before, pages, after = text.partition(PAGES)
    piece.write(paragraph, before, FOOT_SIZE)
    if pages:
        piece.page_number(paragraph, "NUMPAGES", FOOT_SIZE)
        piece.write(paragraph, after, FOOT_SIZE)


class _Maker:
    """Puts blocks into the document, one after the other."""

    def __init__(self, document: Any, shared: form.CommonFile, width: float) -> None:
        self._document, self._shared, self._width = document, shared, width
        self._kinds: dict[type, Callable[[Any], None]] = {
            form.LinesBlock: self._lines,
            form.HeadBlock: self._head,
            form.TableBlock: lambda one: add_table(document, one),
            form.GridBlock: self._grid,
            form.SignaturesBlock: self._signatures,
            form.BreakBlock: self._break,
            form.WhenBlock: self._when,
            form.EachBlock: self._each,
        }

    def add(self, blocks: Sequence[form.Block]) -> None:
        for one in blocks:
            self._kinds[type(one)](one)

    def _lines(self, one: form.LinesBlock) -> None:
        for number, text in enumerate(one.text):
            paragraph = self._document.add_paragraph()
            before = one.before if number == 0 else 0
            piece.shaped(paragraph, one.align, before=before, after=one.after, first=one.first, keep=one.keep)
            if one.leader:
                piece.leaders(paragraph, self._width)
            if one.rule and number == 0:
                piece.ruled(paragraph, self._width, self._width)
            piece.write(paragraph, text, one.size, bold=one.bold, italic=one.italic)

    def _tag(self, tag: str) -> None:
        """A paragraph that only holds a tag: it goes away when the paper is filled."""
        paragraph = piece.shaped(self._document.add_paragraph(), "left")
        piece.write(paragraph, f"{{%p {tag} %}}", 6)

    def _when(self, one: form.WhenBlock) -> None:
        self._tag(f"if {one.condition}")
        self.add(one.blocks)
        self._tag("endif")

    def _each(self, one: form.EachBlock) -> None:
        self._tag(f"for {one.name} in {one.of}")
        if one.apart:
            self._tag("if not loop.first")
            piece.section_end(self._document)
            self._tag("endif")
        self.add(one.blocks)
        self._tag("endfor")

    def _break(self, _one: form.BreakBlock | None) -> None:
        paragraph = piece.shaped(self._document.add_paragraph(), "left")
        piece.faced(paragraph.add_run(), 2).add_break(WD_BREAK.PAGE)

    def _head(self, one: form.HeadBlock) -> None:
        if one.mark:
            self._lines(form.LinesBlock(kind="lines", text=[one.mark], align="right", bold=True, after=2))
        left = self._width * HEAD_LEFT if one.left else 0
        widths = [left, self._width - left] if left else [self._width]
        made = piece.table(self._document, widths, border=False)
        cells = piece.row(made, widths).cells
        if left:
            self._column(cells[0], one.left, left, left * HEAD_RULE)
        right = self._shared.country if one.right is None else one.right
        self._column(cells[-1], [*right, *one.under], widths[-1], MOTTO)
        piece.gap(self._document, 6)

    def _column(self, cell: Any, texts: Sequence[str], width: float, rule: float) -> None:
        """Centred lines with a rule of this length under the last bold one."""
        bold = [number for number, text in enumerate(texts) if text.startswith("**")]
        for number, text in enumerate(texts):
            if number == (bold[-1] + 1 if bold else -1):
                self._rule(cell, width, rule)
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            piece.write(piece.shaped(paragraph, "center"), text, 13)
        if bold and bold[-1] == len(texts) - 1:
            self._rule(cell, width, rule)

    def _rule(self, cell: Any, width: float, rule: float) -> None:
        paragraph = piece.shaped(cell.add_paragraph(), "center", before=3)
        paragraph.paragraph_format.line_spacing = Pt(6)
        piece.write(paragraph, "", 4)
        piece.ruled(paragraph, width, min(rule, width))

    def _grid(self, one: form.GridBlock) -> None:
        made = piece.table(self._document, one.widths, border=one.border)
        for number, texts in enumerate(one.rows):
            cells = piece.row(made, one.widths, heading=number < one.heading).cells
            for cell, text, width in zip(cells, texts, one.widths, strict=True):
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP
                align = "center" if number < one.heading else one.align
                paragraph = piece.shaped(cell.paragraphs[0], align, after=2)
                if one.leader:
                    piece.leaders(paragraph, width)
                piece.write(paragraph, text, one.size)
        piece.gap(self._document, 6)

    def _signatures(self, one: form.SignaturesBlock) -> None:
        count = len(one.signers) + bool(one.receivers)
        widths = [self._width / count] * count
        if one.place:
            paragraph = piece.shaped(self._document.add_paragraph(), "center", before=6, keep=True)
            paragraph.paragraph_format.left_indent = Mm(self._width * PLACE)
            piece.write(paragraph, one.place, 13, italic=True)
        made = piece.table(self._document, widths, border=False)
        cells = piece.row(made, widths).cells
        if one.receivers:
            self._small(cells[0], one.receivers)
        for cell, signer in zip(cells[count - len(one.signers) :], one.signers, strict=True):
            self._signer(cell, signer, one.space)
        piece.gap(self._document, 1)  # Word puts a whole line behind a table that ends a document

    def _small(self, cell: Any, texts: Sequence[str]) -> None:
        """Who gets it: its heading 12 points bold italic, the list 11."""
        for number, text in enumerate(texts):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            head, place = number == 0, piece.shaped(paragraph, "left")
            piece.write(place, text, 12 if head else 11, bold=head, italic=head)

    def _signer(self, cell: Any, signer: form.SignerFile, space: float) -> None:
        for number, text in enumerate(signer.lines):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            piece.write(piece.shaped(paragraph, "center", keep=True), text, 13)
        paragraph = cell.add_paragraph()
        piece.write(piece.shaped(paragraph, "center", before=space * 72 / 25.4), signer.name, 13, bold=True)
