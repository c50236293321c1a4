"""Ages: completed years and months, on the day before, on and after the birthday."""

from datetime import date

import pytest

from bot.scoring.dates import age, age_months, birth_day


@pytest.mark.parametrize(
    ("birth", "at", "months"),
    [
        ("2010-10-02", date(2026, 10, 1), 15 * 12 + 11),  # the day before
        ("2010-10-01", date(2026, 10, 1), 16 * 12),  # on the birthday
        ("2010-09-30", date(2026, 10, 1), 16 * 12),  # after
        ("2026-10-01", date(2026, 10, 1), 0),  # born today
        ("2026-09-02", date(2026, 10, 1), 0),
        ("2026-09-01", date(2026, 10, 1), 1),
        ("2008-02-29", date(2026, 2, 28), 17 * 12 + 11),  # 29 February: a year older on 1 March
        ("2008-02-29", date(2026, 3, 1), 18 * 12),
        ("2008-02-29", date(2024, 2, 29), 16 * 12),
        ("1984", date(2026, 10, 1), 42 * 12 + 9),  # a year alone: 1 January
        ("1984", date(2026, 1, 1), 42 * 12),
    ],
)
def test_completed_months(birth: str, at: date, months: int) -> None:
    assert age_months(birth, at) == months
    assert age(birth, at) == months // 12


def test_a_year_alone_is_its_first_day() -> None:
    assert birth_day("1984") == date(1984, 1, 1)


def test_a_birth_to_come_is_negative() -> None:
    assert age_months("2026-10-02", date(2026, 10, 1)) == -1
