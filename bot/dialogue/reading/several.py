"""Answers to several numbered questions of one message: "1b 2a 3c", "2. Nam, 3. Nữ", or one without a number.

First the text is cut into parts (`read_parts`), then each part is read against its own question
(`read_part`), so that one wrong part spoils no other.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.dialogue.reading.lists import MAX_LIST_CHARS, read_batch
from bot.dialogue.reading.options import Ambiguous, match_option
from bot.dialogue.reading.result import Problem, problem
from bot.dialogue.reading.text import ascii_digits, clean, clip, fold, too_long

LETTERS = "abcdefghijklmnopqrstuvwxyz"
"""The sign of each choice: the first is a."""

_PARTS = re.compile(r"[,;\n]+")
_ONE = re.compile(r"([0-9]{1,2})(?:\s*[.):\-]\s*|\s*(?=[^\W\d_]))(\S.*)")
_TOKEN = re.compile(r"([0-9]{1,2})[.):\-]?([^\W\d_]*\??)")
_LETTER = re.compile(r"(?:(?:da|vang|cau|chon|y|dap an) ){0,2}([a-z])(?: (?:a|nhe|nha))?")
_BARE = re.compile(r"[0-9 ]+|[0-9]{1,2}[.):]? a")
"""A number and nothing else; also "2 a", which may be a polite "2 ạ"."""


@dataclass(frozen=True, slots=True)
class Part:
    """One answer. number: of its question, 0 where none was said; words: a letter, or the choice's own words,
    or nothing (a number among others).
    """

    number: int
    words: str


def read_parts(text: str) -> tuple[Part, ...] | Problem:
    """The answers in a text, in the order typed.

    A bare number is a problem: it may be a question's or a choice's.
    """
    if long := too_long(text, MAX_LIST_CHARS):
        return long
    batch = read_batch(text)
    if batch is not None:
        return tuple(Part(number, letter) for number, letter in batch)
    pieces = [one for one in (clean(piece) for piece in _PARTS.split(text)) if fold(one)]
    parts = tuple(part for piece in pieces for part in _parts_of(piece))
    numbers = [part.number for part in parts]
    if pieces and all(_BARE.fullmatch(fold(piece)) for piece in pieces):
        return problem("reading.several.bare", number=clip(fold(text)))
    if len(parts) > 1 and 0 in numbers:  # a comma within the words of one answer
        return (Part(0, clean(text)),)
    twice = next((number for number in numbers if numbers.count(number) > 1), None)
    if twice is not None:
        return problem("reading.several.twice", number=twice)
    return parts or problem("reading.several.nothing")


def read_part(part: Part, labels: Sequence[str]) -> int | Problem:
    """The place (from 0) of the choice meant among those of its question; a problem where several fit.

    Single letters are signs of choices, never the beginning of their words.
    """
    if part.words.endswith("?"):
        return problem("reading.several.unsure")
    said = fold(part.words)
    letter = _LETTER.fullmatch(said)
    if letter and letter[1] in LETTERS[: len(labels)]:
        return LETTERS.index(letter[1])
    no_words = letter or said.isdecimal() or all(len(word) == 1 for word in said.split())
    found = None if no_words else match_option(part.words, labels)
    if isinstance(found, int):
        return found
    if isinstance(found, Ambiguous):
        which = " · ".join(f"{LETTERS[at]}) {clip(labels[at])}" for at in found.indices)
        return problem("reading.several.which", which=which)
    return problem("reading.several.letter", last=LETTERS[len(labels) - 1])


def _parts_of(piece: str) -> tuple[Part, ...]:
    """What stands between two commas: numbers with a letter or word each, a number with words, or words."""
    batch = read_batch(piece)
    if batch is not None:
        return tuple(Part(number, letter) for number, letter in batch)
    tokens = [_TOKEN.fullmatch(one) for one in ascii_digits(piece).split()]
    found = [Part(int(one[1]), one[2]) for one in tokens if one]
    if len(found) == len(tokens):
        return tuple(found)
    one = _ONE.fullmatch(ascii_digits(piece))
    return (Part(int(one[1]), one[2]),) if one else (Part(0, piece),)
