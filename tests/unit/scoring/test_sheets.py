"""Cells of a spreadsheet: their names and the empty ones."""

import pytest

from bot.scoring.sheets import Sheet, coordinate


@pytest.mark.parametrize(
    ("row", "column", "name"),
    [
        (0, 0, "A1"),
        (16, 3, "D17"),
        (0, 25, "Z1"),
        (0, 26, "AA1"),
        (9, 51, "AZ10"),
        (9, 52, "BA10"),
        (1, 701, "ZZ2"),
        (1, 702, "AAA2"),
    ],
)
def test_coordinate(row: int, column: int, name: str) -> None:
    assert coordinate(row, column) == name


def test_what_is_not_there_is_empty() -> None:
    sheet = Sheet("x", ((1, None), ("a",)))
    assert sheet.cell(0, 0) == 1
    assert sheet.cell(1, 0) == "a"
    assert sheet.cell(0, 1) is None
    assert sheet.cell(1, 1) is None
    assert sheet.cell(7, 0) is None
