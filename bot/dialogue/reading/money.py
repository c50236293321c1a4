"""Money in đồng, as people write it: 2tr5, 1tr200, 500k, 2 triệu rưỡi, 1.500.000đ, một tỷ hai."""

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.dialogue.reading.numbers import is_several, without_manners
from bot.dialogue.reading.numerals import is_thousands, numeral, places
from bot.dialogue.reading.result import Problem, Read, problem
from bot.dialogue.reading.spoken import spoken_line
from bot.dialogue.reading.text import clip, too_long, typed_line
from bot.dialogue.reading.words import Vocabulary, split_words
from bot.dialogue.reading.yes_no import read_yes_no

MAX_DONG = 10**12
"""One thousand tỷ đồng: no household answer is larger."""

Segment = tuple[tuple[str, ...], int]
"""Words of an amount and the scale after them: ("2",), 1_000_000. Scale 0: none was said."""

_SCALE = Vocabulary(
    {
        **dict.fromkeys(("k", "nghìn", "ngàn", "ngìn"), 1_000),
        **dict.fromkeys(("tr", "triệu", "củ"), 1_000_000),
        **dict.fromkeys(("tỷ", "tỉ"), 1_000_000_000),
    }
)
_DONG = {"đ", "d", "đồng", "dong", "vnđ", "vnd", "₫"}
_HALF = {"rưỡi", "rưởi", "ruoi"}
_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[^\W\d_]+|[^\s\w]|_")
_MILLION = 1_000_000
_UNCLEAR_BELOW = 10_000  # "500" or "1500" without a unit: thousands are meant more often than đồng


def read_money(text: str) -> Read[int] | Problem:
    """An amount in whole đồng, 0 to MAX_DONG. "Không", "không có" is 0.

    After a scale, bare digits go on with it: 2tr5 = 2.500.000, 1tr200 = 1.200.000, 2tr05 = 2.050.000.
    A bare number under 10.000 is asked again, since thousands may be meant.
    """
    if long := too_long(text):
        return long
    line = without_manners(typed_line(text))
    nothing = read_yes_no(line, unknown_allowed=True)
    if isinstance(nothing, Read) and nothing.value == "no":
        return Read(0)
    total = _read(_TOKEN.findall(line))
    if isinstance(total, Problem):
        return total
    if total is None or places(total):
        return problem("reading.money.one" if is_several(line) else "reading.money.how")
    return Read(int(total)) if total <= MAX_DONG else problem("reading.money.too_much")


def _read(tokens: list[str]) -> Decimal | Problem | None:
    said_dong = bool(tokens) and tokens[-1] in _DONG
    tokens = tokens[:-1] if said_dong else tokens
    half = len(tokens) > 1 and tokens[-1] in _HALF and _scale(tokens[-2]) > 0
    segments = _segments(tokens[:-1] if half else tokens)
    if not half and len(segments) == 1 and segments[0][0] == ():  # "triệu" alone says no amount
        return None
    if unclear := _unclear(segments, said_dong):
        return unclear
    total = _total(segments)
    return total + segments[-1][1] // 2 if half and total is not None else total


def _scale(token: str) -> int:
    return _SCALE.find(split_words(token)) or 0


def _segments(tokens: Sequence[str]) -> list[Segment]:
    segments: list[Segment] = []
    waiting: list[str] = []
    for token in tokens:
        if scale := _scale(token):
            segments.append((tuple(waiting), scale))
            waiting = []
        else:
            waiting.append(token)
    return [*segments, (tuple(waiting), 0)] if waiting else segments


def _unclear(segments: Sequence[Segment], said_dong: bool) -> Problem | None:
    """Amounts a person could mean in two ways."""
    if not segments:
        return None
    words, scale = segments[-1]
    count = _count(words)
    if (
        scale == 0
        and len(segments) == 1
        and not said_dong
        and count is not None
        and 0 < count < _UNCLEAR_BELOW
    ):
        return problem("reading.money.unit", amount=clip(" ".join(words)))
    # "1.500 triệu": 1,5 tỷ or 1,5 triệu? "2 triệu 500 đồng": five hundred đồng or five hundred thousand?
    two_ways = any(_is_two_ways(words, scale) for words, scale in segments)
    small_change = (
        said_dong and scale == 0 and len(segments) > 1 and count is not None and 100 <= count < 1000
    )
    return problem("reading.money.write_out") if two_ways or small_change else None


def _is_two_ways(words: Sequence[str], scale: int) -> bool:
    return scale >= _MILLION and is_thousands(" ".join(words))


def _total(segments: Sequence[Segment]) -> Decimal | None:
    """The sum of segments whose scales go down, each smaller than the scale before it."""
    total, above = Decimal(0), 0
    for words, scale in segments:
        value = _rest(words, above) if above and not scale else _head(words, scale)
        if value is None or (above and (value >= above or scale >= above or total % above)):
            return None
        total, above = total + value, scale or 1
    return total if segments else None


def _head(words: Sequence[str], scale: int) -> Decimal | None:
    count = Decimal(1) if scale and not words else _count(words)
    return None if count is None else count * (scale or 1)


def _rest(words: Sequence[str], above: int) -> Decimal | None:
    """What follows a scale without one of its own: 5 after triệu is 500.000, 25 is 250.000."""
    written = " ".join(words)
    if re.fullmatch(r"[0-9]{1,3}", written):
        return (Decimal(above) * int(written)).scaleb(-len(written))
    if "." in written or "," in written:
        return numeral(written)
    said = spoken_line(written)
    return (Decimal(above) * said).scaleb(-len(str(said))) if said else None


def _count(words: Sequence[str]) -> Decimal | None:
    written = " ".join(words)
    value = numeral(written)
    if value is not None:
        return value
    said = spoken_line(written)
    return None if said is None else Decimal(said)
