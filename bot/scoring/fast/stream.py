"""Lines in, answers out: each line by the fast lane where it is plain, else by the careful one."""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import orjson

from bot.scoring.contract import score_object
from bot.scoring.fast.home import NUMBERS, SAFE_DIGITS
from bot.scoring.fast.lane import lane_for
from bot.scoring.json_records import Broken, Reader, Record
from bot.scoring.packs import load_pack, usable_packs

STRING = re.compile(rb'"(?:[^"\\]|\\.)*"')
ODD_NUMBER = re.compile(rb"[:,\[\s]-?[0-9](?:[0-9.]{%d}|[0-9.]*[eE])" % SAFE_DIGITS)
"""A number of more than 15 digits, or with an exponent: a float need not be what was written."""


class Answer(NamedTuple):
    """One line of output, without its end; failed: it is an error."""

    text: str
    failed: bool


class Scorer:
    """Scores what comes line by line. explain, why: as the contract has them, always by the careful lane."""

    def __init__(self, explain: bool = False, why: bool = False) -> None:
        self._explain, self._why = explain, why
        self._reader = Reader()

    def take(self, line: bytes) -> Iterator[Answer]:
        """The answers to what this line ends: one as a rule."""
        text = None if self._explain or self._why or not self._reader.at_rest else fast(line)
        if text is None:
            yield from map(self._careful, self._reader.take(line))
        else:
            self._reader.line += 1
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
        if lane is None or not _each_key_once(line, household):
            return None
        numbers = [household["answers"][question] for question in NUMBERS]
    except (orjson.JSONDecodeError, KeyError, TypeError):  # not JSON, or not in the shape of a household
        return None
    if float in map(type, numbers) and ODD_NUMBER.search(line):
        return None
    return lane.line(household)


def _each_key_once(line: bytes, household: dict[str, Any]) -> bool:
    """Whether no key stands twice in an object, where the decoder keeps the last and says nothing.

    Outside of texts each colon belongs to one key, so where there are as many as keys were decoded, none
    was lost. Objects within others the contract does not know count as lost.
    """
    keys = len(household) + len(household["area"]) + len(household["answers"])
    keys += sum(map(len, household["members"]))
    return line.count(b":") == keys or STRING.sub(b"", line).count(b":") == keys
