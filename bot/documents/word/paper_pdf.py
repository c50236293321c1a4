"""A Word template filled and set as PDF: the same template, tags and data as the Word paper's (docx_fill)."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from jinja2 import Template, TemplateError

from bot.documents.lettering import well_formed
from bot.documents.typesetting import DocumentError, set_source
from bot.documents.word.docx_typst import typst_source
from bot.documents.word.paper_tags import bounded, environment
from bot.documents.word.typst_text import escaped, shown

HEAD = '#import "paper.typ": *\n#set document(title: "{title}", date: auto)\n'
KEPT = 64
"""Translated templates kept in memory: a pack's papers and what communes changed of them."""


def pdf(
    template: bytes, data: Mapping[str, object], *, on: str | None, title: str, tags: bool = True
) -> bytes:
    """The paper as PDF/A-2b. `on`: its ISO date, for the file's time stamp. title: for the file's metadata.
    tags: what a screen reader goes by; without them a file costs less and is half as large.

    DocumentError where the template asks for what the data has not; TemplateError as `typst_source`.
    """
    return pdf_many(template, (data,), on=on, title=title, tags=tags)


def pdf_many(
    template: bytes, papers: Iterable[Mapping[str, object]], *, on: str | None, title: str, tags: bool = True
) -> bytes:
    """Many papers in one PDF: each begins on a new page, and counts its own pages."""
    ready = _ready(template)
    pieces = [HEAD.replace("{title}", escaped(shown(title)))]
    for number, data in enumerate(papers):
        pieces.append(f'#let paper-name = "p{number}"\n{_filled(ready, data)}')
    return set_source("".join(pieces), on=on, tags=tags)


@lru_cache(maxsize=KEPT)
def _ready(template: bytes) -> Template:
    """The template, translated once for as long as it stays the same."""
    return environment(escaped).from_string(typst_source(template))


def _filled(ready: Template, data: Mapping[str, object]) -> str:
    try:
        return ready.render(bounded(_clean(data)))
    except (TemplateError, ArithmeticError, TypeError, ValueError) as fault:
        raise DocumentError(
            "a template could not be filled", where=type(fault).__name__, remedy="check the template"
        ) from None


def _clean(value: Any) -> Any:
    """Texts as they can be printed: NFC, a box for what has no glyph."""
    match value:
        case str():
            return shown(well_formed(value))
        case Mapping():
            return {name: _clean(one) for name, one in value.items()}
        case list() | tuple():
            return [_clean(one) for one in value]
    return value
