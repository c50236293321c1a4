"""Finding day, month and year in a typed line; whether such a day exists is decided in `dates`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.dialogue.reading.spoken import spoken
from bot.dialogue.reading.text import fold
from bot.dialogue.reading.words import split_words

Slot = Literal["day", "month", "year"]
Form = Literal["run_together", "lunar", "age", "unknown"]
"""Why there are no parts: digits without separators that read two ways; a lunar date; an age; other."""


@dataclass(frozen=True, slots=True)
class DateParts:
    """What was written, unchecked. year keeps its digits, since 84 and 1984 are read differently."""

    day: int | None = None
    month: int | None = None
    year: str | None = None


_SLOTS: tuple[Slot, ...] = ("day", "month", "year")
_LABELS: dict[str, Slot] = {"ngay": "day", "mung": "day", "mong": "day", "thang": "month", "nam": "year"}
_LUNAR = re.compile(r"\b(?:am lich|am|al|gieng|chap|nhuan)\b")
_AGE = re.compile(r"([0-9]{1,3}) ?(?:tuoi|t)\b")
_LEAD = re.compile(
    r"^(?:(?:ngay sinh|ngay thang nam sinh|nam sinh|sinh|vao|hom|la|khoang|chung|tam(?= (?:nam )?[0-9])"
    r"|nhan|cap|den) )+"
)
_TAIL = re.compile(r" (?:duong lich|duong|dl|a|nhe|nha)$")
_ODD = re.compile(r"[^a-z0-9 /.,:\\|'’‘`´()_–—-]")  # a sign that stands in no date: not guessed at


def date_parts(text: str) -> DateParts | Form:
    """Parts in the Vietnamese order day, month, year; a four-digit number first means ISO order."""
    line = _TAIL.sub("", _LEAD.sub("", fold(text) + " ").strip())
    if _LUNAR.search(line):
        return "lunar"
    if _AGE.fullmatch(line):
        return "age"
    if _ODD.search(line):
        return "unknown"
    tokens = re.findall(r"[0-9]+|[a-z]+", line)
    if any(token.isalpha() for token in tokens):
        return _labelled(tokens) or "unknown"
    return _numeric(tokens)


def age(text: str) -> int:
    """The years of an answer that `date_parts` called an age."""
    return int("".join(re.findall(r"[0-9]", fold(text)))[:3])


def _numeric(groups: Sequence[str]) -> DateParts | Form:
    sizes = tuple(len(group) for group in groups)
    match sizes:
        case (size,):
            return _run(groups[0], size)
        case (4, (1 | 2)):
            return DateParts(month=int(groups[1]), year=groups[0])
        case ((1 | 2), 4):
            return DateParts(month=int(groups[0]), year=groups[1])
        case ((1 | 2), (1 | 2)):
            return _two(*groups)
        case (4, (1 | 2), (1 | 2)):
            return DateParts(int(groups[2]), int(groups[1]), groups[0])
        case ((1 | 2), (1 | 2), (2 | 4)):
            return DateParts(int(groups[0]), int(groups[1]), groups[2])
    return "unknown"


def _two(first: str, second: str) -> DateParts:
    """3/84 is a month of a year; 5/10 a day of a month."""
    if int(second) > 31 or second == "00":
        return DateParts(month=int(first), year=second)
    return DateParts(day=int(first), month=int(second))


def _run(digits: str, size: int) -> DateParts | Form:
    """Digits without separators: 84, 1984, 020384, 02031984, 19840302."""
    if size == 2 or (size == 4 and digits[0] != "0"):
        return DateParts(year=digits)
    if size == 6 and 1 <= int(digits[2:4]) <= 12:
        return DateParts(int(digits[:2]), int(digits[2:4]), digits[4:])
    if size == 8 and 1 <= int(digits[2:4]) <= 12 and digits[4:6] in ("19", "20"):
        return DateParts(int(digits[:2]), int(digits[2:4]), digits[4:])
    if size == 8 and digits[:2] in ("19", "20"):
        return DateParts(int(digits[6:]), int(digits[4:6]), digits[:4])
    return "run_together" if size in (5, 6, 7, 8) else "unknown"


def _labelled(tokens: Sequence[str]) -> DateParts | None:
    """Numbers after ngày, tháng, năm; a number without a label takes the slot after the one before."""
    found: dict[Slot, str] = {}
    label: Slot | None = None
    said: list[str] = []
    for token in [*tokens, ""]:
        if token.isalpha() and (token not in _LABELS or _is_five(token, label, said)):
            said.append(token)
            continue
        if said and not _put(found, label, _spell(said)):
            return None
        label, said = (None, []) if said else (label, said)
        if token.isdigit():
            if not _put(found, label, token):
                return None
            label = None
        elif token:
            label = _LABELS[token]
    return _parts(found)


def _is_five(token: str, label: Slot | None, said: Sequence[str]) -> bool:
    # "tháng năm năm 1984": the năm right after ngày, mùng or tháng is the number five.
    return token == "nam" and label in ("day", "month") and not said


def _spell(said: Sequence[str]) -> str:
    number = spoken(split_words(" ".join(said)))
    return "" if number is None else str(number)


def _put(found: dict[Slot, str], label: Slot | None, digits: str) -> bool:
    after = max((_SLOTS.index(slot) for slot in found), default=-1) + 1
    slot = label or (_SLOTS[after] if after < len(_SLOTS) else None)
    if slot is None or slot in found or not digits or len(digits) > 4:
        return False
    found[slot] = digits
    return True


def _parts(found: dict[Slot, str]) -> DateParts | None:
    day, month, year = (found.get(slot) for slot in _SLOTS)
    if (day is not None and len(day) > 2) or (month is not None and len(month) > 2):
        return None
    return DateParts(int(day) if day else None, int(month) if month else None, year)
