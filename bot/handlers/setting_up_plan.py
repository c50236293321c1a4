"""A round's plan as it is set up in chat: examples to begin from, days moved together, what does not fit."""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import cast

from bot.cases.commune import Phase, PhaseId, Round
from bot.dialogue.reading.result import Problem
from bot.handlers.round_file import PHASES, round_of

EXAMPLES = ("2026", "thuong-xuyen-2026-03", "huu-lung-2023", "soc-trang-2022")
"""The plans that come with the program, in the order they are offered."""
_LETTERS = ("", *"bcdefghijklmnopqrstuvwxyz")


@cache
def examples() -> Mapping[str, Round]:
    """By name; an example's document is another commune's, or none: whoever uses it names their own."""
    return {name: _example(name) for name in EXAMPLES}


def _example(name: str) -> Round:
    text = (files("bot.seeds") / "rounds" / f"{name}.toml").read_text("utf-8")
    plan, wrong = round_of({**tomllib.loads(text), "document": name})
    assert plan is not None, wrong
    return replace(plan, document="")


def checked(plan: Round) -> Round | Problem:
    """The plan with its phases in order (the same version), or what would be right."""
    data = {
        "id": plan.id,
        "name": plan.name,
        "procedure": plan.procedure,
        "pack": plan.pack_id,
        "document": plan.document,
        "reference_date": plan.reference_date,
        "phases": [{"id": one.id, "starts": one.starts, "ends": one.ends} for one in plan.phases],
        "council": plan.council,
        "beside": list(plan.beside),
    }
    found, wrong = round_of(data)
    return wrong[0] if found is None else replace(found, version=plan.version)


def moved(plan: Round, first: date) -> Round:
    """All days of the plan moved by as many days, so that it begins on this one."""
    by = first - plan.phases[0].starts
    phases = tuple(Phase(one.id, one.starts + by, one.ends + by) for one in plan.phases)
    return replace(plan, phases=phases, reference_date=plan.reference_date + by, version=1)


def free_id(year: int, taken: Collection[str]) -> str:
    """ "2027" for the first of its year, then "2027b"; "" where all letters are taken."""
    return next((f"{year}{letter}" for letter in _LETTERS if f"{year}{letter}" not in taken), "")


def with_phase(plan: Round, phase_id: str, days: tuple[date, date] | None) -> Round:
    """With other days of this phase; None: without it."""
    others = tuple(one for one in plan.phases if one.id != phase_id)
    if days is None:
        return replace(plan, phases=others)
    return replace(plan, phases=(*others, Phase(cast(PhaseId, phase_id), *days)))


def out_of_order(plan: Round) -> tuple[str, str] | None:
    """Two phases of which the later one in every plan begins first: (the earlier, the later)."""
    known = [one for name in PHASES if (one := plan.phase(name)) is not None]
    for before, after in pairwise(known):
        if after.starts < before.starts:
            return before.id, after.id
    return None
