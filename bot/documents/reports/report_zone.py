"""The rows of a template's sheet that grow: those of an area, of a people's sum, of the total. No values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from bot.cases.report import ALL, TOTAL, Report
from bot.documents.reports.report_tags import COLUMN, UNIT, letter, tags_in

Kind = Literal["area", "people", "total", "plain"]
HEADS = ("agency", "commune", "province", "round", "version", "training", "place", "notes")
PEOPLE: Literal["people"] = "people"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the template within the zone. part: of an area's row or a total's ("people": any)."""

    row: int
    kind: Kind
    part: str = ALL


@dataclass(frozen=True, slots=True)
class Made:
    """One row of the workbook: which row of the template it follows, and what it says."""

    row: int
    line: Line
    area: str = ""
    part: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Zone:
    """lines: from the first row of an area to the last total, in order. columns: letter → id of a column."""

    lines: tuple[Line, ...]
    columns: Mapping[str, str]

    @property
    def first(self) -> int:
        return self.lines[0].row

    @property
    def last(self) -> int:
        return self.lines[-1].row


def zone_of(sheet: Any) -> Zone | None:
    """The zone of a sheet; None where nothing in it is of an area or a total."""
    found: dict[int, tuple[str, ...]] = {}
    columns: dict[str, str] = {}
    for row in sheet.iter_rows():
        for cell in row:
            names = tags_in(cell.value)
            numbers = [one for one in names if one.startswith(COLUMN)]
            columns |= {letter(cell.column): one.removeprefix(COLUMN) for one in numbers}
            if len(numbers) < len(names):
                found[cell.row] = (*found.get(cell.row, ()), *names)
    rows = {row: _line(row, names) for row, names in found.items()}
    own = [row for row, line in rows.items() if line is not None and line.kind != "plain"]
    if not own:
        return None
    lines = tuple(rows.get(row) or Line(row, "plain") for row in range(min(own), max(own) + 1))
    return Zone(lines, columns)


def _line(row: int, names: Sequence[str]) -> Line | None:
    """None for rows of head and foot."""
    if all(one in HEADS for one in names):
        return None
    units = [one.removeprefix(UNIT) for one in names if one.startswith(UNIT)]
    part = units[0] if units else PEOPLE if PEOPLE in names else ALL
    if "sum" in names or "total" in names:
        return Line(row, PEOPLE if part == PEOPLE else "total", part)
    return Line(row, "area", part)


def made_rows(zone: Zone, report: Report, areas: Sequence[str]) -> list[Made]:
    """The rows of the workbook in order; consecutive rows of an area are repeated together."""
    made: list[Made] = []
    block: list[Line] = []
    for line in (*zone.lines, Line(0, "plain")):
        if line.kind == "area":
            block.append(line)
            continue
        made += _areas(block, report, areas, zone.first + len(made))
        block = []
        if line.row:
            made += _single(line, report, zone.first + len(made))
    return made


def _areas(block: Sequence[Line], report: Report, areas: Sequence[str], row: int) -> list[Made]:
    made: list[Made] = []
    for number, area in enumerate(areas, 1) if block else ():
        for line in block:
            for part in _parts(line, report, area):
                made.append(Made(row + len(made), line, area, part, number))
    return made


def _single(line: Line, report: Report, row: int) -> list[Made]:
    parts = _parts(line, report, TOTAL) if line.kind == PEOPLE else (line.part,)
    return [Made(row + number, line, TOTAL, part) for number, part in enumerate(parts)]


def _parts(line: Line, report: Report, area: str) -> Sequence[str]:
    """The part of the line itself, or every people of this area."""
    if line.part != PEOPLE:
        return (line.part,)
    return [one.part for one in report.rows if one.area == area and one.part != ALL]


def summed(made: Sequence[Made], total: Made) -> list[int]:
    """Rows of the areas that a total's cell adds up."""
    own = [one for one in made if one.line.kind == "area"]
    return [one.row for one in own if one.part == total.part or one.line.part == PEOPLE]
