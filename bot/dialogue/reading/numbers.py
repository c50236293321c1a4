"""Measures and counts: 40, 40m2, 42,5, 4.000, "khoảng 40", "bốn mươi", "5 người"."""

import re
from decimal import Decimal

from bot.dialogue.reading.numerals import numeral, places, shown
from bot.dialogue.reading.result import Problem, Read, problem
from bot.dialogue.reading.spoken import SAYABLE, spoken
from bot.dialogue.reading.text import fold, too_long, typed_line
from bot.dialogue.reading.words import Vocabulary, split_words
from bot.dialogue.reading.yes_no import read_yes_no

Bound = Decimal | int | None

# Only units that leave the number as it is; sào, công, ha, tạ, lít would need reckoning.
_UNITS = Vocabulary(
    dict.fromkeys(
        (
            *("m2", "m 2", "m", "mét", "mét vuông", "m vuông", "mv", "kwh", "kw", "kw h", "số", "số điện"),
            *("kg", "ký", "kí", "cân", "người", "nhân khẩu", "khẩu", "con", "con bò", "con trâu", "con lợn"),
            *("con heo", "con gà", "con vịt", "cái", "chiếc", "tháng", "lần", "tuổi", "hộ"),
        ),
        True,
    )
)
_HALF = Vocabulary({"rưỡi": True, "rưởi": True})
_ABOUT = re.compile(
    r"^(?:(?:khoảng|khoang|chừng|chung|tầm|tam(?= [0-9])|cỡ|độ|dạ|da|có|co|được|duoc) |[~≈] ?)+(?=.)"
)
_POLITE = re.compile(r" (?:ạ|a|nhé|nhe|nha)$")
_WRITTEN = re.compile(r"([-−+]?) ?([0-9][0-9.,]*(?: [0-9]{3})*)(.*)")
_TIMES = re.compile(r"([0-9][0-9.,]*) ?m? ?[x×*] ?([0-9][0-9.,]*) ?m?")
_SEVERAL = re.compile(r"[0-9].*(?:[-–—/~]| (?:den|toi|hoac|hay|hon) ).*[0-9]|(?:hon|gan|tren|duoi) .*[0-9]")


def read_number(
    text: str, *, decimals: int = 0, minimum: Bound = None, maximum: Bound = None
) -> Read[Decimal] | Problem:
    """A number with at most `decimals` decimals, minimum ≤ number ≤ maximum. No unit is converted.

    How dots and commas are read: see `numerals`. "Không", "không có" is 0; "không biết" is a problem.
    """
    if long := too_long(text):
        return long
    line = without_manners(typed_line(text))
    value = _value(line, decimals)
    if value is None:
        return _explain(line)
    if places(value) > decimals:
        return (
            problem("reading.number.decimals", decimals=decimals)
            if decimals
            else problem("reading.number.whole")
        )
    return _outside(value, minimum, maximum) or Read(value)


def read_integer(text: str, minimum: int | None = None, maximum: int | None = None) -> Read[int] | Problem:
    """A whole number, minimum ≤ number ≤ maximum."""
    read = read_number(text, decimals=0, minimum=minimum, maximum=maximum)
    return read if isinstance(read, Problem) else Read(int(read.value), read.warnings)


def without_manners(line: str) -> str:
    """The line without "khoảng", "dạ", "có" before the number and "ạ" after it."""
    return _POLITE.sub("", _ABOUT.sub("", line, count=1))


def is_several(line: str) -> bool:
    """The line holds a range, a choice or a limit instead of one number."""
    return any(_SEVERAL.search(form) for form in (line, fold(line)))


def _value(line: str, decimals: int) -> Decimal | None:
    if (written := _WRITTEN.fullmatch(line)) and (value := _written(written, decimals)) is not None:
        return value
    nothing = read_yes_no(line, unknown_allowed=True)
    return Decimal(0) if isinstance(nothing, Read) and nothing.value == "no" else _said(line)


def _written(parts: re.Match[str], decimals: int) -> Decimal | None:
    sign, digits, rest = parts.groups()
    value = numeral(digits.rstrip(".,"), decimals=decimals)
    unit = split_words(rest)
    half = bool(unit) and _HALF.find(unit[:1]) is not None
    unit = unit[1:] if half else unit
    if value is None or (unit and not _UNITS.find(unit)) or (rest.strip() and not unit and not half):
        return None
    value += Decimal("0.5") if half else 0
    return -value if sign in ("-", "−") else value


def _said(line: str) -> Decimal | None:
    if not SAYABLE.fullmatch(line):
        return None
    words = split_words(line)
    for cut in range(max(1, len(words) - 2), len(words)):
        if _UNITS.find(words[cut:]):
            words = words[:cut]
            break
    number = spoken(words)
    if number is None and _HALF.find(words[-1:]) and (whole := spoken(words[:-1])) is not None:
        return whole + Decimal("0.5")
    return None if number is None else Decimal(number)


def _explain(line: str) -> Problem:
    """Why the line is no number: an area as length by width, a range, or words we do not know."""
    if times := _TIMES.fullmatch(line):
        sides = [numeral(side.rstrip(".,")) for side in times.groups()]
        if sides[0] is not None and sides[1] is not None:
            return problem("reading.number.product", result=shown(sides[0] * sides[1]))
    if is_several(line):
        return problem("reading.number.one")
    return problem("reading.number.how")


def _outside(value: Decimal, minimum: Bound, maximum: Bound) -> Problem | None:
    low = minimum is not None and value < minimum
    high = maximum is not None and value > maximum
    if not low and not high:
        return None
    if minimum is None:
        return problem("reading.number.at_most", maximum=shown(maximum or 0))
    if maximum is None:
        return problem("reading.number.at_least", minimum=shown(minimum))
    return problem("reading.number.between", minimum=shown(minimum), maximum=shown(maximum))
