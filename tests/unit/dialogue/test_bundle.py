"""Which questions go in one message: only those that are asked whatever is answered to the ones before."""

from dataclasses import replace

import pytest

from bot.dialogue.walk.bundle import MOST_LINES, independent, is_simple, values
from bot.dialogue.walk.checks import after
from bot.dialogue.walk.record import Open, current, spots
from bot.dialogue.walk.together import with_also
from bot.scoring.answers import Value
from bot.scoring.path import Spot
from tests.unit.dialogue.test_together import opened, spot

GROWN: dict[str, Value] = {"m1.birth": "1980", "m1.sex": "female", "m1.name": "Mai", "m2.name": "Nam"}


def grown(**more: Value) -> Open:
    form = opened()
    return replace(form, record=replace(form.record, answers=form.answers.put(GROWN | more)))


def ids(found: tuple[Spot, ...]) -> list[str]:
    return [one.id for one in found]


def test_wall_column_and_roof_go_together() -> None:
    form = grown()
    assert ids(independent(form, spot(form, "wall"), _all_but(form, "wall", "column", "roof"), 4)) == [
        "wall",
        "column",
        "roof",
    ]


def _all_but(form: Open, *wanted: str) -> list[str]:
    """Every other spot put off, so that these are the next."""
    return [one.id for one in spots(form) if one.id not in wanted]


def test_never_more_than_the_channel_takes() -> None:
    form = grown()
    later = _all_but(form, "wall", "column", "roof")
    assert ids(independent(form, spot(form, "wall"), later, 2)) == ["wall", "column"]


def test_what_depends_on_the_answer_waits() -> None:
    """ "Was poor before" is asked only of some classes of last year."""
    form = grown(previous_class="none")
    assert spot(form, "was_poor_before")
    form = grown()
    assert ids(independent(form, spot(form, "previous_class"), _all_but(form, "previous_class"), 4)) == [
        "previous_class"
    ]


def test_what_an_answer_states_as_well_waits() -> None:
    """Of a child of ten "primary school" says that there is no certificate yet."""
    form = opened()
    later = _all_but(form, "m1.attending", "m1.certificate")
    assert ids(independent(form, spot(form, "m1.attending"), later, 4)) == ["m1.attending"]


def test_a_checklist_and_a_number_stand_alone() -> None:
    form = grown()
    for name in ("insured", "floor_area_m2", "assets", "m1.ethnicity"):
        assert not is_simple(spot(form, name))
        assert independent(form, spot(form, name), (), 4) == ()


@pytest.mark.parametrize("start", ["m1.certificate", "wall", "water", "toilet", "m1.relation", "m1.work"])
def test_one_by_one_the_same_is_asked_whatever_is_answered(start: str) -> None:
    """Every way through a message of questions, walked singly, asks the very same ones in the same order."""
    form = grown()
    first = spot(form, start)
    before = [one.id for one in spots(form)]
    later = before[: before.index(start)]
    found = independent(form, first, later, 4)
    states = [form]
    for one in found:
        assert {now.id for state in states if (now := current(state, "", later))} == {one.id}
        states = [after(state, with_also(state, one, value)) for state in states for value in values(one)]
    assert sum(len(values(one)) for one in found) <= MOST_LINES
