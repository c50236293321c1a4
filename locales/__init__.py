"""The interface's words: gettext catalogues by language, Vietnamese first; legal words live with the packs.

A message id is a name ("request.sent"), never a sentence, so that every language is a translation.
"""

import gettext
import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent
DOMAIN = "rasoat"
LANGUAGES = ("vi", "en")
"""Whole: every key has words in them."""
PARTIAL = ("km",)
"""Only what a household meets; the rest stands in Vietnamese."""
PACKS = "packs"


def catalogue_path(language: str, domain: str = DOMAIN) -> Path:
    return FOLDER / language / "LC_MESSAGES" / f"{domain}.po"


@cache
def catalogue(language: str) -> gettext.GNUTranslations:
    """The catalogue of a language, compiled in memory from its .po (about 50 ms, once)."""
    with catalogue_path(language).open("rb") as source:
        messages = read_po(source, locale=language, domain=DOMAIN)
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@cache
def sentence(language: str, key: str) -> str:
    """The sentence of a key before its values are put in; KeyError where no language has it."""
    for known in (language, "vi"):
        if known in LANGUAGES or known in PARTIAL:
            found = catalogue(known).gettext(key)
            if found != key:
                return found
    raise KeyError(f"no words for {key!r}: add it to {DOMAIN}.po of every language")


def translate(language: str, key: str, args: Mapping[str, object]) -> str:
    """The sentence of a key with its values: "{name}" is replaced, values are never read as patterns."""
    found = sentence(language, key)
    return found.format_map(args) if args else found


def keys_under(prefix: str) -> tuple[str, ...]:
    """All keys of the Vietnamese catalogue that begin so ("web.")."""
    with catalogue_path("vi").open("rb") as source:
        messages = read_po(source, locale="vi", domain=DOMAIN)
    return tuple(str(m.id) for m in messages if isinstance(m.id, str) and m.id.startswith(prefix))


@cache
def pack_words(language: str) -> Mapping[str, str]:
    """Words of packs in a language that the packs do not hold: Vietnamese → that language; else nothing.

    Here the message id is the Vietnamese text, so that a text the law or we change is never shown in an old
    translation: it stands in Vietnamese until it is translated anew.
    """
    path = catalogue_path(language, PACKS)
    if not path.is_file():
        return {}
    with path.open("rb") as source:
        messages = read_po(source, locale=language, domain=PACKS)
    return {str(one.id): str(one.string) for one in messages if one.id and one.string}
