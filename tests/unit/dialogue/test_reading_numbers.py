"""Measures, counts and number words."""

import unicodedata
from decimal import Decimal

import pytest

from bot.dialogue.reading import Problem, Read, read_integer, read_number

NUMBERS = """
40 | 40 | 40. | 40m2 | 40 m2 | 40 m² | 40m² | 40 mét vuông | 40 met vuong | 40m | 40 kWh | 40kwh | 40 số
40 | 40 số điện | 40 ký | 40kg | 40 người | 40 con
40 | khoảng 40 | khoang 40 | chừng 40 m2 | tầm 40 | tam 40 | ~40
40 | ≈ 40 | cỡ 40 | dạ 40 | dạ khoảng 40 ạ | có 40 m2 | 40 ạ | ４０ | ៤០ | +40 | 40,0 | 40.00 | 040 | 4️⃣0
40 | bốn mươi | bon muoi | bốn mươi mét vuông | khoảng bốn mươi m2 | 4 chục
42.5 | 42,5 | 42.5 | 42.50 | 42,50 | 42,5m2 | 42.5 m² | khoảng 42,5 | 42 rưỡi
40.5 | bốn mươi rưỡi
2.5 | hai rưỡi
4000 | 4.000 | 4,000 | 4000.0
4 | 4.0000
1500 | 1.500 | 1.500 m2
12345 | 12.345
15000 | 15 000
1500000 | 1.500.000 | 1,500,000
1500.5 | 1.500,5 | 1,500.5
1234567.89 | 1.234.567,89
0.5 | 0,5 | 0.5 | 0.500
0 | 0 | không | không có | ko co | chưa có
"""
WORDS = """
0 | không
1 | một | mot
2 | hai
3 | ba
4 | bốn | tư
5 | năm | nam
6 | sáu | sau
7 | bảy | bẩy
8 | tám
9 | chín
10 | mười | một chục | chục
11 | mười một
14 | mười bốn
15 | mười lăm | muoi lam | mười nhăm
19 | mười chín
20 | hai mươi
21 | hai mươi mốt | hai mốt | hai mot | hai mươi một
23 | hai mươi 3
24 | hai tư | hai mươi tư
25 | hai lăm | hai mươi lăm | hai mươi nhăm
34 | ba mươi bốn
55 | năm mươi lăm | nam muoi lam
99 | chín mươi chín
100 | một trăm | trăm
105 | một trăm lẻ năm | trăm linh năm
110 | một trăm mười
115 | một trăm mười lăm
120 | trăm hai
121 | trăm hai mốt
125 | một trăm hai lăm
140 | trăm tư
150 | trăm rưỡi | một trăm năm mươi
200 | 2 trăm
250 | 2 trăm rưỡi
321 | ba trăm hai mươi mốt
500 | nam tram
999 | chín trăm chín mươi chín
"""
HOW = """
? | abc | không biết | ko biết | có | bà | bố
? | hai ba | mười năm | hai mươi năm | trăm năm | lăm | mốt | một mốt
? | không mười | mươi mươi | lẻ năm | vài người | mấy con
? | 40 mấy | 40 a b | 2 sào | 3 công | 1 ha | 40 m3 | 1.5.2
? | 1,5,2 | 1.50.000 | 1 50 | 1 500 | 200 300 | 40 5 | 9e5 | 4..5 | ٫
? | ½ | 1:2 | m2 | . | - | + | 40$ | hai trăm ba trăm | 1,5.2,5
? | năm - sáu | hai, ba | 2 người lớn 3 trẻ em | | 0x10x
"""


def table(rows: str) -> list[tuple[str, str]]:
    """(first cell, other cell) of each row, cells between bars; one row may run over several lines."""
    lines = [[cell.strip() for cell in line.split("|")] for line in rows.strip().splitlines()]
    return [(expected, text) for expected, *texts in lines for text in texts]


@pytest.mark.parametrize(("value", "text"), table(NUMBERS))
def test_number(value: str, text: str) -> None:
    for form in ("NFC", "NFD"):
        typed = unicodedata.normalize(form, text)
        assert read_number(typed, decimals=2, minimum=0, maximum=2_000_000) == Read(Decimal(value))


def test_a_comma_before_three_digits_is_decimal_only_where_three_decimals_are_asked() -> None:
    assert read_number("4,125", decimals=3) == Read(Decimal("4.125"))
    assert read_number("4,125", decimals=2) == Read(Decimal(4125))
    assert read_number("4.125", decimals=3) == Read(Decimal(4125))


@pytest.mark.parametrize(("value", "text"), table(WORDS))
def test_number_words(value: str, text: str) -> None:
    assert read_integer(text, 0, 1000) == Read(int(value))
    assert read_integer(f"{text} người", 0, 1000) == Read(int(value))


@pytest.mark.parametrize(("_", "text"), table(HOW))
def test_what_is_no_number(_: str, text: str) -> None:
    assert read_number(text, decimals=2) == Problem("reading.number.how")


@pytest.mark.parametrize(
    "text",
    [
        "40-50",
        "40 - 50 m2",
        "40–50",
        "40 đến 50",
        "từ 40 đến 50",
        "40 hoặc 50",
        "hơn 40",
        "gần 40",
        "dưới 40",
        "4/5",
    ],
)
def test_a_range_asks_for_one_number(text: str) -> None:
    assert read_number(text, decimals=2) == Problem("reading.number.one")


@pytest.mark.parametrize(
    ("text", "result"),
    [("4x10", 40), ("4 x 10", 40), ("4m x 10m", 40), ("4,5x10", 45), ("4×10,3", "41,2"), ("5*8", 40)],
)
def test_length_by_width_is_multiplied_but_not_taken(text: str, result: int | str) -> None:
    assert read_number(text, decimals=2) == Problem("reading.number.product", {"result": result})


def test_decimals() -> None:
    assert read_number("42,5") == Problem("reading.number.whole")
    assert read_number("42,55", decimals=1) == Problem("reading.number.decimals", {"decimals": 1})
    assert read_number("42,50", decimals=1) == Read(Decimal("42.5"))
    assert read_number("0.125", decimals=2) == Problem("reading.number.decimals", {"decimals": 2})


def test_bounds_are_inside() -> None:
    assert read_number("8", minimum=8, maximum=10) == Read(Decimal(8))
    assert read_number("10", minimum=8, maximum=10) == Read(Decimal(10))
    outside = Problem("reading.number.between", {"minimum": 8, "maximum": 10})
    assert read_number("7,9", decimals=1, minimum=8, maximum=10) == outside
    assert read_number("10.1", decimals=1, minimum=8, maximum=10) == outside
    assert read_number("-5", minimum=0) == Problem("reading.number.at_least", {"minimum": 0})
    assert read_number("−5", minimum=0) == Problem("reading.number.at_least", {"minimum": 0})
    assert read_number("11", maximum=10) == Problem("reading.number.at_most", {"maximum": 10})
    half = Decimal("0.5")
    assert read_number("0,4", decimals=1, minimum=half) == Problem(
        "reading.number.at_least", {"minimum": "0,5"}
    )
    assert read_number("-5") == Read(Decimal(-5))


def test_hundreds_of_digits_are_only_too_many() -> None:
    assert read_number("9" * 300, maximum=10) == Problem("reading.number.at_most", {"maximum": 10})
    assert read_number("9" * 301, maximum=10) == Problem("reading.too_long", {"limit": 300})


def test_integer() -> None:
    read = read_integer("5 người", 1, 30)
    assert read == Read(5)
    assert isinstance(read, Read)
    assert type(read.value) is int
    assert read_integer("2,5", 1, 30) == Problem("reading.number.whole")
    assert read_integer("31", 1, 30) == Problem("reading.number.between", {"minimum": 1, "maximum": 30})
    assert read_integer("không", 1, 30) == Problem("reading.number.between", {"minimum": 1, "maximum": 30})
    assert read_integer("ba", 1, 30) == Read(3)
    assert read_integer("bà", 1, 30) == Problem("reading.number.how")
