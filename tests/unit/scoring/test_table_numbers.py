"""Numbers of cells, also typed as text; ids; what is the same number is written the same."""

from datetime import date
from decimal import Decimal

import pytest

from bot.scoring.sheets import Cell
from bot.scoring.table_numbers import id_of, number_of, plain, text_of


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (15, "15"),
        (Decimal("12.5"), "12.5"),
        (-3, "-3"),
        ("15", "15"),
        (" 15\u00a0", "15"),
        ("0", "0"),
        ("007", "7"),
        ("15.0", "15"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("12,25", "12.25"),
        ("0,125", "0.125"),
        ("0.125", "0.125"),
        ("1.000", "1000"),
        ("1 000", "1000"),
        ("1\u00a0000", "1000"),
        ("1.000,5", "1000.5"),
        ("1,000.5", "1000.5"),
        ("1.000.000", "1000000"),
        ("1,000,000", "1000000"),
        ("-5", "-5"),
        ("−5", "-5"),
    ],
)
def test_a_number_however_it_was_typed(cell: Cell, value: str) -> None:
    assert number_of(cell) == Decimal(value)


@pytest.mark.parametrize(
    "cell",
    [None, "", "x", "mười", "1O", "1,000", "12,500", "1.00.0", "1..0", "8-20", "5 kWh", "1e3", "٣", "--5",
     ".5", "5.", "1 00", True, False, date(2022, 8, 20), "9" * 500, "nan", "inf"],
)  # fmt: skip
def test_what_is_no_number_or_could_be_two(cell: Cell) -> None:
    assert number_of(cell) is None


@pytest.mark.parametrize(
    ("value", "written"), [("8.0", "8"), ("1E+3", "1000"), ("12.50", "12.5"), ("0.0", "0"), ("100", "100")]
)
def test_one_number_has_one_form(value: str, written: str) -> None:
    assert format(plain(Decimal(value)), "f") == written


@pytest.mark.parametrize(
    ("cell", "one"),
    [
        ("members: số người", "members"),
        (" A01 ", "a01"),
        (1, "1"),
        (None, ""),
        ("Từ\u200b ", "từ"),
        ("7+", "7+"),
    ],
)
def test_ids(cell: Cell, one: str) -> None:
    assert id_of(cell) == one


def test_text_is_composed_and_squeezed() -> None:
    assert text_of("  ba\u0301n\u00a0\n ghế ") == "bán ghế"
    assert text_of(Decimal("12.50")) == "12.50"
