"""A round of twelve households in three areas, small enough to be reckoned on paper."""

from dataclasses import replace
from datetime import date
from typing import Any

from bot.cases.commune import Area
from bot.cases.movement import Listed, Moved
from bot.cases.procedure_codes import ANNUAL, AVERAGE
from bot.cases.report import ReportHousehold, ReportMember
from bot.cases.report_columns import ReportTerms

DAY = date(2025, 7, 1)
AREAS = (
    Area("a", "Khu phố 1", "urban", None, "", DAY, households=100, persons=400),
    Area("b", "Khu phố 2", "urban", None, "", DAY, households=50, persons=210),
    Area("c", "Khu phố 3", "urban", None, "", DAY, households=80, persons=300),
)
INDICATORS = (
    "employment", "dependants", "nutrition", "health_insurance", "adult_education", "child_schooling",
    "housing_quality", "floor_area", "water", "toilet", "telecom", "information_devices",
)  # fmt: skip
CAUSES = ("land", "capital", "labour", "tools", "knowledge", "skills", "illness", "other")
GROUPS = ("ethnic_minority", "no_working_capacity", "merit", "other")
TERMS = ReportTerms(INDICATORS, CAUSES, GROUPS, 16)


def home(
    number: int,
    area: str,
    before: Listed,
    now: Listed | None,
    ages: tuple[int, ...] = (),
    deprived: str = "",
    *,
    people: str = "01",
    groups: str = "",
    causes: str = "",
    formerly: bool = False,
    **changes: Any,
) -> ReportHousehold:
    """A decided household whose members have these ages; lists as words with spaces between."""
    made = ReportHousehold(
        f"c{number}", f"HL-{number:04}", ANNUAL, Moved(area, before, now, formerly),
        persons=len(ages), members=tuple(map(ReportMember, ages)), ethnicity=people,
        deprived=tuple(deprived.split()), target_groups=tuple(groups.split()), causes=tuple(causes.split()),
        decided=True,
    )  # fmt: skip
    return replace(made, **changes)


GONE = Moved("c", "poor", None, gone=True)
HOMES = (
    home(1, "a", "poor", "poor", (40, 38, 10, 5), "employment water toilet", people="02",
         groups="ethnic_minority", causes="land capital"),
    home(2, "a", "poor", "near_poor", (30, 28, 4), "health_insurance", causes="capital"),
    home(3, "a", "poor", "none", (50, 49, 22, 20, 18)),
    home(4, "a", "none", "poor", (70, 68), "toilet telecom information_devices", people="02",
         groups="ethnic_minority no_working_capacity", causes="labour"),
    home(5, "b", "near_poor", "poor", (45, 44, 17, 15, 12, 3), "child_schooling floor_area water",
         people="08", groups="ethnic_minority", causes="land"),
    home(6, "b", "near_poor", "near_poor", (81,), "toilet", groups="merit", causes="illness"),
    home(7, "b", "near_poor", "none", (60, 58, 30, 16)),
    home(8, "b", "none", "near_poor", (33, 30, 2), "dependants", formerly=True),
    home(9, "c", "poor", None, moved=GONE, gone_words="cả nhà chuyển đi tỉnh khác", persons=None),
    home(10, "c", "none", "poor", (50, 48, 20, 18, 14, 9, 1), "employment water toilet telecom", people="02",
         groups="ethnic_minority", causes="land illness", formerly=True),
    home(11, "c", "none", "none", (40, 39, 12, 7)),
    home(12, "c", "none", "none", (44, 43, 15, 11), procedure=AVERAGE, average=True),
)  # fmt: skip
