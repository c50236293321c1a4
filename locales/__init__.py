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


def catalogue_path(language: str) -> Path:
    return FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po"


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
        if known in LANGUAGES:
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
