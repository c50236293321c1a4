"""Progress of a round: which step each file counts at, and what the plan wants by a day."""

from dataclasses import replace
from datetime import date
from typing import get_args

import pytest

from bot.cases.case import Case, State
from bot.cases.commune import Area, Phase, Round
from bot.cases.progress import (
    STAGES,
    Stage,
    by_area,
    missing,
    planned_percent,
    progress_of,
    stage_of,
    total,
)

COUNTS: dict[State, Stage | None] = {
    "submitted": None,
    "received": None,
    "not_listed": None,
    "closed": None,
    "withdrawn": None,
    "erased": None,
    "listed": "to_survey",
    "returned": "to_survey",
    "voted_down": "to_survey",
    "surveyed": "surveyed",
    "approved": "approved",
    "to_post": "met",
    "posted": "posted",
    "complained": "posted",
    "settled": "settled",
    "reported": "settled",
    "opinion_given": "settled",
    "recognised": "decided",
    "left": "decided",
    "refused": "decided",
}


def case(number: int, state: State, area: str = "kp3") -> Case:
    return Case(f"c{number}", f"HL-{number:04}", "r", area, state, "A", "1984", survey="f")


def area(area_id: str) -> Area:
    return Area(area_id, area_id, "rural", None, "", date(2025, 7, 1))


@pytest.mark.parametrize("state", get_args(State))
def test_each_state_counts_at_one_step_or_at_none(state: State) -> None:
    assert stage_of(case(1, state)) == COUNTS[state]


def test_who_was_refused_after_phieu_a_was_never_on_the_list() -> None:
    assert stage_of(replace(case(1, "refused"), survey=None)) is None
    assert stage_of(replace(case(1, "refused"), survey=None, income="f")) == "decided"


def test_a_line_of_an_area_adds_up() -> None:
    one = progress_of("kp3", [case(n, state) for n, state in enumerate(get_args(State))], late={"c2", "c99"})
    assert one.listed == 14 == sum(one.stand(stage) for stage in STAGES)
    assert [one.reached(stage) for stage in STAGES] == [14, 11, 10, 9, 8, 6, 3]
    assert (one.returned, one.complained, one.waiting, one.late) == (1, 1, 2, 1)
    assert one.percent == 78  # 11 of 14, rounded down


def test_a_hundred_per_cent_means_all() -> None:
    many = [case(n, "surveyed") for n in range(299)]
    assert progress_of("kp3", [*many, case(300, "listed")]).percent == 99
    assert progress_of("kp3", many).percent == 100
    assert progress_of("kp3", []).percent == 0


def test_areas_come_in_their_order_and_the_sum_is_theirs() -> None:
    cases = [
        case(1, "listed"),
        case(2, "posted", "kp1"),
        case(3, "received", "kp1"),
        case(4, "listed", "kp9"),
    ]
    found = by_area([area("kp1"), area("kp2"), area("kp3")], cases, late={"c2"})
    assert [(one.area, one.listed, one.waiting, one.late) for one in found] == [
        ("kp1", 1, 1, 1),
        ("kp2", 0, 0, 0),
        ("kp3", 1, 0, 0),
    ]
    assert (total(found).listed, total(found).waiting, total(found).late) == (2, 1, 1)


PLAN = Round(
    "r", "R", "1.011606", "2022-2025", "", date(2026, 10, 1),
    (Phase("survey", date(2026, 10, 1), date(2026, 10, 20)),),
)  # fmt: skip


@pytest.mark.parametrize(
    ("day", "percent"),
    [
        (date(2026, 9, 30), 0),
        (date(2026, 10, 1), 5),
        (date(2026, 10, 5), 25),
        (date(2026, 10, 20), 100),
        (date(2026, 12, 1), 100),
    ],
)
def test_the_plan_wants_as_much_as_of_its_days_has_gone(day: date, percent: int) -> None:
    assert planned_percent(PLAN, day) == percent


def test_a_plan_without_a_survey_wants_nothing() -> None:
    assert planned_percent(replace(PLAN, phases=()), date(2026, 10, 5)) is None
    assert missing(progress_of("kp3", [case(1, "listed")]), None) == 0


def test_what_is_missing_is_counted_in_whole_households() -> None:
    four = [case(n, "listed") for n in range(4)]
    assert missing(progress_of("kp3", four), 25) == 1
    assert missing(progress_of("kp3", four[:3]), 25) == 0
    assert missing(progress_of("kp3", [*four[:3], case(9, "surveyed")]), 25) == 0
