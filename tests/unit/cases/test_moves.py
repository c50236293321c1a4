"""The table of moves, cell by cell: in each state, who may do what, and where it leads."""

from datetime import UTC, datetime
from typing import get_args

import pytest

from bot.cases.case import Action, Case, State
from bot.cases.commune import Role
from bot.cases.moves import WAYS, moved, way
from bot.cases.survey_return import ReturnedQuestion, SurveyReturn

NOON = datetime(2026, 10, 5, 12, 0, tzinfo=UTC)
REVIEW: dict[tuple[State, Action, Role], State] = {
    ("surveyed", "approve_survey", "officer"): "approved",
    ("surveyed", "return_survey", "officer"): "returned",
    ("surveyed", "amend_survey", "enumerator"): "surveyed",
    ("approved", "return_survey", "officer"): "returned",
    ("returned", "amend_survey", "enumerator"): "surveyed",
    ("returned", "assign", "officer"): "returned",
    ("returned", "hand_on", "enumerator"): "returned",
    ("returned", "record_visit", "enumerator"): "returned",
}
"""Everything between a survey that was sent and its approval; income forms aside."""
ASIDE = ("survey_income", "amend_income")


def case(state: State) -> Case:
    return Case("c1", "HL-0001", "r", "kp3", state, "Hoàng Thị Mai", "1984", survey="f")


@pytest.mark.parametrize("state", ("surveyed", "returned", "approved"))
@pytest.mark.parametrize("action", [one for one in get_args(Action) if one not in ASIDE])
@pytest.mark.parametrize("role", get_args(Role))
def test_a_sent_survey_moves_only_as_the_table_says(state: State, action: Action, role: Role) -> None:
    found = way(case(state), action, role)
    assert (found.leads_to if found else None) == REVIEW.get((state, action, role))


@pytest.mark.parametrize("action", ("approve_survey", "return_survey", "amend_survey"))
def test_nothing_is_reviewed_before_it_was_sent_or_after_it_was_posted(action: Action) -> None:
    for state in set(get_args(State)) - {"surveyed", "returned", "approved"}:
        assert all(way(case(state), action, role) is None for role in get_args(Role))


def test_no_cell_of_the_table_stands_twice() -> None:
    cells = [(one.state, one.action, one.role) for one in WAYS]
    assert len(cells) == len(set(cells))


def test_every_way_leads_to_a_state_that_is_known_and_names_its_source() -> None:
    assert {one.leads_to for one in WAYS} <= set(get_args(State))
    assert all(one.source for one in WAYS)


def test_a_move_keeps_who_when_and_the_words() -> None:
    to = way(case("surveyed"), "return_survey", "officer")
    assert to is not None
    state, moves = moved(case("surveyed"), to, NOON, ("nv-lan", "Lan"), "Mái: xin xem lại")
    assert (state, moves[-1].by, moves[-1].at, moves[-1].note) == (
        "returned",
        "nv-lan",
        NOON,
        "Mái: xin xem lại",
    )


# ── a return ─────────────────────────────────────────────────────────────────────────────────
ROOF, AREA = ReturnedQuestion("roof", "Mái", "xin xem lại"), ReturnedQuestion("floor_area_m2", "Ở", "đo lại")
SENT_BACK = SurveyReturn(NOON, "nv-lan", "Lan", (ROOF, AREA))


def test_a_word_why_an_answer_stays_is_that_of_its_own_question() -> None:
    kept = SENT_BACK.with_kept("roof", "đúng như vậy")
    assert [one.kept for one in kept.questions] == ["đúng như vậy", ""]
    assert kept.question("roof") == kept.questions[0]
    assert kept.question("toilet") is None


def test_a_return_that_was_answered_says_what_became_of_each_question() -> None:
    closed = SENT_BACK.answered(NOON, "nv-ba", {"roof": "changed", "floor_area_m2": "kept"})
    assert [one.fate for one in closed.questions] == ["changed", "kept"]
    assert (closed.answered_at, closed.answered_by) == (NOON, "nv-ba")
    assert [one.words for one in closed.questions] == ["xin xem lại", "đo lại"]


def test_only_in_its_state_is_a_return_open() -> None:
    one = Case("c1", "HL-1", "r", "kp3", "returned", "A", "1984", returns=(SENT_BACK,))
    assert one.open_return == SENT_BACK
    assert Case("c1", "HL-1", "r", "kp3", "surveyed", "A", "1984", returns=(SENT_BACK,)).open_return is None
