"""Reading WordprocessingML: names, on/off values and measures of one element. Measures come out in points."""

import math
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

Element = Any
"""An lxml element of a Word document; lxml has no types of its own."""
OFF = frozenset({"0", "false", "off", "none", "nil"})
TWIP = 20
"""Twentieths of a point: the measure of most widths and spaces in Word."""


def tag(element: Element) -> str:
    """The element's name without its namespace; "" for comments and processing instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(element: Element | None, name: str) -> Element | None:
    """The first child of this name in Word's namespace, or None."""
    return None if element is None else element.find(qn(f"w:{name}"))


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The children of this name in Word's namespace."""
    return iter(()) if element is None else element.iterchildren(qn(f"w:{name}"))


def attribute(element: Element | None, name: str = "val") -> str | None:
    """An attribute in Word's namespace, or None."""
    return None if element is None else element.get(qn(f"w:{name}"))


def on(element: Element) -> bool:
    """Whether an on/off element is on: there without a value means on."""
    return attribute(element) not in OFF


def number(element: Element | None, name: str = "val") -> float | None:
    """A plain number, or None where there is none that can be read."""
    try:
        found = float(attribute(element, name) or "")
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def points(element: Element | None, name: str = "val", per_point: int = TWIP) -> float | None:
    """A measure in points, or None; `per_point`: of Word's units."""
    found = number(element, name)
    return None if found is None else found / per_point
