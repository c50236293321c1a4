"""The questions of a form as rows of a survey: kind, relevance, bounds, doubts. Nothing of the score."""

from collections.abc import Iterable, Iterator
from datetime import date

from bot.exchange.xlsform.sheet import Row, calculate, note, plain, spoken
from bot.exchange.xlsform.xpath import (
    BLANK,
    among,
    both,
    field,
    given,
    is_one_of,
    no,
    text,
    when,
)
from bot.scoring.forms import Condition, Form, Option, Question, SoftCheck, Words

FIRST_YEAR = 1900
NONE = "none"
DERIVED = {"age": "calc_age", "schooling_met": "calc_schooling_met"}
"""Derived fields of conditions → the calculation that holds them."""
LISTS = {False: "yes_no", True: "yes_no_unknown"}
ETHNICITIES = "ethnicity"

Choices = dict[str, dict[str, Words]]


def condition(one: Condition) -> str:
    """A plain statement about a field; of a blank one it never holds."""
    name = DERIVED.get(one.field, one.field)
    parts = [is_one_of(name, one.one_of)] if one.one_of else []
    for sign, bound in ((">=", one.at_least), ("<", one.below), (">", one.above)):
        if bound is not None:
            parts.append(f"{field(name)} {sign} {bound}")
    return both(parts) if parts else given(name)


def relevance(conditions: Iterable[Condition]) -> str:
    """When a question is asked; empty: always."""
    found = [condition(one) for one in conditions]
    return both(found) if found else ""


def rows_of(question: Question, at: date) -> tuple[Row, ...]:
    """The rows that ask one question. A list and a birth are asked in a helper and calculated from it."""
    if question.kind == "many":
        return _many(question)
    if question.kind == "date":
        return _date(question, at)
    constraint, message = _bounds(question)
    return (
        Row(
            _type(question),
            question.id,
            _label(question),
            plain(question.help),
            required=not question.optional,
            relevant=relevance(question.relevant),
            constraint=constraint,
            constraint_message=message,
            appearance="autocomplete" if question.kind == "ethnicity" else "",
        ),
    )


def _type(question: Question) -> str:
    kinds = {
        "choice": f"select_one {question.id}",
        "yes_no": f"select_one {LISTS[question.unknown]}",
        "ethnicity": f"select_one {ETHNICITIES}",
        "integer": "integer",
        "roster": "integer",
        "decimal": "decimal" if question.decimals else "integer",
    }
    return kinds.get(question.kind, "text")


def _label(question: Question) -> dict[str, str]:
    """The question; of a checklist, which asks all members at once, its short words with the name."""
    if question.ask == "checklist":
        return spoken("xlsform.of_member", {"name": field("name"), "what": plain(question.short)})
    return {
        language: words.replace("{name}", field("name")) for language, words in plain(question.text).items()
    }


def _bounds(question: Question) -> tuple[str, dict[str, str]]:
    """The hard bounds of a number; of a text, that it is not blank."""
    if question.kind in ("name", "text"):
        return f"normalize-space(.) != {BLANK}", spoken("xlsform.not_blank")
    low, high = question.minimum, question.maximum
    parts = [f". >= {low}"] if low is not None else []
    parts += [f". <= {high}"] if high is not None else []
    if question.decimals:
        scale = 10**question.decimals
        parts.append(f"round(. * {scale}) div {scale} = .")  # exact: both sides are the nearest double
    if not parts:
        return "", {}
    values = {"low": low or "", "high": high or "", "decimals": str(question.decimals)}
    return both(parts), spoken("xlsform.bounds", values)


def _many(question: Question) -> tuple[Row, ...]:
    """Nothing at all is said by a choice of its own: a blank list would not tell it from "not asked yet"."""
    asked = f"x_{question.id}"
    alone = no(f"selected(., {text(NONE)}) and count-selected(.) > 1")
    return (
        Row(
            f"select_multiple {question.id}",
            asked,
            _label(question),
            plain(question.help),
            required=not question.optional,
            relevant=relevance(question.relevant),
            constraint=both([alone, *_excludes(question.options)]),
            constraint_message=spoken("xlsform.excludes"),
        ),
        calculate(question.id, when(among(asked, NONE), BLANK, field(asked))),
    )


def _excludes(options: tuple[Option, ...]) -> Iterator[str]:
    order = [option.id for option in options]
    for option in options:
        for other in option.excludes:
            if order.index(option.id) < order.index(other):
                yield no(f"selected(., {text(option.id)}) and selected(., {text(other)})")


def _date(question: Question, at: date) -> tuple[Row, ...]:
    """A full day, or a year alone; the field itself is the ISO text of either."""
    kind, day, year = (f"x_{question.id}_{part}" for part in ("kind", "date", "year"))
    is_day, is_year = is_one_of(kind, ["day"]), is_one_of(kind, ["year"])
    of_year = when(is_year, f"string({field(year)})", BLANK)
    return (
        Row(
            "select_one x_day_or_year",
            kind,
            _label(question),
            plain(question.help),
            required=not question.optional,
            relevant=relevance(question.relevant),
        ),
        _day(question, day, is_day, at),
        _year(question, year, is_year, at),
        calculate(question.id, when(is_day, f"format-date({field(day)}, '%Y-%m-%d')", of_year)),
    )


def _day(question: Question, name: str, chosen: str, last: date) -> Row:
    values = {"year": str(FIRST_YEAR), "day": f"{last:%d/%m/%Y}"}
    return Row(
        "date",
        name,
        spoken("xlsform.day", {"what": plain(question.short)}),
        required=True,
        relevant=both([*map(condition, question.relevant), chosen]),
        constraint=f". >= date('{date(FIRST_YEAR, 1, 1)}') and . <= date('{last}')",
        constraint_message=spoken("xlsform.not_after", values),
    )


def _year(question: Question, name: str, chosen: str, last: date) -> Row:
    return Row(
        "integer",
        name,
        spoken("xlsform.year", {"what": plain(question.short)}),
        required=True,
        relevant=both([*map(condition, question.relevant), chosen]),
        constraint=f". >= {FIRST_YEAR} and . <= {last.year}",
        constraint_message=spoken("xlsform.years", {"low": str(FIRST_YEAR), "high": str(last.year)}),
    )


def doubts(form: Form, questions: Iterable[Question]) -> dict[str, tuple[Row, ...]]:
    """The notes of seldom answers, by the question after which each stands: the last it speaks of.

    The same doubt on two questions is one note.
    """
    order = [question.id for section in form.sections for question in section.questions]
    found: dict[str, dict[str, Row]] = {}
    for question in questions:
        for soft in question.soft:
            last = max({question.id, *_fields(soft)}, key=order.index)
            found.setdefault(last, {}).setdefault(soft.id, _doubt(last, soft))
    return {after: tuple(rows.values()) for after, rows in found.items()}


def _fields(soft: SoftCheck) -> list[str]:
    """The questions a doubt speaks of; a derived field stands right after those it is made from."""
    return [one.field for one in soft.when if one.field not in DERIVED]


def _doubt(question: str, soft: SoftCheck) -> Row:
    words = spoken("xlsform.doubt", {"what": plain(soft.text)})
    return note(f"x_soft_{question}_{soft.id}", words, both(condition(one) for one in soft.when))


def choices_of(form: Form, ethnicities: Iterable[tuple[str, str]]) -> Choices:
    """The choice lists a form needs."""
    found: Choices = {
        "yes_no": _answers(("yes", "no")),
        "yes_no_unknown": _answers(("yes", "no", "unknown")),
    }
    for section in form.sections:
        for question in section.questions:
            if question.options:
                found[question.id] = {option.id: plain(option.text) for option in question.options}
            if question.kind == "many":
                found[question.id][NONE] = spoken("xlsform.nothing")
            if question.kind == "ethnicity":
                found[ETHNICITIES] = {code: {"vi": name, "en": name} for code, name in ethnicities}
            if question.kind == "date":
                found["x_day_or_year"] = {
                    "day": spoken("xlsform.kind_day"),
                    "year": spoken("xlsform.kind_year"),
                }
    return found


def _answers(values: tuple[str, ...]) -> dict[str, Words]:
    words = {
        "yes": spoken("xlsform.yes"),
        "no": spoken("xlsform.no"),
        "unknown": spoken("xlsform.unknown"),
    }
    return {value: words[value] for value in values}
