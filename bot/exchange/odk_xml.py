"""A submission as ODK Collect writes it: XML, one element an answer. Read with every door of XML shut."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from bot.dialogue.reading.result import problem
from bot.exchange.odk_fields import (
    MEMBERS,
    MOST_BYTES_ONE,
    MOST_DEPTH,
    Found,
    Pair,
    Unread,
    UnreadError,
    gather,
    submission,
)


def read_xml(where: str, data: bytes) -> Found:
    """The submission, or why it cannot be read. No entity, no DTD, nothing from outside is ever followed."""
    if len(data) > MOST_BYTES_ONE:
        return Unread(where, problem("import.file.too_big", limit=MOST_BYTES_ONE // 1_000_000))
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        return Unread(where, problem("import.xml.forbidden"))
    except (ParseError, ValueError, LookupError):
        return Unread(where, problem("import.xml.broken"))
    try:
        fields = gather(_pairs(root))
        members = tuple(gather(_pairs(one)) for one in _repeats(root))
    except UnreadError as wrong:
        return Unread(where, wrong.problem)
    form, version = root.get("id", ""), root.get("version", "")
    return submission(where, fields, members, form=form, version=version)


def _name(element: Element) -> str:
    """Without its namespace: "{http://openrosa.org/xforms}instanceID" → "instanceID"."""
    return element.tag.rpartition("}")[2]


def _pairs(element: Element, depth: int = 0) -> Iterator[Pair]:
    """The answers below an element, groups opened, the repeat left out."""
    if depth > MOST_DEPTH:
        raise UnreadError(problem("import.xml.broken"))
    for child in element:
        if _name(child) == MEMBERS:
            continue
        if len(child):
            yield from _pairs(child, depth + 1)
        else:
            yield _name(child), child.text or ""


def _repeats(element: Element, depth: int = 0) -> Iterator[Element]:
    if depth > MOST_DEPTH:
        raise UnreadError(problem("import.xml.broken"))
    for child in element:
        if _name(child) == MEMBERS:
            yield child
        else:
            yield from _repeats(child, depth + 1)
