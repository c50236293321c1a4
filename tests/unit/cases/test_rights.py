"""Who may do what beside single files, cell by cell: deed × role × own areas."""

from dataclasses import replace
from typing import get_args

import pytest

from bot.cases.commune import Role, Staff
from bot.cases.rights import RIGHTS, Deed, may

GRID = """
deed           | enumerator | officer | chairman | supervisor | administrator
hold_meeting   | own        | own     | -        | -          | -
post           | own        | own     | -        | -          | -
see_complaints | -          | own     | -        | -          | -
sum_up         | -          | own     | -        | -          | -
decide         | -          | all     | all      | -          | -
import_list    | -          | all     | -        | -          | -
share_work     | -          | own     | -        | -          | -
see_progress   | own        | own     | all      | all        | all
see_leads      | own        | own     | -        | -          | -
set_up         | -          | all     | -        | -          | all
set_days       | -          | all     | -        | -          | all
print_forms    | own        | own     | all      | all        | -
print_lists    | own        | own     | all      | all        | -
print_reports  | -          | all     | all      | all        | -
export_round   | -          | all     | -        | -          | -
"""
"""own: in their own areas; all: the whole commune; -: never. A resident stands nowhere."""


def grid() -> dict[tuple[str, str], str]:
    head, *rows = [[part.strip() for part in line.split("|")] for line in GRID.strip().splitlines()]
    return {(row[0], role): scope for row in rows for role, scope in zip(head[1:], row[1:], strict=True)}


SCOPES = grid()
AREAS: dict[str, tuple[str, ...]] = {"none": (), "two": ("kp1", "kp3")}
ASKED: dict[str, str | None] = {"own": "kp3", "other": "kp5", "anywhere": None}
MAY = {
    ("own", "enumerator"): {("two", "own"), ("two", "anywhere")},
    ("own", "officer"): {
        *{("two", "own"), ("two", "anywhere")},
        *{("none", "own"), ("none", "other"), ("none", "anywhere")},
    },
    ("all", "officer"): {("none", "own"), ("none", "other"), ("none", "anywhere")},
}
"""By scope and role: with which areas of theirs, asked about which. An officer without areas answers for
all of them; what counts for the whole commune is not for an officer of single areas."""
WHOLE = {(areas, asked) for areas in AREAS for asked in ASKED}
"""The chairman, the supervisor, the administrator: everywhere, whatever areas stand with them."""


def somebody(role: Role, areas: tuple[str, ...], also: tuple[Role, ...] = ()) -> Staff:
    return Staff("s1", "Lan", "", role, areas, chat="web:s1", also=also)


def wanted(deed: str, role: str) -> set[tuple[str, str]]:
    scope = SCOPES.get((deed, role), "-")
    if scope == "-":
        return set()
    return MAY.get((scope, role), WHOLE)


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("areas", AREAS)
@pytest.mark.parametrize("role", get_args(Role))
@pytest.mark.parametrize("deed", get_args(Deed))
def test_every_cell(deed: Deed, role: Role, areas: str, asked: str) -> None:
    who = somebody(role, AREAS[areas])
    assert may(who, deed, ASKED[asked]) is ((areas, asked) in wanted(deed, role))


def test_the_grid_names_every_deed_and_every_role_of_the_staff() -> None:
    assert {deed for deed, _ in SCOPES} == set(get_args(Deed))
    assert {role for _, role in SCOPES} == set(get_args(Role)) - {"resident"}


def test_no_row_stands_twice() -> None:
    assert len({(one.deed, one.role) for one in RIGHTS}) == len(RIGHTS)


@pytest.mark.parametrize("deed", get_args(Deed))
def test_who_has_left_and_who_is_not_of_the_staff_may_nothing(deed: Deed) -> None:
    for role in get_args(Role):
        for areas in AREAS.values():
            assert not may(replace(somebody(role, areas), active=False), deed)
    assert not may(None, deed)


HELD: tuple[tuple[Role, Role], ...] = (
    ("enumerator", "officer"),
    ("enumerator", "chairman"),
    ("supervisor", "enumerator"),
)


@pytest.mark.parametrize("areas", AREAS)
@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("deed", get_args(Deed))
def test_of_several_roles_each_gives_what_is_its_own(deed: Deed, areas: str, asked: str) -> None:
    """Never more than the roles one by one, and never less."""
    for main, besides in HELD:
        both = somebody(main, AREAS[areas], (besides,))
        alone = [somebody(role, AREAS[areas]) for role in (main, besides)]
        assert may(both, deed, ASKED[asked]) is any(may(one, deed, ASKED[asked]) for one in alone)


def test_an_enumerator_without_areas_may_nothing_and_one_more_role_does_not_open_other_areas() -> None:
    assert not may(somebody("enumerator", ()), "see_progress")
    assert not may(somebody("enumerator", ("kp3",), ("officer",)), "see_complaints", "kp5")
    assert may(somebody("enumerator", ("kp3",), ("officer",)), "see_complaints", "kp3")
    assert not may(somebody("enumerator", ("kp3",), ("officer",)), "import_list")
