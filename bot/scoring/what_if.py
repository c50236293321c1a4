"""What would change the class: every single answer given otherwise, scored again by the scorer itself.

"Could be true of a household" is decided by the form: only its own options, its own bounds, and nothing
that one of its soft checks would newly doubt (a college degree at ten). Whether two answers agree with
each other is not judged. Left out: who the people are (name, sex, birth, relation, ethnicity, the list
itself), and "not known", which is no fact about a household.

An answer that opens a further question (work for pay asks for the labour contract) is tried with each
answer to it, and the change names both. An option whose words state another answer ("cấp 3, đã có bằng
cấp 2") changes that one too, where the form would: what was answered by itself stays.

A number is tried once in each band of the points table and on each side of an indicator's edge, at the
end nearest to what was said.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Literal

from bot.scoring.answers import Answers, Value, key
from bot.scoring.classify import Class
from bot.scoring.forms import Question
from bot.scoring.household import SURVEY, counted
from bot.scoring.pack import Pack
from bot.scoring.path import Context, Spot, all_hold, path
from bot.scoring.score import Place, Result, ScoringError, score

IDENTITY = frozenset({"name", "sex", "birth", "relation", "ethnicity", "national_id", "household_size"})
"""Questions that say who the people are."""
BACKGROUND = frozenset({"causes", "target_groups", "previous_class", "was_poor_before"})
"""Questions no score reads."""

Bound = Literal["", "from", "below"]


@dataclass(frozen=True, slots=True)
class Altered:
    """One answer given otherwise. before: None where it was not asked.

    bound, edge: of a number, the limit reached, as decimal text in the question's unit: "from" the edge
    up, or "below" it; `after` is then the nearest value the form can hold.
    """

    key: str
    before: Value | None
    after: Value
    bound: Bound = ""
    edge: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A change of one answer, and the result that follows.

    altered: the answer itself, then those it states or opens. points_a, points_b: how far each score
    moves, signed.
    """

    altered: tuple[Altered, ...]
    class_: Class
    score_a: int
    score_b: int
    points_a: int
    points_b: int

    @property
    def size(self) -> int:
        """What changes are ranked by; no score: điểm A and điểm B are never added together."""
        return abs(self.points_a) + abs(self.points_b)


@dataclass(frozen=True, slots=True)
class Distance:
    """How far a result stands from the lines.

    over: điểm A less the line; 0 or less: at or under it. lacking: deprived indicators needed more for
    "poor" (0 where there are enough). spare: how many may go and it still is (0 where none may).
    """

    over: int
    lacking: int
    spare: int


@dataclass(frozen=True, slots=True)
class WhatIf:
    """changes: smallest first, for each question and each class it leads to the smallest one."""

    distance: Distance
    changes: tuple[Change, ...]


def what_if(pack: Pack, answers: Answers, place: Place, at: date) -> WhatIf:
    """All there is to say about other classes. ScoringError where there is no result to begin with."""
    given = score(pack, answers, place, at)
    return WhatIf(distance(pack, given), changes(pack, answers, place, at, given))


def distance(pack: Pack, given: Result) -> Distance:
    """From the scores alone, whatever the class."""
    each, needed = pack.deprivation.points, -(-pack.deprivation.poor_from // pack.deprivation.points)
    have = given.score_b // each
    return Distance(given.score_a - given.line, max(0, needed - have), max(0, have - needed))


def changes(pack: Pack, answers: Answers, place: Place, at: date, given: Result) -> tuple[Change, ...]:
    """Each single change that leads to another class than `given`, smallest first, then in form order."""
    best: dict[tuple[str, Class], Change] = {}
    asked = counted(pack, answers, at)[0]  # an answer kept from before is no answer to what a change opens
    for question_id, altered in alternatives(pack, asked, at):
        after = asked.put({one.key: one.after for one in altered})
        for opened, then in _outcomes(pack, after, place, at):
            if then.class_ is None or then.class_ == given.class_:
                continue
            found = _change((*altered, *opened), given, then, then.class_)
            slot = (question_id, then.class_)
            if slot not in best or _rank(found) < _rank(best[slot]):
                best[slot] = found
    return tuple(sorted(best.values(), key=_rank))


def _rank(change: Change) -> tuple[int, int]:
    return change.size, len(change.altered)


def _change(altered: tuple[Altered, ...], given: Result, then: Result, class_: Class) -> Change:
    points_a, points_b = then.score_a - given.score_a, then.score_b - given.score_b
    return Change(altered, class_, then.score_a, then.score_b, points_a, points_b)


def _outcomes(
    pack: Pack, answers: Answers, place: Place, at: date, opened: tuple[Altered, ...] = ()
) -> Iterator[tuple[tuple[Altered, ...], Result]]:
    """The result, with each answer to the questions a change has opened; none where one is free text."""
    try:
        yield opened, score(pack, answers, place, at)
    except ScoringError as lacking:
        _, _, question_id = lacking.field.rpartition(".")
        for value in _choices(pack.forms[SURVEY].question(question_id)):
            further = (*opened, Altered(lacking.field, None, value))
            yield from _outcomes(pack, answers.put({lacking.field: value}), place, at, further)


# ── what may be said otherwise ───────────────────────────────────────────────────────────────
def alternatives(pack: Pack, asked: Answers, at: date) -> Iterator[tuple[str, tuple[Altered, ...]]]:
    """Each other answer that could be true, in form order: the question's id, and what is altered.

    asked: the answers on the path, no others.
    """
    form, context = pack.forms[SURVEY], pack.context(at)
    for spot in path(form, asked, context):
        question = spot.question
        if question.id in IDENTITY or question.id in BACKGROUND:
            continue
        for name in spot.keys:
            for altered in _others(pack, asked, question, name):
                if not _doubted(spot, name, asked, altered, context):
                    yield question.id, altered


def _others(pack: Pack, asked: Answers, question: Question, name: str) -> Iterator[tuple[Altered, ...]]:
    before = asked.values.get(name)
    if question.kind == "decimal" and isinstance(before, str):
        for altered in _numbers(pack, asked, question, before):
            yield (altered,)
    elif question.kind == "many":
        for chosen in _selections(question, before if isinstance(before, tuple) else ()):
            yield (Altered(name, before, chosen),)
    else:
        for value in _choices(question):
            if value != before:
                yield (Altered(name, before, value), *_stated(asked, question, name, value))


def _choices(question: Question) -> tuple[str, ...]:
    if question.kind == "choice":
        return tuple(option.id for option in question.options)
    return ("yes", "no") if question.kind == "yes_no" else ()


def _selections(question: Question, chosen: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """One option less, or one more; what it excludes goes."""
    for option in question.options:
        if option.id in chosen:
            yield tuple(one for one in chosen if one != option.id)
            continue
        kept = {one for one in chosen if not _exclude(question, option.id, one)}
        yield tuple(one.id for one in question.options if one.id in kept or one.id == option.id)


def _exclude(question: Question, one: str, other: str) -> bool:
    pair = {one: other, other: one}
    return any(pair.get(option.id) in option.excludes for option in question.options)


def _stated(asked: Answers, question: Question, name: str, value: str) -> Iterator[Altered]:
    """What the new option's words say of other answers, where the form would take it over."""
    said, had = _also(question, value), _also(question, asked.values.get(name))
    member, _, _ = name.rpartition(".")
    for other, stated in said.items():
        at = key(other, member or None)
        before = asked.values.get(at)
        if before != stated and before in (None, had.get(other)):
            yield Altered(at, before, stated)


def _also(question: Question, value: Value | None) -> Mapping[str, str]:
    option = question.option(value) if isinstance(value, str) else None
    return dict(option.also) if option is not None else {}


def _doubted(spot: Spot, name: str, asked: Answers, altered: tuple[Altered, ...], context: Context) -> bool:
    """Whether a soft check of the question would ask back that did not before."""
    member, _, _ = name.rpartition(".")
    then = asked.put({one.key: one.after for one in altered}) if spot.question.soft else asked
    return any(
        all_hold(check.when, then, context, member or None)
        and not all_hold(check.when, asked, context, member or None)
        for check in spot.question.soft
    )


# ── numbers ──────────────────────────────────────────────────────────────────────────────────
def _numbers(pack: Pack, asked: Answers, question: Question, before: str) -> Iterator[Altered]:
    now, step = Decimal(before), Decimal(1).scaleb(-question.decimals)
    low, high = Decimal(question.minimum or 0), Decimal(question.maximum or "Infinity")
    for edge in sorted(set(edges(pack, question.id, len(asked.members)))):
        least = edge.quantize(step, ROUND_CEILING)
        side: Bound = "from" if edge > now else "below"
        value = least if side == "from" else least - step
        if low <= value <= high:
            yield Altered(question.id, before, _plain(value), side, _plain(edge))


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f")


def edges(pack: Pack, question_id: str, members: int) -> Iterable[Decimal]:
    """Where the points or an indicator change along a number, in the question's unit."""
    if question_id == "electricity_kwh":
        yield from _bands(pack, "electricity_kwh")
    elif question_id == "floor_area_m2":
        for edge in (*_bands(pack, "area_per_person_m2"), Decimal(pack.dwelling.area_per_person_below)):
            yield edge * members


def _bands(pack: Pack, measure: str) -> Iterator[Decimal]:
    for item in pack.table.items:
        if item.measure == measure:
            yield from (row.at_least for row in item.rows if row.at_least is not None)
