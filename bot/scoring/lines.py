"""Điểm A line by line: each item of the points table, the row that counts, its points and provenance."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from bot.scoring.household import Household, is_weak
from bot.scoring.measures import MEASURES, QUESTION_LISTS
from bot.scoring.points import NONE, Item, Row


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of điểm A. row: its line in the table's file; rule: the rule that set the points, if any."""

    item: str
    choice: str
    points: int
    rule: str | None
    provenance: str
    row: int


def _weak(household: Household) -> int:
    return sum(is_weak(person, household.pack.ages) for person in household.people)


def _pensions(household: Household) -> int:
    return sum(person.says("pension") == "yes" for person in household.people)


NUMBERS: dict[str, Callable[[Household], int | Fraction]] = {
    "members": lambda household: len(household.people),
    "weak_members": _weak,
    "pensions": _pensions,
    "area_per_person_m2": lambda household: household.area_per_person,
    "electricity_kwh": lambda household: household.number("electricity_kwh"),
}
"""Banded measures → their value."""

RULES: dict[str, Callable[[Household], bool]] = {
    "only_weak_members": lambda household: _weak(household) == len(household.people),
}
"""Rules of the pack → whether they hold."""


def score_lines(household: Household, column: str) -> Iterator[Line]:
    """One line per item, and one per chosen entry of a list item ("none" where nothing is chosen)."""
    for item in household.pack.table.items:
        rule = _rule(household, item)
        for row in _rows(household, item):
            points = row.points[column] if rule is None else household.pack.rules[rule].points
            yield Line(item.id, row.choice, points, rule, row.provenance, row.line)


def _rule(household: Household, item: Item) -> str | None:
    return item.rule if item.rule and RULES[item.rule](household) else None


def _rows(household: Household, item: Item) -> tuple[Row, ...]:
    kind = MEASURES[item.measure]
    if kind == "list":
        chosen = [choice for choice in _listed(household, item.measure) if item.has(choice)]
        return tuple(item.row(choice) for choice in chosen or [NONE])
    if kind == "choice":
        return (_choice(household, household.pack.groups[item.measure].question, item),)
    return (item.band(Fraction(NUMBERS[item.measure](household))),)


def _listed(household: Household, measure: str) -> tuple[str, ...]:
    if measure in QUESTION_LISTS:
        return household.chosen(measure)
    weak = household.not_durable()
    return tuple(part for part in household.pack.dwelling.parts if part not in weak)


def _choice(household: Household, question: str, item: Item) -> Row:
    """The first row any of the answers makes, of the household or of its members; else the last."""
    own = household.answers.text(question)
    given = {own} if own is not None else {person.says(question) for person in household.people}
    return next((row for row in item.rows if given.intersection(row.answers)), item.rows[-1])
