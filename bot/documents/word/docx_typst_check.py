"""What a Word template holds that the PDF cannot show: found before it is taken, named by an id."""

from collections.abc import Iterator, Mapping

from bot.documents.word.docx_xml import Element, attribute, child, children, number, on, tag

LOST: Mapping[str, str] = {
    "footnoteReference": "footnote",
    "endnoteReference": "footnote",
    "sym": "symbol",
    "oMath": "equation",
    "oMathPara": "equation",
    "object": "object",
    "altChunk": "object",
    "control": "object",
    "subDoc": "object",
    "txbxContent": "text_box",
    "framePr": "text_box",
    "del": "tracked_changes",
    "ins": "tracked_changes",
    "moveFrom": "tracked_changes",
    "moveTo": "tracked_changes",
    "textDirection": "vertical_text",
    "pic": "picture",
    "imagedata": "picture",
    "blip": "picture",
    "ruby": "equation",
}
"""Names of elements, in whichever namespace, and what they are."""
DRAWN = ("drawing", "pict")
ACROSS = ("lrTb", "tb")
"""Directions of a text that are the usual one: LibreOffice writes it out in every section."""
SYMBOL_FONTS = ("wingdings", "webdings", "symbol", ".vn")
"""Beginnings of fonts in which letters look like others; old Vietnamese encodings' begin with a dot."""


def found_in(root: Element, styles: Element, settings: Element) -> Iterator[str]:
    """Ids of what is lost of this part, each perhaps several times."""
    even = child(settings, "evenAndOddHeaders")
    if even is not None and on(even):
        yield "even_headers"
    numbered = {
        attribute(one, "styleId") for one in children(styles, "style") if _numbered(child(one, "pPr"))
    }
    for one in root.iter():
        name = tag(one)
        if name in LOST and not (name == "textDirection" and attribute(one) in ACROSS):
            yield LOST[name]
        elif name in DRAWN and not any(tag(inner) in LOST for inner in one.iter()):
            yield "shape"
        elif name == "pPr" and (_numbered(one) or attribute(child(one, "pStyle")) in numbered):
            yield "numbering"
        elif name == "cols" and (number(one, "num") or 1) > 1:
            yield "columns"
        elif name == "rFonts" and any(_symbolic(value) for value in one.attrib.values()):
            yield "symbol"


def _numbered(shape: Element | None) -> bool:
    return number(child(child(shape, "numPr"), "numId")) not in (None, 0)


def _symbolic(font: str) -> bool:
    return font.lower().startswith(SYMBOL_FONTS)
