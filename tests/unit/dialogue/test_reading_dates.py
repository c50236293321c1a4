"""Dates of birth, and days of visits and receipts, as people write them. Today is Monday 5/10/2026."""

import unicodedata
from datetime import date

import pytest

from bot.dialogue.reading import PartialDate, Problem, Read, read_date, read_recent_date

TODAY = date(2026, 10, 5)
MARCH_2 = "1984-03-02"

READ = """
1984-03-02 | 2/3/84 | 02/03/84 | 2-3-84 | 02-03-1984 | 2.3.1984 | 2 3 1984 | 2.3.84 | 2,3,1984 | 2/3-1984
1984-03-02 | 2 / 3 / 1984 | 2/3/1984. | 2\\3\\1984 | 2-3-'84 | 020384 | 02031984 | 19840302 | 1984-03-02
1984-03-02 | 1984/3/2 | 1984.03.02 | ngày 2 tháng 3 năm 1984 | ngay 2 thang 3 nam 84 | 2 tháng 3 năm 1984
1984-03-02 | 2 tháng 3, 1984 | Ngày 2/3 năm 1984 | ngày 2/3/1984 | sinh ngày 2/3/1984 | sinh 2/3/84 ạ
1984-03-02 | mùng 2 tháng 3 năm 84 | mồng hai tháng ba năm tám tư | 2/3/1984 dương lịch | 2thang3nam84
1984-03-02 | năm 1984 tháng 3 ngày 2 | ２/３/１９８４ | ២/៣/១៩៨៤
1984-03-12 | 12/3/1984
1984-05-05 | mùng năm tháng năm năm 84
1970-08-15 | ngày mười lăm tháng tám năm 1970
1999-12-31 | ngày 31 tháng mười hai năm 99
1984-02-29 | 29/2/84
2000-02-29 | 29/2/2000
1900-12-31 | 31/12/1900
1900-01-01 | 1/1/1900
2026-10-05 | 5/10/2026 | 5/10/26 | hôm nay | nay | Sáng nay
2026-10-04 | 4/10/26 | hôm qua
2026-10-03 | hom kia
2025-10-06 | 6/10/25
1984 | 1984 | 84 | '84 | ’84 | năm 1984
1984 | nam 84 | Năm 84. | sinh năm 84 | sinh 1984 | khoảng 1984 | tầm năm 84
1984 | chừng 84 | năm tám tư | 0/0/1984 | 00/00/1984 | 00-00-84 | １９８４ | 1984 ạ
2005 | 05
2000 | 00
2026 | 26 | 2026
1927 | 27
1999 | 99
1900 | 1900
"""


def table(rows: str) -> list[tuple[str, str]]:
    """(first cell, other cell) of each row, cells between bars; one row may run over several lines."""
    lines = [[cell.strip() for cell in line.split("|")] for line in rows.strip().splitlines()]
    return [(expected, text) for expected, *texts in lines for text in texts]


@pytest.mark.parametrize(("iso", "text"), table(READ))
def test_read(iso: str, text: str) -> None:
    for form in ("NFC", "NFD"):
        read = read_date(unicodedata.normalize(form, text), TODAY)
        assert isinstance(read, Read)
        assert (read.value.iso(), read.warnings) == (iso, ())


@pytest.mark.parametrize(
    "text", ["3/1984", "03/1984", "3/84", "03-84", "tháng 3 năm 1984", "tháng 3/84", "1984-03", "0/3/84"]
)
def test_a_month_without_a_day_keeps_the_year_and_says_so(text: str) -> None:
    warning = Problem("reading.date.month_not_kept", {"year": 1984})
    assert read_date(text, TODAY) == Read(PartialDate(1984), (warning,))
    assert read_date(text, TODAY, year_alone=False) == Problem(
        "reading.date.full_needed", {"today": "5/10/2026"}
    )


PROBLEMS = [
    ("31/2/84", "no_such_day", {"day": 31, "month": 2, "year": 1984}),
    ("30/02/1984", "no_such_day", {"day": 30, "month": 2, "year": 1984}),
    ("31/4/1990", "no_such_day", {"day": 31, "month": 4, "year": 1990}),
    ("32/1/1984", "no_such_day", {"day": 32, "month": 1, "year": 1984}),
    ("310284", "no_such_day", {"day": 31, "month": 2, "year": 1984}),
    ("ngày 31 tháng 2 năm 84", "no_such_day", {"day": 31, "month": 2, "year": 1984}),
    ("29/2/1983", "no_leap_day", {"year": 1983}),
    ("29/2/1900", "no_leap_day", {"year": 1900}),
    ("3/25/1984", "month_first", {"month": 25, "suggestion": "25/3/1984"}),
    ("12/31/84", "month_first", {"month": 31, "suggestion": "31/12/1984"}),
    ("2/30/1984", "no_such_month", {"month": 30}),  # 30 February would be no better
    ("13/13/1984", "no_such_month", {"month": 13}),
    ("2/45/1984", "no_such_month", {"month": 45}),
    ("6/10/2026", "future", {"date": "6/10/2026", "today": "5/10/2026"}),
    ("31/12/2026", "future", {"date": "31/12/2026", "today": "5/10/2026"}),
    ("ngày mai", "future", {"date": "6/10/2026", "today": "5/10/2026"}),
    ("6/10/26", "future_short_year", {"date": "6/10/2026", "year": 1926}),
    ("1/1/2027", "future_year", {"year": 2027, "now": 2026}),
    ("2084", "future_year", {"year": 2084, "now": 2026}),
    ("2/3/1899", "too_old", {"year": 1899, "first": 1900}),
    ("1899", "too_old", {"year": 1899, "first": 1900}),
    ("5/10", "year_missing", {"day": 5, "month": 10, "year": 1984}),
    ("ngày 2 tháng 3", "year_missing", {"day": 2, "month": 3, "year": 1984}),
    ("31/2", "no_such_full_day", {"day": 31, "month": 2}),
    ("42 tuổi", "age", {"age": 42, "year": 1984}),
    ("5 tuoi", "age", {"age": 5, "year": 2021}),
    ("2/3/84 âm lịch", "lunar", {}),
    ("mùng 2 tháng giêng năm 84", "lunar", {}),
    ("rằm tháng chạp", "lunar", {}),
    ("2031984", "run_together", {}),  # 2/03/1984 or 20/3/1984
    ("231984", "run_together", {}),
    ("198403", "run_together", {}),
    ("19844", "run_together", {}),
    *[
        (text, "how", {})
        for text in ("", "  ", "abc", "4", "123", "0510", "5/26", "2/3/4", "2/3/19844", "1/2/3/4", "///")
    ],
    *[
        (text, "how", {})
        for text in ("không nhớ", "tuổi Tý", "Nam", "2/3/84 hoặc 85", "200 tuổi", "2+3+84", "tháng 3", "😀")
    ],
    *[
        (text, "how", {})
        for text in ("năm 4", "ngày 222 tháng 3 năm 84", "ngày 2 tháng 3 năm 84 năm 85", "March 2 1984")
    ],
]


@pytest.mark.parametrize(("text", "key", "args"), PROBLEMS)
def test_problem(text: str, key: str, args: dict[str, str | int]) -> None:
    assert read_date(text, TODAY) == Problem(f"reading.date.{key}", args)


def test_where_a_full_date_is_needed_a_year_is_not_enough() -> None:
    needed = Problem("reading.date.full_needed", {"today": "5/10/2026"})
    for text in ("1984", "84", "0/0/1984", "42 tuổi", "", "2/3/84 âm lịch"):
        assert read_date(text, TODAY, year_alone=False) == needed
    assert read_date("2/3/84", TODAY, year_alone=False) == Read(PartialDate(1984, 3, 2))
    assert read_date("31/4/2015", TODAY, year_alone=False) == Problem(
        "reading.date.no_such_full_day", {"day": 31, "month": 4}
    )


def test_partial_date() -> None:
    assert PartialDate(1984, 3, 2).iso() == "1984-03-02"
    assert PartialDate(1984).iso() == "1984"
    assert PartialDate(1984, 3, 2).earliest() == date(1984, 3, 2)
    assert PartialDate(1984).earliest() == date(1984, 1, 1)


RECENT = [
    ("5/10", date(2026, 10, 5)),
    ("05/10", date(2026, 10, 5)),
    ("4-10", date(2026, 10, 4)),
    ("28.9", date(2026, 9, 28)),
    ("5/10/26", date(2026, 10, 5)),
    ("05/10/2026", date(2026, 10, 5)),
    ("051026", date(2026, 10, 5)),
    ("2026-10-05", date(2026, 10, 5)),
    ("ngày 3 tháng 10", date(2026, 10, 3)),
    ("ngày 3/10", date(2026, 10, 3)),
    ("mùng 3 tháng 10", date(2026, 10, 3)),
    ("hôm nay", date(2026, 10, 5)),
    ("hôm qua", date(2026, 10, 4)),
    ("chiều qua", date(2026, 10, 4)),
]


@pytest.mark.parametrize(("text", "day"), RECENT)
def test_recent(text: str, day: date) -> None:
    assert read_recent_date(text, TODAY) == Read(day)


RECENT_PROBLEMS = [
    ("6/10", "future", {"date": "6/10/2026", "today": "5/10/2026"}),
    ("31/12", "future", {"date": "31/12/2026", "today": "5/10/2026"}),
    ("6/10/26", "future", {"date": "6/10/2026", "today": "5/10/2026"}),
    ("5/10/27", "future", {"date": "5/10/2027", "today": "5/10/2026"}),
    ("mai", "future", {"date": "6/10/2026", "today": "5/10/2026"}),
    ("31/9", "no_such_full_day", {"day": 31, "month": 9}),
    ("29/2", "no_leap_day", {"year": 2026}),
    ("9/25", "month_first", {"month": 25, "suggestion": "25/9/2026"}),
    ("5/10/1899", "too_old", {"year": 1899, "first": 1900}),
    *[
        (text, "full_needed", {"today": "5/10/2026"})
        for text in ("2026", "26", "10/2026", "5", "", "thứ hai", "chưa đi")
    ],
]


@pytest.mark.parametrize(("text", "key", "args"), RECENT_PROBLEMS)
def test_recent_problem(text: str, key: str, args: dict[str, str | int]) -> None:
    assert read_recent_date(text, TODAY) == Problem(f"reading.date.{key}", args)


def test_after_new_year_december_is_last_year_but_october_is_a_slip() -> None:
    january = date(2027, 1, 3)  # sixty days back is 4/11/2026
    assert read_recent_date("28/12", january) == Read(date(2026, 12, 28))
    assert read_recent_date("4/11", january) == Read(date(2026, 11, 4))
    assert read_recent_date("3/11", january) == Problem(
        "reading.date.future", {"date": "3/11/2027", "today": "3/1/2027"}
    )
    assert read_recent_date("2/1", january) == Read(date(2027, 1, 2))


def test_long_ago_is_read_with_a_question() -> None:
    question = Problem("reading.date.long_ago", {"date": "5/10/2025"})
    assert read_recent_date("5/10/2025", TODAY) == Read(date(2025, 10, 5), (question,))
    assert read_recent_date("8/4", TODAY) == Read(date(2026, 4, 8))  # 180 days: 8/4 → 5/10
    read = read_recent_date("7/4", TODAY)
    assert isinstance(read, Read)
    assert [warning.key for warning in read.warnings] == ["reading.date.long_ago"]
