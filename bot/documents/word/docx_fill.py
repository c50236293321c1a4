"""A Word template filled in: what stands in the data goes in as text, never as markup or tag."""

from collections.abc import Mapping
from html import escape
from io import BytesIO
from typing import Any

from docxtpl import DocxTemplate

from bot.documents.lettering import well_formed
from bot.documents.typesetting import DocumentError
from bot.documents.word.docx_clean import cleaned
from bot.documents.word.paper_tags import bounded, environment


def docx(template: bytes, data: Mapping[str, object]) -> bytes:
    """The paper as .docx. DocumentError where the template asks for what the data has not; slow (40 ms)."""
    filled = DocxTemplate(BytesIO(template))
    try:
        filled.render(bounded(_clean(data)), jinja_env=environment(_escaped))
    except Exception as fault:  # whatever a changed template reckons may fail in any way
        raise DocumentError(
            "a template could not be filled", where=type(fault).__name__, remedy="check the template"
        ) from None
    cleaned(filled.docx)
    out = BytesIO()
    filled.save(out)
    return out.getvalue()


def _escaped(text: str) -> str:
    """For the XML of Word."""
    return escape(text, quote=True)


def _clean(value: Any) -> Any:
    """NFC, without signs that no document may hold."""
    match value:
        case str():
            return well_formed(value)
        case Mapping():
            return {name: _clean(one) for name, one in value.items()}
        case list() | tuple():
            return [_clean(one) for one in value]
    return value
