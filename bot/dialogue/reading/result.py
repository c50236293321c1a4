"""What a reader hands back: a value with gentle warnings, or a problem with words for the person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to say to the person: a message id and its values; the words stand in the locales.

    args: names to short texts or whole numbers, never an ID or phone number. Numbers with a
    fraction come as text with a decimal comma, as Vietnamese is written.
    """

    key: str
    args: Mapping[str, str | int] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """A value that was understood. Each warning is a question worth asking before it is kept.

    Build it as `Read(value)`, never `Read[int](value)`: Python 3.11 cannot subscript-call a frozen
    slotted generic.
    """

    value: T
    warnings: tuple[Problem, ...] = ()


def problem(key: str, **args: str | int) -> Problem:
    """A `Problem` with its args spelled as keywords, so that key and names stand together in code."""
    return Problem(key, args)
