"""Who stands on the list of households to review, and in which of its two groups."""

from datetime import datetime
from typing import get_args

import pytest

from bot.cases.case import Action, Case, Move, PreviousClass, State
from bot.cases.review_list import review_list
from bot.runtime.clock import VIETNAM

AT = datetime(2026, 10, 5, 8, 0, tzinfo=VIETNAM)


def case(
    code: str,
    state: State = "listed",
    previous: PreviousClass = "none",
    moved: tuple[tuple[Action, str], ...] = (),
    procedure: str = "1.011606",
    survey: str | None = None,
) -> Case:
    moves = tuple(Move(AT, "nv-lan", "Lan", action, state, words) for action, words in moved)
    return Case(
        code, code, "r1", "kp3", state, "Hoàng Thị Mai", "1984", previous_class=previous, moves=moves,
        procedure=procedure, survey=survey,
    )  # fmt: skip


def codes(cases: tuple[Case, ...]) -> list[str]:
    return [one.code for one in cases]


def test_the_old_list_first_then_requests_each_by_code() -> None:
    found = review_list(
        [case("HL-4"), case("HL-3", previous="poor"), case("HL-2"), case("HL-1", previous="near_poor")]
    )
    assert (codes(found.old), codes(found.asked)) == (["HL-1", "HL-3"], ["HL-2", "HL-4"])
    assert [(group, one.code) for group, one in found.all] == [
        ("old", "HL-1"), ("old", "HL-3"), ("asked", "HL-2"), ("asked", "HL-4"),
    ]  # fmt: skip


@pytest.mark.parametrize("state", get_args(State))
def test_each_state_is_on_the_list_or_not(state: State) -> None:
    """Whatever comes after the list stays on it; what is not past Phiếu A, or gone, is not."""
    off = {"submitted", "received", "not_listed", "closed", "withdrawn", "erased"}
    on = bool(review_list([case("HL-1", state, survey="f1")]).all)
    assert on == (state not in off)


def test_a_request_refused_after_phieu_a_never_was_on_it() -> None:
    assert review_list([case("HL-1", "refused")]).all == ()
    assert codes(review_list([case("HL-1", "refused", survey="f1")]).asked) == ["HL-1"]


def test_requests_without_phieu_a_wait() -> None:
    assert codes(review_list([case("HL-1", "received"), case("HL-2", "submitted")]).waiting) == ["HL-1"]


def test_what_an_officer_took_off_is_told_apart_from_what_did_not_pass() -> None:
    off = case("HL-1", "not_listed", moved=(("screen_in", ""), ("unlist", "Nhầm hộ khác")))
    failed = case("HL-2", "not_listed", moved=(("screen_out", ""),))
    back = case("HL-3", "listed", moved=(("unlist", "Nhầm"), ("list_anyway", "Đúng hộ này")))
    found = review_list([off, failed, back])
    assert (codes(found.unlisted), codes(found.asked)) == (["HL-1"], ["HL-3"])


def test_a_household_of_the_old_list_that_is_gone_stays_in_sight() -> None:
    found = review_list([case("HL-1", "closed", "poor"), case("HL-2", "closed")])
    assert (codes(found.closed), found.all) == (["HL-1"], ())


@pytest.mark.parametrize(("procedure", "on"), [("1.011606", True), ("1.011607", True), ("1.011609", False)])
def test_only_procedures_with_a_list_have_one(procedure: str, on: bool) -> None:
    assert bool(review_list([case("HL-1", procedure=procedure)]).all) == on
