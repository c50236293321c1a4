"""Schooling by age: which level a person needs, and whether they attend or hold it (indicators 5 and 6)."""

from dataclasses import dataclass
from datetime import date

from bot.scoring.answers import Answers
from bot.scoring.dates import age


@dataclass(frozen=True, slots=True)
class SchoolNeed:
    """Ages from_age to below: attend this level or a later one, or hold this certificate or a later one."""

    from_age: int
    below: int
    attending: str
    certificate: str | None


@dataclass(frozen=True, slots=True)
class Schooling:
    """attending, certificate: the values from lowest to highest; children, adults: needs in order of age."""

    year_begins_month: int
    children: tuple[SchoolNeed, ...]
    adults: tuple[SchoolNeed, ...]
    attending: tuple[str, ...]
    certificates: tuple[str, ...]
    source: str

    def child_need(self, birth: str, at: date) -> SchoolNeed | None:
        """The level a child needs; None outside the ages of the indicator.

        By the age at `at`; where the age reached on 31/12 of the year in which the running school year
        began gives a lower level, that one: a child who turned six in February is rightly in preschool.
        """
        by_age = _need(self.children, age(birth, at))
        if by_age is None:
            return None
        began = at.year if at.month >= self.year_begins_month else at.year - 1
        by_year = _need(self.children, age(birth, date(began, 12, 31)))
        if by_year is None or by_year.from_age > by_age.from_age:
            return by_age
        return by_year

    def adult_need(self, years: int) -> SchoolNeed | None:
        """What an adult of this age needs; None outside the ages of the indicator."""
        return _need(self.adults, years)

    def meets(self, need: SchoolNeed, attending: str | None, certificate: str | None) -> bool:
        """Whether these answers reach the need; an absent answer reaches nothing."""
        return _reaches(self.attending, attending, need.attending) or _reaches(
            self.certificates, certificate, need.certificate
        )


def _need(needs: tuple[SchoolNeed, ...], years: int) -> SchoolNeed | None:
    return next((need for need in needs if need.from_age <= years < need.below), None)


def _reaches(order: tuple[str, ...], value: str | None, wanted: str | None) -> bool:
    return value is not None and wanted is not None and order.index(value) >= order.index(wanted)


def schooling_met(schooling: Schooling, answers: Answers, member: str, at: date) -> str | None:
    """The derived field of the same name: yes | no for the ages of indicator 5, None elsewhere.

    None also while schooling has not been answered, so that nobody is asked too early.
    """
    birth = answers.text("birth", member)
    need = None if birth is None else schooling.adult_need(age(birth, at))
    attending, certificate = answers.text("attending", member), answers.text("certificate", member)
    if need is None or attending is None or certificate is None:
        return None
    return "yes" if schooling.meets(need, attending, certificate) else "no"
