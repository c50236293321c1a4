"""Reports 7.1 to 7.11 from households: every cell counted from the households themselves, totals as well."""

from collections.abc import Iterable, Sequence

from bot.cases.commune import Area
from bot.cases.report import (
    ALL,
    PAIR,
    PAIRED,
    PERSONS,
    REPORTS,
    TOTAL,
    Number,
    Report,
    ReportHousehold,
    ReportId,
    ReportRow,
    rate,
)
from bot.cases.report_columns import KINDS, RATED, ReportTerms, column_ids, places

Cell = tuple[str, str, str]
"""Area, part, column."""
Tally = dict[Cell, int | None]
RATES_OF: dict[ReportId, ReportId] = {"7.5": "7.4", "7.7": "7.6"}


def make_reports(
    areas: Sequence[Area], households: Sequence[ReportHousehold], terms: ReportTerms
) -> tuple[Report, ...]:
    """All eleven. Households of areas that are not there are in the totals alone, which the checks tell."""
    made: dict[ReportId, Report] = {}
    for name in REPORTS:
        if name in RATES_OF:
            made[name] = _rates(name, made[RATES_OF[name]], column_ids(terms)[name])
        else:
            made[name] = _counted(name, areas, households, terms)
    return tuple(made[name] for name in REPORTS)


def _counted(
    name: ReportId, areas: Sequence[Area], households: Sequence[ReportHousehold], terms: ReportTerms
) -> Report:
    tally, unknown = _tally(name, households, terms)
    ids = column_ids(terms)[name]
    rows = []
    for area in (*(one.id for one in areas), TOTAL):
        rows += [_row(tally, area, part, ids) for part in parts_of(name, tally, area)]
    if name != "7.1":
        return Report(name, ids, tuple(_empty_pairs(name, rows)), unknown)
    nobody = tuple(one.id for one in areas if one.households is None or one.persons is None)
    return Report(name, ids, tuple(_summary(row, areas) for row in rows), unknown, nobody)


def _tally(
    name: ReportId, households: Iterable[ReportHousehold], terms: ReportTerms
) -> tuple[Tally, tuple[str, ...]]:
    """Every cell, and the codes of households without which some cell is not known."""
    found: Tally = {}
    unknown: dict[str, None] = {}
    where = places(name, terms)
    assert where is not None  # reports of rates are made of their own
    for one in households:
        for part, column, weight in where(one):
            if weight is None:
                unknown[one.code] = None
            for area in (one.moved.area, TOTAL):
                cell = (area, part, column)
                before = found.get(cell, 0)
                found[cell] = None if before is None or weight is None else before + weight
    return found, tuple(unknown)


def parts_of(name: ReportId, tally: Iterable[Cell], area: str) -> tuple[str, ...]:
    """The rows an area has in this report; of 7.9 the peoples that live there, in the total all of them."""
    if name in PAIRED:
        return PAIR
    if name == "7.11":
        return KINDS
    if name != "7.9":
        return (ALL,)
    peoples = sorted({part for where, part, _ in tally if where == area and part != ALL})
    return (*peoples, ALL) if area == TOTAL else tuple(peoples)


def _row(tally: Tally, area: str, part: str, ids: Sequence[str]) -> ReportRow:
    return ReportRow(area, part, {column: tally.get((area, part, column), 0) for column in ids})


def _empty_pairs(name: ReportId, rows: Iterable[ReportRow]) -> Iterable[ReportRow]:
    """A row of persons in which one cell is not known is empty: part of a movement would mislead."""
    for row in rows:
        empty = name in PAIRED and row.part == PERSONS and None in row.values.values()
        yield ReportRow(row.area, row.part, dict.fromkeys(row.values)) if empty else row


def _summary(row: ReportRow, areas: Sequence[Area]) -> ReportRow:
    """7.1: with the area's own totals as entered, and the rates of both."""
    values: dict[str, Number | None] = dict(row.values)
    own = [one for one in areas if row.area in (one.id, TOTAL)]
    values["households"] = _sum([one.households for one in own])
    values["persons"] = _sum([one.persons for one in own])
    for name in RATED:
        whole = "persons" if name.endswith("_persons") else "households"
        values[f"{name}_rate"] = rate(values[name], values[whole])
    return ReportRow(row.area, row.part, values)


def _sum(found: Sequence[int | None]) -> int | None:
    """None where one of them is not known, or there is none."""
    known = [one for one in found if one is not None]
    return sum(known) if known and len(known) == len(found) else None


def _rates(name: ReportId, of: Report, ids: Sequence[str]) -> Report:
    """7.5, 7.7: each deprivation in per cent of the households."""
    rows = []
    for row in of.rows:
        values: dict[str, Number | None] = {one: rate(row.values[one], row.values["base"]) for one in ids}
        rows.append(ReportRow(row.area, row.part, values | {"base": row.values["base"]}))
    return Report(name, tuple(ids), tuple(rows), of.unknown)
