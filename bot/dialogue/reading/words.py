"""Words as Vietnamese people type them: marks may be left out, but a typed mark must be right.

"khong" and "KHÔNG" both agree with "không"; "đừng" never agrees with "đúng", nor "nợ" with "no".
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from bot.dialogue.reading.text import APOSTROPHES, clean, decompose, is_latin_mark

T = TypeVar("T")

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STROKE = "-"


@dataclass(frozen=True, slots=True)
class Word:
    """One word: bare letters; per letter its shape marks (â, ă, ơ, đ); the tones of the whole word.

    Tones belong to the word because hòa and hoà are the same word.
    """

    letters: str
    shapes: tuple[str, ...]
    tones: str


@lru_cache(maxsize=1024)  # the same labels are compared with every answer
def split_words(text: str) -> tuple[Word, ...]:
    """The words of a text. Apostrophes join (H'Mông is one word); other punctuation and emoji part."""
    words: list[Word] = []
    letters: list[tuple[str, str]] = []
    for char in decompose(clean(text)) + " ":
        if is_latin_mark(char):
            if letters:
                letters[-1] = (letters[-1][0], letters[-1][1] + char)
        elif char.isalnum() or (letters and unicodedata.category(char)[0] == "M"):
            # Khmer vowels and the like are marks that carry meaning: letters here.
            letters.append(("d", _STROKE) if char in "đð" else (char, ""))
        elif char not in APOSTROPHES and letters:
            words.append(_word(letters))
            letters = []
    return tuple(words)


def _word(letters: Sequence[tuple[str, str]]) -> Word:
    shapes = tuple("".join(mark for mark in marks if mark not in _TONES) for _, marks in letters)
    tones = "".join(sorted(mark for _, marks in letters for mark in marks if mark in _TONES))
    return Word("".join(letter for letter, _ in letters), shapes, tones)


def agrees(typed: Word, target: Word) -> bool:
    """Same letters, and every mark that was typed is the target's."""
    return typed.letters == target.letters and _marks_agree(typed, target)


def begins(typed: Word, target: Word) -> bool:
    """The typed word is the target or its beginning, with no wrong mark."""
    return target.letters.startswith(typed.letters) and _marks_agree(typed, target)


def _marks_agree(typed: Word, target: Word) -> bool:
    shapes = all(mine in ("", its) for mine, its in zip(typed.shapes, target.shapes, strict=False))
    return shapes and all(typed.tones.count(tone) <= target.tones.count(tone) for tone in set(typed.tones))


def all_agree(typed: Sequence[Word], target: Sequence[Word]) -> bool:
    """Word for word the same phrase."""
    return len(typed) == len(target) and all(map(agrees, typed, target))


def joined(words: Sequence[Word]) -> Word:
    """Several words as one, for names written apart, together or with a hyphen (Khơ me, Khơ-me)."""
    return Word(
        "".join(word.letters for word in words),
        tuple(shape for word in words for shape in word.shapes),
        "".join(sorted("".join(word.tones for word in words))),
    )


class Vocabulary(Generic[T]):
    """Phrases with their meanings, found with or without marks."""

    def __init__(self, meanings: Mapping[str, T]) -> None:
        self._entries: dict[tuple[str, ...], list[tuple[tuple[Word, ...], T]]] = {}
        for phrase, meaning in meanings.items():
            words = split_words(phrase)
            self._entries.setdefault(_bare(words), []).append((words, meaning))

    def find(self, typed: Sequence[Word]) -> T | None:
        """The one meaning the typed words agree with; exact marks win; None if none or several."""
        entries = self._entries.get(_bare(typed), [])
        exact = [meaning for words, meaning in entries if words == tuple(typed)]
        close = exact or [meaning for words, meaning in entries if all_agree(typed, words)]
        return close[0] if close and all(meaning == close[0] for meaning in close) else None


def _bare(words: Sequence[Word]) -> tuple[str, ...]:
    return tuple(word.letters for word in words)
