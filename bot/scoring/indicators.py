"""The twelve indicators of điểm B: deprived, not, undecided or not applicable, and what it rests on."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from bot.scoring.household import Household, Person

Status = Literal["deprived", "not_deprived", "unknown", "not_applicable"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One indicator's outcome. because: the answer keys it rests on: those that deprive, or those unknown."""

    indicator: str
    status: Status
    because: tuple[str, ...] = ()

    @property
    def members(self) -> tuple[str, ...]:
        """The members it rests on, each once; empty where it rests on the household's answers."""
        return tuple(dict.fromkeys(key.split(".", 1)[0] for key in self.because if "." in key))


Judged = tuple[Status, tuple[str, ...]]


def findings(household: Household) -> tuple[Finding, ...]:
    """Every indicator of the pack, in its order."""
    return tuple(
        Finding(indicator.id, *JUDGES[indicator.id](household)) for indicator in household.pack.indicators
    )


def _decide(deprived: Iterable[str], unknown: Iterable[str] = (), *, applies: bool = True) -> Judged:
    """Deprived where any answer deprives, whatever else is unknown; undecided where one is unknown."""
    if not applies:
        return "not_applicable", ()
    if because := tuple(deprived):
        return "deprived", because
    because = tuple(unknown)
    return ("unknown", because) if because else ("not_deprived", ())


def _employment(household: Household) -> Judged:
    ages, limit = household.pack.ages, household.pack.working_age[household.at.year]
    able = [
        person
        for person in household.people
        if person.age >= ages.work_from
        and person.months < (limit.male if person.says("sex") == "male" else limit.female)
        and person.says("disabled_or_ill") == "no"
    ]
    rules = household.pack.employment
    deprived = [p.key("work") for p in able if p.says("work") in rules.without_work]
    deprived += [
        p.key("labour_contract")
        for p in able
        if p.says("work") in rules.needs_contract and p.says("labour_contract") == "no"
    ]
    return _decide(deprived, applies=bool(able))


def _dependants(household: Household) -> Judged:
    dependants = [key for person in household.people if (key := _dependant(household, person))]
    return _decide(dependants if 2 * len(dependants) > len(household.people) else ())


def _dependant(household: Household, person: Person) -> str | None:
    """The answer that makes a dependant: a child's birth, or the allowance of an old or disabled person."""
    ages = household.pack.ages
    if person.age < ages.dependant_below:
        return person.key("birth")
    old_or_disabled = person.age >= ages.elderly_from or person.says("disabled_or_ill") == "yes"
    return (
        person.key("social_allowance")
        if old_or_disabled and person.says("social_allowance") == "yes"
        else None
    )


def _nutrition(household: Household) -> Judged:
    children = [p for p in household.people if p.age < household.pack.ages.nutrition_below]
    return _by_answer(children, "undernourished", "yes")


def _health_insurance(household: Household) -> Judged:
    return _by_answer(
        [p for p in household.people if p.age >= household.pack.ages.insurance_from], "insured", "no"
    )


def _by_answer(people: list[Person], question: str, bad: str) -> Judged:
    deprived = [p.key(question) for p in people if p.says(question) == bad]
    unknown = [p.key(question) for p in people if p.says(question) == "unknown"]
    return _decide(deprived, unknown, applies=bool(people))


def _adult_education(household: Household) -> Judged:
    schooling, deprived, applies = household.pack.schooling, list[str](), False
    for person in household.people:
        need = schooling.adult_need(person.age)
        applies = applies or need is not None
        if need is None or person.says("firm_certified") == "yes":
            continue
        if not schooling.meets(need, person.says("attending"), person.says("certificate")):
            deprived += [person.key("attending"), person.key("certificate")]
    return _decide(deprived, applies=applies)


def _child_schooling(household: Household) -> Judged:
    schooling, deprived, applies = household.pack.schooling, list[str](), False
    for person in household.people:
        need = schooling.child_need(person.birth, household.at)
        applies = applies or need is not None
        if need and not schooling.meets(need, person.says("attending"), person.says("certificate")):
            deprived.append(person.key("attending"))
    return _decide(deprived, applies=applies)


def _housing_quality(household: Household) -> Judged:
    weak = household.not_durable()
    return _decide(weak if len(weak) >= household.pack.dwelling.not_durable_from else ())


def _floor_area(household: Household) -> Judged:
    least = Fraction(household.pack.dwelling.area_per_person_below)
    return _decide(("floor_area_m2",) if household.area_per_person < least else ())


def _water(household: Household) -> Judged:
    poor = household.answers.text("water") in household.pack.dwelling.unclean_water
    return _decide(("water",) if poor else ())


def _toilet(household: Household) -> Judged:
    poor = household.answers.text("toilet") in household.pack.dwelling.unhygienic_toilet
    return _decide(("toilet",) if poor else ())


def _telecom(household: Household) -> Judged:
    nobody = all(person.says("uses_internet") == "no" for person in household.people)
    return _decide([person.key("uses_internet") for person in household.people] if nobody else ())


def _information_devices(household: Household) -> Judged:
    return _decide(() if household.chosen("info_devices") else ("info_devices",))


JUDGES: dict[str, Callable[[Household], Judged]] = {
    "employment": _employment,
    "dependants": _dependants,
    "nutrition": _nutrition,
    "health_insurance": _health_insurance,
    "adult_education": _adult_education,
    "child_schooling": _child_schooling,
    "housing_quality": _housing_quality,
    "floor_area": _floor_area,
    "water": _water,
    "toilet": _toilet,
    "telecom": _telecom,
    "information_devices": _information_devices,
}
"""Indicator id → how it is judged."""
