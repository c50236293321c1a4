"""A table of a Word document as Typst: widths, merged cells, lines, repeated headings, rows kept whole."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bot.documents.word.docx_styles import Styles, border, color
from bot.documents.word.docx_typst_style import stroke
from bot.documents.word.docx_xml import Element, attribute, child, children, number, on, points, tag
from bot.documents.word.typst_text import Names, array, dictionary, length, literal, statements

Blocks = Callable[[Element, str | None], list[str]]
"""Writes the blocks of a cell: (cell, id of the table's style)."""
SIDES: Mapping[str, str] = {
    "top": "top", "bottom": "bottom", "left": "left", "start": "left", "right": "right", "end": "right",
    "insideH": "insideH", "insideV": "insideV",
}  # fmt: skip
MARGINS: Mapping[str, float] = {"top": 0.0, "bottom": 0.0, "left": 5.4, "right": 5.4}
"""Points between a cell's line and its text, where nothing is said."""
STANDS = {"center": "horizon", "bottom": "bottom"}
AROUND = frozenset({"sdt", "sdtContent", "customXml", "ins"})


@dataclass(frozen=True, slots=True)
class TableWriter:
    """Writes tables; `blocks` writes what stands in a cell."""

    styles: Styles
    names: Names
    blocks: Blocks

    def table(self, element: Element) -> str:
        """One w:tbl as an item of blocks."""
        own = child(element, "tblPr")
        style = attribute(child(own, "tblStyle"))
        rows = list(self._rows(element, style))
        look = self.names.of(self._style(element, style))
        return f'(kind: "table", style: {look}, rows: {array(rows)}),'

    def _style(self, element: Element, style: str | None) -> str:
        own = child(element, "tblPr")
        layers = [*(child(one, "tblPr") for one in self.styles.chain(style, "table")), own]
        lines: dict[str, str] = {}
        margins = dict(MARGINS)
        for layer in layers:
            lines |= lines_of(child(layer, "tblBorders"))
            margins |= margins_of(child(layer, "tblCellMar"))
        grid = [points(one, "w") or 0.0 for one in children(child(element, "tblGrid"), "gridCol")]
        out = {
            "grid": array(f"{length(one)}," for one in grid),
            "lines": dictionary(lines),
            "inset": dictionary({side: length(size) for side, size in margins.items()}),
        }
        align = attribute(child(own, "jc"))
        if align in ("center", "right", "end"):
            out["align"] = "center" if align == "center" else "right"
        indent = points(child(own, "tblInd"), "w")
        if indent:
            out["indent"] = length(indent)
        return dictionary(out)

    def _rows(self, parent: Element, style: str | None) -> Iterator[str]:
        yield from _stated(parent.text)
        for one in parent:
            if tag(one) == "tr":
                yield self._row(one, style)
            elif tag(one) in AROUND:
                yield from self._rows(one, style)
            yield from _stated(one.tail)

    def _row(self, element: Element, style: str | None) -> str:
        own = child(element, "trPr")
        out = {}
        for name, here in (("tblHeader", "head"), ("cantSplit", "whole")):
            found = child(own, name)
            if found is not None and on(found):
                out[here] = "true"
        shapes = [child(one, "pPr") for one in element.iter() if tag(one) == "p"]
        if shapes and all(_stays(child(one, "keepNext")) for one in shapes):
            out["next"] = "true"
        height = points(child(own, "trHeight"))
        if height:
            out["least"] = length(height)
        before = number(child(own, "gridBefore"))
        if before:
            out["before"] = f"{before:.0f}"
        cells = array(self._cells(element, style))
        return f"(style: {self.names.of(dictionary(out))}, cells: {cells}),"

    def _cells(self, parent: Element, style: str | None) -> Iterator[str]:
        yield from _stated(parent.text)
        for one in parent:
            if tag(one) == "tc":
                yield f"(style: {self._cell(one)}, blocks: {array(self.blocks(one, style))}),"
            elif tag(one) in AROUND:
                yield from self._cells(one, style)
            yield from _stated(one.tail)

    def _cell(self, element: Element) -> str:
        own = child(element, "tcPr")
        out = {}
        span = attribute(child(own, "gridSpan"))
        if span and span != "1":
            out["span"] = literal(span)
        merge = child(own, "vMerge")
        if merge is not None:
            out["merge"] = literal(attribute(merge) or "continue")
        stands = attribute(child(own, "vAlign"))
        if stands in STANDS:
            out["stand"] = STANDS[stands]
        lines = lines_of(child(own, "tcBorders"))
        if lines:
            out["lines"] = dictionary(lines)
        margins = margins_of(child(own, "tcMar"))
        if margins:
            out["inset"] = dictionary({side: length(size) for side, size in margins.items()})
        fill = attribute(child(own, "shd"), "fill") or ""
        if "{" in fill or color(fill):
            out["fill"] = f"rgb({literal(fill)})"
        tagged = any("{" in value for value in (span or "", out.get("merge", ""), fill))
        return dictionary(out) if tagged else self.names.of(dictionary(out))


def _stays(element: Element | None) -> bool:
    return element is not None and on(element)


def lines_of(element: Element | None) -> dict[str, str]:
    """The lines a w:tblBorders or w:tcBorders names; `none` where it says there is none."""
    return {
        SIDES[tag(one)]: stroke(line) if (line := border(one)) else "none"
        for one in (element if element is not None else ())
        if tag(one) in SIDES
    }


def margins_of(element: Element | None) -> dict[str, float]:
    """Points, of the sides a w:tblCellMar or w:tcMar names."""
    found = {
        SIDES[tag(one)]: points(one, "w")
        for one in (element if element is not None else ())
        if tag(one) in SIDES
    }
    return {side: size for side, size in found.items() if size is not None}


def _stated(text: str | None) -> Iterator[str]:
    found = statements(text)
    if found:
        yield found
