"""Income of 12 months: the hand-worked cases, what stops it, what does not count, what is kept of it."""

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import PackError
from bot.scoring.answers import Answers, Value
from bot.scoring.form_lint import lint_form
from bot.scoring.forms import Condition
from bot.scoring.income import IncomeResult, income
from bot.scoring.income_stored import income_of, stored_income
from bot.scoring.packs import load_pack
from bot.scoring.path import all_hold, holds, path
from bot.scoring.score import Place, ScoringError
from tests.unit.scoring.households import read_cases

PACK = load_pack("2022-2025")
FORM = PACK.forms["income"]
AT = date(2026, 10, 1)
RURAL = Place("rural", "rural_northern_mountains")
CASES = read_cases("income.toml")["cases"]


def answers(case: dict[str, Any]) -> Answers:
    """A case's answers as the form has them."""
    values: dict[str, Value] = {
        "purpose": case.get("purpose", "mstb"),
        "worker_name": "Bàn Thị Mùi",
        "farming": case.get("farming", "yes"),
        "poor_household": case.get("poor_household", "no"),
        "household_size": str(case["members"]),
        "sources": tuple(o.id for o in FORM.question("sources").options if o.id in case["earnings"]),
        "social_allowance_amount": str(case.get("allowance", 0)),
    }
    for source, (revenue, *cost) in case["earnings"].items():
        values[f"{source}_revenue"] = str(revenue)
        values |= {f"{source}_cost": str(one) for one in cost}
    return Answers((), values)


def place(case: dict[str, Any]) -> Place:
    return RURAL if case["area"] == "rural" else Place("urban")


def result(case: dict[str, Any]) -> IncomeResult:
    return income(PACK, answers(case), place(case), AT)


# ── the cases ────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_worked_by_hand(case: dict[str, Any]) -> None:
    found = result(case)
    assert found.total == case["total"]
    assert found.per_person == Fraction(case["share"])
    assert found.class_ == case["class"]
    assert found.gate == case.get("gate", "")
    assert {one.id: one.net for one in found.earnings} == {
        name: amounts[0] - sum(amounts[1:]) for name, amounts in case["earnings"].items()
    }
    assert sum(one.amount for one in found.left_out) == case.get("allowance", 0)


def test_every_outcome_of_each_purpose_has_a_case() -> None:
    assert PACK.income is not None
    shown = {(case.get("purpose", "mstb"), case["class"]) for case in CASES}
    rules = PACK.income.purposes.values()
    assert shown == {
        (one.id, name) for one in rules for name in (one.unmet, one.within, one.above, one.below) if name
    }


def test_the_bands_the_law_gives() -> None:
    assert PACK.income is not None
    bands = {
        (purpose.id, area): (band.above, band.up_to)
        for purpose in PACK.income.purposes.values()
        for area, band in purpose.bands.items()
    }
    assert bands == {
        ("mstb", "rural"): (1_500_000, 2_250_000),
        ("mstb", "urban"): (2_000_000, 3_000_000),
        ("low_income_worker", "rural"): (None, 2_250_000),
        ("low_income_worker", "urban"): (None, 3_000_000),
    }


def test_the_lower_end_is_the_line_of_poverty() -> None:
    """A household over the line of poverty by income is the first that can be of average living standard."""
    assert PACK.income is not None
    for area, band in PACK.income.purposes["mstb"].bands.items():
        assert band.above == PACK.lines[area].income_vnd


def test_nothing_looks_official_before_the_print_is_read() -> None:
    assert [case["name"] for case in CASES if result(case).official] == []


# ── what stops it ────────────────────────────────────────────────────────────────────────────
def without(name: str) -> Answers:
    return answers(CASES[0]).put({name: None})


@pytest.mark.parametrize(
    "name", ["purpose", "farming", "household_size", "sources", "crops_revenue", "crops_cost"]
)
def test_an_answer_asked_and_not_there_is_named(name: str) -> None:
    with pytest.raises(ScoringError) as caught:
        income(PACK, without(name), RURAL, AT)
    assert caught.value.field == name


def test_an_area_without_a_type_and_a_household_of_nobody() -> None:
    with pytest.raises(ScoringError) as caught:
        income(PACK, answers(CASES[0]), Place(None), AT)
    assert caught.value.field == "area.type"
    with pytest.raises(ScoringError) as caught:
        income(PACK, answers(CASES[0]).put({"household_size": "0"}), RURAL, AT)
    assert caught.value.field == "household_size"


def test_a_pack_without_rules_and_a_draft_refuse() -> None:
    for pack in (replace(PACK, income=None), replace(PACK, status="draft"), load_pack("2027-2030")):
        with pytest.raises(ScoringError) as caught:
            income(pack, answers(CASES[0]), RURAL, AT)
        assert caught.value.field == "pack"


# ── what does not count ──────────────────────────────────────────────────────────────────────
def test_a_source_no_longer_chosen_is_kept_and_not_counted() -> None:
    given = answers(CASES[0]).put({"wages_revenue": "90000000"})
    assert income(PACK, given, RURAL, AT).total == CASES[0]["total"]
    chosen = given.put({"sources": ("wages", "crops")})
    assert income(PACK, chosen, RURAL, AT).total == CASES[0]["total"] + 90_000_000


def test_a_gate_of_the_other_purpose_decides_nothing() -> None:
    given = answers(CASES[0]).put({"poor_household": "yes"})
    assert income(PACK, given, RURAL, AT).class_ == "below"


AMOUNT = st.integers(0, 10**12)


@given(AMOUNT, AMOUNT, AMOUNT, st.integers(1, 40))
def test_never_rounded_and_never_moved_by_allowances(revenue: int, cost: int, allowance: int, n: int) -> None:
    case = {"members": n, "area": "rural", "earnings": {"crops": [revenue, cost]}, "allowance": allowance}
    found = result(case)
    over, within = revenue - cost > 1_500_000 * 12 * n, revenue - cost <= 2_250_000 * 12 * n
    wanted = "below" if not over else "average_living_standard" if within else "above"
    assert found.class_ == wanted
    assert result(case | {"allowance": 0}).class_ == wanted


# ── what is kept of it ───────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_kept_as_plain_data_and_the_same_again(case: dict[str, Any]) -> None:
    found = result(case)
    data = json.loads(json.dumps(stored_income(found)))
    assert income_of(PACK, data) == found


def test_kept_data_under_a_pack_without_such_rules() -> None:
    with pytest.raises(PackError):
        income_of(replace(PACK, income=None), stored_income(result(CASES[0])))


# ── the form ─────────────────────────────────────────────────────────────────────────────────
def test_only_what_was_chosen_is_asked() -> None:
    given = Answers((), {"purpose": "mstb", "sources": ("salt", "other")})
    asked = [spot.id for spot in path(FORM, given, PACK.context(AT))]
    assert asked == [
        "purpose",
        "farming",
        "household_size",
        "sources",
        "salt_revenue",
        "salt_cost",
        "other_revenue",
        "social_allowance_amount",
    ]


def test_a_condition_on_many_holds_for_any_of_those_named() -> None:
    either = Condition("sources", one_of=("salt", "crops"))
    assert holds(either, ("wages", "crops"))
    assert not holds(either, ("wages",))
    assert not holds(either, ())


def test_a_cost_over_its_revenue_is_doubted_and_an_equal_one_is_not() -> None:
    loss = next(soft for soft in FORM.question("crops_cost").soft if soft.id == "crops_loss")
    assert [(one.field, one.over) for one in loss.when] == [("crops_cost", "crops_revenue")]
    context = PACK.context(AT)
    for cost, doubted in (("10000001", True), ("10000000", False), ("9999999", False)):
        given = Answers((), {"crops_revenue": "10000000", "crops_cost": cost})
        assert all_hold(loss.when, given, context, None) is doubted
    assert not all_hold(loss.when, Answers((), {"crops_cost": "5"}), context, None)


def test_over_takes_numbers_of_the_form_only() -> None:
    section = FORM.sections[2]
    cost = next(q for q in section.questions if q.id == "crops_cost")
    for over in ("purpose", "nothing"):
        soft = (replace(cost.soft[0], when=(Condition("crops_cost", over=over),)),)
        questions = tuple(replace(q, soft=soft) if q is cost else q for q in section.questions)
        broken = replace(FORM, sections=(*FORM.sections[:2], replace(section, questions=questions)))
        assert [p.what for p in lint_form(broken)] == [f'"crops_cost" cannot be over "{over}"']
