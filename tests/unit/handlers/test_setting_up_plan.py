"""Plans as they are set up in chat: examples that come with the program, days moved, days as typed."""

from dataclasses import replace
from datetime import date

import pytest

from bot.cases.commune import Round
from bot.dialogue.reading import Problem
from bot.handlers import setting_up_plan as plans
from bot.handlers.setting_up import read_day

TODAY = date(2026, 10, 5)


def example(name: str = "2026") -> Round:
    return replace(plans.examples()[name], document="Kế hoạch 1")


@pytest.mark.parametrize("name", plans.EXAMPLES)
def test_every_example_is_a_plan_without_a_document(name: str) -> None:
    plan = plans.examples()[name]
    assert plan.document == "" and plan.phase("survey") is not None
    wrong = plans.checked(plan)
    assert isinstance(wrong, Problem) and wrong.key == "cli.round.wrong.document"
    assert plans.out_of_order(plan) is None


def test_all_days_move_together_also_over_a_leap_day() -> None:
    before = example()
    after = plans.moved(before, date(2028, 2, 27))
    by = date(2028, 2, 27) - before.phases[0].starts
    assert [one.starts - by for one in after.phases] == [one.starts for one in before.phases]
    assert [one.ends - by for one in after.phases] == [one.ends for one in before.phases]
    assert after.reference_date - by == before.reference_date


def test_an_id_is_the_year_and_a_letter_where_it_is_taken() -> None:
    assert plans.free_id(2027, []) == "2027"
    assert plans.free_id(2027, ["2027", "2027b"]) == "2027c"
    assert plans.free_id(2027, [f"2027{one}" for one in ("", *"bcdefghijklmnopqrstuvwxyz")]) == ""


def test_a_phase_is_put_in_its_place_by_its_days_and_the_survey_is_needed() -> None:
    early = plans.checked(plans.with_phase(example(), "recheck", (date(2026, 8, 1), date(2026, 8, 2))))
    assert isinstance(early, Round) and early.phases[0].id == "recheck"
    assert plans.out_of_order(early) == ("preliminary", "recheck")
    without = plans.checked(plans.with_phase(example(), "survey", None))
    assert isinstance(without, Problem) and without.key == "cli.round.wrong.survey"


def test_the_version_stays_for_whoever_writes_it() -> None:
    found = plans.checked(replace(example(), version=7))
    assert isinstance(found, Round) and found.version == 7


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("5/10/2026", TODAY),
        ("5-10-26", TODAY),
        ("ngày 1 tháng 7 năm 2025", date(2025, 7, 1)),
        ("29/2/2028", date(2028, 2, 29)),
        ("29/2/2027", None),
        ("31/9/2026", None),
        ("5/13/2026", None),
        ("5/10", None),
        ("2026", None),
        ("5/10/1999", None),
        ("5/10/2032", None),
        ("mai", None),
        ("", None),
        ("9" * 5000, None),
    ],
)
def test_a_day_is_full_and_real_or_none(text: str, day: date | None) -> None:
    assert read_day(text, TODAY) == day
