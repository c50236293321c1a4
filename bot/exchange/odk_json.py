"""Submissions as JSON: Kobo's API ("group/field" keys) and ODK Central's OData (objects in objects)."""

import json
from collections.abc import Iterator
from typing import Any

from bot.dialogue.reading.result import problem
from bot.exchange.odk_fields import (
    MEMBERS,
    MOST_DEPTH,
    MOST_SUBMISSIONS,
    Found,
    Pair,
    Unread,
    UnreadError,
    gather,
    submission,
)

LISTS = ("results", "value")
"""Where Kobo and OData put the submissions."""


def read_json(where: str, data: bytes) -> Iterator[Found]:
    """Each submission in order, or why not."""
    try:
        found = json.loads(
            data.decode("utf-8-sig"),
            parse_float=str,
            parse_int=str,
            parse_constant=_refused,
            object_pairs_hook=_each_once,
        )
    except (ValueError, RecursionError):
        yield Unread(where, problem("import.json.broken"))
        return
    rows = _rows(found)
    if rows is None:
        yield Unread(where, problem("import.json.no_list"))
        return
    if len(rows) > MOST_SUBMISSIONS:
        yield Unread(where, problem("import.file.too_many", limit=MOST_SUBMISSIONS))
        return
    for number, row in enumerate(rows, 1):
        yield _one(f"{where}[{number}]", row)


def _refused(_name: str) -> Any:
    raise ValueError("not a number")


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """ValueError where a key stands twice: the last would count, and members could be lost unseen."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key twice")
    return found


def _rows(found: object) -> list[Any] | None:
    if isinstance(found, list):
        return found
    if isinstance(found, dict):
        listed = next((found[name] for name in LISTS if isinstance(found.get(name), list)), None)
        return listed if listed is not None else [found]
    return None


def _one(where: str, row: object) -> Found:
    if not isinstance(row, dict):
        return Unread(where, problem("import.json.no_object"))
    try:
        fields = gather(_pairs(row))
        members = tuple(gather(_pairs(one)) for one in _repeats(row))
    except UnreadError as wrong:
        return Unread(where, wrong.problem)
    version = fields.get("formVersion", "")
    form = fields.get("_xform_id_string", "")
    return submission(where, fields, members, form=form, version=version)


def _last(name: str) -> str:
    """ "g_housing/wall" → "wall"."""
    return name.rpartition("/")[2]


def _pairs(row: dict[str, Any], depth: int = 0) -> Iterator[Pair]:
    if depth > MOST_DEPTH:
        raise UnreadError(problem("import.json.broken"))
    for name, value in row.items():
        if _last(name) == MEMBERS:
            continue
        if isinstance(value, dict):
            yield from _pairs(value, depth + 1)
        elif value is None:
            yield _last(name), ""
        elif isinstance(value, bool):
            yield _last(name), str(value).lower()
        elif isinstance(value, str):
            yield _last(name), value
        elif isinstance(value, list) and all(isinstance(one, str) for one in value):
            yield _last(name), " ".join(value)


def _repeats(row: dict[str, Any], depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > MOST_DEPTH:
        raise UnreadError(problem("import.json.broken"))
    for name, value in row.items():
        if _last(name) == MEMBERS and isinstance(value, list):
            if not all(isinstance(one, dict) for one in value):
                raise UnreadError(problem("import.json.no_object"))
            yield from value
        elif isinstance(value, dict):
            yield from _repeats(value, depth + 1)
