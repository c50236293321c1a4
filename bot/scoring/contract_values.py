"""JSON values of the scoring contract into canonical answers, each checked against its question."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from bot.scoring.answers import Value
from bot.scoring.forms import Question
from bot.scoring.pack import Pack

YEAR, DAY = re.compile(r"[0-9]{4}"), re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
FIRST_YEAR = 1900
MOST_DIGITS = 30


class RefusedError(Exception):
    """A value is not one the question can have; the words say what would be right. For the contract only."""


def read_day(value: object) -> date:
    """A full ISO day."""
    if not isinstance(value, str) or not DAY.fullmatch(value):
        raise RefusedError("must be a date, YYYY-MM-DD")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise RefusedError("must be a date of the calendar") from None


def read_value(question: Question, value: object, pack: Pack, at: date) -> Value:
    """The canonical answer; RefusedError where the value is not one the question can have."""
    return READERS[question.kind](question, value, pack, at)


def _one_of(allowed: tuple[str, ...], value: object) -> str:
    if not isinstance(value, str) or value not in allowed:
        raise RefusedError(f"must be one of {', '.join(allowed)}")
    return value


def _choice(question: Question, value: object, pack: Pack, at: date) -> Value:
    return _one_of(tuple(option.id for option in question.options), value)


def _yes_no(question: Question, value: object, pack: Pack, at: date) -> Value:
    return _one_of(("yes", "no", "unknown") if question.unknown else ("yes", "no"), value)


def _many(question: Question, value: object, pack: Pack, at: date) -> Value:
    if not isinstance(value, list):
        raise RefusedError("must be a list, empty where there is nothing")
    allowed = tuple(option.id for option in question.options)
    chosen = [_one_of(allowed, one) for one in value]
    if len(set(chosen)) < len(chosen):
        raise RefusedError("names a choice twice")
    for option in question.options:
        if option.id in chosen and (both := set(option.excludes).intersection(chosen)):
            raise RefusedError(f"{option.id} and {', '.join(sorted(both))} exclude each other")
    return tuple(option for option in allowed if option in chosen)


def _decimal(question: Question, value: object, pack: Pack, at: date) -> Value:
    if isinstance(value, bool) or not isinstance(value, int | Decimal | float):
        raise RefusedError("must be a number")
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)  # a float as it was written
    if not number.is_finite():
        raise RefusedError("must be a number")
    low, high = Decimal(question.minimum or "0"), Decimal(question.maximum or "0")
    if question.minimum and number < low:
        raise RefusedError("must be more than 0" if low else "must be 0 or more")
    if question.maximum and number > high:
        raise RefusedError(f"must be at most {question.maximum}")
    _, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int) or len(digits) > MOST_DIGITS or exponent < -MOST_DIGITS:
        raise RefusedError(f"must have at most {MOST_DIGITS} digits")
    return format(number, "f")


def _birth(question: Question, value: object, pack: Pack, at: date) -> Value:
    """A day, or a year alone as text or number; not after the reference date."""
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if isinstance(text, str) and YEAR.fullmatch(text):
        born = (int(text), 1, 1)
    else:
        day = read_day(text)
        born = (day.year, day.month, day.day)
    if born[0] < FIRST_YEAR:
        raise RefusedError(f"must be {FIRST_YEAR} or later")
    if born > (at.year, at.month, at.day):
        raise RefusedError("is after the reference date")
    return str(text)


def _text(question: Question, value: object, pack: Pack, at: date) -> Value:
    if not isinstance(value, str) or not value.strip():
        raise RefusedError("must be text, not empty")
    return value


def _ethnicity(question: Question, value: object, pack: Pack, at: date) -> Value:
    if not isinstance(value, str) or value not in pack.ethnicities:
        raise RefusedError("must be a code of the 1979 list, 01 to 54")
    return value


READERS: dict[str, Callable[[Question, object, Pack, date], Value]] = {
    "choice": _choice,
    "yes_no": _yes_no,
    "many": _many,
    "decimal": _decimal,
    "date": _birth,
    "name": _text,
    "text": _text,
    "ethnicity": _ethnicity,
}
"""Kinds Phiếu B asks in the contract; the roster's number is the length of the member list."""
