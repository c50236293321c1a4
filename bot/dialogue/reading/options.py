"""One typed answer against the options that were shown: by number, by word, by its beginning."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from bot.dialogue.reading.spoken import spoken
from bot.dialogue.reading.text import MAX_CHARS, clean, fold
from bot.dialogue.reading.words import Vocabulary, Word, agrees, all_agree, begins, joined, split_words

Words = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several options fit. indices: positions in the labels, counted from 0, rising."""

    indices: tuple[int, ...]


_NUMBER = re.compile(r"(?:(?:da|vang|so|cau|chon|muc|o|y|dap an) ){0,3}([0-9]{1,4})(?:[^0-9a-z]+([^0-9].*))?")
_PLACE = Vocabulary(dict.fromkeys(("số", "câu", "mục", "chọn"), True))
_CARDINAL = Vocabulary({"một": 1, "hai": 2, "bốn": 4, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10})
_MANNERS = Vocabulary(dict.fromkeys(("dạ", "ạ", "nhé", "nha", "chọn", "số", "vâng"), True))


def match_option(text: str, labels: Sequence[str]) -> int | Ambiguous | None:
    """The index (from 0) of the option meant; None when nothing fits.

    A number is the option's place counted from 1 ("2", "2.", "số 2", "câu 2", "2. Nữ"). Words fit a
    label, best kind first: all of it, its first words, its beginning, words inside it. A number and a
    label that point to different options are ambiguous.
    """
    if len(text) > MAX_CHARS:
        return None
    number = text.strip(" .")
    if number.isdecimal() and number not in labels and 1 <= int(number) <= len(labels):
        return int(number) - 1  # what most people type: no words to compare
    return match_words(text, [split_words(label) for label in labels])


def match_words(text: str, labels: Sequence[Words]) -> int | Ambiguous | None:
    """As `match_option`, the labels already split into words."""
    typed = split_words(text)
    if not typed:
        return None
    same = {i for i, label in enumerate(labels) if all_agree(typed, label)}
    place, rest = _numbered(text, len(labels))
    if place is not None and not rest:
        return _settle({place, *same})  # a label that is a number itself: which was meant?
    if same:
        return _settle(same)
    if place is not None and (named := _by_words(rest, labels)):
        return place if place in named else _settle({place, *named})
    polite = tuple(word for word in typed if not _MANNERS.find((word,)))
    found = _by_words(typed, labels) or (_by_words(polite, labels) if polite else [])
    if found:
        return _settle(found)
    said = _said(typed)
    return said - 1 if said and said <= len(labels) else None


def _said(typed: Words) -> int | None:
    """A place said in words: "số ba", "hai". Ba, tư, năm alone may be a father, a fourth child, a year."""
    named = _PLACE.find(typed[:1])
    return spoken(typed[1:]) if named else _CARDINAL.find(typed)


def _settle(found: Collection[int]) -> int | Ambiguous:
    indices = tuple(sorted(found))
    return indices[0] if len(indices) == 1 else Ambiguous(indices)


def _numbered(text: str, count: int) -> tuple[int | None, Words]:
    """The place (from 0) that a number names, and the words after it: "2. Nữ" is (1, Nữ)."""
    found = _NUMBER.fullmatch(fold(text))
    if not found or not 1 <= int(found[1]) <= count:
        return None, ()
    after = split_words(re.split(r"\d+", clean(text), maxsplit=1)[-1])
    return int(found[1]) - 1, tuple(word for word in after if not _MANNERS.find((word,)))


def _by_words(typed: Words, labels: Sequence[Words]) -> list[int]:
    """Labels that fit, by the best kind of fit that finds any."""
    kinds: tuple[Callable[[Words, Words], bool], ...] = (
        all_agree,
        _first_words,
        _beginning,
        _inside,
        _together,
    )
    for fits in kinds:
        found = [i for i, label in enumerate(labels) if fits(typed, label)]
        if found:
            return found
    return []


def _first_words(typed: Words, label: Words) -> bool:
    return all_agree(typed, label[: len(typed)])


def _beginning(typed: Words, label: Words) -> bool:
    last = len(typed) - 1
    return last < len(label) and all_agree(typed[:last], label[:last]) and begins(typed[last], label[last])


def _inside(typed: Words, label: Words) -> bool:
    return any(all_agree(typed, label[at : at + len(typed)]) for at in range(1, len(label)))


def _together(typed: Words, label: Words) -> bool:
    """Written together or apart: tivi, ti vi."""
    one = joined(typed)
    return any(agrees(one, joined(label[:size])) for size in range(1, len(label) + 1))
