"""Texts of a submission into canonical answers, checked as in the conversation. Nothing wrong goes by.

The questions, their choices and bounds are the pack's; that an answer is asked at all is the path's.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from bot.dialogue.reading import Problem, Read, fold, read_person_name
from bot.dialogue.reading.result import problem
from bot.dialogue.walk.record import ROSTER, Open
from bot.dialogue.walk.roster import MOST_MEMBERS
from bot.handlers.imported import Brought
from bot.scoring.answers import Answers, Value, key
from bot.scoring.contract_values import READERS, RefusedError, read_value
from bot.scoring.forms import SKIPPED, Question
from bot.scoring.pack import Pack
from bot.scoring.path import path
from bot.scoring.screening import criterion_ids

NUMBER = re.compile(r"-?[0-9]{1,20}(?:\.[0-9]{1,20})?")
NOTHING = "none"
"""The helper's word for "nothing at all" (bot/exchange/xlsform)."""
SHOWN = 60
"""Characters of a wrong answer that are shown."""


@dataclass(frozen=True, slots=True)
class Fault:
    """key: of the answer ("m2.birth") or of the form ("members"); found: what stood there; need: what would
    be right."""

    key: str
    found: str
    need: Problem


@dataclass(slots=True)
class Taken:
    """answers: those on the path, canonical. faults: what is wrong. warnings: doubts of reading, by key.
    unasked: keys answered though the path does not ask them; they are not taken over."""

    answers: Answers = field(default_factory=Answers)
    faults: list[Fault] = field(default_factory=list)
    warnings: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    unasked: list[str] = field(default_factory=list)


def member_ids(before: Answers, brought: Brought) -> tuple[str, ...]:
    """Roster ids for the members brought: who has the name of somebody on the list keeps that id."""
    known = [(fold(before.text("name", member) or ""), member) for member in before.members]
    used = {name.split(".", 1)[0] for name in before.values if "." in name} | set(before.members)
    free = (one for one in (f"m{n}" for n in range(1, 10_000)) if one not in used)
    ids = []
    for given in brought.members:
        name = fold(given.get("name", ""))
        found = next((member for text, member in known if text == name), None)
        if found is not None:
            known = [one for one in known if one[1] != found]
        ids.append(found or next(free))
    return tuple(ids)


def take(open_form: Open, brought: Brought, today: date, ids: tuple[str, ...] = ()) -> Taken:
    """All answers of the submission for this form. ids: the roster ids of its members, in order."""
    taken = Taken()
    if _roster_wrong(open_form, brought, taken) or _criteria_wrong(open_form, brought, taken):
        return taken
    latest = min(today, open_form.context.at)
    values: dict[str, Value] = {one.id: str(len(ids)) for one in _questions(open_form, "roster")}
    refused: dict[str, Fault] = {}
    for name, question, text in _given(open_form, brought, ids):
        read = _read(open_form.pack, question, text, latest)
        if isinstance(read, Problem):
            refused[name] = Fault(name, text[:SHOWN], read)
            continue
        values[name] = read.value
        if read.warnings:
            taken.warnings[name] = read.warnings
    _follow_path(open_form, Answers(ids, values), refused, taken)
    return taken


def _given(open_form: Open, brought: Brought, ids: tuple[str, ...]) -> Iterator[tuple[str, Question, str]]:
    """Each answer that is there: its key, its question, its text."""
    sources: list[tuple[str | None, Mapping[str, str]]] = [(None, _fields(open_form, brought))]
    sources += zip(ids, brought.members, strict=False)
    for member, fields in sources:
        for question in _questions(open_form, "household" if member is None else "member"):
            text = _list_text(question, fields) if question.kind == "many" else _text(question, fields)
            if text is not None:
                yield key(question.id, member), question, text


def _text(question: Question, fields: Mapping[str, str]) -> str | None:
    return fields.get(question.id, "").strip() or None


def _list_text(question: Question, fields: Mapping[str, str]) -> str | None:
    """A list is asked in a helper where "nothing at all" is a choice of its own: a blank helper says nothing.

    Without the helper a list that is there and empty is nothing at all.
    """
    helper = fields.get(f"x_{question.id}")
    if helper is None:
        return fields.get(question.id)
    text = helper.strip()
    return "" if text == NOTHING else text or None


def _fields(open_form: Open, brought: Brought) -> Mapping[str, str]:
    """Phiếu A comes as the contract writes it (pa01 … pa09: yes, no), or as one list."""
    wanted = _criteria(open_form, brought)
    if any(brought.fields.get(one, "") not in ("yes", "no") for one in wanted):
        return {name: text for name, text in brought.fields.items() if name not in wanted}
    chosen = [one for one in wanted if brought.fields[one] == "yes"]
    return (
        {**brought.fields, open_form.pack.screening.question: " ".join(chosen)} if wanted else brought.fields
    )


def _criteria(open_form: Open, brought: Brought) -> tuple[str, ...]:
    """The criteria of Phiếu A where each is an element of its own."""
    screening = open_form.pack.screening
    if open_form.form.id != screening.form or screening.question in brought.fields:
        return ()
    return criterion_ids(open_form.pack)


def _criteria_wrong(open_form: Open, brought: Brought, taken: Taken) -> bool:
    for one in _criteria(open_form, brought):
        said = brought.fields.get(one, "").strip()
        if said not in ("yes", "no"):
            need = problem("import.need.choice", allowed="yes, no")
            taken.faults.append(Fault(one, said[:SHOWN], need))
    return bool(taken.faults)


def _questions(open_form: Open, scope: str) -> Iterator[Question]:
    """The form's questions of a scope; "roster": those that ask whether the list is complete."""
    for section in open_form.form.sections:
        for question in section.questions:
            if question.kind == "roster":
                if scope == "roster":
                    yield question
            elif question.scope == scope:
                yield question


def _roster_wrong(open_form: Open, brought: Brought, taken: Taken) -> bool:
    """A form with members needs at least one, not more than a list may have, and as many as were counted."""
    if not any(True for _ in _questions(open_form, "member")):
        return False
    have = len(brought.members)
    if not 1 <= have <= MOST_MEMBERS:
        need = problem("import.need.members", most=MOST_MEMBERS)
        taken.faults.append(Fault(ROSTER, str(have), need))
    for question in _questions(open_form, "roster"):
        said = brought.fields.get(question.id, "").strip()
        if said and said != str(have):
            taken.faults.append(Fault(question.id, said[:SHOWN], problem("import.need.as_many", have=have)))
    return bool(taken.faults)


def _read(pack: Pack, question: Question, text: str, latest: date) -> Read[Value] | Problem:
    """latest: the last day a birth can be: the reference date, or today where that is still to come."""
    need = _need(question, pack, latest.isoformat())
    if question.kind not in READERS:
        return need
    if question.kind == "name":
        name = read_person_name(text)
        return name if isinstance(name, Problem) else _value(name)
    value: object = text
    if question.kind == "many":
        value = text.split()
    elif question.kind == "decimal":
        value = _number(question, text)
    try:
        return Read(read_value(question, value, pack, latest))
    except RefusedError:
        return need


def _value(name: Read[str]) -> Read[Value]:
    return Read(name.value, name.warnings)


def _number(question: Question, text: str) -> Decimal | None:
    """The number without idle zeros, as the conversation keeps it; None where it has too many decimals."""
    if not NUMBER.fullmatch(text):
        return None
    number = Decimal(text).normalize() or Decimal(0)  # "-0" is 0
    exponent = number.as_tuple().exponent
    return number if isinstance(exponent, int) and -exponent <= question.decimals else None


def _need(question: Question, pack: Pack, latest: str) -> Problem:
    """What would be right, by kind of question."""
    match question.kind:
        case "choice":
            return problem("import.need.choice", allowed=_allowed(question))
        case "yes_no":
            words = ("yes", "no", "unknown") if question.unknown else ("yes", "no")
            return problem("import.need.choice", allowed=", ".join(words))
        case "many":
            apart = [(o.id, other) for o in question.options for other in o.excludes if o.id < other]
            if apart:
                pairs = "; ".join(f"{one} + {other}" for one, other in apart)
                return problem("import.need.many_apart", allowed=_allowed(question), pairs=pairs)
            return problem("import.need.many", allowed=_allowed(question))
        case "decimal" | "integer":
            low, high = question.minimum or "0", question.maximum or ""
            return problem("import.need.number", low=low, high=high, decimals=question.decimals)
        case "date":
            return problem("import.need.birth", latest=latest)
        case "ethnicity":
            return problem("import.need.ethnicity", first=min(pack.ethnicities), last=max(pack.ethnicities))
        case _:
            return problem("import.need.text")


def _allowed(question: Question) -> str:
    return ", ".join(option.id for option in question.options)


def _follow_path(open_form: Open, answers: Answers, refused: Mapping[str, Fault], taken: Taken) -> None:
    """Keep what is asked; name what is missing, refused or left undecided, and what nobody asked."""
    kept: dict[str, Value] = {}
    for spot in path(open_form.form, answers, open_form.context):
        for name in spot.keys:
            value = answers.values.get(name)
            if name in refused:
                taken.faults.append(refused[name])
            elif value == "unknown":
                taken.faults.append(Fault(name, "unknown", problem("import.need.decided")))
            elif value is not None:
                kept[name] = value
            elif spot.question.optional:
                kept[name] = SKIPPED
            else:
                taken.faults.append(Fault(name, "", problem("import.need.answer")))
    asked = set(kept) | {fault.key for fault in taken.faults}
    taken.unasked = [name for name in (*answers.values, *refused) if name not in asked]
    taken.answers = Answers(answers.members, kept)
    heads = sum(kept.get(key("relation", member)) == "head" for member in answers.members)
    if answers.members and heads != 1 and not any(f.key.endswith(".relation") for f in taken.faults):
        taken.faults.append(Fault(ROSTER, str(heads), problem("import.need.one_head")))
