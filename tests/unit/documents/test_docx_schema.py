"""Word papers against what Word is strict about: elements in the order of the schema, tables that add up.

Orders: ECMA-376 (transitional), part 1, 17.3.1.26, 17.3.2.28, 17.4.59, 17.4.69, 17.6.17. Word repairs
or refuses files that python-docx and LibreOffice read without a word.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx.oxml.ns import qn
from lxml import etree

from bot.cases.papers import PAPERS, PaperId
from bot.documents.word.docx_build import template
from bot.documents.word.docx_fill import docx
from bot.documents.word.template_check import sample
from bot.documents.word.template_fields import fields_of

PACK = "2022-2025"
FORMS = [one.id for one in PAPERS if "docx" in one.shapes]
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers "
    "pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
    "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
    "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle "
    "rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
    "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect "
    "bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
    "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText "
    "vAlign hideMark",
    "sectPr": "headerReference footerReference type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols "
    "formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "pBdr": "top left bottom right between bar",
    "tbl": "tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
}
SEVERAL = {"tbl", "tr", "sectPr"}
"""In which one kind may stand several times."""
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
ROUNDING = 12
"""Twentieths of a point by which a cell's width may differ from its columns'."""


def parts(file: bytes) -> Iterator[tuple[str, Any]]:
    """The parts with text: name and root."""
    with ZipFile(BytesIO(file)) as opened:
        for name in opened.namelist():
            if Path(name).stem.startswith(("document", "header", "footer")) and name.endswith(".xml"):
                yield name, etree.fromstring(opened.read(name))


def local(element: Any) -> str:
    return str(etree.QName(element).localname)


def faults(file: bytes) -> list[str]:
    """What Word would stumble over."""
    found = [f"{name}: {fault}" for name, root in parts(file) for fault in _faults(root)]
    body = next(root for name, root in parts(file) if "document" in name)[0]
    if local(body[-2]) != "p":
        found.append("the document ends with a table")
    return found


def _faults(root: Any) -> Iterator[str]:
    for element in root.iter("{*}*"):
        name = local(element)
        if name in ORDER:
            yield from _out_of_order(name, [local(one) for one in element])
        if name == "tbl":
            yield from _table(element)
        if name == "tc" and local(element[-1]) != "p":
            yield "a cell must end with a paragraph"
        text = element.text or ""
        if name == "t" and text.strip() != text and element.get(SPACE) != "preserve":
            yield f"spaces are lost: {text!r}"
        loose = (element.tail or "") + ("" if name in ("t", "instrText") else element.text or "")
        if loose.strip():
            yield f"text outside of runs: {loose!r}"


def _out_of_order(name: str, inner: list[str]) -> Iterator[str]:
    order = ORDER[name].split()
    strange = [one for one in inner if one not in order]
    places = [order.index(one) for one in inner if one in order]
    if name == "sectPr":
        places = [max(place, 1) for place in places]  # heads and feet in any order
    if strange or places != sorted(places) or (name not in SEVERAL and len(set(inner)) < len(inner)):
        yield f"{name}: {inner}"


def _table(element: Any) -> Iterator[str]:
    grid = [int(one.get(qn("w:w"))) for one in element.iter(qn("w:gridCol"))]
    following = element.getnext()
    if following is not None and local(following) == "tbl":
        yield "two tables without anything between would be one"
    for row in element.findall(qn("w:tr")):
        at = 0
        for cell in row.findall(qn("w:tc")):
            own = cell.find(qn("w:tcPr"))
            span = own.find(qn("w:gridSpan"))
            wide = 1 if span is None else int(span.get(qn("w:val")))
            width = int(own.find(qn("w:tcW")).get(qn("w:w")))
            if abs(width - sum(grid[at : at + wide])) > ROUNDING:
                yield f"a cell of {width} over columns of {grid[at : at + wide]}"
            at += wide
        if at != len(grid) or not at:
            yield f"a row over {at} of {len(grid)} columns"


@pytest.mark.parametrize("paper", FORMS)
def test_a_template_and_a_paper_are_as_word_wants_them(paper: PaperId) -> None:
    blank = template(PACK, paper)
    assert faults(blank) == []
    assert faults(docx(blank, sample(fields_of(blank)))) == []


@pytest.mark.parametrize("paper", FORMS)
def test_the_file_says_nothing_of_its_maker_and_is_vietnamese(paper: PaperId) -> None:
    with ZipFile(BytesIO(template(PACK, paper))) as opened:
        about, styles = (opened.read(name).decode() for name in ("docProps/core.xml", "word/styles.xml"))
    assert "python" not in about and "2013" not in about  # what a new file of the library says
    assert 'w:val="vi-VN"' in styles and 'w:val="en-US"' not in styles


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<w:jc", '<w:pStyle w:val="x"/><w:jc'),
        ("</w:tc>", "<w:tbl><w:tblPr/><w:tblGrid/></w:tbl></w:tc>"),
        ("</w:tc></w:tr>", "</w:tc><w:tc><w:tcPr><w:tcW w:w='9'/></w:tcPr><w:p/></w:tc></w:tr>"),
        ('<w:t xml:space="preserve">', "<w:t> "),
        ("</w:r>", "</w:r>x"),
    ],
)
def test_faults_would_be_found(old: str, new: str) -> None:
    out = BytesIO()
    with ZipFile(BytesIO(template(PACK, "mau_03"))) as opened, ZipFile(out, "w") as written:
        for name in opened.namelist():
            content = opened.read(name)
            if name == "word/document.xml":
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode(), 1)
            written.writestr(name, content)
    assert faults(out.getvalue())
