"""Lines in, answers out: each line by the fast lane where it is plain, else by the careful one."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import orjson

from bot.scoring.contract import score_object
from bot.scoring.fast.home import NUMBERS, SAFE_DIGITS
from bot.scoring.fast.lane import lane_for
from bot.scoring.json_records import Broken, Reader, Record
from bot.scoring.packs import load_pack, usable_packs

NUMBER_KEYS = tuple((question, f'"{question}"'.encode()) for question in NUMBERS)
STRING = re.compile(rb'"(?:[^"\\]|\\.)*"')
SHORT_NUMBER = re.compile(rb"\s*:\s*[0-9.]{1,%d}[\s,}]" % SAFE_DIGITS)
"""A colon and a number of at most 15 digits, without an exponent: the float is what was written."""

MOST_LISTS = 200
"""Of a plain line. The two readers do not stop at the same depth, so nothing deep is read here."""

ESCAPED_KEY = re.compile(rb"\\u00[3-7]")
"""A letter or digit of a key need not be written so, but may be."""


class Answer(NamedTuple):
    """One line of output, without its end; failed: it is an error."""

    text: str
    failed: bool


class Scorer:
    """Scores what comes line by line. explain, why: as the contract has them, always by the careful lane."""

    def __init__(self, explain: bool = False, why: bool = False) -> None:
        self._explain, self._why = explain, why
        self._reader = Reader()

    def take(self, lines: Iterable[bytes]) -> Iterator[Answer]:
        """The answers to all that these lines end, as they are worked out: one a line as a rule."""
        reader, quick = self._reader, not (self._explain or self._why)
        for line in lines:
            text = fast(line) if quick and reader.at_rest else None
            if text is None:
                yield from map(self._careful, reader.take(line))
            else:
                reader.line += 1
                yield Answer(text, False)

    def end(self) -> Iterator[Answer]:
        """The answer to what is still open when no line is left."""
        return map(self._careful, self._reader.end())

    def _careful(self, record: Record) -> Answer:
        if isinstance(record.value, Broken):
            found: dict[str, Any] = {"line": record.line, "field": "", "error": record.value.why}
        else:
            found = score_object(record.value, record.line, self._explain, self._why)
        return Answer(json.dumps(found, ensure_ascii=False), "error" in found)


def fast(line: bytes) -> str | None:
    """The result of one line as JSON text; None where the careful lane must answer."""
    try:
        household = orjson.loads(line)
        lane = lane_for(load_pack(household["pack"])) if household["pack"] in usable_packs() else None
        if lane is None or not _each_key_once(line, household) or line.count(b"[") > MOST_LISTS:
            return None
        answers = household["answers"]
        for question, key in NUMBER_KEYS:
            if type(answers[question]) is float and not _written_short(line, key):
                return None
    except (orjson.JSONDecodeError, KeyError, TypeError):  # not JSON, or not in the shape of a household
        return None
    return lane.line(household)


def _written_short(line: bytes, key: bytes) -> bool:
    """Whether the one number with this key has so few digits that its float stands for it exactly.

    The key stands there, for it was decoded; where it stands once and cannot be spelt otherwise, what comes
    after it is its number.
    """
    at = line.find(key)
    if at < 0 or line.find(key, at + 1) >= 0 or (b"\\u00" in line and ESCAPED_KEY.search(line)):
        return False
    return SHORT_NUMBER.match(line, at + len(key)) is not None


def _each_key_once(line: bytes, household: dict[str, Any]) -> bool:
    """Whether no key stands twice in an object, where the decoder keeps the last and says nothing.

    Outside of texts each colon belongs to one key, so where there are as many as keys were decoded, none
    was lost. Objects within others the contract does not know count as lost.
    """
    keys = len(household) + len(household["area"]) + len(household["answers"])
    keys += sum(map(len, household["members"]))
    return line.count(b":") == keys or STRING.sub(b"", line).count(b":") == keys
