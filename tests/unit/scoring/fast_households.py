"""Random households for holding the fast lane against the careful one: full ones, and ones with an oddity."""

import json
import random
from datetime import date, timedelta
from typing import Any

from bot.scoring.contract import output, read_input, score_object
from bot.scoring.forms import Question
from bot.scoring.json_records import parse
from bot.scoring.pack import Pack
from bot.scoring.packs import load_pack
from bot.scoring.score import ScoringError, score

PACK = load_pack("2022-2025")
QUESTIONS = [q for section in PACK.forms["phieu_b"].sections for q in section.questions if q.kind != "roster"]
DATES = ("2021-02-28", "2024-02-29", "2025-08-31", "2026-09-01", "2026-10-01", "2026-12-31", "2028-01-01")
AGES = (0, 3, 6, 12, 15, 16, 18, 30, 31, 57, 60, 61)
"""Years at which the form or an indicator changes."""

AREAS = [{"type": "urban"}, *({"type": "rural", "region": region.id} for region in PACK.regions)]
PER_PERSON = (8, 20, 30, 40)
ODD: tuple[Any, ...] = (
    None, True, False, 0, 1, 1984, -1, 7.5, "", " ", "yes", "no", "unknown", "none", "other", "nhà", "1984",
    "1984-03", "1984-02-30", "2026-10-01", "2026-10-02", [], ["tv"], ["tv", "tv"], ["cattle_1", "cattle_2"],
    [None], {}, {"tv": 1}, [[]], 10**30, 1e300, 0.0, 0.001, "male", "public", "preschool", 999_999.99,
)  # fmt: skip


def household(rng: random.Random) -> dict[str, Any]:
    """Every question answered with a value it may have, asked or not; edges more often than not."""
    at = date.fromisoformat(rng.choice(DATES))
    members = [
        {q.id: value(rng, q, at, 1) for q in QUESTIONS if q.scope == "member"}
        for _ in range(rng.choice((1, 1, 2, 3, 4, 5, 6, 9)))
    ]
    home = {q.id: value(rng, q, at, len(members)) for q in QUESTIONS if q.scope == "household"}
    for question in QUESTIONS:
        if question.optional and rng.random() < 0.7:
            del home[question.id]
    return {
        "pack": PACK.id, "reference_date": at.isoformat(), "area": rng.choice(AREAS),
        "answers": home, "members": members,
    }  # fmt: skip


def value(rng: random.Random, question: Question, at: date, people: int) -> Any:
    """A value the question may have."""
    ids = [option.id for option in question.options]
    if question.kind == "choice":
        return rng.choice(ids)
    if question.kind == "yes_no":
        return rng.choice(["yes", "no", "unknown"] if question.unknown else ["yes", "no"])
    if question.kind == "many":
        return _some(rng, question)
    if question.kind == "decimal":
        return _number(rng, people)
    if question.kind == "date":
        return _birth(rng, at)
    return rng.choice(sorted(PACK.ethnicities)) if question.kind == "ethnicity" else "Hoàng Thị Mai"


def _some(rng: random.Random, question: Question) -> list[str]:
    chosen: list[str] = []
    for option in rng.sample(question.options, rng.randint(0, len(question.options))):
        if not set(option.excludes).intersection(chosen):
            chosen.append(option.id)
    return chosen


def _number(rng: random.Random, people: int) -> int | float:
    if rng.random() < 0.5:  # about an edge of a band
        edge = rng.choice((*(people * each for each in PER_PERSON), 25, 50, 100, 150, 1_000_000))
        return rng.choice((edge, edge - 0.01, float(edge), edge - 0.1, edge - 1e-6))
    return rng.choice((rng.randint(1, 400), round(rng.uniform(0.01, 400), rng.randint(0, 4)) or 1))


def _birth(rng: random.Random, at: date) -> str | int:
    if rng.random() < 0.2:
        year = rng.randint(1900, at.year)
        return rng.choice((year, str(year)))
    months = 12 * rng.choice(AGES) + rng.choice((0, 0, 0, 3, 6, 8))
    if rng.random() < 0.3:
        return (at - timedelta(days=rng.randint(0, 40_000))).isoformat()
    year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    day = date(year, month + 1, min(at.day, 28)) + timedelta(days=rng.randint(-1, 3))
    return min(day, at).isoformat()


def odd(rng: random.Random, given: dict[str, Any]) -> dict[str, Any]:
    """The same with one thing anywhere taken away, put in or put otherwise."""
    changed: dict[str, Any] = json.loads(json.dumps(given))
    inner = rng.choice((changed, changed["area"], changed["answers"], *changed["members"]))
    name = rng.choice((*inner, "note", "pa03", "national_id", "previous_class"))
    if rng.random() < 0.3:
        inner.pop(name, None)
    else:
        inner[name] = rng.choice(ODD)
    return changed


def line_of(given: object) -> bytes:
    return json.dumps(given, ensure_ascii=False).encode()


def careful(line: bytes) -> str:
    """What the careful lane writes for a line that is one object."""
    return json.dumps(score_object(parse(line.decode())), ensure_ascii=False)


def careful_under(pack: Pack, line: bytes) -> str | None:
    """The same under a pack of one's own; None where it cannot be scored."""
    given = read_input(parse(line.decode()))
    try:
        result = score(pack, given.answers, given.place, given.reference_date)
    except ScoringError:
        return None
    return json.dumps(output(pack, result, False), ensure_ascii=False)
