"""The scoring contract: one JSON object in, one result or one error out. Nothing is raised for bad input.

Shape, answer ids and derivations: docs/scoring-contract.md. An answer that is not asked is ignored,
keys nobody knows likewise: every answer that counts is required where it is asked, so a misspelt key
shows as a missing answer and never loses one silently.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.scoring.answers import Answers, Value, key
from bot.scoring.contract_values import RefusedError, read_day, read_value
from bot.scoring.explain import line_source
from bot.scoring.explanation import explain as explain_result
from bot.scoring.explanation_json import why_object
from bot.scoring.forms import Question
from bot.scoring.json_records import Broken, records
from bot.scoring.pack import Pack
from bot.scoring.packs import available_packs, load_pack, usable_packs
from bot.scoring.path import path
from bot.scoring.score import Place, Result, ScoringError, refuse_draft, score
from bot.scoring.screening import criterion_ids

SURVEY, ROSTER = "phieu_b", "household_size"
ID_DIGITS = (9, 12)


class InputError(Exception):
    """What is wrong with an input, and in which field ("members[0].birth"). Becomes the error object."""

    def __init__(self, field: str, error: str) -> None:
        self.field, self.error = field, error
        super().__init__(field, error)


@dataclass(frozen=True, slots=True)
class Input:
    """One household to score. Its members are m1, m2 … in the order given."""

    pack: Pack
    answers: Answers
    place: Place
    reference_date: date


def score_stream(
    lines: Iterable[bytes | str], explain: bool = False, why: bool = False
) -> Iterator[dict[str, Any]]:
    """Results or errors, one per JSON object, in order, as the lines come in."""
    for record in records(lines):
        if isinstance(record.value, Broken):
            yield {"line": record.line, "field": "", "error": record.value.why}
        else:
            yield score_object(record.value, record.line, explain, why)


def score_object(obj: object, line: int = 1, explain: bool = False, why: bool = False) -> dict[str, Any]:
    """The result of one input object, with its explanation where asked why; or {"line", "field", "error"}."""
    try:
        scored = _scored(obj, explain)
        return scored | {"why": _why(obj)} if why else scored
    except InputError as wrong:
        return {"line": line, "field": wrong.field, "error": wrong.error}


def read_input(obj: object) -> Input:
    """The input object as the scorer takes it; InputError for the first thing wrong."""
    data = _object(obj, "")
    pack = _pack(data.get("pack"))
    at = _day(data.get("reference_date"))
    place = _place(data.get("area"))
    home, members = _object(data.get("answers"), "answers"), _members(data.get("members"))
    return Input(pack, _answers(pack, home, members, at), place, at)


def _scored(obj: object, explain: bool) -> dict[str, Any]:
    given = read_input(obj)
    try:
        result = score(given.pack, given.answers, given.place, given.reference_date)
    except ScoringError as error:
        raise InputError(_field(error.field), f"{error.what}; {error.remedy}") from None
    return output(given.pack, result, explain)


def _why(obj: object) -> dict[str, Any]:
    """Of an input that has been scored."""
    given = read_input(obj)
    return why_object(explain_result(given.pack, given.answers, given.place, given.reference_date), _field)


def _object(value: object, field: str) -> Mapping[str, object]:
    if value is None:
        raise InputError(field, "is missing: must be a JSON object")
    if not isinstance(value, dict):
        raise InputError(field, "must be a JSON object")
    return value


def _pack(value: object) -> Pack:
    if not isinstance(value, str) or value not in available_packs():
        raise InputError("pack", f"must be one of {', '.join(usable_packs())}")
    pack = load_pack(value)
    try:
        refuse_draft(pack)
    except ScoringError as error:
        raise InputError("pack", f"{error.what}; {error.remedy}") from None
    return pack


def _day(value: object) -> date:
    try:
        return read_day(value)
    except RefusedError as refused:
        raise InputError("reference_date", str(refused)) from None


def _place(value: object) -> Place:
    area = _object(value, "area")
    kind, region = area.get("type"), area.get("region")
    if kind != "rural" and kind != "urban":
        raise InputError("area.type", "must be rural or urban, never guessed")
    return Place("rural" if kind == "rural" else "urban", region if isinstance(region, str) else None)


def _members(value: object) -> list[Mapping[str, object]]:
    if not isinstance(value, list) or not value:
        raise InputError("members", "must be a list of at least one member")
    return [_object(member, f"members[{n}]") for n, member in enumerate(value)]


def _answers(
    pack: Pack, home: Mapping[str, object], members: list[Mapping[str, object]], at: date
) -> Answers:
    """All answers that can be read; InputError for the first on the path that is missing or wrong."""
    values: dict[str, Value] = {ROSTER: str(len(members))}
    refused: dict[str, str] = {}
    ids = tuple(f"m{n}" for n in range(1, len(members) + 1))
    sources: list[tuple[str | None, Mapping[str, object]]] = [(None, home), *zip(ids, members, strict=True)]
    for member, given in sources:
        for question in _questions(pack, member):
            if question.id in given:
                _read(question, given[question.id], key(question.id, member), pack, at, values, refused)
    answers = Answers(ids, values)
    _check_path(pack, answers, at, refused)
    _check_others(pack, home, members)
    return answers


def _questions(pack: Pack, member: str | None) -> list[Question]:
    scope = "household" if member is None else "member"
    sections = pack.forms[SURVEY].sections
    return [q for section in sections for q in section.questions if q.scope == scope and q.kind != "roster"]


def _read(
    question: Question,
    value: object,
    name: str,
    pack: Pack,
    at: date,
    values: dict[str, Value],
    refused: dict[str, str],
) -> None:
    try:
        values[name] = read_value(question, value, pack, at)
    except RefusedError as why:
        refused[name] = str(why)


def _check_path(pack: Pack, answers: Answers, at: date, refused: Mapping[str, str]) -> None:
    """Only what is asked must be there and right: the rest is ignored."""
    for spot in path(pack.forms[SURVEY], answers, pack.context(at)):
        for name in spot.keys:
            if name in refused:
                raise InputError(_field(name), refused[name])
            if name not in answers.values and not spot.question.optional:
                raise InputError(_field(name), "is missing: it is asked here")


def _check_others(pack: Pack, home: Mapping[str, object], members: list[Mapping[str, object]]) -> None:
    """What the contract knows beside Phiếu B: national_id of a member, pa01 … pa09 of Phiếu A."""
    for n, member in enumerate(members):
        number = member.get("national_id")
        if number is not None and not is_national_id(number):
            raise InputError(f"members[{n}].national_id", "must be text of 12 digits, or 9 on the old card")
    for criterion in criterion_ids(pack):
        if criterion in home and home[criterion] not in ("yes", "no"):
            raise InputError(f"answers.{criterion}", "must be one of yes, no")


def is_national_id(value: object) -> bool:
    """Whether it has the form of an identity number: 12 digits, or 9 on the old card."""
    return isinstance(value, str) and value.isascii() and value.isdigit() and len(value) in ID_DIGITS


def _field(name: str) -> str:
    """ "m3.insured" → "members[2].insured"; "wall" → "answers.wall"; "area.type" stays."""
    member, dot, question = name.partition(".")
    if dot and member[0] == "m" and member[1:].isdigit():
        return f"members[{int(member[1:]) - 1}].{question}"
    outside = dot or name in ("pack", "reference_date", "members")
    return name if outside else f"answers.{name}"


def output(pack: Pack, result: Result, explain: bool) -> dict[str, Any]:
    """A result as the contract writes it; explain: with the lines of điểm A."""
    written: dict[str, Any] = {
        "score_a": result.score_a,
        "score_b": result.score_b,
        "deprived": list(result.deprived),
        "unknown": list(result.unknown),
        "missing": [_field(name) for name in result.missing],
        "class": result.class_,
        "table_provenance": list(result.table_provenance),
        "official": result.official,
    }
    if explain:
        written["lines"] = [
            {
                "item": line.item,
                "choice": line.choice,
                "points": line.points,
                "rule": line.rule,
                "source": line_source(pack, line, result.column),
            }
            for line in result.lines
        ]
    return written
