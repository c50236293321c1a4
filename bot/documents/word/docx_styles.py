"""What a run or a paragraph of a Word document looks like: the defaults, its styles, then what itself says.

Properties are mappings with only what is said; a later one overrides an earlier (see `RUN`, `PARAGRAPH`).
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.documents.word.docx_xml import Element, attribute, child, children, number, on, points, tag

Props = dict[str, Any]
Read = Callable[[Element], Mapping[str, Any]]
HALF_POINTS, EIGHTHS = 2, 8
AUTO_SPACE = 14.0
"""Points of a space that Word works out itself (as web pages have it)."""
LINES = 240
"""One line, in the unit of w:line."""


def _flag(name: str) -> Read:
    return lambda element: {name: on(element)}


def _measure(name: str, per_point: int) -> Read:
    def read(element: Element) -> Props:
        found = points(element, "val", per_point)
        return {} if found is None else {name: found}

    return read


def _value(name: str) -> Read:
    return lambda element: {name: attribute(element) or ""}


RUN: Mapping[str, Read] = {
    "b": _flag("bold"),
    "i": _flag("italic"),
    "strike": _flag("strike"),
    "caps": _flag("caps"),
    "smallCaps": _flag("small_caps"),
    "vanish": _flag("hidden"),
    "u": lambda element: {"under": attribute(element) not in (None, "none")},
    "sz": _measure("size", HALF_POINTS),
    "spacing": _measure("tracking", 20),
    "vertAlign": _value("raise"),
    "color": _value("color"),
    "bdr": lambda element: {"boxed": border(element) is not None},
}


def run_props(element: Element | None) -> Props:
    """Of a w:rPr. Sizes in points."""
    return _read(element, RUN)


def _read(element: Element | None, table: Mapping[str, Read]) -> Props:
    out: Props = {}
    for one in element if element is not None else ():
        out.update(table.get(tag(one), lambda _: {})(one))
    return out


def _indents(element: Element) -> Props:
    found = {
        "left": points(element, "left") if points(element, "left") is not None else points(element, "start"),
        "right": points(element, "right") if points(element, "right") is not None else points(element, "end"),
    }
    hanging, first = points(element, "hanging"), points(element, "firstLine")
    found["first"] = -hanging if hanging is not None else first
    return {name: value for name, value in found.items() if value is not None}


def _spaces(element: Element) -> Props:
    found: Props = {}
    for name in ("before", "after"):
        size = points(element, name)
        if attribute(element, f"{name}Autospacing") in ("1", "true", "on"):
            size = AUTO_SPACE
        if size is not None:
            found[name] = size
    line, rule = number(element, "line"), attribute(element, "lineRule") or "auto"
    if line is not None and line > 0:
        found["line"] = (rule, line / LINES if rule == "auto" else line / 20)
    return found


def _tabs(element: Element) -> Props:
    stops = {}
    for one in children(element, "tab"):
        at = points(one, "pos")
        if at is not None:
            stops[at] = (attribute(one) or "left", attribute(one, "leader") or "none")
    return {"tabs": stops}


PARAGRAPH: Mapping[str, Read] = {
    "jc": _value("align"),
    "ind": _indents,
    "spacing": _spaces,
    "keepNext": _flag("keep_next"),
    "keepLines": _flag("keep_lines"),
    "pageBreakBefore": _flag("new_page"),
    "contextualSpacing": _flag("close"),
    "tabs": _tabs,
    "pBdr": lambda element: {"rules": {tag(one): border(one) for one in element}},
}


def paragraph_props(element: Element | None) -> Props:
    """Of a w:pPr. Measures in points; line: ("auto", lines) or ("exact" | "atLeast", points)."""
    return _read(element, PARAGRAPH)


def border(element: Element) -> tuple[float, float, str, str] | None:
    """Of one border: thickness, distance (points), colour ("" black), dash; None where there is no line."""
    kind = attribute(element) or "none"
    if kind in ("none", "nil"):
        return None
    thickness = points(element, "sz", EIGHTHS) or 0.5
    dash = "dotted" if kind == "dotted" else "dashed" if "dash" in kind.lower() else "solid"
    return thickness, number(element, "space") or 0.0, color(attribute(element, "color")), dash


def color(value: str | None) -> str:
    """Six hexadecimal digits, or "" for what Word chooses itself."""
    digits = (value or "").lower()
    return digits if len(digits) == 6 and set(digits) <= set("0123456789abcdef") else ""


def over(base: Props, *later: Props) -> Props:
    """`base` with the later ones over it; tab stops add up, a cleared one goes."""
    out = dict(base)
    for props in later:
        stops = {**out.get("tabs", {}), **props.get("tabs", {})}
        out |= props
        if stops:
            out["tabs"] = {at: stop for at, stop in stops.items() if stop[0] != "clear"}
    return out


class Styles:
    """The styles of one document, by id, each with the ones it is based on."""

    def __init__(self, root: Element | None) -> None:
        found = list(children(root, "style"))
        self._by_id = {attribute(one, "styleId") or "": one for one in found}
        self._usual = {
            attribute(one, "type"): attribute(one, "styleId")
            for one in found
            if attribute(one, "default") in ("1", "true", "on")
        }
        defaults = child(root, "docDefaults")
        self._run = run_props(child(child(defaults, "rPrDefault"), "rPr"))
        self._paragraph = paragraph_props(child(child(defaults, "pPrDefault"), "pPr"))

    def chain(self, style_id: str | None, kind: str) -> Iterator[Element]:
        """The style's elements, what it is based on first; the usual one of its kind without an id."""
        seen: list[Element] = []
        at = style_id if style_id in self._by_id else self._usual.get(kind)
        while at in self._by_id and self._by_id[at] not in seen:
            seen.append(self._by_id[at])
            at = attribute(child(self._by_id[at], "basedOn")) or ""
        return iter(reversed(seen))

    def paragraph(self, element: Element | None, table: str | None, inside: bool) -> tuple[Props, Props]:
        """Of a w:pPr: the paragraph's properties and those its runs begin with. table: the style's id of the
        table it stands in (inside)."""
        around = list(self.chain(table, "table")) if inside else []
        layers = [*around, *self.chain(attribute(child(element, "pStyle")), "paragraph")]
        shape = [paragraph_props(child(one, "pPr")) for one in layers]
        letters = [run_props(child(one, "rPr")) for one in layers]
        return over(self._paragraph, *shape, paragraph_props(element)), over(self._run, *letters)

    def run(self, element: Element | None, base: Props) -> Props:
        """Of a w:rPr, over what its paragraph gives; the run's own style between."""
        named = attribute(child(element, "rStyle"))
        layers = [run_props(child(one, "rPr")) for one in self.chain(named, "character")] if named else []
        return over(base, *layers, run_props(element))
