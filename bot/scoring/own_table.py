"""A commune's own points table: as text that is kept for ever, and read back under its pack."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from bot.errors import PackError
from bot.scoring.measures import MEASURES, QUESTION_LISTS
from bot.scoring.pack import Pack
from bot.scoring.points import NONE, OFFICIAL, Item, PointsTable, Row
from bot.scoring.table_reader import OWN, read_table

FILE = "points_table"
"""What stands for the file's name where a row of a commune's own table is named."""

SHEET_OFFSET = 1
"""The workbook has one line more above the rows than the text: the hidden one with the columns' ids."""


def write_table(table: PointsTable) -> str:
    """The one text of a table (CSV with the columns of OWN): the same table gives the same text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow((*OWN, *table.columns, "provenance"))
    for item in table.items:
        for row in item.rows:
            writer.writerow(_cells(table, item, row))
    return out.getvalue()


def _cells(table: PointsTable, item: Item, row: Row) -> tuple[object, ...]:
    low, high = ("" if bound is None else format(bound, "f") for bound in (row.at_least, row.below))
    words = (item.id, item.text, item.measure, item.rule, row.choice, row.text, " ".join(row.answers))
    return (*words, low, high, *(row.points[column] for column in table.columns), row.provenance)


def read_own_table(pack: Pack, text: str, *, signed: bool = False) -> PointsTable:
    """The table of such a text; PackError where it is not one that this pack can be scored with."""
    header = text.partition("\n")[0].split(",")
    columns = tuple(header[len(OWN) : -1])
    known = (*(region.id for region in pack.regions), "urban")
    if not columns or [one for one in columns if one not in known]:
        raise PackError("unknown columns", where=f"{FILE}:1", remedy=f"some of {', '.join(known)}")
    provenances = {OFFICIAL, *(one.id for one in pack.provenances)}
    table = read_table(text, FILE, columns, provenances, own=True)
    for item, what in lint_own_table(pack, table):
        raise PackError(
            what, where=f"{FILE}:{item.rows[0].line}", remedy="load it again from the spreadsheet"
        )
    return replace(table, signed=signed)


def under_table(pack: Pack, text: str, *, signed: bool) -> Pack:
    """The pack with this text as its points table, made once. PackError as `read_own_table` has it."""
    return _under(_OfDigest(pack), text, signed)


def fitting(pack: Pack, text: str) -> Pack | None:
    """The pack under this signed table; None where the table does not fit its forms: it was loaded under
    an earlier version of the pack."""
    return _fitting(_OfDigest(pack), text)


class _OfDigest:
    """A pack that equals any other of the same digest: comparing them whole costs more than it saves."""

    __slots__ = ("pack",)

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    def __hash__(self) -> int:
        return hash(self.pack.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _OfDigest) and other.pack.digest == self.pack.digest


@lru_cache(maxsize=16)
def _under(of: _OfDigest, text: str, signed: bool) -> Pack:
    return of.pack.with_table(read_own_table(of.pack, text, signed=signed))


@lru_cache(maxsize=16)
def _fitting(of: _OfDigest, text: str) -> Pack | None:
    try:
        return _under(of, text, True)
    except PackError:
        return None


def sheet_row(table: PointsTable, row: int) -> int:
    """Which row of the workbook an officer opens; of a pack's own table the row of its file."""
    return row + SHEET_OFFSET if table.file == FILE else row


def choices_of(pack: Pack, measure: str) -> tuple[str, ...]:
    """What a measure's rows must cover: form answers of a choice, entries of a list with "none"; else ()."""
    survey = pack.forms["phieu_b"]
    if measure in pack.groups:
        return tuple(option.id for option in survey.question(pack.groups[measure].question).options)
    if measure in QUESTION_LISTS:
        return (*(option.id for option in survey.question(measure).options), NONE)
    return (*pack.dwelling.parts, NONE) if measure == "durable_parts" else ()


def lint_own_table(pack: Pack, table: PointsTable) -> Iterator[tuple[Item, str]]:
    """Items that do not cover what the form can say, or name what it cannot; unknown rules."""
    for item in table.items:
        if item.rule and item.rule not in pack.rules:
            yield item, f'{item.id}: unknown rule "{item.rule}"'
        if item.measure in pack.groups:
            said = [answer for row in item.rows for answer in row.answers]
        elif MEASURES[item.measure] == "list":
            said = [row.choice for row in item.rows]
        else:
            continue
        yield from _uncovered(pack, item, said)


def _uncovered(pack: Pack, item: Item, said: list[str]) -> Iterator[tuple[Item, str]]:
    may = choices_of(pack, item.measure)
    must = () if item.measure == "durable_parts" else may
    for one in must:
        if one not in said:
            yield item, f'{item.id}: no row for "{one}"'
    for one in dict.fromkeys(said):
        if one not in may:
            yield item, f'{item.id}: unknown "{one}"'
        elif said.count(one) > 1:
            yield item, f'{item.id}: "{one}" in two rows'
