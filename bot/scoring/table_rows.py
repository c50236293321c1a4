"""The cells of one line of a filled table: choice, words, band, answers, points; what is amiss in each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.scoring.measures import MEASURES
from bot.scoring.own_table import choices_of
from bot.scoring.pack import Pack
from bot.scoring.points import OFFICIAL, Row
from bot.scoring.table_faults import Findings, shown
from bot.scoring.table_grid import Grid, Line
from bot.scoring.table_layout import MOST_POINTS, kind_of
from bot.scoring.table_numbers import id_of, is_blank, number_of, plain, text_of

LONGEST_ID = 40
HIGHEST_BOUND = 1_000_000
"""Of people, m² and kWh alike."""
_BETWEEN = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class Desk:
    """What every look at a cell needs: the law, the columns wanted, where the table stands, the findings.

    A spoiled cell has been named already and is not named again for being empty.
    """

    pack: Pack
    columns: Sequence[str]
    grid: Grid
    found: Findings

    def amiss(self, line: Line, column: str, key: str, /, **args: str | int) -> None:
        """Something to mend in this column of this line."""
        if column not in line.spoiled:
            self.found.add(self.grid.sheet, line.row, self.grid.at[column], key, **args)


def read_points(desk: Desk, line: Line) -> dict[str, int]:
    """The points by column; where a cell is amiss its column is left out."""
    points = {}
    for column in desk.columns:
        value = _points(desk, line, column)
        if value is not None:
            points[column] = value
    return points


def _points(desk: Desk, line: Line, column: str) -> int | None:
    cell = line.cells[column]
    if is_blank(cell):
        desk.amiss(line, column, "table.bad.points_empty")
        return None
    value = number_of(cell)
    if value is None:
        desk.amiss(line, column, "table.bad.points_text", found=shown(cell))
    elif value != value.to_integral_value():
        desk.amiss(line, column, "table.bad.points_fraction", found=shown(cell))
    elif abs(value) > MOST_POINTS:
        desk.amiss(line, column, "table.bad.points_far", found=shown(cell), most=MOST_POINTS)
    else:
        return int(value)
    return None


def read_words(desk: Desk, line: Line) -> str:
    """The choice in the print's words."""
    words = text_of(line.cells["choice_text"])
    if not words:
        desk.amiss(line, "choice_text", "table.bad.choice_text_missing")
    return words


def read_choice(desk: Desk, line: Line, measure: str) -> str:
    """The id of a choice, or of a list's entry; "" where it is amiss."""
    choice = id_of(line.cells["choice"])
    if not choice:
        desk.amiss(line, "choice", "table.bad.choice_missing")
        return ""
    if kind_of(measure) == "list":
        may = choices_of(desk.pack, measure)
        if choice not in may:
            allowed = ", ".join(may)
            desk.amiss(line, "choice", "table.bad.choice_unknown", found=shown(choice), allowed=allowed)
            return ""
    elif " " in choice or len(choice) > LONGEST_ID:
        desk.amiss(line, "choice", "table.bad.choice_shape", found=shown(choice), most=LONGEST_ID)
        return ""
    return choice


def read_bound(desk: Desk, line: Line, column: str, measure: str) -> tuple[Decimal | None, bool]:
    """A bound of a band and whether its cell could be read; None for an empty one."""
    cell = line.cells[column]
    if is_blank(cell):
        return None, column not in line.spoiled
    value = number_of(cell)
    if value is None or not 0 <= value <= HIGHEST_BOUND:
        desk.amiss(line, column, "table.bad.band_number", found=shown(cell))
        return None, False
    if MEASURES[measure] == "count" and value != value.to_integral_value():
        desk.amiss(line, column, "table.bad.band_whole", found=shown(cell))
        return None, False
    return plain(value), True


def no_band(desk: Desk, line: Line) -> None:
    """Only counts and numbers have bands."""
    for column in ("from", "below"):
        if not is_blank(line.cells[column]):
            desk.amiss(line, column, "table.bad.band_unwanted", found=shown(line.cells[column]))


def no_answers(desk: Desk, line: Line) -> None:
    """Only choice measures say which of the form's answers make a line."""
    if not is_blank(line.cells["answers"]):
        desk.amiss(line, "answers", "table.bad.answers_unwanted", found=shown(line.cells["answers"]))


def read_answers(desk: Desk, line: Line, measure: str) -> tuple[str, ...]:
    """The form's answers that make this line, those known, in order; unknown ones are named."""
    said = tuple(filter(None, _BETWEEN.split(text_of(line.cells["answers"]).lower())))
    may = choices_of(desk.pack, measure)
    if not said:
        desk.amiss(line, "answers", "table.bad.answers_empty")
    for one in dict.fromkeys(said):
        if one not in may:
            desk.amiss(line, "answers", "table.bad.answer_unknown", found=shown(one), allowed=", ".join(may))
    return tuple(one for one in dict.fromkeys(said) if one in may)


def row_of(
    line: Line,
    choice: str,
    words: str,
    points: dict[str, int],
    band: tuple[Decimal | None, Decimal | None] = (None, None),
    answers: tuple[str, ...] = (),
) -> Row:
    """A line as a row of the table: the officer copies it from the print, so it is official once signed."""
    return Row(choice, words, band[0], band[1], points, OFFICIAL, line.row + 1, answers)
