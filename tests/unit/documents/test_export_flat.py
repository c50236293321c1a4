"""Cells of spreadsheets and CSV files: no formulas, nothing lost."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.documents.export.export_flat import (
    ILLEGAL,
    MOST,
    QUOTE,
    REPLACEMENT,
    csv_value,
    flat,
    workbook_value,
)

TEXT = st.text()
TOO_LONG = "quá dài"


@given(TEXT)
def test_whoever_takes_one_apostrophe_away_has_the_text_again(text: str) -> None:
    assert csv_value(text).removeprefix(QUOTE) == ILLEGAL.sub(REPLACEMENT, text)


@given(TEXT)
def test_no_cell_of_csv_begins_like_a_formula(text: str) -> None:
    assert not csv_value(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_numbers_are_not_texts() -> None:
    assert [csv_value(one) for one in (-5, Decimal("-2.50"), 0, None)] == ["-5", "-2.50", "0", ""]


def test_lists_and_words_of_one_cell() -> None:
    assert flat(("a", "b"), "list") == "a;b"
    assert flat(("sân; kho", "trụ sở"), "texts") == "sân; kho\ntrụ sở"
    assert flat((), "list") == "[]"
    assert [flat(one, "yes_no") for one in (True, False, None)] == ["yes", "no", None]


def test_a_number_no_cell_holds_exactly_stays_a_text() -> None:
    assert workbook_value(Decimal("42.50"), TOO_LONG) == 42.5
    assert workbook_value(Decimal("7.99999999999999999999999"), TOO_LONG) == "7.99999999999999999999999"


def test_what_a_workbook_would_read_otherwise_is_written_so_that_it_reads_it_right() -> None:
    assert workbook_value("_x0041_ và _x00zz_", TOO_LONG) == "_x005F_x0041_ và _x00zz_"
    assert workbook_value("a\x07b", TOO_LONG) == f"a{REPLACEMENT}b"


def test_an_empty_text_is_an_empty_cell() -> None:
    assert workbook_value("", TOO_LONG) is None


def test_a_text_that_is_too_long_for_a_cell_is_named_not_cut() -> None:
    assert workbook_value("a" * MOST, TOO_LONG) == "a" * MOST
    assert workbook_value("a" * (MOST + 1), TOO_LONG) == TOO_LONG
