"""The table of moves, cell by cell: in each state, who may do what, under which procedure, where it leads.

The grid is written by hand from the five procedures; it knows nothing of the rows it tests.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import get_args

import pytest

from bot.cases.case import Action, Case, State
from bot.cases.commune import Role
from bot.cases.moves import WAYS, moved, way
from bot.cases.survey_return import ReturnedQuestion, SurveyReturn

NOON = datetime(2026, 10, 5, 12, 0, tzinfo=UTC)

# ── the grid ─────────────────────────────────────────────────────────────────────────────────
ANNUAL, IN_YEAR, LEAVING, AVERAGE, WORKER = "1.011606", "1.011607", "1.011608", "1.011609", "3.000412"
PROCEDURES = (ANNUAL, IN_YEAR, LEAVING, AVERAGE, WORKER)

ANY = """
submitted     | resident   | correct answer_more withdraw>withdrawn erase>erased
submitted     | officer    | ask_more assign
withdrawn     | resident   | erase>erased
received      | resident   | answer_more
received      | enumerator | hand_on record_visit amend_income
received      | officer    | ask_more assign close>closed
not_listed    | enumerator | survey_income amend_income
not_listed    | officer    | list_anyway>listed refuse>refused
listed        | resident   | answer_more
listed        | enumerator | hand_on record_visit finish_survey>surveyed survey_income amend_income
listed        | officer    | ask_more assign unlist>not_listed close>closed
surveyed      | resident   | record_complaint
surveyed      | enumerator | survey_income amend_income
surveyed      | officer    | close>closed record_complaint answer_complaint
returned      | resident   | record_complaint
returned      | enumerator | hand_on record_visit survey_income
returned      | officer    | assign close>closed record_complaint answer_complaint
approved      | resident   | record_complaint
approved      | enumerator | survey_income amend_income
approved      | officer    | return_survey>returned close>closed record_complaint answer_complaint
voted_down    | resident   | record_complaint
voted_down    | enumerator | hand_on record_visit
voted_down    | officer    | assign close>closed record_complaint answer_complaint
to_post       | resident   | record_complaint
to_post       | enumerator | post>posted
to_post       | officer    | post>posted record_complaint answer_complaint
posted        | resident   | complain>complained record_complaint
posted        | officer    | complain>complained record_complaint answer_complaint sum_up>settled
complained    | resident   | record_complaint
complained    | enumerator | hand_on record_visit begin_recheck finish_recheck>surveyed
complained    | officer    | assign record_complaint answer_complaint drop_complaint>posted
settled       | resident   | record_complaint
settled       | officer    | complain>complained record_complaint answer_complaint
reported      | resident   | record_complaint
reported      | officer    | record_complaint answer_complaint
opinion_given | resident   | record_complaint
opinion_given | officer    | record_complaint answer_complaint
recognised    | resident   | record_complaint
recognised    | officer    | record_complaint answer_complaint reopen_decision>settled
recognised    | chairman   | reopen_decision>settled
left          | resident   | record_complaint
left          | officer    | record_complaint answer_complaint reopen_decision>settled
left          | chairman   | reopen_decision>settled
refused       | resident   | record_complaint
refused       | officer    | record_complaint answer_complaint reopen_decision>settled
refused       | officer    | reopen_refusal>not_listed
refused       | chairman   | reopen_decision>settled
closed        | officer    | reopen>received reopen_listed>listed
"""

SCREENED = """
submitted     | officer    | receive>received
received      | enumerator | screen_in>listed screen_out>not_listed
"""
"""Phiếu A: annual and in-year requests."""

NOT_SCREENED = """
submitted     | officer    | receive>listed
"""
"""Who asks to leave is on the list already."""

BY_POINTS = """
received      | enumerator | survey_income
surveyed      | enumerator | amend_survey
surveyed      | officer    | approve_survey>approved return_survey>returned
returned      | enumerator | amend_survey>surveyed amend_income
approved      | enumerator | agree_at_meeting>to_post vote_down>voted_down
approved      | officer    | agree_at_meeting>to_post vote_down>voted_down skip_meeting>to_post
voted_down    | enumerator | amend_survey>surveyed
to_post       | officer    | meet_again>approved return_survey>returned
"""
"""Phiếu B and a village meeting: poor and near-poor households."""

BY_INCOME = """
submitted     | officer    | receive>received
received      | enumerator | survey_income>surveyed
surveyed      | officer    | approve_survey>to_post return_survey>returned
returned      | enumerator | amend_income>surveyed
to_post       | resident   | complain>complained
to_post       | officer    | complain>complained sum_up>settled return_survey>returned
"""
"""Income alone: no Phiếu A, no meeting, not posted again (average living standard, low-income workers)."""

WITH_OPINION = """
settled       | officer    | report_up>reported
reported      | officer    | take_opinion>opinion_given go_on_without_opinion>opinion_given
reported      | officer    | return_survey>returned
opinion_given | officer    | recognise>recognised recognise_left>left refuse>refused return_survey>returned
opinion_given | chairman   | recognise>recognised recognise_left>left refuse>refused
"""
"""The annual review goes up for a written opinion before the decision."""

WITHOUT_OPINION = """
settled       | officer    | recognise>recognised recognise_left>left refuse>refused
settled       | chairman   | recognise>recognised recognise_left>left refuse>refused
"""

OLD_LIST = """
submitted     | officer    | take_from_list>listed
received      | officer    | take_from_list>listed
not_listed    | officer    | take_from_list>listed
listed        | officer    | take_from_list
surveyed      | officer    | take_from_list
returned      | officer    | take_from_list
approved      | officer    | take_from_list
voted_down    | officer    | take_from_list
to_post       | officer    | take_from_list
posted        | officer    | take_from_list
complained    | officer    | take_from_list
settled       | officer    | take_from_list
reported      | officer    | take_from_list
opinion_given | officer    | take_from_list
"""
"""Who is on last year's list is on the list to review, whatever they asked for (QĐ 24 Điều 4.1)."""

LEAVING_LIST = """
listed        | officer    | note_list_class
surveyed      | officer    | note_list_class
returned      | officer    | note_list_class
approved      | officer    | note_list_class
voted_down    | officer    | note_list_class
to_post       | officer    | note_list_class
posted        | officer    | note_list_class
complained    | officer    | note_list_class
settled       | officer    | note_list_class
"""
"""Which list a household that asks to leave it is on now (1.011608 step 2)."""

GRID = {
    ANNUAL: (ANY, SCREENED, OLD_LIST, BY_POINTS, WITH_OPINION),
    IN_YEAR: (ANY, SCREENED, BY_POINTS, WITHOUT_OPINION),
    LEAVING: (ANY, NOT_SCREENED, LEAVING_LIST, BY_POINTS, WITHOUT_OPINION),
    AVERAGE: (ANY, BY_INCOME, WITHOUT_OPINION),
    WORKER: (ANY, BY_INCOME, WITHOUT_OPINION),
}
"""Which parts hold for each procedure. A row: state, role, actions; "action>state" where it leads on."""

EXCEPTIONS = {
    "list_anyway", "unlist", "close", "reopen", "reopen_listed", "skip_meeting", "meet_again",
    "go_on_without_opinion", "reopen_decision", "reopen_refusal", "return_survey",
}  # fmt: skip
"""Off the way of the law (return_survey: only after the approval); its source says so and it needs words."""


def cells(procedure: str) -> Iterator[tuple[str, str, str, str]]:
    """State, action, role, state after it, of every cell the grid allows."""
    for line in "".join(GRID[procedure]).strip().splitlines():
        if not line:
            continue
        state, role, actions = (part.strip() for part in line.split("|"))
        for one in actions.split():
            action, _, leads_to = one.partition(">")
            yield state, action, role, leads_to or state


def case(state: State, procedure: str = ANNUAL) -> Case:
    return Case("c1", "HL-1", "r", "kp3", state, "Hoàng Thị Mai", "1984", survey="f", procedure=procedure)


def test_the_grid_speaks_of_things_that_are_there() -> None:
    """A slip of the pen in the grid."""
    for procedure in PROCEDURES:
        found = list(cells(procedure))
        assert len({one[:3] for one in found}) == len(found) > 70
        for state, action, role, leads_to in found:
            assert {state, leads_to} <= set(get_args(State))
            assert action in get_args(Action) and role in get_args(Role)


@pytest.mark.parametrize("state", get_args(State))
@pytest.mark.parametrize("procedure", PROCEDURES)
def test_every_cell_is_as_the_grid_says(procedure: str, state: State) -> None:
    wanted = {(action, role): leads_to for at, action, role, leads_to in cells(procedure) if at == state}
    for action in get_args(Action):
        for role in get_args(Role):
            found = way(case(state, procedure), action, role)
            leads_to = found.leads_to if found else None
            assert leads_to == wanted.get((action, role)), (procedure, state, action, role)


def test_no_cell_of_the_table_stands_twice() -> None:
    """Two rows may share state, action and role, but never under one procedure."""
    found = [
        (one.state, one.action, one.role, procedure)
        for one in WAYS
        for procedure in (one.procedures or PROCEDURES)
    ]
    assert sorted({one for one in found if found.count(one) > 1}) == []


def test_every_procedure_of_a_row_is_known() -> None:
    assert {procedure for one in WAYS for procedure in one.procedures} == set(PROCEDURES)


def test_every_way_leads_to_a_state_that_is_known_and_names_its_source() -> None:
    assert {one.leads_to for one in WAYS} <= set(get_args(State))
    assert all(one.source for one in WAYS)


def test_what_is_off_the_way_of_the_law_is_called_an_exception() -> None:
    called = {one.action for one in WAYS if "ngoại lệ" in one.source}
    assert called == EXCEPTIONS


# ── no step can be left out ──────────────────────────────────────────────────────────────────
STEPS: dict[str, tuple[str, ...]] = {
    ANNUAL: ("received", "listed", "surveyed", "approved", "to_post", "posted", "settled", "reported",
             "opinion_given"),
    IN_YEAR: ("received", "listed", "surveyed", "approved", "to_post", "posted", "settled"),
    LEAVING: ("listed", "surveyed", "approved", "to_post", "posted", "settled"),
    AVERAGE: ("received", "surveyed", "to_post", "settled"),
    WORKER: ("received", "surveyed", "to_post", "settled"),
}  # fmt: skip
"""Between a request that was sent and its recognition. Where income alone counts, a result complained of is
not posted again, so the table cannot tell whether it ever hung: whoever sums up must look."""


def reached(procedure: str, without: str) -> set[str]:
    """States a sent request can come to by moves that are no exceptions, never being in `without`; of a
    household that is not on last year's list."""
    aside = EXCEPTIONS | {"take_from_list"}
    moves = [one for one in cells(procedure) if one[1] not in aside and without not in (one[0], one[3])]
    found, before = {"submitted"}, set[str]()
    while found != before:
        before = set(found)
        found |= {leads_to for state, _, _, leads_to in moves if state in before}
    return found


@pytest.mark.parametrize(("procedure", "step"), [(p, step) for p, steps in STEPS.items() for step in steps])
def test_without_this_step_nobody_is_recognised(procedure: str, step: str) -> None:
    assert "recognised" in reached(procedure, without="")
    assert not reached(procedure, without=step) & {"recognised", "left"}


# ── a move ───────────────────────────────────────────────────────────────────────────────────
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
