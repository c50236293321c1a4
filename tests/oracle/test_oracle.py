"""Zero differences between ODK's two engines over the exported form and our scorer: path, A, B, class.

web: the engine of ODK Web Forms, by Node. collect: JavaRosa, that of ODK Collect, by Java.

ORACLE_HOUSEHOLDS sets how many (300; `make oracle` 2,000), ORACLE_SEED which. Run with -m oracle.
"""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
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
from tests.oracle import collect, engine
from tests.oracle.households import Case, merged, some_household
from tests.oracle.tables import some_table

pytestmark = pytest.mark.oracle

PACK = load_pack("2022-2025")
HOUSEHOLDS = int(os.environ.get("ORACLE_HOUSEHOLDS", "300"))
SEED = int(os.environ.get("ORACLE_SEED", "2607"))
A_FORM = 25
"""Households a form: each form has its own points table and reference date."""
ENOUGH = 300
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


def lines(form: Form, cases: list[Case]) -> Iterator[dict[str, Any]]:
    """What the engine is told: this form, then its households."""
    yield {"load": form.name, "xml": engine.xform(survey_form(form.pack, form.at))}
    for case in cases:
        rounds = [answers for answers in (case.first, case.final) if answers is not None]
        yield {"rounds": [engine.as_typed(case.place, answers, LISTS) for answers in rounds]}


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
    expected = {f"calc_item_{item}": str(value) for item, value in points.items()}
    expected |= {f"calc_b_{finding.indicator}": status[finding.status] for finding in result.findings}
    return expected | {
        "calc_ready": "1",
        "calc_line": str(result.line),
        "calc_score_a": str(result.score_a),
        "calc_score_b": str(result.score_b),
        "calc_class": result.class_ or "",
    }


Run = list[tuple[Asked, dict[str, Any]]]
"""Each household with what the engine said of it."""


@cache
def told() -> tuple[list[Asked], list[dict[str, Any]]]:
    """The households, and the lines that tell an engine of them."""
    random = Random(SEED)
    made = list(forms(random, max(3, HOUSEHOLDS // A_FORM)))
    each = [[some_household(form.pack, form.at, random) for _ in range(A_FORM)] for form in made]
    asked = [Asked(form, case) for form, cases in zip(made, each, strict=True) for case in cases]
    return asked, [line for form, cases in zip(made, each, strict=True) for line in lines(form, cases)]


@pytest.fixture(scope="module", params=["web", "collect"])
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Run:
    if why := (engine if request.param == "web" else collect).why_absent():
        pytest.skip(why)
    asked, given = told()
    seconds = 60 + SECONDS_EACH * len(asked)
    if request.param == "web":
        said = [one for one in engine.asked(given, seconds) if "loaded" not in one]
    else:
        said = collect.asked(given, tmp_path_factory.mktemp("collect"), seconds)
    return list(zip(asked, said, strict=True))


def test_no_household_comes_out_otherwise(run: Run) -> None:
    wrong = [(one.form.at, one.case, found) for one, said in run if (found := differences(one, said))]
    assert wrong[:3] == [], f"{len(wrong)} of {len(run)} differ"


LIMITS = {
    "weak_below": 16, "weak_above": 61, "dependant_below": 15, "elderly_from": 61, "nutrition_below": 15,
    "insurance_from": 7, "work_from": 16,
}  # fmt: skip


def one_off(pack: Pack) -> Iterator[tuple[str, Pack]]:
    """The pack with one limit moved by the least there is, under a name."""
    for name, limit in LIMITS.items():
        yield name, replace(pack, ages=replace(pack.ages, **{name: limit}))
    for sex in ("male", "female"):
        later = {y: replace(w, **{sex: getattr(w, sex) + 1}) for y, w in pack.working_age.items()}
        yield f"working age, {sex}", replace(pack, working_age=later)
    yield "area a person", replace(pack, dwelling=replace(pack.dwelling, area_per_person_below="8.001"))
    yield "school year", replace(pack, schooling=replace(pack.schooling, year_begins_month=1))
    yield "poor from", replace(pack, deprivation=replace(pack.deprivation, poor_from=40))


@pytest.mark.parametrize("moved", [name for name, _ in one_off(PACK)])
def test_a_limit_moved_by_the_least_is_noticed(run: Run, moved: str) -> None:
    """The households stand close enough to every limit for the comparison to mean something."""
    if len(run) < ENOUGH:
        pytest.skip(f"fewer than {ENOUGH} households need not touch every limit")
    noticed = 0
    for one, said in run:
        other = dict(one_off(one.form.pack))[moved]
        noticed += bool(differences(replace(one, form=replace(one.form, pack=other)), said))
    assert noticed


def test_the_households_are_wide(run: Run) -> None:
    """What the run was made of; nothing it should meet is left out."""
    results = [ours(one)[1] for one, _ in run]
    classes = Counter("missing" if r is None else str(r.class_) for r in results)
    findings = Counter((f.indicator, f.status) for r in results if r is not None for f in r.findings)
    times, members = [said["ms"] for _, said in run], mean(len(one.case.final.members) for one, _ in run)
    spent = f"{mean(times):.0f} ms each, median {median(times):.0f}"
    print(f"\n{len(run)} households of {members:.1f} members: {dict(classes)}; {spent}")
    assert set(classes) == {"poor", "near_poor", "not_poor", "None", "missing"}
    for indicator in PACK.indicators:
        assert findings[indicator.id, "deprived"] and findings[indicator.id, "not_deprived"], indicator.id
    assert findings["nutrition", "unknown"] and findings["health_insurance", "unknown"]


@pytest.mark.skipif(bool(engine.why_absent()), reason=engine.why_absent())
def test_screening_comes_out_the_same() -> None:
    random, ids = Random(SEED), criterion_ids(PACK)
    given = [{one: random.choice(("yes", "no")) for one in ids} for _ in range(40)]
    rounds = [{"rounds": [{"home": engine.VISIT | answers, "members": []}]} for answers in given]
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
