"""A round beside the packs: each thing to look at, and nothing where nothing is wrong."""

from dataclasses import replace
from datetime import date

import pytest

from bot.cases.commune import Phase, Round
from bot.cases.round_check import RoundWarning, round_warnings
from bot.scoring.packs import known_dates
from bot.seeds.load import load_seed

OLD, NEW = "2022-2025", "2027-2030"
FIRST, LAST = date(2022, 1, 1), date(2026, 12, 31)
PLAN = Round(
    "2026",
    "Rà soát năm 2026",
    "1.011606",
    OLD,
    "Kế hoạch 1",
    date(2026, 10, 1),
    (
        Phase("survey", date(2026, 10, 1), date(2026, 10, 20)),
        Phase("decision", date(2026, 11, 21), date(2026, 12, 14)),
    ),
)


def warned(plan: Round) -> list[RoundWarning]:
    return list(round_warnings(plan, known_dates()))


def codes(plan: Round) -> list[str]:
    return [one.code for one in warned(plan)]


def test_a_plan_within_its_standard_is_right() -> None:
    assert warned(PLAN) == []
    assert warned(replace(PLAN, phases=())) == []


def test_the_rounds_of_the_training_commune() -> None:
    rounds = {one.id: one for one in load_seed().entities if isinstance(one, Round)}
    assert {name: codes(one) for name, one in rounds.items()} == {"2023": [], "2026": [], "2027": ["draft"]}


@pytest.mark.parametrize("day", [date(2027, 2, 1), date(2021, 12, 31)])
def test_ages_counted_on_a_day_of_another_time(day: date) -> None:
    plan = replace(PLAN, reference_date=day, phases=())
    assert warned(plan) == [RoundWarning("reference_outside", OLD, day, FIRST, LAST)]


def test_the_days_of_the_standard_count_as_its_own() -> None:
    assert codes(replace(PLAN, reference_date=FIRST)) == []
    assert codes(replace(PLAN, reference_date=LAST, phases=())) == []


def test_ages_counted_after_the_survey_has_begun() -> None:
    day = date(2026, 10, 2)
    [found] = warned(replace(PLAN, reference_date=day))
    assert found == RoundWarning(
        "reference_late", OLD, day, date(2026, 10, 1), date(2026, 10, 20), phase="survey"
    )


def test_a_round_that_spans_the_end_of_the_year() -> None:
    over = replace(PLAN, phases=(*PLAN.phases[:1], Phase("decision", date(2026, 12, 21), date(2027, 1, 15))))
    assert warned(over) == [
        RoundWarning("phase_after", OLD, date(2027, 1, 15), FIRST, LAST, phase="decision"),
        RoundWarning("two_packs", NEW, date(2027, 1, 1), date(2027, 1, 1), date(2030, 12, 31)),
    ]


def test_a_round_of_the_new_standard_that_begins_in_the_old() -> None:
    phases = (Phase("survey", date(2026, 12, 15), date(2027, 1, 15)),)
    plan = replace(PLAN, pack_id=NEW, reference_date=date(2026, 12, 15), phases=phases)
    assert codes(plan) == ["draft", "reference_outside", "phase_before", "two_packs"]
    assert warned(plan)[-1].pack == OLD
    assert warned(plan)[-1].day == date(2026, 12, 15)


def test_a_round_wholly_in_another_time_spans_nothing() -> None:
    plan = replace(PLAN, pack_id=NEW)
    assert codes(plan) == ["draft", "reference_outside", "phase_before"]


def test_no_document() -> None:
    assert codes(replace(PLAN, document="  ")) == ["no_document"]


def test_a_pack_that_is_not_there_is_said_and_nothing_else() -> None:
    [found] = warned(replace(PLAN, pack_id="2031-2035", document=""))
    assert (found.code, found.pack) == ("unknown_pack", "2031-2035")
