"""Whatever stands in the cells: a table that can be scored with, or what is to be mended; never a fault."""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.documents.workbook_reader import read_workbook
from bot.scoring.own_table import read_own_table
from bot.scoring.sheets import Cell, Sheet, SheetFault
from bot.scoring.table_cells import check
from tests.unit.documents.filled_table import COLUMNS, PACK, TABLE, filled_book, saved

VALUES: tuple[Cell, ...] = (
    None, "", " ", 0, 1, 5, -1, 8, 15, 20, 1_000, Decimal("2.5"), Decimal("1E+3"), True, date(2022, 8, 20),
    "x", "none", "tv", "a01", "a14", "a99: khác", "members", "assets", "best_certificate", "durable_parts",
    "urban", "item", "rain other", "drilled_well", "only_weak_members", "=A1", "#N/A", "1.000", "12,5",
    "x" * 500, "\x00", "\u0301" * 90, '"', "a,b", "\n", "0" * 100,
)  # fmt: skip


@pytest.fixture(scope="module")
def sheets() -> tuple[Sheet, ...]:
    found = read_workbook(saved(filled_book()))
    assert not isinstance(found, SheetFault)
    return found


def changed(sheet: Sheet, dice: random.Random) -> Sheet:
    """The sheet with some cells changed, a line moved, left out or written twice."""
    rows = [list(row) + [None] * (12 - len(row)) for row in sheet.rows]
    for _ in range(dice.choice((0, 1, 1, 2, 6))):
        rows[dice.randrange(len(rows))][dice.randrange(12)] = dice.choice(VALUES)
    for _ in range(dice.choice((0, 0, 1, 2))):
        line = rows.pop(dice.randrange(2, len(rows)))
        rows[dice.randrange(2, len(rows)) : 0] = [line] * dice.choice((0, 1, 2))
    return replace(sheet, rows=tuple(tuple(row) for row in rows))


def test_random_cells_never_end_in_a_fault(sheets: tuple[Sheet, ...]) -> None:
    dice = random.Random(7)
    good = bad = 0
    for _ in range(400):
        given = tuple(changed(one, dice) if one.name == TABLE else one for one in sheets)
        result = check(PACK, COLUMNS, given)
        if result.table is None:
            bad += 1
            assert result.problems
            assert result.text == ""
        else:
            good += 1
            assert not result.problems
            assert read_own_table(PACK, result.text) == result.table
            assert result.table.columns == COLUMNS
    assert min(good, bad) > 30, (good, bad)


def test_sheets_of_nothing_are_no_table() -> None:
    for given in ((), (Sheet("x", ()),), (Sheet("x", ((None,), ())),)):
        assert check(PACK, COLUMNS, given).table is None


def test_two_sheets_of_one_name_do_no_harm() -> None:
    twice = (Sheet("x", (("item", "measure", "choice"),)), Sheet("x", (("item", "measure", "choice"),)))
    assert check(PACK, COLUMNS, twice).problems
