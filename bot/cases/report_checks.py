"""What must hold in the reports before they leave: each identity, and the households that break it.

Sources: a province's workbooks (7.2 and 7.3 balance; 7.4 total = sum of its columns; 7.5 = 7.4 / households);
the rest holds by what the columns mean.
"""

from collections.abc import Callable, Iterator, Sequence

from bot.cases.report import (
    ALL,
    HOUSEHOLDS,
    PAIRED,
    PERSONS,
    TOTAL,
    Number,
    Report,
    ReportHousehold,
    ReportId,
    rate,
)
from bot.cases.report_book import CHECKS, Book, Breach, CheckId
from bot.cases.report_columns import OTHER_INCREASE

MORE = ("from_other", "relapsed", "new", OTHER_INCREASE)
LESS = ("to_other", "left", "gone", "undecided")
"""Columns of 7.2 and 7.3 that are added to the start, and taken from it."""


def breaches(book: Book) -> tuple[Breach, ...]:
    """Everything that does not hold, in the order of the checks."""
    return tuple(found for check in _CHECKS for found in check(book))


# ── within one report ────────────────────────────────────────────────────────────────────────
BALANCED: tuple[ReportId, ...] = ("7.2", "7.3")


def _balance(book: Book) -> Iterator[Breach]:
    for name in BALANCED:
        for row in book.report(name).rows:
            known = {column: value for column, value in row.values.items() if value is not None}
            right = _expected_end(known)
            if known and known["end"] != right:
                codes = _unbalanced(book, row.area, name)
                yield Breach("balance", name, row.area, "end", known["end"], right, "", codes, row.part)


def _moves(book: Book) -> Iterator[Breach]:
    """Households whose errors make up for each other, so that the sums hold all the same."""
    named = {code for found in _balance(book) for code in found.codes}
    for name in BALANCED:
        codes = tuple(code for code in _unbalanced(book, TOTAL, name) if code not in named)
        if codes:
            yield Breach("moves", name, TOTAL, "end", len(codes), 0, "", codes)


def _expected_end(row: dict[str, Number] | dict[str, int]) -> Number:
    more = sum(row.get(name, 0) for name in MORE)
    return row.get("start", 0) + more - sum(row.get(name, 0) for name in LESS)


def _unbalanced(book: Book, area: str, name: ReportId) -> tuple[str, ...]:
    """The households that are at one end of the report and not at the other by what happened to them."""

    def breaks(one: ReportHousehold) -> bool:
        own = book.counted(one, name, HOUSEHOLDS)
        return own.get("end", 0) != _expected_end(own)

    return book.who(area, breaks)


def _areas(book: Book) -> Iterator[Breach]:
    known = {one.id for one in book.areas}
    lost = book.who(TOTAL, lambda one: one.moved.area not in known)
    for report in book.reports:
        if report.id in ("7.5", "7.7"):
            continue
        for total in (row for row in report.rows if row.area == TOTAL):
            own = [
                row for row in report.rows if row.area != TOTAL and _same_part(report, row.part, total.part)
            ]
            for column, value in total.values.items():
                found = [row.values[column] for row in own]
                whole = [one for one in found if one is not None]
                if value is None or column.endswith("_rate") or len(whole) < len(found):
                    continue
                if sum(whole) != value:
                    yield Breach("areas", report.id, TOTAL, column, value, sum(whole), "", lost, total.part)


def _same_part(report: Report, part: str, total: str) -> bool:
    """Of 7.9 the total of all takes every people's row; elsewhere each part its own."""
    return part == total or (report.id == "7.9" and total == ALL)


def _deprivations(book: Book) -> Iterator[Breach]:
    names: tuple[ReportId, ...] = ("7.4", "7.6")
    known = set(book.terms.indicators)
    for report in map(book.report, names):
        for row in report.rows:
            parts = [row.values[name] for name in book.terms.indicators]
            total, whole = row.values["deprivations"], [one for one in parts if one is not None]
            if total is not None and len(whole) == len(parts) and sum(whole) != total:
                codes = book.who(row.area, lambda one: not set(one.deprived or ()) <= known)
                yield Breach(
                    "deprivations", report.id, row.area, "deprivations", total, sum(whole), "", codes
                )


def _peoples(book: Book) -> Iterator[Breach]:
    report = book.report("7.9")
    for column in report.columns:
        rows = [row for row in report.rows if row.area == TOTAL and row.part != ALL]
        found = [row.values[column] for row in rows]
        total, whole = report.value(TOTAL, ALL, column), [one for one in found if one is not None]
        if total is not None and len(whole) == len(found) and sum(whole) != total:
            yield Breach("peoples", "7.9", TOTAL, column, total, sum(whole))


# ── between reports ──────────────────────────────────────────────────────────────────────────
RATES: tuple[tuple[ReportId, ReportId], ...] = (("7.5", "7.4"), ("7.7", "7.6"))


def _rates(book: Book) -> Iterator[Breach]:
    for name, of in RATES:
        numbers = {(row.area, row.part): row.values for row in book.report(of).rows}
        for row in book.report(name).rows:
            own = numbers[row.area, row.part]
            for column in book.terms.indicators:
                said, right = row.values[column], rate(own[column], own["base"])
                if said != right:
                    yield Breach("rates", name, row.area, column, said or 0, right or 0, f"{of}.{column}")


Spot = tuple[ReportId, str, str]
"""Report, part, column."""
SAME: tuple[tuple[Spot, ...], ...] = (
    (
        ("7.1", ALL, "poor"), ("7.2", HOUSEHOLDS, "end"), ("7.4", ALL, "base"), ("7.8", HOUSEHOLDS, "poor"),
        ("7.9", ALL, "poor"), ("7.10", HOUSEHOLDS, "poor"),
    ),
    (
        ("7.1", ALL, "near_poor"), ("7.3", HOUSEHOLDS, "end"), ("7.6", ALL, "base"),
        ("7.8", HOUSEHOLDS, "near_poor"), ("7.9", ALL, "near_poor"), ("7.10", HOUSEHOLDS, "near_poor"),
    ),
    (
        ("7.1", ALL, "poor_persons"), ("7.2", PERSONS, "end"), ("7.8", PERSONS, "poor"),
        ("7.9", ALL, "poor_persons"), ("7.10", PERSONS, "poor"),
    ),
    (
        ("7.1", ALL, "near_poor_persons"), ("7.3", PERSONS, "end"), ("7.8", PERSONS, "near_poor"),
        ("7.9", ALL, "near_poor_persons"), ("7.10", PERSONS, "near_poor"),
    ),
)  # fmt: skip
"""Groups of cells that count the very same households, or the persons in them."""
CROSSING: tuple[tuple[Spot, Spot], ...] = tuple(
    (("7.2", part, here), ("7.3", part, there))
    for part in (HOUSEHOLDS, PERSONS)
    for here, there in (("to_other", "from_other"), ("from_other", "to_other"))
)
"""Who leaves one list for the other, there as here."""


def _same(book: Book) -> Iterator[Breach]:
    for first, *others in SAME:
        for other in others:
            yield from _equal(book, "same", first, other)


def _crossing(book: Book) -> Iterator[Breach]:
    for here, there in CROSSING:
        yield from _equal(book, "crossing", here, there)


def _equal(book: Book, check: CheckId, here: Spot, there: Spot) -> Iterator[Breach]:
    """Two cells of the same households, in every row both know."""
    for area in book.area_ids():
        left, right = _at(book, here, area), _at(book, there, area)
        if left is None or right is None or left == right:
            continue
        codes = book.who(area, lambda one: _adds(book, one, here) != _adds(book, one, there))
        other = f"{there[0]}.{there[2]}"
        yield Breach(check, here[0], area, here[2], left, right, other, codes, here[1])


def _at(book: Book, spot: Spot, area: str) -> Number | None:
    """The cell; an area of 7.9 has a row for each people and none for all."""
    name, part, column = spot
    report = book.report(name)
    if name != "7.9" or area == TOTAL:
        return report.value(area, part, column)
    found = [row.values[column] for row in report.rows if row.area == area]
    known = [one for one in found if one is not None]
    return sum(known) if len(known) == len(found) else None


def _adds(book: Book, one: ReportHousehold, spot: Spot) -> int:
    name, part, column = spot
    return book.counted(one, name, part).get(column, 0)


# ── what cannot be ───────────────────────────────────────────────────────────────────────────
PEOPLED = (("poor", "poor_persons"), ("near_poor", "near_poor_persons"), ("average", "average_persons"))


def _persons(book: Book) -> Iterator[Breach]:
    """Every household counted has at least one person."""
    empty = book.who(TOTAL, lambda one: one.persons is not None and one.persons < 1)
    for report in book.reports:
        for area, column, households, persons in _pairs(report):
            if households is not None and persons is not None and persons < households:
                own = tuple(code for code in book.who(area, lambda one: one.code in empty))
                yield Breach("persons", report.id, area, column, persons, households, "", own)


def _pairs(report: Report) -> Iterator[tuple[str, str, Number | None, Number | None]]:
    """Area, column, households, persons of everything a report says of both."""
    if report.id in PAIRED:
        for row, persons in zip(report.rows[::2], report.rows[1::2], strict=True):
            for column in report.columns:
                yield row.area, column, row.values[column], persons.values[column]
    elif report.id in ("7.1", "7.9"):
        for row in report.rows:
            for one, of in PEOPLED:
                if one in row.values:
                    yield row.area, one, row.values[one], row.values[of]


def _covers(book: Book) -> Iterator[Breach]:
    report = book.report("7.1")
    for row in report.rows:
        for whole, names in (
            ("households", [one for one, _ in PEOPLED]),
            ("persons", [of for _, of in PEOPLED]),
        ):
            found = [row.values[name] for name in names]
            counted = sum(one for one in found if one is not None)
            given = row.values[whole]
            if given is not None and given < counted:
                yield Breach("covers", "7.1", row.area, whole, given, counted)


_CHECKS: Sequence[Callable[[Book], Iterator[Breach]]] = (
    _balance, _moves, _areas, _deprivations, _rates, _same, _peoples, _crossing, _persons, _covers,
)  # fmt: skip
assert len(_CHECKS) == len(CHECKS)
