"""Households for the tests, put together from the case files' people and answers."""

import tomllib
from collections.abc import Mapping, Sequence
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any

from bot.scoring.contract import read_input
from bot.scoring.score import Result, score

CASES = Path(__file__).parents[2] / "cases"


def read_cases(name: str) -> dict[str, Any]:
    """A case file; decimals exact."""
    return tomllib.loads((CASES / name).read_text(encoding="utf-8"), parse_float=Decimal)


BASE = read_cases("base.toml")


def make(
    people: Sequence[str | Mapping[str, Any]] = ("mai",),
    answers: Mapping[str, Any] | None = None,
    area: Mapping[str, Any] | None = None,
    reference_date: str = "",
) -> dict[str, Any]:
    """A contract input: the base household with these people, answers, area and date instead."""
    return {
        "pack": "2022-2025",
        "reference_date": reference_date or BASE["reference_date"],
        "area": dict(area or BASE["area"]),
        "answers": deepcopy(BASE["answers"]) | dict(answers or {}),
        "members": [_person(person) for person in people],
    }


def _person(person: str | Mapping[str, Any]) -> dict[str, Any]:
    changes = {"as": person} if isinstance(person, str) else dict(person)
    return dict(BASE["people"][changes.pop("as")]) | changes


def scored(obj: object) -> Result:
    """The result behind the contract's output."""
    given = read_input(obj)
    return score(given.pack, given.answers, given.place, given.reference_date)
