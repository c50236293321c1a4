"""Several answers in one message: picks from a list (1,3 · 1-3 · tivi, xe máy) and batches (1b 2a 3c)."""

import re
from collections.abc import Sequence

from bot.dialogue.reading.options import Ambiguous, Words, match_words
from bot.dialogue.reading.result import Problem, Read, problem
from bot.dialogue.reading.text import ascii_digits, clean, clip, fold, too_long, typed_line
from bot.dialogue.reading.words import Vocabulary, all_agree, split_words
from bot.dialogue.reading.yes_no import read_yes_no

MAX_LIST_CHARS = 1000

_NONE = Vocabulary(
    dict.fromkeys(("không ai cả", "không cái nào", "không có cái nào", "không mục nào", "none"), True)
)
_ALL = Vocabulary(dict.fromkeys(("tất cả", "all"), True))
_COMMA = re.compile(r"[,;\n+&，、；]+")
_AND = re.compile(r" (?:và|va|với|voi|and) ", re.IGNORECASE)
_NUMBERS = re.compile(r"[0-9]{1,4}(?:[ .)]+[0-9]{1,4})+")
_RANGE = re.compile(r"(?:(?:từ|tu) )?([0-9]{1,4}) ?(?:[-–—~]|đến|den|tới|toi) ?([0-9]{1,4})")
_NUMBER = re.compile(r"[0-9]+")
_PAIR = re.compile(r"([0-9]{1,3})(?: ?[.):-])?( ?)([a-z])(?=[ ,;0-9]|$)[ ,;]*")

Picks = tuple[int, ...]


def read_choice_list(text: str, labels: Sequence[str]) -> Read[Picks] | Problem:
    """The indices (from 0, rising) of the options picked; empty for "0", "không", "không có ai".

    Parts stand between commas, semicolons, line ends, "và"; numbers may stand between spaces; 1-3 is a
    range; "tất cả" is all. A part that does not fit is named in the problem, and nothing is picked.
    """
    if long := too_long(text, MAX_LIST_CHARS):
        return long
    options = [split_words(label) for label in labels]
    whole = match_words(text, options) if any(map(str.isalpha, text)) else None  # "1,3" is no label
    is_label = isinstance(whole, int) and all_agree(split_words(text), options[whole])
    if _is_none(text) and not is_label and (whole is None or len(fold(text)) > 1):  # "k" may begin a label
        return Read(())
    if isinstance(whole, int):
        return Read((whole,))
    if _ALL.find(split_words(text)):
        return Read(tuple(range(len(labels))))
    parts = (clean(part) for part in _COMMA.split(text))
    return _picked([part for part in parts if split_words(part)], labels, options)


def _is_none(text: str) -> bool:
    answer = read_yes_no(text, unknown_allowed=True)
    said_no = isinstance(answer, Read) and answer.value == "no"
    return said_no or fold(text) == "0" or _NONE.find(split_words(text)) is not None


def _picked(parts: Sequence[str], labels: Sequence[str], options: Sequence[Words]) -> Read[Picks] | Problem:
    picks: set[int] = set()
    for part in parts:
        found = _part(part, labels, options)
        if isinstance(found, Problem):
            return found
        picks.update(found)
    return Read(tuple(sorted(picks))) if picks else problem("reading.choices.nothing")


def _part(part: str, labels: Sequence[str], options: Sequence[Words]) -> Picks | Problem:
    if ends := _RANGE.fullmatch(typed_line(part)):
        return _range(part, int(ends[1]), int(ends[2]), labels)
    if part.isdecimal() and part not in labels:
        return _places([ascii_digits(part)], len(labels))
    if _NUMBERS.fullmatch(folded := fold(part)):
        return _places(re.findall(r"[0-9]+", folded), len(labels))
    found = match_words(part, options)
    if isinstance(found, int):
        return (found,)
    pieces = [piece for piece in _AND.split(f" {part} ") if piece.strip()]
    if len(pieces) > 1:
        several = _picked(pieces, labels, options)
        return several if isinstance(several, Problem) else several.value
    return _no_option(part, found, labels)


def _places(numbers: Sequence[str], count: int) -> Picks | Problem:
    for number in numbers:
        if not 1 <= int(number) <= count:
            return _no_number(number, count)
    return tuple(int(number) - 1 for number in numbers)


def _range(part: str, first: int, last: int, labels: Sequence[str]) -> Picks | Problem:
    if first > last:
        return _no_option(part, None, labels)
    if first < 1 or last > len(labels):
        return _no_number(str(first if first < 1 else last), len(labels))
    return tuple(range(first - 1, last))


def _no_option(part: str, found: Ambiguous | None, labels: Sequence[str]) -> Problem:
    if found is not None:
        candidates = ", ".join(f"{i + 1}. {clip(clean(labels[i]))}" for i in found.indices[:6])
        return problem("reading.choices.which", part=clip(part), candidates=candidates)
    if _NUMBER.fullmatch(fold(part)):
        return _no_number(fold(part), len(labels))
    return problem("reading.choices.unknown", part=clip(part), count=len(labels))


def _no_number(number: str, count: int) -> Problem:
    if number.strip("0") == "":
        return problem("reading.choices.none_and_some")
    return problem("reading.choices.no_such_number", number=clip(number), count=count)


def read_batch(text: str) -> tuple[tuple[int, str], ...] | None:
    """Answers to several questions at once: "1b 2a 3c" → ((1, "b"), (2, "a"), (3, "c")).

    Letters a–z in small; None when the text is anything else, or a number comes twice.
    """
    if too_long(text, MAX_LIST_CHARS):
        return None
    line = ascii_digits(clean(text)).lower().strip(" .,;")
    pairs: list[tuple[int, str]] = []
    at, spaced = 0, False
    while at < len(line):
        pair = _PAIR.match(line, at)
        if pair is None:
            return None
        pairs.append((int(pair[1]), pair[3]))
        at, spaced = pair.end(), bool(pair[2])
    numbers = {number for number, _ in pairs}
    if len(numbers) < len(pairs) or (len(pairs) == 1 and spaced):  # "2 a" may be a polite "2 ạ"
        return None
    return tuple(pairs) or None
