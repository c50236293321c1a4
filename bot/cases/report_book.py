"""The reports with what they were made of, and what a broken identity says."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from bot.cases.commune import Area
from bot.cases.report import ALL, TOTAL, Number, Report, ReportHousehold, ReportId
from bot.cases.report_columns import Place, ReportTerms, places

CheckId = Literal[
    "balance",  # 7.2, 7.3: start − less + more = end
    "moves",  # the same, household by household
    "areas",  # the total is the sum of the areas
    "deprivations",  # 7.4, 7.6: the total is the sum of the columns
    "rates",  # 7.5, 7.7: a column of 7.4, 7.6 / the households
    "same",  # the poor (near-poor) of one report are those of another
    "peoples",  # 7.9: the total is the sum of the peoples
    "crossing",  # to near-poor of 7.2 = from poor of 7.3, and the other way
    "persons",  # no fewer persons than households
    "covers",  # 7.1: an area has no fewer households, persons than are counted in it
]
CHECKS: tuple[CheckId, ...] = get_args(CheckId)


@dataclass(frozen=True, slots=True)
class Breach:
    """An identity that does not hold. left, right: what ought to be equal (in "persons", "covers": left at
    least right). other: the report and column of `right` ("7.3.from_other"). codes: the households that
    break it, none where it is an area's own totals. part: the row, where an area has several.
    """

    check: CheckId
    report: ReportId
    area: str
    column: str
    left: Number
    right: Number
    other: str = ""
    codes: tuple[str, ...] = ()
    part: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """The reports with what they were made of."""

    reports: tuple[Report, ...]
    areas: tuple[Area, ...]
    households: tuple[ReportHousehold, ...]
    terms: ReportTerms

    def report(self, name: ReportId) -> Report:
        """The one of this number; all eleven are there."""
        return next(one for one in self.reports if one.id == name)

    def area_ids(self) -> tuple[str, ...]:
        """Of its rows: the areas, then the total."""
        return (*(one.id for one in self.areas), TOTAL)

    def counted(self, one: ReportHousehold, name: ReportId, part: str = ALL) -> dict[str, int]:
        """What this household adds to each column of a report; what is not known is left out."""
        where = places(name, self.terms)
        found: Iterable[Place] = where(one) if where else ()
        sums: dict[str, int] = {}
        for own, column, weight in found:
            if own == part and weight is not None:
                sums[column] = sums.get(column, 0) + weight
        return sums

    def who(self, area: str, breaks: Callable[[ReportHousehold], bool]) -> tuple[str, ...]:
        """Codes of the households of this row that do."""
        own = [one for one in self.households if area in (TOTAL, one.moved.area)]
        return tuple(sorted(one.code for one in own if breaks(one)))
