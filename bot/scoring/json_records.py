"""JSON objects out of a stream of lines: one a line, or printed over several lines.

Theory. A line that is JSON by itself is a record. A line that is JSON cut short opens a record over
several lines, which goes on while the lines together are still JSON cut short. Such a record is given up
where a line comes that is a whole record by itself (it names "pack"), where the lines cannot become JSON
any more, or where they are too many for one household; reading then goes on with the next line that can
begin a record. One error a broken record.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

MARK = "pack"
"""The key that tells a whole record from an object within one."""

MOST_LINES, MOST_CHARACTERS = 5_000, 300_000
"""Of one record over several lines: it is read anew at each of them, so that a whole file printed as one
list would not end. A household of a hundred members has some two thousand lines."""
TOO_LONG = f"not JSON that can be read: more than {MOST_LINES} lines or {MOST_CHARACTERS} characters"


@dataclass(frozen=True, slots=True)
class Broken:
    """Not JSON: why, and whether it is only cut short."""

    why: str
    cut_short: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A value, or why there is none; line: where it begins, from 1."""

    line: int
    value: Any


@dataclass(slots=True)
class _Open:
    """A record over several lines, still open."""

    line: int
    parts: list[str] = field(default_factory=list)
    why: str = ""


def records(lines: Iterable[bytes | str]) -> Iterator[Record]:
    """Each record in order; blank lines are nothing."""
    reader = Reader()
    for raw in lines:
        yield from reader.take(raw)
    yield from reader.end()


class Reader:
    """Lines taken one by one. line: the number of the last one taken."""

    def __init__(self) -> None:
        self.line = 0
        self._opened: _Open | None = None
        self._skipping = False

    @property
    def at_rest(self) -> bool:
        """Whether nothing that came before has a say in how the next line is read."""
        return self._opened is None and not self._skipping

    def take(self, raw: bytes | str) -> list[Record]:
        """The records that end with one more line; none for a blank one."""
        self.line += 1
        text = _text(raw, first=self.line == 1)
        if isinstance(text, str) and not text.strip():
            return []
        if self._skipping and not (isinstance(text, str) and text.startswith("{")):
            return []
        self._skipping = False
        ended: list[Record] = []
        if self._opened is not None:
            ended, self._opened, self._skipping, used = _go_on(self._opened, text)
            if used:
                return ended
        value = parse(text) if isinstance(text, str) else text
        if isinstance(text, str) and isinstance(value, Broken) and value.cut_short:
            self._opened = _Open(self.line, [text], value.why)
            return ended
        return [*ended, Record(self.line, value)]

    def end(self) -> list[Record]:
        """The record still open when no line is left."""
        return [] if self._opened is None else [Record(self._opened.line, Broken(self._opened.why))]


Step = tuple[list[Record], _Open | None, bool, bool]


def _go_on(opened: _Open, text: str | Broken) -> Step:
    """One more line of an open record: records ended, what stays open, skip on?, was the line used?."""
    given_up = Record(opened.line, Broken(opened.why))
    if isinstance(text, Broken) or _is_record(text):
        return [given_up], None, False, False
    if _too_long(opened, text):
        begins = text.startswith("{")
        return [Record(opened.line, Broken(TOO_LONG))], None, not begins, not begins
    together = parse("\n".join((*opened.parts, text)))
    if not isinstance(together, Broken):
        return [Record(opened.line, together)], None, False, True
    if together.cut_short:
        return [], _Open(opened.line, [*opened.parts, text], together.why), False, True
    if len(opened.parts) == 1 or text.startswith("{"):
        return [given_up], None, False, False
    return [Record(opened.line, Broken(together.why))], None, True, True


def _too_long(opened: _Open, text: str) -> bool:
    """Whether one more line would make more than one household can be."""
    characters = sum(map(len, opened.parts)) + len(text)
    return len(opened.parts) >= MOST_LINES or characters > MOST_CHARACTERS


def _is_record(text: str) -> bool:
    if MARK not in text:
        return False
    value = parse(text)
    return isinstance(value, dict) and MARK in value


def _text(raw: bytes | str, first: bool) -> str | Broken:
    if isinstance(raw, str):
        return raw.removeprefix("\ufeff") if first else raw
    try:
        return raw.decode("utf-8-sig" if first else "utf-8")
    except UnicodeDecodeError:
        return Broken("not UTF-8 text")


def parse(text: str) -> Any:
    """The JSON value with exact numbers, or Broken."""
    body = text.rstrip()
    try:
        return json.loads(
            body, parse_float=_decimal, parse_constant=_no_constant, object_pairs_hook=_no_doubles
        )
    except json.JSONDecodeError as error:
        return Broken(f"not JSON: {error.msg} at character {error.colno}", error.pos >= len(body))
    except RecursionError:
        return Broken("not JSON that can be read: nested too deep")
    except ValueError as error:
        return Broken(f"not JSON that can be read: {error}")


def _decimal(text: str) -> Decimal:
    """The number as written; no number where its exponent is beyond all bounds (1e99999999999999999999)."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("NaN")


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a number")


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return found
