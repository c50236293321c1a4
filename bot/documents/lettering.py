"""Letters a paper can print: NFC, no invisible signs, a box for what the fonts have no glyph for."""

import unicodedata
from functools import cache

from bot.documents.typesetting import FONTS

BOX = "□"
COVERAGE = FONTS / "coverage.txt"
KEPT_SPACES = frozenset("\n\t\u00a0")
VARIATION_SELECTORS = frozenset(chr(code) for code in range(0xFE00, 0xFE10))


@cache
def printable() -> frozenset[str]:
    """Every character all four bundled faces have a glyph for, from `fonts/coverage.txt`."""
    ranges = [
        line.split("-") for line in COVERAGE.read_text("ascii").splitlines() if not line.startswith("#")
    ]
    return frozenset(chr(code) for first, last in ranges for code in range(int(first, 16), int(last, 16) + 1))


def one_line(text: str) -> str:
    """`text` as one printable line: NFC, every run of spaces and line breaks as one space."""
    return " ".join("".join(map(_printed, _visible(text))).split())


def lines(text: str) -> list[str]:
    """The non-empty lines of `text`, each as `one_line` gives it."""
    return [line for line in map(one_line, text.splitlines()) if line]


def well_formed(text: str) -> str:
    """`text` as any file may hold it: NFC, only line breaks and spaces between, nothing without a shape."""
    kept = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(" " if c.isspace() and c != "\n" else c for c in _visible(kept))


def printed(text: str) -> str:
    """`text` as a template has it, with its spaces, line breaks and tabs; a box for what has no glyph."""
    kept = "".join(c if c in KEPT_SPACES or not c.isspace() else " " for c in _visible(text))
    return "".join(map(_printed, kept))


def unprintable(text: str) -> str:
    """The characters of `text` that come out as a box, each once, in order ("" when all is well)."""
    return "".join(dict.fromkeys(c for c in _visible(text) if _printed(c) == BOX != c))


def _visible(text: str) -> str:
    """NFC without what has no shape of its own: joiners, direction marks, control signs, lone surrogates."""
    return "".join(c for c in unicodedata.normalize("NFC", text) if c.isspace() or not _shapeless(c))


def _shapeless(char: str) -> bool:
    return char in VARIATION_SELECTORS or unicodedata.category(char) in {"Cc", "Cf", "Cs"}


def _printed(char: str) -> str:
    return char if char.isspace() or char in printable() else BOX
