"""Reports 7.1 to 7.11 of a small round, every figure reckoned on paper; nothing unknown becomes nought."""

import time
from dataclasses import replace
from fractions import Fraction

import pytest

from bot.cases.movement import Moved
from bot.cases.report import HOUSEHOLDS, PERSONS, REPORTS, TOTAL, Number, ReportId
from bot.cases.report_checks import breaches
from bot.cases.report_columns import column_ids
from bot.cases.report_state import Asked, make_book
from tests.unit.cases.report_round import AREAS, HOMES, TERMS, home

BOOK, HURDLES = make_book(Asked("final", "1.011606", AREAS, TERMS), HOMES)


def shown(name: ReportId, area: str, part: str = "") -> dict[str, Number]:
    """A row without its noughts."""
    [row] = [one for one in BOOK.report(name).rows if (one.area, one.part) == (area, part)]
    return {column: value for column, value in row.values.items() if value}


SUMMARY: dict[str, dict[str, Number]] = {
    "a": {
        "households": 100, "persons": 400, "poor": 2, "poor_rate": 2, "near_poor": 1, "near_poor_rate": 1,
        "poor_persons": 6, "poor_persons_rate": Fraction(3, 2), "near_poor_persons": 3,
        "near_poor_persons_rate": Fraction(3, 4),
    },
    "b": {
        "households": 50, "persons": 210, "poor": 1, "poor_rate": 2, "near_poor": 2, "near_poor_rate": 4,
        "poor_persons": 6, "poor_persons_rate": Fraction(20, 7), "near_poor_persons": 4,
        "near_poor_persons_rate": Fraction(40, 21),
    },
    "c": {
        "households": 80, "persons": 300, "poor": 1, "poor_rate": Fraction(5, 4), "average": 1,
        "average_rate": Fraction(5, 4), "poor_persons": 7, "poor_persons_rate": Fraction(7, 3),
        "average_persons": 4, "average_persons_rate": Fraction(4, 3),
    },
    TOTAL: {
        "households": 230, "persons": 910, "poor": 4, "poor_rate": Fraction(40, 23), "near_poor": 3,
        "near_poor_rate": Fraction(30, 23), "average": 1, "average_rate": Fraction(10, 23),
        "poor_persons": 19, "poor_persons_rate": Fraction(190, 91), "near_poor_persons": 7,
        "near_poor_persons_rate": Fraction(10, 13), "average_persons": 4,
        "average_persons_rate": Fraction(40, 91),
    },
}  # fmt: skip
ROWS: tuple[tuple[ReportId, str, str, dict[str, Number]], ...] = (
    *(("7.1", area, "", row) for area, row in SUMMARY.items()),
    ("7.2", "a", HOUSEHOLDS, {"start": 3, "to_other": 1, "left": 1, "new": 1, "end": 2}),
    ("7.2", "a", PERSONS, {"start": 12, "to_other": 3, "left": 5, "new": 2, "end": 6}),
    ("7.2", "b", HOUSEHOLDS, {"from_other": 1, "end": 1}),
    ("7.2", "b", PERSONS, {"from_other": 6, "end": 6}),
    ("7.2", "c", HOUSEHOLDS, {"start": 1, "gone": 1, "relapsed": 1, "end": 1}),
    ("7.2", TOTAL, HOUSEHOLDS,
     {"start": 4, "to_other": 1, "left": 1, "gone": 1, "from_other": 1, "relapsed": 1, "new": 1, "end": 4}),
    ("7.3", "a", HOUSEHOLDS, {"from_other": 1, "end": 1}),
    ("7.3", "b", HOUSEHOLDS, {"start": 3, "to_other": 1, "left": 1, "relapsed": 1, "end": 2}),
    ("7.3", "b", PERSONS, {"start": 11, "to_other": 6, "left": 4, "relapsed": 3, "end": 4}),
    ("7.3", "c", HOUSEHOLDS, {}),
    ("7.3", TOTAL, PERSONS,
     {"start": 11, "to_other": 6, "left": 4, "from_other": 3, "relapsed": 3, "end": 7}),
    ("7.4", "a", "", {"base": 2, "deprivations": 6, "employment": 1, "water": 1, "toilet": 2, "telecom": 1,
                      "information_devices": 1}),
    ("7.4", TOTAL, "", {"base": 4, "deprivations": 13, "employment": 2, "child_schooling": 1, "floor_area": 1,
                        "water": 3, "toilet": 3, "telecom": 2, "information_devices": 1}),
    ("7.5", "a", "", {"base": 2, "employment": 50, "water": 50, "toilet": 100, "telecom": 50,
                      "information_devices": 50}),
    ("7.5", TOTAL, "", {"base": 4, "employment": 50, "child_schooling": 25, "floor_area": 25, "water": 75,
                        "toilet": 75, "telecom": 50, "information_devices": 25}),
    ("7.6", "b", "", {"base": 2, "deprivations": 2, "dependants": 1, "toilet": 1}),
    ("7.6", TOTAL, "", {"base": 3, "deprivations": 3, "dependants": 1, "health_insurance": 1, "toilet": 1}),
    ("7.7", "b", "", {"base": 2, "dependants": 50, "toilet": 50}),
    ("7.7", "c", "", {}),
    ("7.8", "a", HOUSEHOLDS, {"poor": 2, "poor.ethnic_minority": 2, "poor.no_working_capacity": 1,
                              "near_poor": 1}),
    ("7.8", TOTAL, HOUSEHOLDS, {"poor": 4, "poor.ethnic_minority": 4, "poor.no_working_capacity": 1,
                                "near_poor": 3, "near_poor.merit": 1}),
    ("7.8", TOTAL, PERSONS, {"poor": 19, "poor.ethnic_minority": 19, "poor.no_working_capacity": 2,
                             "near_poor": 7, "near_poor.merit": 1}),
    ("7.9", "a", "02", {"poor": 2, "poor_persons": 6}),
    ("7.9", "a", "01", {"near_poor": 1, "near_poor_persons": 3}),
    ("7.9", TOTAL, "02", {"poor": 3, "poor_persons": 13}),
    ("7.9", TOTAL, "08", {"poor": 1, "poor_persons": 6}),
    ("7.9", TOTAL, "", {"poor": 4, "poor_persons": 19, "near_poor": 3, "near_poor_persons": 7}),
    ("7.10", TOTAL, HOUSEHOLDS, {"poor": 4, "poor.land": 3, "poor.capital": 1, "poor.labour": 1,
                                 "poor.illness": 1, "near_poor": 3, "near_poor.capital": 1,
                                 "near_poor.illness": 1}),
    ("7.10", TOTAL, PERSONS, {"poor": 19, "poor.land": 17, "poor.capital": 4, "poor.labour": 2,
                              "poor.illness": 7, "near_poor": 7, "near_poor.capital": 3,
                              "near_poor.illness": 1}),
    ("7.11", "b", "poor", {"children": 3, "child_schooling": 3, "floor_area": 3, "water": 3}),
    ("7.11", TOTAL, "poor", {"children": 8, "employment": 5, "child_schooling": 3, "floor_area": 3,
                             "water": 8, "toilet": 5, "telecom": 3}),
    ("7.11", TOTAL, "near_poor", {"children": 2, "dependants": 1, "health_insurance": 1}),
)  # fmt: skip


@pytest.mark.parametrize(("name", "area", "part", "row"), ROWS)
def test_figures_reckoned_on_paper(name: ReportId, area: str, part: str, row: dict[str, Number]) -> None:
    assert shown(name, area, part) == row


def test_it_may_leave_and_has_every_report_with_its_columns() -> None:
    assert HURDLES == ()
    assert tuple(one.id for one in BOOK.reports) == REPORTS
    for one in BOOK.reports:
        assert one.columns == column_ids(TERMS)[one.id]
        assert all(set(row.values) == set(one.columns) for row in one.rows)


def test_persons_nobody_asked_for_leave_the_row_empty_and_are_named() -> None:
    report = BOOK.report("7.2")
    assert report.unknown == ("HL-0009",)
    for area in ("c", TOTAL):
        assert all(report.value(area, PERSONS, column) is None for column in report.columns)
    assert report.value("b", PERSONS, "end") == 6


def test_areas_whose_totals_nobody_entered_stay_empty_with_their_rates() -> None:
    areas = (AREAS[0], replace(AREAS[1], households=None), AREAS[2])
    book, hurdles = make_book(Asked("preliminary", "1.011606", areas, TERMS), HOMES)
    report = book.report("7.1")
    assert hurdles == () and report.areas_unknown == ("b",)
    for area in ("b", TOTAL):
        assert report.value(area, "", "households") is None
        assert report.value(area, "", "poor_rate") is None
    assert report.value("b", "", "poor") == 1 and report.value(TOTAL, "", "poor") == 4
    assert report.value(TOTAL, "", "persons") == 910
    assert report.value(TOTAL, "", "poor_persons_rate") == Fraction(190, 91)


def test_a_poor_household_that_was_never_measured_leaves_its_deprivations_empty() -> None:
    homes = (*HOMES, replace(home(13, "b", "poor", "poor", (50,)), deprived=None))
    book, _ = make_book(Asked("preliminary", "1.011606", AREAS, TERMS), homes)
    report = book.report("7.4")
    assert report.value("b", "", "base") == 2
    assert report.value("b", "", "water") is None and report.value("b", "", "deprivations") is None
    assert report.value("a", "", "water") == 1
    assert book.report("7.5").value("b", "", "water") is None
    assert report.unknown == ("HL-0013",)


def test_official_ones_wait_for_every_decision_and_take_no_training_result() -> None:
    homes = (
        *HOMES,
        replace(home(13, "b", "none", "poor", (50,)), decided=False),
        replace(home(14, "b", "none", "poor", (50,)), decided=False, procedure="1.011607"),
        replace(home(15, "b", "poor", "poor", (50,), "water"), decided=False, procedure="1.011608"),
        replace(home(16, "b", "none", "near_poor", (50,)), official=False),
    )
    asked = Asked("final", "1.011606", AREAS, TERMS)
    book, hurdles = make_book(asked, homes)
    assert [(one.id, one.codes) for one in hurdles] == [
        ("undecided", ("HL-0013", "HL-0015")),
        ("training", ("HL-0016",)),
    ]
    assert book.report("7.2").value("b", HOUSEHOLDS, "undecided") == 1
    early, hurdles = make_book(replace(asked, version="preliminary"), homes)
    assert hurdles == ()
    assert early.report("7.2").value("b", HOUSEHOLDS, "end") == 4
    assert book.report("7.2").value("b", HOUSEHOLDS, "end") == 1


def test_three_thousand_households_take_less_than_a_second() -> None:
    homes = [replace(HOMES[n % 12], id=f"c{n}", code=f"HL-{n:04}") for n in range(3000)]
    homes = [replace(one, moved=replace(one.moved, said=None)) for one in homes]
    areas = tuple(replace(one, households=9000, persons=90000) for one in AREAS)
    began = time.perf_counter()
    book, hurdles = make_book(Asked("final", "1.011606", areas, TERMS), homes)
    took = time.perf_counter() - began
    assert hurdles == () and breaches(book) == ()
    assert book.report("7.1").value(TOTAL, "", "poor") == 1000
    assert took < 1.0


def test_a_household_of_no_area_is_in_the_total_and_refused_by_name() -> None:
    lost = replace(HOMES[0], code="HL-0099", moved=Moved("z", "poor", "poor"))
    _, hurdles = make_book(Asked("preliminary", "1.011606", AREAS, TERMS), (*HOMES, lost))
    assert {one.breach.check for one in hurdles if one.breach} == {"areas"}
    assert {one.codes for one in hurdles} == {("HL-0099",)}
