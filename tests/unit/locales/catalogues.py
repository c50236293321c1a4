"""The .po catalogues as plain tables: key → text, one table a language."""

from collections.abc import Mapping
from functools import cache
from string import Formatter

from babel.messages.pofile import read_po

from locales import DOMAIN, catalogue_path


@cache
def texts(language: str) -> Mapping[str, str]:
    """Every entry of a language's catalogue, the header left out; also entries without a text."""
    with catalogue_path(language).open("rb") as source:
        messages = read_po(source, locale=language, domain=DOMAIN)
    return {str(one.id): str(one.string or "") for one in messages if one.id}


def placeholders(text: str) -> frozenset[str]:
    """ "{code}: {who}" → code, who."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
