"""Where each household is counted in each report: one small function a report, no sums.

A weight is 1 for a household, its persons in a row of persons, None where those are not known.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields

from bot.cases.movement import Balance, Kind, columns
from bot.cases.report import ALL, HOUSEHOLDS, PERSONS, ReportHousehold, ReportId

Place = tuple[str, str, int | None]
"""Part, column, weight."""
Places = Callable[[ReportHousehold], Iterator[Place]]
KINDS: tuple[Kind, ...] = ("poor", "near_poor")
OTHER_INCREASE = "other_increase"
"""Of 7.2 and 7.3: nothing in a file says that a household came as a poor one; it is counted among the new."""


@dataclass(frozen=True, slots=True)
class ReportTerms:
    """What the pack says. indicators, causes, groups: ids in their order. child_below: age in years."""

    indicators: tuple[str, ...]
    causes: tuple[str, ...]
    groups: tuple[str, ...]
    child_below: int


def column_ids(terms: ReportTerms) -> dict[ReportId, tuple[str, ...]]:
    """Every column of every report that is counted or reckoned, in order."""
    moves = tuple(one.name for one in fields(Balance) if one.name not in ("undecided", "end"))
    balance = (*moves, OTHER_INCREASE, "end", "undecided")
    measured = ("base", "deprivations", *terms.indicators)
    return {
        "7.1": SUMMARY,
        "7.2": balance,
        "7.3": balance,
        "7.4": measured,
        "7.5": ("base", *terms.indicators),
        "7.6": measured,
        "7.7": ("base", *terms.indicators),
        "7.8": tuple(_both(("", *terms.groups))),
        "7.9": ("poor", "poor_persons", "near_poor", "near_poor_persons"),
        "7.10": tuple(_both(("", *terms.causes))),
        "7.11": ("children", *terms.indicators),
    }


RATED = ("poor", "near_poor", "average", "poor_persons", "near_poor_persons", "average_persons")
SUMMARY = ("households", "persons", *(name for one in RATED for name in (one, f"{one}_rate")))


def _both(names: tuple[str, ...]) -> Iterator[str]:
    for kind in KINDS:
        yield from (f"{kind}.{one}" if one else kind for one in names)


# ── who is counted where ─────────────────────────────────────────────────────────────────────
def places(report: ReportId, terms: ReportTerms) -> Places | None:
    """How a household is counted in this report; None for those that are rates of another."""
    return {
        "7.1": _summary,
        "7.2": lambda one: _movement(one, "poor"),
        "7.3": lambda one: _movement(one, "near_poor"),
        "7.4": lambda one: _measured(one, "poor", terms),
        "7.6": lambda one: _measured(one, "near_poor", terms),
        "7.8": lambda one: _within(one, one.target_groups),
        "7.9": _peoples,
        "7.10": lambda one: _within(one, one.causes),
        "7.11": lambda one: _children(one, terms),
    }.get(report)


def _summary(one: ReportHousehold) -> Iterator[Place]:
    """7.1: a household of average living standard is counted there only where it is not near-poor."""
    name = one.kind or ("average" if one.average else None)
    if name is not None:
        yield ALL, name, 1
        yield ALL, f"{name}_persons", one.persons


def _movement(one: ReportHousehold, kind: Kind) -> Iterator[Place]:
    for column in columns(one.moved, kind):
        yield from _pair(one, column)


def _pair(one: ReportHousehold, column: str) -> Iterator[Place]:
    yield HOUSEHOLDS, column, 1
    yield PERSONS, column, one.persons


def _measured(one: ReportHousehold, kind: Kind, terms: ReportTerms) -> Iterator[Place]:
    """7.4, 7.6: the total is what the result counted, its columns are the pack's indicators."""
    if one.kind != kind:
        return
    yield ALL, "base", 1
    yield ALL, "deprivations", None if one.deprived is None else len(one.deprived)
    for name in terms.indicators if one.deprived is None else one.deprived:
        yield ALL, name, None if one.deprived is None else 1


def _within(one: ReportHousehold, names: tuple[str, ...]) -> Iterator[Place]:
    """7.8, 7.10: several may hold for one household, so that columns need not add up to the first."""
    if one.kind is not None:
        yield from _pair(one, one.kind)
        for name in names:
            yield from _pair(one, f"{one.kind}.{name}")


def _peoples(one: ReportHousehold) -> Iterator[Place]:
    """7.9: by the people of the head; once among its own, once among all."""
    if one.kind is not None:
        for part in (one.ethnicity or UNKNOWN_PEOPLE, ALL):
            yield part, one.kind, 1
            yield part, f"{one.kind}_persons", one.persons


UNKNOWN_PEOPLE = "?"
"""The part of 7.9 of households whose head's people is not known."""


def _children(one: ReportHousehold, terms: ReportTerms) -> Iterator[Place]:
    """7.11: children of poor (near-poor) households, by what their household is deprived of."""
    if one.kind is None:
        return
    known = one.persons is not None and len(one.members) == one.persons
    known = known and all(each.age is not None for each in one.members)
    ages = [each.age for each in one.members if each.age is not None]
    count = sum(age < terms.child_below for age in ages) if known else None
    yield one.kind, "children", count
    for name in terms.indicators if one.deprived is None else one.deprived:
        yield one.kind, name, None if one.deprived is None else count
