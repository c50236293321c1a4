"""Vietnamese number words up to 999: bốn mươi, mười lăm, hai mốt, trăm rưỡi; digits may stand between.

Each word becomes one sign and the number is a pattern over the signs: 0–9 as they are, f năm, t tư,
l lăm, m mốt, M "mot" without marks, X mười/mươi/chục, C trăm, o lẻ/linh, h rưỡi.
"""

import re
from collections.abc import Sequence

from bot.dialogue.reading.words import Vocabulary, Word, split_words

_SIGNS = {
    "0": "không 0",
    "1": "một 1",
    "2": "hai 2",
    "3": "ba 3",
    "4": "bốn 4",
    "5": "5",
    "6": "sáu 6",
    "7": "bảy bẩy 7",
    "8": "tám 8",
    "9": "chín 9",
    "f": "năm",
    "t": "tư",
    "l": "lăm nhăm",
    "m": "mốt",
    "M": "mot",
    "X": "mười mươi chục",
    "C": "trăm",
    "o": "lẻ linh",
    "h": "rưỡi rưởi",
}
_WORDS = Vocabulary({word: sign for sign, words in _SIGNS.items() for word in words.split()})
SAYABLE = re.compile(r"[^\W_]+(?: [^\W_]+)*")
_DIGIT = {"f": 5, "t": 4, "l": 5, "m": 1, "M": 1}

# After "mươi" năm is left out: "hai mươi năm" may be twenty years. "Hai ba" is a guess (2 or 3), not
# 23, so only mốt, tư, lăm may follow a ten that is not said. "Trăm hai" is 120, "trăm rưỡi" 150.
_TENS = r"(?P<tens>[1-9tfM]?)X(?P<last>[1-46-9tlmM]?)|(?P<short>[2-9tf])(?P<end>[mMtl])"
_UNDER_HUNDRED = re.compile(rf"{_TENS}|(?P<unit>[1-9tfM])")
_AFTER_HUNDRED = re.compile(rf"{_TENS}|o(?P<unit>[1-9tfM])|(?P<ten>[1-46-9tM])|(?P<half>h)|(?P<none>)")


def spoken_line(line: str) -> int | None:
    """`spoken` for a line of words with nothing but single spaces between them."""
    return spoken(split_words(line)) if SAYABLE.fullmatch(line) else None


def spoken(words: Sequence[Word]) -> int | None:
    """The number these words say, 0–999; None when they say none, or not surely one."""
    signs = "".join(_WORDS.find((word,)) or "?" for word in words[:7])
    if signs == "0":
        return 0
    head, hundred, rest = signs.rpartition("C")
    found = (_AFTER_HUNDRED if hundred else _UNDER_HUNDRED).fullmatch(rest)
    if found is None or not re.fullmatch(r"[1-9tfM]?", head):
        return None
    return (_digit(head or "1") * 100 if hundred else 0) + _value(found.groupdict())


def _value(parts: dict[str, str | None]) -> int:
    if parts["tens"] is not None:
        return _digit(parts["tens"] or "1") * 10 + _digit(parts["last"] or "0")
    if parts["short"] is not None:
        return _digit(parts["short"]) * 10 + _digit(parts["end"] or "0")
    if parts["unit"] is not None:
        return _digit(parts["unit"])
    return 50 if parts.get("half") else _digit(parts.get("ten") or "0") * 10


def _digit(sign: str) -> int:
    return _DIGIT.get(sign) or int(sign)
