"""Điểm A as formulas: one calculation an item, from the rows of the points table the pack is given.

Source: the table (Thông tư 07/2021/TT-BLĐTBXH, Phụ lục III); its rows carry their own provenance.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from bot.errors import PackError
from bot.exchange.xlsform.sheet import Row as Line
from bot.exchange.xlsform.sheet import calculate
from bot.exchange.xlsform.xpath import (
    among,
    band,
    chain,
    digits,
    either,
    field,
    is_one_of,
    no,
    of_somebody,
    scaled,
    text,
    total,
    when,
    whole,
)
from bot.scoring.forms import Form
from bot.scoring.pack import Pack
from bot.scoring.points import NONE, Item, Row

COUNTS = {
    "members": field("calc_n"),
    "weak_members": field("calc_weak_members"),
    "pensions": field("calc_pensions"),
}
"""Banded measures that count members → their number."""
NUMBERS = {"area_per_person_m2": "floor_area_m2", "electricity_kwh": "electricity_kwh"}
"""Banded measures of a decimal answer → the question."""
A_PERSON = ("area_per_person_m2",)
"""Of these the answer is shared among the members: the bounds are multiplied, nothing is divided."""
LISTS = ("assets", "land", "livestock")
PARTS = "durable_parts"
ONLY_WEAK = "only_weak_members"
ID = re.compile(r"[A-Za-z0-9_.-]+")
"""An item's id that can be part of an element's name."""
MOST_DIGITS = 8
"""After the point of a bound: on that scale a million is still a whole number the engines hold exactly."""


def name_of(item: Item) -> str:
    """With a word before the id, so that no item takes the name of another calculation."""
    return f"calc_item_{item.id}"


def of_members(pack: Pack) -> tuple[str, ...]:
    """The questions of members whose answers the items need gathered."""
    asked = {
        q.id for section in pack.forms["phieu_b"].sections for q in section.questions if q.scope == "member"
    }
    used = {pack.groups[item.measure].question for item in pack.table.items if item.measure in pack.groups}
    return tuple(sorted(asked & used))


def item_rows(pack: Pack) -> tuple[Line, ...]:
    """One calculation an item, in the table's order. PackError where a measure or rule is not known here."""
    return tuple(calculate(name_of(item), _item(pack, item)) for item in pack.table.items)


def _item(pack: Pack, item: Item) -> str:
    _check(item)
    if not item.rule:
        return _by_rows(pack, item)
    if item.rule != ONLY_WEAK:
        raise PackError(f'no formula for the rule "{item.rule}"', where=item.id, remedy=f"known: {ONLY_WEAK}")
    everybody = f"{field('calc_weak_members')} = {field('calc_n')}"
    return when(everybody, str(pack.rules[item.rule].points), _by_rows(pack, item))


def _check(item: Item) -> None:
    """PackError for what a formula cannot say exactly."""
    if not ID.fullmatch(item.id):
        what = f'an element cannot be named after the item "{item.id}"'
        raise PackError(what, where=item.id, remedy="letters without marks, digits, and _ . - between them")
    for row in item.rows:
        if any(bound is not None and digits(bound) > MOST_DIGITS for bound in (row.at_least, row.below)):
            what = f'"{row.choice}" has a bound of more than {MOST_DIGITS} digits after the point'
            raise PackError(what, where=item.id, remedy="write it with fewer")


def _by_rows(pack: Pack, item: Item) -> str:
    if item.measure in pack.groups:
        return _choice(pack, item)
    if item.measure in COUNTS:
        return _count(item)
    if item.measure in NUMBERS:
        return _number(pack.forms["phieu_b"], item)
    if item.measure in LISTS:
        return _list(item, lambda choice: among(item.measure, choice))
    if item.measure == PARTS:
        return _list(item, lambda part: is_one_of(part, ["durable"]))
    raise PackError(f'no formula for the measure "{item.measure}"', where=item.id, remedy="take the item out")


def points(row: Row) -> str:
    """The row's points by column; written once for all columns that have the same."""
    return _by_column(row.points)


def _by_column(of: Mapping[str, int]) -> str:
    columns: dict[int, list[str]] = {}
    for column, value in of.items():
        columns.setdefault(value, []).append(column)
    *first, last = sorted(columns.items(), key=lambda one: len(one[1]))
    return chain(((is_one_of("calc_column", names), str(value)) for value, names in first), str(last[0]))


def _choice(pack: Pack, item: Item) -> str:
    """The first row one of whose answers was given, by the household or by a member; the last is "else"."""
    question = pack.groups[item.measure].question
    *rows, last = item.rows

    def said(answers: Iterable[str]) -> str:
        if question in of_members(pack):
            return either(of_somebody(question, answer) for answer in answers)
        return is_one_of(question, answers)

    return chain(((said(row.answers), points(row)) for row in rows), points(last))


def _count(item: Item) -> str:
    return _banded(item, COUNTS[item.measure], lambda bound: format(bound, "f"))


def _number(form: Form, item: Item) -> str:
    """Compared as whole numbers on one scale, so that no bound is missed by a rounding."""
    question = form.question(NUMBERS[item.measure])
    bounds = [bound for row in item.rows for bound in (row.at_least, row.below) if bound is not None]
    places = max([question.decimals, *map(digits, bounds)])
    shared = f" * {field('calc_n')}" if item.measure in A_PERSON else ""
    return _banded(item, whole(question.id, places), lambda bound: f"{scaled(bound, places)}{shared}")


def _banded(item: Item, value: str, limit: Callable[[Decimal], str]) -> str:
    """The band that holds the value; none: not a number, so that no score comes of a table with a hole."""

    def said(row: Row) -> str:
        low, high = (None if bound is None else limit(bound) for bound in (row.at_least, row.below))
        return band(value, low, high)

    return chain(((said(row), points(row)) for row in item.rows), f"number({text('')})")


def _list(item: Item, there: Callable[[str], str]) -> str:
    """The sum over what is there; the row "none" where nothing is that has a row."""
    entries = [row for row in item.rows if row.choice != NONE]
    none = next(row for row in item.rows if row.choice == NONE)
    parts = [when(there(row.choice), points(row), "0") for row in entries]
    return total([*parts, when(no(either(there(row.choice) for row in entries)), points(none), "0")])
