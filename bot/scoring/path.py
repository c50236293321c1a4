"""The path: which questions are asked, of whom, in what order, derived from the answers alone.

Nothing is stored about where a person stands: the place is the first spot of the path without
an answer, so back, jump, resume and a change of phone need no code of their own.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from bot.scoring.answers import Answers, Value, key
from bot.scoring.dates import age
from bot.scoring.forms import SKIPPED, Condition, Form, Question, Section

Derived = Callable[[Answers, str, date], str | None]
"""A field worked out from a member's answers: (answers, member, reference date) → value or None."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a path depends on besides the answers: the reference date and the pack's derived fields."""

    at: date
    derived: tuple[tuple[str, Derived], ...] = ()


class Spot(NamedTuple):
    """One screen: a question of the household, of one member, or a checklist over some members.

    id: "floor_area_m2", "m2.birth", or for a checklist the question's id.
    keys: the answer keys this screen fills.
    """

    section: Section
    question: Question
    id: str
    keys: tuple[str, ...]
    member: str | None = None
    members: tuple[str, ...] = ()


def lookup(answers: Answers, context: Context, field: str, member: str | None) -> Value | None:
    """A field's value for a condition: derived, the member's own, or the household's."""
    if field == "age":
        birth = answers.text("birth", member)
        return None if birth is None or birth == SKIPPED else str(age(birth, context.at))
    if member is not None:
        for name, derive in context.derived:
            if name == field:
                return derive(answers, member, context.at)
        own = answers.get(field, member)
        if own is not None:
            return own
    return answers.get(field)


def holds(condition: Condition, value: Value | None) -> bool:
    """Whether one statement is true of a value; never true of a missing or a skipped one."""
    if value is None or value == SKIPPED:
        return False
    if isinstance(value, tuple):  # of a many-of question: any of those named
        return any(one in condition.one_of for one in value)
    if condition.one_of and value not in condition.one_of:
        return False
    if condition.at_least is None and condition.below is None and condition.above is None:
        return True
    number = Decimal(value)
    return (
        (condition.at_least is None or number >= condition.at_least)
        and (condition.below is None or number < condition.below)
        and (condition.above is None or number > condition.above)
    )


def all_hold(
    conditions: tuple[Condition, ...], answers: Answers, context: Context, member: str | None
) -> bool:
    for condition in conditions:  # a plain loop: this runs a hundred times a screen
        if not holds(condition, lookup(answers, context, condition.field, member)):
            return False
        if condition.over and not _is_over(condition, answers, member):
            return False
    return True


def _is_over(condition: Condition, answers: Answers, member: str | None) -> bool:
    """Whether the one number is more than the other; never where either is not there."""
    one, other = answers.text(condition.field, member), answers.text(condition.over, member)
    if one is None or other is None or SKIPPED in (one, other):
        return False
    return Decimal(one) > Decimal(other)


def path(form: Form, answers: Answers, context: Context) -> Iterator[Spot]:
    """Every screen that is asked now, in order."""
    for spot in _screens(_TheForm(form), answers.members):
        conditions = spot.question.relevant
        if not conditions:
            yield spot
        elif spot.members:
            asked = tuple([m for m in spot.members if all_hold(conditions, answers, context, m)])
            if asked:
                yield _checklist(spot.section, spot.question, asked)
        elif all_hold(conditions, answers, context, spot.member):
            yield spot


class _TheForm:
    """Equal for the very same form: comparing whole forms at every answer would cost more than it saves."""

    __slots__ = ("form",)

    def __init__(self, form: Form) -> None:
        self.form = form

    def __hash__(self) -> int:
        return id(self.form)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _TheForm) and other.form is self.form


@lru_cache(maxsize=256)
def _screens(whose: _TheForm, members: tuple[str, ...]) -> tuple[Spot, ...]:
    """Every screen there can be for these members, in order, asked or not.

    Within a section, questions asked of each member come member by member (all of one person, then
    the next); household questions and checklists stand where the form puts them.
    """
    found: list[Spot] = []
    for section in whose.form.sections:
        for each, run in groupby(section.questions, _is_each):
            if each:
                questions = tuple(run)
                found += [_of_member(section, q, member) for member in members for q in questions]
            else:
                found += [_of_all(section, q, members) for q in run if q.scope == "household" or members]
    return tuple(found)


def _is_each(question: Question) -> bool:
    return question.scope == "member" and question.ask == "each"


def _of_member(section: Section, question: Question, member: str) -> Spot:
    name = key(question.id, member)
    return Spot(section, question, name, (name,), member)


def _of_all(section: Section, question: Question, members: tuple[str, ...]) -> Spot:
    if question.scope == "household":
        return Spot(section, question, question.id, (question.id,))
    return _checklist(section, question, members)


def _checklist(section: Section, question: Question, members: tuple[str, ...]) -> Spot:
    keys = tuple([key(question.id, member) for member in members])
    return Spot(section, question, question.id, keys, members=members)


def is_answered(spot: Spot, answers: Answers) -> bool:
    return all(map(answers.values.__contains__, spot.keys))


def first_open(form: Form, answers: Answers, context: Context) -> Spot | None:
    """Where the person stands: the first screen without an answer; None when the form is full."""
    return next((spot for spot in path(form, answers, context) if not is_answered(spot, answers)), None)


def on_path(form: Form, answers: Answers, context: Context) -> set[str]:
    """The answer keys that count: those on the path. Others are kept, unscored."""
    return {name for spot in path(form, answers, context) for name in spot.keys}
