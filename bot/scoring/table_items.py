"""The lines of one item of a filled table into an Item that covers every answer once."""

from collections.abc import Callable, Sequence

from bot.scoring.measures import MEASURES
from bot.scoring.own_table import choices_of
from bot.scoring.points import NONE, Item, Row
from bot.scoring.sheets import coordinate
from bot.scoring.table_bands import Band, check_bands, name_of
from bot.scoring.table_faults import shown
from bot.scoring.table_grid import Line
from bot.scoring.table_layout import kind_of
from bot.scoring.table_numbers import id_of, text_of
from bot.scoring.table_rows import (
    Desk,
    no_answers,
    no_band,
    read_answers,
    read_bound,
    read_choice,
    read_points,
    read_words,
    row_of,
)


def read_item(desk: Desk, item_id: str, lines: Sequence[Line]) -> Item | None:
    """The item of these lines; None where its measure is not known. What is amiss is in desk.found."""
    text = _same(desk, lines, "item_text", text_of)
    if not text and not _spoiled(lines, "item_text"):
        desk.amiss(lines[0], "item_text", "table.bad.item_text_missing")
    measure = _same(desk, lines, "measure", id_of)
    rule = _same(desk, lines, "rule", id_of)
    _check_rule(desk, lines, rule)
    if measure not in MEASURES:
        _unknown_measure(desk, lines, measure)
        return None
    read = {"band": _banded, "choice": _chosen, "list": _listed}[kind_of(measure)]
    return Item(item_id, text, measure, read(desk, lines, measure), rule)


def _same(desk: Desk, lines: Sequence[Line], column: str, read: Callable[..., str]) -> str:
    """What an item's lines say once for all: the first that says it counts, an empty cell means the same."""
    said = [(line, value) for line in lines if (value := read(line.cells[column]))]
    if not said:
        return ""
    wanted = said[0][1]
    for line, value in said[1:]:
        if value != wanted:
            key = "table.bad.differs"
            desk.amiss(line, column, key, found=shown(line.cells[column]), wanted=shown(wanted))
    return wanted


def _spoiled(lines: Sequence[Line], column: str) -> bool:
    """Whether a cell of this column could not be read: then nothing is said of what else is missing there."""
    return any(column in line.spoiled for line in lines)


def _first(lines: Sequence[Line], column: str) -> Line:
    """The line whose cell says it, else the item's first."""
    return next((line for line in lines if text_of(line.cells[column])), lines[0])


def _unknown_measure(desk: Desk, lines: Sequence[Line], measure: str) -> None:
    line = _first(lines, "measure")
    if not measure:
        if not _spoiled(lines, "measure"):
            desk.amiss(line, "measure", "table.bad.measure_missing")
        return
    known = ", ".join(MEASURES)
    desk.amiss(line, "measure", "table.bad.measure_unknown", found=shown(measure), allowed=known)


def _check_rule(desk: Desk, lines: Sequence[Line], rule: str) -> None:
    if rule and rule not in desk.pack.rules:
        known = ", ".join(desk.pack.rules)
        line = _first(lines, "rule")
        desk.amiss(line, "rule", "table.bad.rule_unknown", found=shown(rule), allowed=known)


def _banded(desk: Desk, lines: Sequence[Line], measure: str) -> tuple[Row, ...]:
    bands = []
    readable = True
    for line in lines:
        no_answers(desk, line)
        low, low_read = read_bound(desk, line, "from", measure)
        below, below_read = read_bound(desk, line, "below", measure)
        readable = readable and low_read and below_read
        bands.append(Band(line, low, below, read_words(desk, line), read_points(desk, line)))
    ordered = check_bands(desk, bands, measure) if readable else ()
    return tuple(
        row_of(one.line, name_of(one, measure), one.words, one.points, (one.low, one.below))
        for one in ordered
    )


def _chosen(desk: Desk, lines: Sequence[Line], measure: str) -> tuple[Row, ...]:
    rows = []
    for line in lines:
        no_band(desk, line)
        answers = read_answers(desk, line, measure)
        choice = read_choice(desk, line, measure)
        rows.append(row_of(line, choice, read_words(desk, line), read_points(desk, line), answers=answers))
    _check_twice(desk, lines, rows)
    _check_answers(desk, lines, rows, measure)
    return tuple(rows)


def _listed(desk: Desk, lines: Sequence[Line], measure: str) -> tuple[Row, ...]:
    rows = []
    for line in lines:
        no_band(desk, line)
        no_answers(desk, line)
        choice = read_choice(desk, line, measure)
        rows.append(row_of(line, choice, read_words(desk, line), read_points(desk, line)))
    _check_twice(desk, lines, rows)
    _check_entries(desk, lines, rows, measure)
    return tuple(rows)


def _line(lines: Sequence[Line], row: Row) -> Line:
    return next(line for line in lines if line.row + 1 == row.line)


def _check_twice(desk: Desk, lines: Sequence[Line], rows: Sequence[Row]) -> None:
    first: dict[str, Row] = {}
    for row in rows:
        before = first.setdefault(row.choice, row)
        if row.choice and before is not row:
            place = coordinate(before.line - 1, desk.grid.at["choice"])
            line = _line(lines, row)
            desk.amiss(line, "choice", "table.bad.choice_twice", found=shown(row.choice), place=place)


def _check_answers(desk: Desk, lines: Sequence[Line], rows: Sequence[Row], measure: str) -> None:
    first: dict[str, Row] = {}
    for row in rows:
        for answer in row.answers:
            before = first.setdefault(answer, row)
            if before is not row:
                place = coordinate(before.line - 1, desk.grid.at["answers"])
                line = _line(lines, row)
                desk.amiss(line, "answers", "table.bad.answer_twice", found=answer, place=place)
    if _spoiled(lines, "answers"):
        return
    for answer in choices_of(desk.pack, measure):
        if answer not in first:
            words = _words(desk, measure, answer)
            desk.amiss(lines[-1], "answers", "table.bad.answer_missing", answer=answer, words=words)


def _check_entries(desk: Desk, lines: Sequence[Line], rows: Sequence[Row], measure: str) -> None:
    if _spoiled(lines, "choice"):
        return
    have = {row.choice for row in rows}
    must = (NONE,) if measure == "durable_parts" else choices_of(desk.pack, measure)
    for entry in must:
        if entry in have:
            continue
        if entry == NONE:
            desk.amiss(lines[-1], "choice", "table.bad.none_missing", entry=NONE)
        else:
            words = _words(desk, measure, entry)
            desk.amiss(lines[-1], "choice", "table.bad.entry_missing", entry=entry, words=words)


def _words(desk: Desk, measure: str, choice: str) -> str:
    """The form's own words for an answer, in Vietnamese as the workbook."""
    group = desk.pack.groups.get(measure)
    question = desk.pack.forms["phieu_b"].question(group.question if group else measure)
    option = question.option(choice)
    return choice if option is None else option.text["vi"]
