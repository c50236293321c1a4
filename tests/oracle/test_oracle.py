"""Zero differences between ODK's engine over the exported form and our scorer: path, điểm A, điểm B, class.

ORACLE_HOUSEHOLDS sets how many (300; `make oracle` 2,000), ORACLE_SEED which. Run with -m oracle.
"""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from statistics import mean, median
from typing import Any

import pytest

from bot.exchange.xlsform.surveys import screening_form, survey_form
from bot.scoring.pack import Pack
from bot.scoring.packs import load_pack
from bot.scoring.path import on_path
from bot.scoring.score import Result, ScoringError, score
from bot.scoring.screening import criterion_ids, screen
from tests.oracle import engine
from tests.oracle.households import Case, merged, some_household
from tests.oracle.tables import some_table

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif(bool(engine.why_absent()), reason=engine.why_absent()),
]

PACK = load_pack("2022-2025")
HOUSEHOLDS = int(os.environ.get("ORACLE_HOUSEHOLDS", "300"))
SEED = int(os.environ.get("ORACLE_SEED", "2607"))
A_FORM = 25
"""Households a form: each form has its own points table and reference date."""
SECONDS_EACH = 5.0
DATES = (
    date(2026, 10, 1), date(2024, 2, 29), date(2025, 12, 31), date(2026, 1, 1), date(2026, 8, 31),
    date(2026, 9, 1), date(2028, 2, 29), date(2021, 9, 1),
)  # fmt: skip
LISTS = tuple(
    q.id for section in PACK.forms["phieu_b"].sections for q in section.questions if q.kind == "many"
)


@dataclass(frozen=True, slots=True)
class Form:
    name: str
    pack: Pack
    at: date


@dataclass(frozen=True, slots=True)
class Asked:
    form: Form
    case: Case


def forms(random: Random, count: int) -> Iterator[Form]:
    """Every third with the pack's own table; dates at the turns of years and terms, and any other."""
    for n in range(count):
        pack = PACK if n % 3 == 0 else some_table(PACK, random)
        at = (
            DATES[n // 2 % len(DATES)] if n % 2 == 0 else date(2021, 1, 1) + timedelta(random.randrange(2900))
        )
        yield Form(f"form{n}", pack, at)


def lines(made: list[Form], cases: list[Asked]) -> Iterator[dict[str, Any]]:
    for form in made:
        yield {"load": form.name, "xml": engine.xform(survey_form(form.pack, form.at))}
    for one in cases:
        rounds = [r for r in (one.case.first, one.case.final) if r is not None]
        typed = [engine.as_typed(one.case.place, answers, LISTS) for answers in rounds]
        yield {"fill": one.form.name, "rounds": typed}


def ours(one: Asked) -> tuple[set[str], Result | None]:
    """The keys asked, and the result; None while an answer is missing."""
    form, answers = one.form, merged(one.case)
    keys = on_path(form.pack.forms["phieu_b"], answers, form.pack.context(form.at))
    try:
        return keys, score(form.pack, answers, one.case.place, form.at)
    except ScoringError:
        return keys, None


def differences(one: Asked, said: dict[str, Any]) -> list[str]:
    """What the engine says otherwise than we do, field by field."""
    if "error" in said:
        return [said["error"]]
    keys, result = ours(one)
    theirs = engine.questions(said["visible"])
    found = [f"asked by one only: {sorted(keys ^ theirs)}"] if keys != theirs else []
    expected = _without_result() if result is None else _with_result(one.form.pack, result)
    calc = said["calc"]
    found += [
        f"{name}: {calc.get(name)!r}, ours {want!r}"
        for name, want in expected.items()
        if calc.get(name) != want
    ]
    refused = ["required"] if result is None else []
    if [violation.split(": ")[1] for violation in said["violations"]] != refused:
        found.append(f"refused: {said['violations']}")
    return found


def _without_result() -> dict[str, str]:
    return {"calc_ready": "0", "calc_score_a": "", "calc_score_b": "", "calc_class": ""}


def _with_result(pack: Pack, result: Result) -> dict[str, str]:
    """Our result in the form's words."""
    status = {"deprived": "1", "unknown": "unknown", "not_deprived": "0", "not_applicable": "0"}
    points = Counter({item.id: 0 for item in pack.table.items})
    for line in result.lines:
        points[line.item] += line.points
    expected = {f"calc_{item}": str(value) for item, value in points.items()}
    expected |= {f"calc_b_{finding.indicator}": status[finding.status] for finding in result.findings}
    return expected | {
        "calc_ready": "1",
        "calc_line": str(result.line),
        "calc_score_a": str(result.score_a),
        "calc_score_b": str(result.score_b),
        "calc_class": result.class_ or "",
    }


def test_no_household_comes_out_otherwise() -> None:
    random = Random(SEED)
    made = list(forms(random, max(3, HOUSEHOLDS // A_FORM)))
    cases = [
        Asked(form, some_household(form.pack, form.at, random))
        for n in range(HOUSEHOLDS)
        for form in [made[n % len(made)]]
    ]
    said = list(engine.asked(lines(made, cases), 60 + SECONDS_EACH * HOUSEHOLDS))
    assert [one["loaded"] for one in said[: len(made)]] == [form.name for form in made]
    wrong = {}
    for n, (one, answer) in enumerate(zip(cases, said[len(made) :], strict=True)):
        if found := differences(one, answer):
            wrong[n] = (one.form.at, one.case, found)
    tell(cases, said[len(made) :])
    assert list(wrong.items())[:3] == [], f"{len(wrong)} of {len(cases)} differ"


def tell(cases: list[Asked], said: list[dict[str, Any]]) -> None:
    """What the run was made of, and that nothing it should meet was left out."""
    results = [ours(one)[1] for one in cases]
    classes = Counter("missing" if r is None else str(r.class_) for r in results)
    findings = Counter((f.indicator, f.status) for r in results if r is not None for f in r.findings)
    times = [one["ms"] for one in said if "ms" in one]
    members = mean(len(one.case.final.members) for one in cases)
    spent = f"{mean(times):.0f} ms each, median {median(times):.0f}"
    print(f"\n{len(cases)} households of {members:.1f} members: {dict(classes)}; {spent}")
    assert set(classes) == {"poor", "near_poor", "not_poor", "None", "missing"}
    for indicator in PACK.indicators:
        assert findings[indicator.id, "deprived"] and findings[indicator.id, "not_deprived"], indicator.id
    assert findings["nutrition", "unknown"] and findings["health_insurance", "unknown"]


def test_screening_comes_out_the_same() -> None:
    random, ids = Random(SEED), criterion_ids(PACK)
    given = [{one: random.choice(("yes", "no")) for one in ids} for _ in range(40)]
    rounds = [{"fill": "a", "rounds": [{"home": engine.VISIT | answers, "members": []}]} for answers in given]
    loaded, *said = engine.asked([{"load": "a", "xml": engine.xform(screening_form(PACK))}, *rounds], 120)
    assert loaded == {"loaded": "a"}
    for answers, one in zip(given, said, strict=True):
        outcome = screen(PACK, [name for name in ids if answers[name] == "yes"])
        calc = one["calc"]
        assert (calc["calc_count"], calc["calc_listed"]) == (
            str(outcome.count),
            "yes" if outcome.listed else "no",
        )
        assert one["violations"] == []
