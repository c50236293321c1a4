"""What each line of điểm A rests on: the answers behind the row that counts."""

from collections.abc import Callable, Iterable

from bot.scoring.household import Household, Person, is_weak
from bot.scoring.lines import Line
from bot.scoring.measures import MEASURES, QUESTION_LISTS
from bot.scoring.points import NONE, Item

ROSTER = "household_size"


def grounds(household: Household, item: Item, line: Line) -> tuple[str, ...]:
    """Answer keys, in the household's order; empty where nobody and nothing stands behind the row.

    Where a rule set the points, also those the rule rests on.
    """
    by_rule = tuple(_RULES[line.rule](household)) if line.rule is not None else ()
    return tuple(dict.fromkeys((*_of_row(household, item, line), *by_rule)))


def _of_row(household: Household, item: Item, line: Line) -> tuple[str, ...]:
    if item.measure in household.pack.groups:
        question = household.pack.groups[item.measure].question
        said = frozenset(item.row(line.choice).answers)
        return (question,) if household.answers.text(question) else _saying(household, question, said)
    if item.measure in QUESTION_LISTS:
        return (item.measure,)
    if MEASURES[item.measure] == "list":
        return household.pack.dwelling.parts if line.choice == NONE else (line.choice,)
    return tuple(_NUMBERS[item.measure](household))


def _saying(household: Household, question: str, said: frozenset[str]) -> tuple[str, ...]:
    return tuple(p.key(question) for p in household.people if p.says(question) in said)


def _weak(household: Household) -> Iterable[str]:
    ages = household.pack.ages
    return [_why_weak(person, household) for person in household.people if is_weak(person, ages)]


def _why_weak(person: Person, household: Household) -> str:
    ages = household.pack.ages
    by_age = person.age < ages.weak_below or person.age > ages.weak_above
    return person.key("birth" if by_age else "disabled_or_ill")


_NUMBERS: dict[str, Callable[[Household], Iterable[str]]] = {
    "members": lambda household: (ROSTER,),
    "weak_members": _weak,
    "pensions": lambda household: _saying(household, "pension", frozenset({"yes"})),
    "area_per_person_m2": lambda household: ("floor_area_m2", ROSTER),
    "electricity_kwh": lambda household: ("electricity_kwh",),
}
"""Banded measure → the answers it is counted from."""

_RULES: dict[str, Callable[[Household], Iterable[str]]] = {"only_weak_members": _weak}
"""Rule of the pack → the answers that make it hold."""
