"""Plain text work under every reader: cleaning, folding Vietnamese marks, digits of any script."""

import re
import unicodedata
from collections.abc import Iterator

from bot.dialogue.reading.result import Problem, problem

MAX_CHARS = 300  # a longer text is no answer to a short question; it also bounds every reader's time
APOSTROPHES = "'’‘ʼ`´′＇"

_MAX_MARKS = 30  # marks in a row (Unicode UAX #15, stream-safe text): more makes normalising quadratic
_HIDDEN = {"Cc", "Cf", "Cs"}
_LATIN_MARKS = re.compile("[\u0300-\u036f]+")
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
_KEYCAPS = dict.fromkeys([0x20E3, *range(0xFE00, 0xFE10)])  # the frame that makes 2 into 2️⃣
_D_STROKE = str.maketrans({"đ": "d", "ð": "d"})  # ð: its capital Ð looks like Đ and is typed for it


def clean(text: str) -> str:
    """NFC, without control and zero-width characters, spaces (and line breaks) squeezed to one.

    All else stays as typed, except more than 30 combining marks on one letter.
    """
    plain = len(text) <= _MAX_MARKS and text.isprintable()  # most answers: nothing to take out
    return " ".join(unicodedata.normalize("NFC", text if plain else "".join(_visible(text))).split())


def _visible(text: str) -> Iterator[str]:
    marks = 0
    for char in text:
        category = unicodedata.category(char)
        marks = marks + 1 if category[0] == "M" else 0
        if char.isspace():
            yield " "
        elif category not in _HIDDEN and marks <= _MAX_MARKS:
            yield char


def fold(text: str) -> str:
    """The text for comparing: lower case, no Vietnamese marks (đ → d), ASCII digits, single spaces.

    Punctuation is trimmed from both ends of every word ("Dạ, có." → "da co"), kept inside ("h'mong").
    """
    bare = _LATIN_MARKS.sub("", decompose(clean(text)))
    words = (_trim(word) for word in unicodedata.normalize("NFC", bare.translate(_D_STROKE)).split())
    return " ".join(word for word in words if word)


def decompose(text: str) -> str:
    """Lower case, letters and marks apart, compatibility forms made plain (m² → m2), ASCII digits."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.replace("´", "'")).lower())
    return ascii_digits(apart.translate(_KEYCAPS))


def ascii_digits(text: str) -> str:
    """Digits of any script (１２, ១២) as 0–9; everything else untouched."""
    return _OTHER_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)


def is_latin_mark(char: str) -> bool:
    """True for the combining marks Latin letters decompose into; marks of other scripts are letters."""
    return "\u0300" <= char <= "\u036f"


def _trim(word: str) -> str:
    start, end = 0, len(word)
    while start < end and _is_punctuation(word[start]):
        start += 1
    while end > start and _is_punctuation(word[end - 1]):
        end -= 1
    return word[start:end]


def _is_punctuation(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] == "P" or category == "Sk"


def typed_line(text: str) -> str:
    """Cleaned, lower case, ASCII digits, end punctuation off: what the number readers look at."""
    return ascii_digits(clean(text).translate(_KEYCAPS)).lower().strip(" .,;:!")


def too_long(text: str, limit: int = MAX_CHARS) -> Problem | None:
    """A problem when the text is over `limit` characters, else None. Readers ask this first."""
    return problem("reading.too_long", limit=limit) if len(text) > limit else None


def clip(text: str, limit: int = 30) -> str:
    """The text short enough to be quoted back inside a sentence."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def digits_only(text: str) -> str:
    """Just the digits of the text, as 0–9."""
    return re.sub(r"[^0-9]", "", ascii_digits(text))
