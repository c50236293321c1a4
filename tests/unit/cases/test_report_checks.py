"""The identities hold for whatever a round holds, and what breaks one is named."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cases.movement import Listed, Moved
from bot.cases.report import ALL, HOUSEHOLDS, TOTAL, ReportHousehold, ReportId, ReportMember, ReportRow
from bot.cases.report_book import CHECKS, Book, Breach
from bot.cases.report_checks import breaches
from bot.cases.report_state import Asked, make_book
from tests.unit.cases.report_round import AREAS, CAUSES, GROUPS, HOMES, INDICATORS, TERMS

ASKED = Asked("preliminary", "1.011606", tuple(replace(one, households=None) for one in AREAS), TERMS)
LISTED: tuple[Listed, ...] = ("none", "poor", "near_poor")


def made(homes: tuple[ReportHousehold, ...]) -> Book:
    return make_book(ASKED, homes)[0]


@st.composite
def households(draw: st.DrawFn) -> ReportHousehold:
    number = draw(st.integers(1, 10**6))
    moved = Moved(
        draw(st.sampled_from(("a", "b", "c"))),
        draw(st.sampled_from(LISTED)),
        draw(st.sampled_from((*LISTED, None))),
        draw(st.booleans()),
        draw(st.booleans()),
    )
    ages = draw(st.none() | st.lists(st.none() | st.integers(0, 99), min_size=1, max_size=8))
    return ReportHousehold(
        f"c{number}", f"HL-{number}", "1.011606", moved,
        persons=None if ages is None else len(ages),
        members=tuple(map(ReportMember, ages or ())),
        ethnicity=draw(st.sampled_from(("", "01", "02"))),
        deprived=draw(st.none() | st.lists(st.sampled_from(INDICATORS), unique=True).map(tuple)),
        target_groups=draw(st.lists(st.sampled_from(GROUPS), unique=True).map(tuple)),
        causes=draw(st.lists(st.sampled_from(CAUSES), unique=True).map(tuple)),
        average=draw(st.booleans()),
    )  # fmt: skip


ROUND = st.lists(households(), max_size=30, unique_by=lambda one: one.code).map(tuple)


@settings(max_examples=120, deadline=None)
@given(ROUND)
def test_every_identity_holds_for_whatever_happens(homes: tuple[ReportHousehold, ...]) -> None:
    book = made(homes)
    assert breaches(book) == ()
    poor = sum(one.kind == "poor" for one in homes)
    assert book.report("7.2").value(TOTAL, HOUSEHOLDS, "end") == poor


@settings(max_examples=80, deadline=None)
@given(ROUND, st.integers(0, 10**6))
def test_a_decision_that_names_another_movement_is_found(
    homes: tuple[ReportHousehold, ...], pick: int
) -> None:
    poor = [one for one in homes if one.kind == "poor" and one.moved.before == "poor"]
    if not poor:
        return
    bad = poor[pick % len(poor)]
    broken = tuple(
        replace(one, moved=replace(one.moved, said="left_poverty")) if one is bad else one for one in homes
    )
    found = [one for one in breaches(made(broken)) if one.check == "balance"]
    assert {(one.report, one.area) for one in found} == {("7.2", bad.moved.area), ("7.2", TOTAL)}
    assert {one.codes for one in found} == {(bad.code,)}


def changed(number: int, **changes: object) -> tuple[ReportHousehold, ...]:
    """The round of twelve with this household otherwise."""
    return tuple(replace(one, **changes) if one.code == f"HL-{number:04}" else one for one in HOMES)  # type: ignore[arg-type]


def test_a_household_poor_before_that_is_called_new_breaks_the_balance_by_its_numbers() -> None:
    [area, persons, total] = breaches(made(changed(1, moved=Moved("a", "poor", "poor", said="new_poor"))))
    assert area == Breach("balance", "7.2", "a", "end", 2, 3, "", ("HL-0001",), HOUSEHOLDS)
    assert persons == Breach("balance", "7.2", "a", "end", 6, 10, "", ("HL-0001",), "persons")
    assert total == Breach("balance", "7.2", TOTAL, "end", 4, 5, "", ("HL-0001",), HOUSEHOLDS)


def test_two_errors_that_make_up_for_each_other() -> None:
    """A poor one called new, a new one called still poor: the sums hold, the households do not."""
    first = changed(1, moved=Moved("a", "poor", "poor", said="new_poor"))
    both = tuple(
        replace(one, moved=Moved("a", "none", "poor", said="still_poor")) if one.code == "HL-0004" else one
        for one in first
    )
    found = breaches(made(tuple(replace(one, persons=1, members=()) for one in both)))
    assert found == (Breach("moves", "7.2", TOTAL, "end", 2, 0, "", ("HL-0001", "HL-0004")),)


def test_one_that_leaves_one_list_and_never_comes_to_the_other() -> None:
    """Called "over the line" while it is near-poor: 7.2 balances, 7.3 does not, and both lists differ."""
    found = breaches(made(changed(2, moved=Moved("a", "poor", "near_poor", said="left_poverty"))))
    assert {(one.check, one.report) for one in found} == {("balance", "7.3")}
    assert {one.codes for one in found} == {("HL-0002",)}


def test_an_indicator_the_pack_does_not_have() -> None:
    found = breaches(made(changed(1, deprived=("water", "other_thing"))))
    assert [(one.check, one.report, one.area, one.left, one.right) for one in found] == [
        ("deprivations", "7.4", "a", 5, 4),
        ("deprivations", "7.4", TOTAL, 12, 11),
    ]
    assert {one.codes for one in found} == {("HL-0001",)}


def test_a_household_without_anybody() -> None:
    found = breaches(made(changed(6, persons=0, members=(), moved=Moved("c", "near_poor", "near_poor"))))
    assert found and {one.check for one in found} == {"persons"}
    assert {one.codes for one in found} == {("HL-0006",)}


def test_an_area_smaller_than_its_poor() -> None:
    areas = (replace(AREAS[0], households=2), *AREAS[1:])
    book, _ = make_book(replace(ASKED, areas=areas), HOMES)
    assert breaches(book) == (Breach("covers", "7.1", "a", "households", 2, 3),)


def spoilt(name: ReportId, area: str, part: str, column: str, more: int = 1) -> Book:
    """The book with one cell that says more than was counted."""
    book = made(HOMES)
    reports = []
    for report in book.reports:
        rows = list(report.rows)
        for number, row in enumerate(rows):
            if (report.id, row.area, row.part) == (name, area, part):
                value = row.values[column] or 0
                rows[number] = ReportRow(area, part, {**row.values, column: value + more})
        reports.append(replace(report, rows=tuple(rows)))
    return replace(book, reports=tuple(reports))


SPOILT: tuple[tuple[str, ReportId, str, str, str], ...] = (
    ("balance", "7.2", "a", HOUSEHOLDS, "start"),
    ("areas", "7.10", TOTAL, HOUSEHOLDS, "poor.land"),
    ("areas", "7.11", TOTAL, "poor", "children"),
    ("deprivations", "7.6", "b", ALL, "deprivations"),
    ("rates", "7.5", "a", ALL, "water"),
    ("same", "7.1", "b", ALL, "near_poor"),
    ("same", "7.9", "b", "08", "poor"),
    ("same", "7.8", "c", "persons", "poor"),
    ("peoples", "7.9", TOTAL, "02", "poor_persons"),
    ("crossing", "7.3", "a", HOUSEHOLDS, "from_other"),
    ("covers", "7.1", "b", ALL, "poor_persons"),
)


@pytest.mark.parametrize(("check", "name", "area", "part", "column"), SPOILT)
def test_a_cell_that_was_not_counted_is_seen(
    check: str, name: ReportId, area: str, part: str, column: str
) -> None:
    more = 10**6 if check == "covers" else 1
    assert check in {one.check for one in breaches(spoilt(name, area, part, column, more))}


def test_every_check_is_seen_to_fail_here() -> None:
    assert {one[0] for one in SPOILT} | {"persons", "moves"} == set(CHECKS)
