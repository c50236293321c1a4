"""A household as the instrument sees it: only the answers that count, ages at the reference date."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from bot.scoring.answers import Answers, key
from bot.scoring.dates import age_months
from bot.scoring.pack import Ages, Pack
from bot.scoring.path import path

SURVEY = "phieu_b"


@dataclass(frozen=True, slots=True)
class Person:
    """One member: completed years and months of age, and the answers on the path."""

    id: str
    birth: str
    months: int
    answers: Answers

    @property
    def age(self) -> int:
        return self.months // 12

    def says(self, question_id: str) -> str | None:
        """The member's answer; None where the question is not asked of this member."""
        return self.answers.text(question_id, self.id)

    def key(self, question_id: str) -> str:
        return key(question_id, self.id)


@dataclass(frozen=True, slots=True)
class Household:
    """What is scored. answers: those on the path, nothing else."""

    pack: Pack
    answers: Answers
    at: date
    people: tuple[Person, ...]

    @property
    def area_per_person(self) -> Fraction:
        """m² a person, exact."""
        return self.number("floor_area_m2") / len(self.people)

    def number(self, question_id: str) -> Fraction:
        return Fraction(self.answers.text(question_id) or "")

    def chosen(self, question_id: str) -> tuple[str, ...]:
        """The options chosen of a many-of question."""
        value = self.answers.get(question_id)
        return value if isinstance(value, tuple) else ()

    def not_durable(self) -> tuple[str, ...]:
        """The parts of the house that are not durable."""
        return tuple(p for p in self.pack.dwelling.parts if self.answers.text(p) == "not_durable")


def counted(pack: Pack, answers: Answers, at: date) -> tuple[Answers, tuple[str, ...]]:
    """The answers on the path of Phiếu B alone, and the keys asked, not optional, not answered."""
    values, missing = {}, []
    for spot in path(pack.forms[SURVEY], answers, pack.context(at)):
        for name in spot.keys:
            value = answers.values.get(name)
            if value is not None:
                values[name] = value
            elif not spot.question.optional:
                missing.append(name)
    return Answers(answers.members, values), tuple(missing)


def household(pack: Pack, answers: Answers, at: date) -> Household:
    """The household of answers that are on the path and complete."""
    people = []
    for member in answers.members:
        birth = answers.text("birth", member) or ""
        people.append(Person(member, birth, age_months(birth, at), answers))
    return Household(pack, answers, at, tuple(people))


def is_weak(person: Person, ages: Ages) -> bool:
    """Under 15, over 60, or disabled or seriously ill without working capacity (items 1 and 2 of điểm A)."""
    return (
        person.age < ages.weak_below
        or person.age > ages.weak_above
        or person.says("disabled_or_ill") == "yes"
    )
