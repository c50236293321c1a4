"""Money as people write it, in đồng."""

import unicodedata

import pytest

from bot.dialogue.reading import Problem, Read, read_money

AMOUNTS = """
2500000 | 2tr5 | 2 tr 5 | 2TR5 | 2tr5đ
2500000 | 2,5tr | 2.5tr | 2,5 triệu | 2.5 trieu | 2 triệu rưỡi | 2 trieu ruoi
2500000 | hai triệu rưỡi | 2tr rưỡi | 2 triệu 5 | 2tr500 | 2tr500k | 2tr 500 nghìn | 2 triệu 500 ngàn
2500000 | hai triệu năm trăm nghìn | hai triệu năm
2500000 | hai triệu năm trăm | 2 triệu 5 trăm | 2tr 500.000 | 2.500k
2500000 | 2.500.000 | 2,500,000 | 2 500 000
2500000 | 2500000 | 2.500.000đ | 2.500.000 đồng | 2500000d | 2.500.000 VNĐ
2500000 | 2.500.000 vnd | 2.500.000₫ | khoảng 2tr5 | ~2tr5
2500000 | dạ 2tr5 ạ | ２tr５ | 2500 nghìn | 2.500 nghìn | 2 củ 5
2500000 | 2 triệu 500 nghìn đồng
1200000 | 1tr200 | 1tr2 | 1.2tr | một triệu hai | 1 triệu 200 | triệu hai | 1tr200k
1500000 | triệu rưỡi | một triệu rưỡi | 1.5tr | 1tr5 | mot trieu nam
500000 | 500k | 500 k | 500 nghìn | 500 ngàn
500000 | 500 nghin | năm trăm nghìn | 500.000 | 500000 | 5 trăm nghìn
500000 | 0,5 triệu | 500 nghìn đồng | nam tram ngan
1200000000 | 1 tỷ 2 | 1tỷ2 | 1 tỉ 2 | 1ty2 | một tỷ hai | 1 tỷ 200 triệu | 1,2 tỷ | 1 tỷ 200
1500000000 | tỷ rưỡi
1200500000 | 1 tỷ 200 triệu 500 nghìn
2050000 | 2tr05
1250000 | 1tr25
1050000 | 1tr050
5500 | 5k5
350000 | ba trăm rưỡi nghìn
15000000 | mười lăm triệu | muoi lam trieu
15000 | 15.000
10000 | 10000
500 | 500đ
0 | 0 | 0đ | không | không có | ko co
1000000000000 | 1000 tỷ
"""
HOW = """
? | abc | triệu | nghìn | đồng | -5tr
? | - 500k | 5k1tr | 1tr 2tr | 1 triệu 2000 nghìn | 2 triệu/tháng | 2tr mỗi tháng
? | 2tr5k5tr | 1,5tr200 | 2tr5000 | không biết
? | vài triệu | 2 triệu lẻ | 100$ | 100 usd | 1.2345k5 | 2..5tr
? | 1.50.000 | 2tr5 3 | 200 300 | 200 300k | rưỡi | 2 rưỡi | có | 0,0001k | năm - sáu triệu |
"""


def table(rows: str) -> list[tuple[str, str]]:
    """(first cell, other cell) of each row, cells between bars; one row may run over several lines."""
    lines = [[cell.strip() for cell in line.split("|")] for line in rows.strip().splitlines()]
    return [(expected, text) for expected, *texts in lines for text in texts]


@pytest.mark.parametrize(("dong", "text"), table(AMOUNTS))
def test_amount(dong: str, text: str) -> None:
    assert read_money(text) == Read(int(dong))
    assert read_money(unicodedata.normalize("NFD", text)) == Read(int(dong))


@pytest.mark.parametrize("text", ["500", "1500", "2.5", "2", "1.500", "9999", "năm trăm", "khoảng 500"])
def test_a_small_number_without_a_unit_is_asked_again(text: str) -> None:
    problem = read_money(text)
    assert isinstance(problem, Problem)
    assert problem.key == "reading.money.unit"
    assert problem.args == {"amount": text.removeprefix("khoảng ")}


@pytest.mark.parametrize(
    "text", ["1.500 triệu", "1,500 tr", "1.250 tỷ", "2 triệu 500 đồng", "hai triệu năm trăm đồng"]
)
def test_two_readings_are_asked_again(text: str) -> None:
    assert read_money(text) == Problem("reading.money.write_out")


@pytest.mark.parametrize("text", ["2-3 triệu", "2 đến 3 triệu", "2tr hoặc 3tr", "hơn 2 triệu", "gần 2tr"])
def test_a_range_asks_for_one_amount(text: str) -> None:
    assert read_money(text) == Problem("reading.money.one")


@pytest.mark.parametrize(("_", "text"), table(HOW))
def test_what_is_no_amount(_: str, text: str) -> None:
    assert read_money(text) == Problem("reading.money.how")


def test_more_than_a_thousand_billion_is_a_slip() -> None:
    assert read_money("1001 tỷ") == Problem("reading.money.too_much")
    assert read_money("9" * 300) == Problem("reading.money.too_much")
