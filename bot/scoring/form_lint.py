"""What a form must keep to beyond its shape: known names, asked in order, options that make sense."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bot.scoring.forms import Condition, Form, Option, Question, Scope

DERIVED: dict[str, tuple[str, ...]] = {
    "age": ("birth",),
    "schooling_met": ("birth", "certificate", "attending"),
}
"""Derived fields → the member's questions they are worked out from."""

WITH_OPTIONS = {"choice": 2, "many": 1}
"""Kinds that take options → how many at least."""

NUMBERS = {"integer", "decimal", "money", "roster"}
BOUNDED = {"integer", "decimal", "roster"}
YES_NO = {"yes", "no"}

SHOWS_EVIDENCE = "phieu_b"
"""The only form made at the household's door with time enough to ask for photos."""

Questions = Mapping[tuple[Scope, str], Question]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where (the path of keys and positions in the file), what to do."""

    what: str
    loc: tuple[str | int, ...]
    remedy: str


def lint_form(form: Form) -> Iterator[Problem]:
    """Everything wrong with a form, in the order of the file."""
    yield from doubles([section.id for section in form.sections], ("sections",))
    seen: dict[tuple[Scope, str], Question] = {}
    every = {(q.scope, q.id): q for section in form.sections for q in section.questions}
    for s, section in enumerate(form.sections):
        for q, question in enumerate(section.questions):
            loc = ("sections", s, "questions", q)
            if (question.scope, question.id) in seen:
                yield Problem(f'id "{question.id}" twice', loc, "give each question of a scope its own id")
            yield from _lint_options(question, loc)
            yield from _lint_checklist(question, loc)
            yield from _lint_also(question, every, loc)
            yield from _lint_nobody(question, every, loc)
            yield from _lint_number(question, loc)
            yield from _lint_words(question, loc)
            yield from _lint_conditions(question.relevant, question.scope, seen, (*loc, "relevant"))
            yield from _lint_chain(question, seen, (*loc, "relevant"))
            seen[question.scope, question.id] = question
            for n, soft in enumerate(question.soft):
                yield from _lint_conditions(soft.when, question.scope, every, (*loc, "soft", n, "when"))
            yield from doubles([soft.id for soft in question.soft], (*loc, "soft"))
    yield from _lint_evidence(form)


def _lint_evidence(form: Form) -> Iterator[Problem]:
    """Photos and places belong to the survey, each under its own id; a household has one place."""
    if form.evidence and form.id != SHOWS_EVIDENCE:
        yield Problem(f'form "{form.id}" takes no evidence', ("evidence",), f"move it to {SHOWS_EVIDENCE}")
    yield from doubles([one.id for one in form.evidence], ("evidence",))
    for n, one in enumerate(form.evidence):
        if one.kind == "location" and one.most > 1:
            yield Problem("a household has one place", ("evidence", n, "most"), "set most = 1")


def doubles(ids: Iterable[str], loc: tuple[str | int, ...]) -> Iterator[Problem]:
    """A problem for each id that stands twice in a list."""
    seen: set[str] = set()
    for n, one in enumerate(ids):
        if one in seen:
            yield Problem(f'id "{one}" twice', (*loc, n), "give each its own id")
        seen.add(one)


def _lint_options(question: Question, loc: tuple[str | int, ...]) -> Iterator[Problem]:
    least = WITH_OPTIONS.get(question.kind, 0)
    if least and len(question.options) < least:
        yield Problem(f"kind {question.kind} with too few options", loc, f"give at least {least}")
    if not least and question.options:
        yield Problem(f"kind {question.kind} takes no options", (*loc, "options"), "take them out")
    yield from doubles([option.id for option in question.options], (*loc, "options"))
    for n, option in enumerate(question.options):
        yield from _lint_excludes(question, option, (*loc, "options", n, "excludes"))


def _lint_excludes(question: Question, option: Option, loc: tuple[str | int, ...]) -> Iterator[Problem]:
    for name in option.excludes:
        other = question.option(name)
        if other is None or other is option:
            yield Problem(f'"{option.id}" excludes the unknown option "{name}"', loc, "name another option")
        elif option.id not in other.excludes:
            yield Problem(
                f'"{option.id}" excludes "{name}", not the other way', loc, f'add it to "{name}" too'
            )


def _lint_also(question: Question, every: Questions, loc: tuple[str | int, ...]) -> Iterator[Problem]:
    """What an option states besides must be an answer of another question of the same scope."""
    for n, option in enumerate(question.options):
        for name, value in option.also:
            other = every.get((question.scope, name))
            known = {o.id for o in other.options} | YES_NO if other is not None else set()
            if other is None or other is question or value not in known:
                at = (*loc, "options", n, "also")
                yield Problem(
                    f'"{option.id}" also says {name} = {value}', at, "name a question and its option"
                )


def _lint_nobody(question: Question, every: Questions, loc: tuple[str | int, ...]) -> Iterator[Problem]:
    """Only checklists can be answered together by "nobody", and the words for it are needed."""
    if bool(question.nobody) != bool(question.nobody_also):
        yield Problem("nobody and nobody_also go together", loc, "give both or neither")
    for name in (question.id, *question.nobody_also) if question.nobody_also else ():
        other = every.get(("member", name))
        if other is None or other.ask != "checklist":
            yield Problem(f'"{name}" is no checklist', (*loc, "nobody_also"), "name checklists only")


def _lint_checklist(question: Question, loc: tuple[str | int, ...]) -> Iterator[Problem]:
    both = {question.marked, question.unmarked}
    if question.ask == "each":
        if both != {""}:
            yield Problem("marked and unmarked are for a checklist", loc, 'add ask = "checklist"')
    elif question.scope != "member" or question.kind != "yes_no":
        yield Problem("a checklist asks members a yes_no", loc, 'set scope = "member", kind = "yes_no"')
    elif both != {"yes", "no"}:
        yield Problem("marked and unmarked must be yes and no", loc, "set one to yes, the other to no")


def _lint_number(question: Question, loc: tuple[str | int, ...]) -> Iterator[Problem]:
    bounds = (question.minimum, question.maximum)
    if question.kind not in BOUNDED and (bounds != (None, None) or question.decimals):
        yield Problem(f"kind {question.kind} takes no bounds", loc, "take minimum, maximum, decimals out")
    if question.kind == "roster" and question.scope != "household":
        yield Problem("a roster is the household's", loc, 'set scope = "household"')
    low, high = (None if bound is None else Decimal(bound) for bound in bounds)
    if low is not None and high is not None and low > high:
        yield Problem("minimum over maximum", (*loc, "minimum"), "exchange them")
    if question.unknown and question.kind != "yes_no":
        yield Problem("unknown is for yes_no", (*loc, "unknown"), "take it out")


def _lint_words(question: Question, loc: tuple[str | int, ...]) -> Iterator[Problem]:
    allowed = {"name"} if question.scope == "member" and question.ask == "each" else set[str]()
    for key, words in (("text", question.text), ("short", question.short), ("help", question.help)):
        for language, text in words.items():
            if set(re.findall(r"\{(.*?)\}", text)) - (allowed if key == "text" else set()):
                yield Problem(f"unknown {{…}} in {language}", (*loc, key), "only {name} of a member's text")


def _lint_conditions(
    conditions: tuple[Condition, ...],
    scope: Scope,
    known: dict[tuple[Scope, str], Question],
    loc: tuple[str | int, ...],
) -> Iterator[Problem]:
    for n, condition in enumerate(conditions):
        what = _wrong_condition(condition, scope, known)
        if what:
            yield Problem(what, (*loc, n), "name a question asked before, and values it can have")


def _lint_chain(
    question: Question, seen: dict[tuple[Scope, str], Question], loc: tuple[str | int, ...]
) -> Iterator[Problem]:
    """An answer no longer asked for must not make others asked for: its own conditions are repeated."""
    for n, condition in enumerate(question.relevant):
        asked = seen.get((question.scope, condition.field)) or seen.get(("household", condition.field))
        if asked is not None and not set(asked.relevant) <= set(question.relevant):
            what = f'asked by "{condition.field}", but not under its conditions'
            yield Problem(what, (*loc, n), f'repeat the conditions of "{condition.field}" here')


def _wrong_condition(
    condition: Condition, scope: Scope, known: dict[tuple[Scope, str], Question]
) -> str | None:
    field = condition.field
    bounded = (condition.at_least, condition.below, condition.above) != (None, None, None)
    if field in DERIVED:
        if any((scope, needed) not in known for needed in DERIVED[field]):
            return f'"{field}" needs {", ".join(DERIVED[field])} asked before'
        numeric, values = field == "age", {"yes", "no"}
    else:
        question = known.get((scope, field)) or known.get(("household", field))
        if question is None:
            return f'condition on the unknown or later field "{field}"'
        if question.kind == "many" and not condition.one_of:
            return f'"{field}" is a many-of question: a condition on it names options'
        numeric, values = question.kind in NUMBERS, _values(question)
    if bounded and not numeric:
        return f'"{field}" is not a number'
    unknown = [value for value in condition.one_of if value not in values]
    if unknown:
        return f'"{field}" cannot be "{unknown[0]}"'
    return _wrong_over(condition, numeric, scope, known)


def _wrong_over(
    condition: Condition, numeric: bool, scope: Scope, known: dict[tuple[Scope, str], Question]
) -> str | None:
    """A number is compared with a number of the same scope."""
    other = known.get((scope, condition.over))
    if condition.over and (not numeric or other is None or other.kind not in NUMBERS):
        return f'"{condition.field}" cannot be over "{condition.over}"'
    return None


def _values(question: Question) -> set[str]:
    if question.kind == "yes_no":
        return {"yes", "no"} | ({"unknown"} if question.unknown else set())
    return {option.id for option in question.options}
