"""No text makes a reader raise, and none keeps it busy."""

import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialogue.reading import (
    Ambiguous,
    PartialDate,
    Problem,
    Read,
    clean,
    fold,
    match_option,
    read_batch,
    read_choice_list,
    read_date,
    read_ethnicity,
    read_integer,
    read_money,
    read_national_id,
    read_number,
    read_person_name,
    read_phone,
    read_recent_date,
    read_yes_no,
)

TODAY = date(2026, 10, 5)
LABELS = ["Ô tô, xe máy", "Tủ lạnh", "Ti vi", "Không", "1", ""]

READERS: dict[str, Callable[[str], object]] = {
    "yes_no": lambda text: read_yes_no(text, unknown_allowed=True),
    "date": lambda text: read_date(text, TODAY),
    "full_date": lambda text: read_date(text, TODAY, year_alone=False),
    "recent": lambda text: read_recent_date(text, TODAY),
    "number": lambda text: read_number(text, decimals=2, minimum=0, maximum=10_000),
    "integer": lambda text: read_integer(text, 0, 30),
    "money": read_money,
    "name": read_person_name,
    "national_id": lambda text: read_national_id(text, sex="male", birth_year=1984),
    "phone": read_phone,
    "ethnicity": read_ethnicity,
    "option": lambda text: match_option(text, LABELS),
    "choices": lambda text: read_choice_list(text, LABELS),
    "batch": read_batch,
    "clean": clean,
    "fold": fold,
}

# Random letters seldom look like answers; pieces of answers do.
PIECES = st.sampled_from(
    [
        *[
            "0",
            "1",
            "2",
            "5",
            "12",
            "31",
            "84",
            "1984",
            "000",
            "１",
            "²",
            "½",
            ".",
            ",",
            "/",
            "-",
            "'",
            " ",
            "\n",
            "?",
        ],
        *[
            "ngày ",
            "tháng ",
            "năm ",
            "mùng ",
            "trăm ",
            "mười ",
            "lăm",
            "rưỡi",
            "tr",
            "triệu ",
            "k",
            "tỷ",
            "đ",
            "m2",
        ],
        *[
            "không ",
            "có ",
            "biết",
            "chưa ",
            "dạ ",
            "ạ",
            "Hoàng ",
            "H'",
            "Tày",
            "xe máy",
            "và ",
            "đến ",
            "+84",
            "09",
        ],
        *["\u0301", "\u0323", "\u200d", "\ufe0f", "\u20e3", "😀", "\ud800", "\x00", "ស្រី", "ﷺ", "İ", "ß"],
    ]
)
TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(st.characters(), max_size=20),
    st.lists(PIECES, max_size=12).map("".join),
)


@settings(max_examples=1500, deadline=None)
@given(TEXTS)
def test_no_reader_raises_and_each_answers_in_its_shape(text: str) -> None:
    for name, reader in READERS.items():
        answer = reader(text)
        if name in ("clean", "fold"):
            assert isinstance(answer, str)
        elif name == "option":
            assert answer is None or isinstance(answer, int | Ambiguous)
        elif name == "batch":
            assert answer is None or isinstance(answer, tuple)
        else:
            assert isinstance(answer, Read | Problem)


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_cleaning_and_folding_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert fold(fold(text)) == fold(text)
    assert fold(clean(text)) == fold(text)


@settings(max_examples=300, deadline=None)
@given(st.dates(date(1900, 1, 1), TODAY), st.sampled_from("/-. "))
def test_every_day_is_read_as_it_is_written(day: date, mark: str) -> None:
    written = f"{day.day}{mark}{day.month}{mark}{day.year}"
    expected = Read(PartialDate(day.year, day.month, day.day))
    assert read_date(written, TODAY) == expected
    assert read_date(day.isoformat(), TODAY) == expected
    assert read_date(f"{day:%d%m}{day.year}", TODAY) == expected


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 10**9))
def test_every_whole_number_is_read_with_and_without_thousands(number: int) -> None:
    dotted = f"{number:,}".replace(",", ".")
    for written in (str(number), dotted, f"{number:,}"):
        assert read_number(written, decimals=2) == Read(Decimal(number))


@settings(max_examples=300, deadline=None)
@given(st.decimals(0, 10_000, places=2), st.sampled_from(".,"))
def test_every_two_decimals_are_read_with_dot_or_comma(number: Decimal, mark: str) -> None:
    assert read_number(str(number).replace(".", mark), decimals=2) == Read(number)


@settings(max_examples=300, deadline=None)
@given(st.integers(1, 999), st.integers(0, 999))
def test_millions_and_thousands_add_up(millions: int, thousands: int) -> None:
    expected = Read(millions * 1_000_000 + thousands * 1_000)
    assert read_money(f"{millions}tr{thousands:03}") == expected
    assert read_money(f"{millions} triệu {thousands} nghìn") == expected


FILLINGS = [
    "a",
    "1",
    "k ",
    "1 ",
    "1,",
    "không ",
    "mười ",
    "1.",
    "-",
    "2/",
    "1b ",
    " ",
    "á",
    "a\u0301\u0323",
    "\u0315\u0323",
]
FILLINGS += [
    "'",
    "x'",
    "trăm ",
    "năm ",
    "ngày ",
    "(1",
    "1-2,",
    "😀",
    "và 1 ",
    "09",
    "khoảng ",
    "dân tộc ",
    "số ",
    "tr",
    "\n",
]


@pytest.mark.parametrize("filling", FILLINGS)
@pytest.mark.parametrize("length", [299, 999, 10_000])
def test_long_texts_take_bounded_time(filling: str, length: int) -> None:
    text = (filling * length)[:length]
    for name, reader in READERS.items():
        began = time.perf_counter()
        reader(text)
        took = time.perf_counter() - began
        assert took < 1.0, f"{name} took {took:.2f} s"
