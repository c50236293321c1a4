"""A round's plan from a TOML file: the round, or everything in the file that has to be mended.

Which standard it uses, the document that says so decides; days that look odd are warned of elsewhere
(bot/cases/round_check.py). Refused is what cannot be meant: a part missing, an end before its beginning.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, cast, get_args

from bot.cases.commune import Phase, PhaseId, Round
from bot.dialogue.reading.result import Problem, problem
from bot.dialogue.reading.text import clean
from bot.scoring.packs import available_packs, load_pack

LONGEST = 200
MOST_BYTES = 100_000
_ID = re.compile(r"\d{4}[a-z]?")
_LINE = re.compile(r"line (\d+)")
_WORDS = ("name", "procedure", "pack", "document")
_PARTS = ("id", *_WORDS, "reference_date", "phases", "source", "council", "beside")
PHASES: tuple[str, ...] = get_args(PhaseId)


def read_round(text: str) -> tuple[Round | None, tuple[Problem, ...]]:
    """The round; or None and what would be right, part by part."""
    if len(text) > MOST_BYTES:
        return None, (problem("cli.round.wrong.too_big"),)
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        line = _LINE.search(str(fault))
        return None, (problem("cli.round.wrong.toml", line=line.group(1) if line else "?"),)
    return round_of(data)


def round_of(data: Mapping[str, Any]) -> tuple[Round | None, tuple[Problem, ...]]:
    """The round of what a plan file says; or None and what would be right, part by part."""
    wrong = [*_unknown(data), *(what for check in CHECKS for what in check(data))]
    if wrong:
        return None, tuple(wrong)
    phases = sorted((_phase(one) for one in data["phases"]), key=lambda one: (one.starts, one.ends))
    words = {name: clean(data[name]) for name in _WORDS}
    return (
        Round(
            data["id"],
            words["name"],
            words["procedure"],
            words["pack"],
            words["document"],
            data["reference_date"],
            tuple(phases),
            council=data.get("council", False),
            beside=tuple(data.get("beside", ())),
        ),
        (),
    )


def _phase(one: Mapping[str, object]) -> Phase:
    return Phase(cast(PhaseId, one["id"]), cast(date, one["starts"]), cast(date, one["ends"]))


def _unknown(data: Mapping[str, object]) -> list[Problem]:
    return [
        problem("cli.round.wrong.part", part=name[:40], parts=", ".join(_PARTS))
        for name in data
        if name not in _PARTS
    ]


def _id(data: Mapping[str, object]) -> list[Problem]:
    found = data.get("id")
    good = isinstance(found, str) and _ID.fullmatch(found)
    return [] if good else [problem("cli.round.wrong.id")]


def _words(data: Mapping[str, object]) -> list[Problem]:
    """Words where words belong. A document must be named: it says which standard is used."""
    wrong = []
    for name in ("name", "document"):
        found = data.get(name)
        words = clean(found) if isinstance(found, str) else ""
        if not any(char.isalnum() for char in words) or len(words) > LONGEST:
            key = "cli.round.wrong.name" if name == "name" else "cli.round.wrong.document"
            wrong.append(problem(key))
    return wrong


def _law(data: Mapping[str, object]) -> list[Problem]:
    """A pack of the program, and a procedure of it that reviews households by Phiếu A."""
    pack_id, code = data.get("pack"), data.get("procedure")
    if pack_id not in available_packs():
        return [problem("cli.round.wrong.pack", packs=", ".join(available_packs()))]
    reviews = [one for one, of in load_pack(str(pack_id)).procedures.items() if of.screening_form]
    if code in reviews:
        return []
    return [problem("cli.round.wrong.procedure", codes=", ".join(reviews))]


def _beside(data: Mapping[str, object]) -> list[Problem]:
    """Other procedures of the pack that the round takes in, each once; whether the council is asked."""
    found, pack_id = data.get("beside", []), data.get("pack")
    known = load_pack(str(pack_id)).procedures if pack_id in available_packs() else {}
    codes = [one for one in known if one != data.get("procedure")]
    good = isinstance(found, list) and len(set(map(str, found))) == len(found)
    wrong = (
        []
        if good and set(map(str, cast("list[object]", found))) <= {*codes}
        else [problem("cli.round.wrong.beside", codes=", ".join(codes))]
    )
    if not isinstance(data.get("council", False), bool):
        wrong.append(problem("cli.round.wrong.council"))
    return wrong


def _reference(data: Mapping[str, object]) -> list[Problem]:
    return [] if _is_day(data.get("reference_date")) else [problem("cli.round.wrong.reference")]


def _phases(data: Mapping[str, object]) -> list[Problem]:
    """Known phases, once each, forwards; the survey's days are always needed."""
    found = data.get("phases")
    rows = found if isinstance(found, list) and all(isinstance(one, dict) for one in found) else []
    wrong = [what for one in rows for what in _of_phase(one)]
    ids = [one.get("id") for one in rows]
    wrong += [problem("cli.round.wrong.phase_twice", phase=one) for one in PHASES if ids.count(one) > 1]
    return wrong if "survey" in ids else [*wrong, problem("cli.round.wrong.survey")]


def _of_phase(one: Mapping[str, object]) -> list[Problem]:
    name, starts, ends = one.get("id"), one.get("starts"), one.get("ends")
    if name not in PHASES:
        return [problem("cli.round.wrong.phase", phase=str(name)[:40], phases=", ".join(PHASES))]
    if not (_is_day(starts) and _is_day(ends)) or set(one) != {"id", "starts", "ends"}:
        return [problem("cli.round.wrong.phase_days", phase=str(name))]
    if cast(date, ends) < cast(date, starts):
        return [problem("cli.round.wrong.phase_backwards", phase=str(name))]
    return []


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


CHECKS: tuple[Callable[[Mapping[str, object]], list[Problem]], ...] = (
    _id,
    _words,
    _law,
    _beside,
    _reference,
    _phases,
)
