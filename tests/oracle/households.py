"""Random households, wide on purpose: ages around every limit, blanks, unknowns, lists, changed minds."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from bot.scoring.answers import Answers, Value
from bot.scoring.forms import Question
from bot.scoring.pack import Pack
from bot.scoring.path import path
from bot.scoring.score import Place

LIMITS = (0, 3, 5, 6, 11, 12, 15, 16, 17, 18, 30, 31, 45, 60, 61, 106)
"""Ages, in years, at which something of the form or the score changes."""
SIZES = (1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 6, 7, 8, 12)
LIKELY = {
    "insured": ("yes",) * 8 + ("no", "unknown"),
    "undernourished": ("no",) * 8 + ("yes", "unknown"),
    "pension": ("no",) * 5 + ("yes",),
    "social_allowance": ("no", "no", "yes"),
    "disabled_or_ill": ("no",) * 4 + ("yes",),
    "uses_internet": ("yes", "no"),
}
"""Answers of yes-or-no questions by how often they come; the others are even."""


@dataclass(frozen=True, slots=True)
class Case:
    """One household. first: what was answered before a change of mind, or None; both in canonical form."""

    place: Place
    final: Answers
    first: Answers | None


def some_household(pack: Pack, at: date, random: Random) -> Case:
    """A household with every question answered, asked or not; now and then one answer is missing."""
    place = _place(pack, random)
    final = _answers(pack, at, random)
    if random.random() < 0.08:
        return Case(place, _without_one(pack, at, final, random), None)
    first = _answers(pack, at, random) if random.random() < 0.25 else None
    return Case(place, final, first)


def merged(case: Case) -> Answers:
    """What a form holds after the change of mind: the first answers stay where nothing took their place."""
    if case.first is None:
        return case.final
    kept = {name: v for name, v in case.first.values.items() if "." not in name}
    kept |= {n: v for n, v in case.first.values.items() if n.split(".")[0] in case.final.members and "." in n}
    return Answers(case.final.members, kept | dict(case.final.values))


def _place(pack: Pack, random: Random) -> Place:
    column = random.choice(pack.table.columns)
    return Place("urban") if column == "urban" else Place("rural", column)


def _answers(pack: Pack, at: date, random: Random) -> Answers:
    size = random.choice(SIZES)
    members = tuple(f"m{n}" for n in range(1, size + 1))
    values: dict[str, Value] = {}
    grown = random.random() < 0.3  # households of children, old and ill people alone are too rare otherwise
    for section in pack.forms["phieu_b"].sections:
        for question in section.questions:
            if question.kind == "roster":
                values[question.id] = str(size)
            elif question.scope == "household":
                value = _value(pack, question, at, size, random)
                if not question.optional or random.random() < 0.7:
                    values[question.id] = value
            else:
                for member in members:
                    values[f"{member}.{question.id}"] = _value(pack, question, at, size, random)
    if grown:
        for member in members:
            values[f"{member}.disabled_or_ill"] = "yes"
    return Answers(members, values)


def _value(pack: Pack, question: Question, at: date, size: int, random: Random) -> Value:
    match question.kind:
        case "choice":
            return random.choice([option.id for option in question.options])
        case "yes_no":
            even = ("yes", "no", "unknown") if question.unknown else ("yes", "no")
            return random.choice(LIKELY.get(question.id, even))
        case "many":
            return _many(question, random)
        case "decimal":
            return _number(pack, question, size, random)
        case "date":
            return some_birth(at, random, _month_limits(pack, at))
        case "ethnicity":
            return random.choice(list(pack.ethnicities))
        case _:
            return "Mai"


def _many(question: Question, random: Random) -> tuple[str, ...]:
    wanted = random.choice((0.0, 0.15, 0.5))
    chosen = [option for option in question.options if random.random() < wanted]
    taken: list[str] = []
    for option in chosen:
        if not set(option.excludes) & set(taken):
            taken.append(option.id)
    return tuple(taken)


def _number(pack: Pack, question: Question, size: int, random: Random) -> str:
    """Around the limits of the points table and the indicator, to the last digit; else anything."""
    shared = question.id == "floor_area_m2"
    measure = "area_per_person_m2" if shared else question.id
    limits = [row.at_least for item in pack.table.items if item.measure == measure for row in item.rows]
    limits += [Decimal(pack.dwelling.area_per_person_below)] if shared else []
    known = [limit for limit in limits if limit is not None]
    step = Decimal("0.01")
    if known and random.random() < 0.6:
        exact = random.choice(known) * (size if shared else 1)
        number = (exact + random.choice((-step, 0, step))).quantize(step)
    else:
        number = Decimal(random.randrange(0, 40_000)) / random.choice((1, 10, 100))
    low, high = Decimal(question.minimum or 0), Decimal(question.maximum or 0)
    return format(min(max(number, low), high).normalize(), "f")


def _month_limits(pack: Pack, at: date) -> tuple[int, ...]:
    working_age = pack.working_age[at.year]
    return (*(years * 12 for years in LIMITS), working_age.male, working_age.female)


def some_birth(at: date, random: Random, limits: tuple[int, ...]) -> str:
    """A birth near a limit, on a turn of the year, on 29 February, any day, or a year alone; ISO text."""
    kind = random.random()
    if kind < 0.5:
        born = _months_before(at, random.choice(limits)) + timedelta(days=random.choice((-1, 0, 0, 1)))
    elif kind < 0.65:
        born = date(at.year - random.randrange(0, 20), *random.choice(((1, 1), (12, 31), (8, 31), (9, 1))))
    elif kind < 0.7:
        born = date(random.randrange(1904, at.year - 3, 4), 2, 29)
    else:
        born = at - timedelta(days=random.randrange(0, 366 * 100))
    born = min(max(born, date(1900, 1, 1)), at)
    return str(born.year) if random.random() < 0.2 else born.isoformat()


def _months_before(at: date, months: int) -> date:
    year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    return date(year, month + 1, min(at.day, monthrange(year, month + 1)[1]))


def _without_one(pack: Pack, at: date, answers: Answers, random: Random) -> Answers:
    """The same with one answer taken away that is asked and must be there."""
    asked = [
        name
        for spot in path(pack.forms["phieu_b"], answers, pack.context(at))
        for name in spot.keys
        if not spot.question.optional and spot.question.kind != "roster"
    ]
    return answers.put({random.choice(asked): None})
