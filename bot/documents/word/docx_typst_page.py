"""The pages of a section of a Word document: size, margins, where heading and foot stand."""

from bot.documents.word.docx_xml import Element, attribute, child, number, on, points
from bot.documents.word.typst_text import dictionary, length

A4 = (595.3, 841.9)
MARGIN, DISTANCE = 72.0, 36.0
"""Points, where the document does not say."""
FORMS = {"lowerRoman": "i", "upperRoman": "I", "lowerLetter": "a", "upperLetter": "A"}


def page_style(section: Element) -> str:
    """Of a w:sectPr."""
    size, edges = child(section, "pgSz"), child(section, "pgMar")
    margins = {side: _or(points(edges, side), MARGIN) for side in ("top", "bottom", "left", "right")}
    margins["left"] += points(edges, "gutter") or 0.0
    out = {
        "width": length(points(size, "w") or A4[0]),
        "height": length(points(size, "h") or A4[1]),
        "margin": dictionary({side: length(abs(margin)) for side, margin in margins.items()}),
        "head": length(_or(points(edges, "header"), DISTANCE)),
        "foot": length(_or(points(edges, "footer"), DISTANCE)),
    }
    title = child(section, "titlePg")
    if title is not None and on(title):
        out["title-page"] = "true"
    if attribute(child(section, "type")) == "continuous":
        out["continuous"] = "true"
    numbers = child(section, "pgNumType")
    start = number(numbers, "start")
    if start is not None:
        out["start"] = f"{start:.0f}"
    form = FORMS.get(attribute(numbers, "fmt") or "")
    if form:
        out["form"] = f'"{form}"'
    return dictionary(out)


def _or(value: float | None, usual: float) -> float:
    return usual if value is None else value
