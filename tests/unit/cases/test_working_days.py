"""Which days count, and how many days after an event a limit ends."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cases.working_days import Swap, WorkingDays
from bot.scoring.packs import load_pack

DAYS = WorkingDays(load_pack("2022-2025").days_off)
DATES = st.dates(date(2023, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 24), False),  # Ngày Văn hóa Việt Nam, since 2026
        (date(2025, 11, 24), True),
        (date(2026, 11, 28), False),  # a Saturday
        (date(2026, 11, 29), False),
        (date(2026, 2, 17), False),  # Tết
        (date(2026, 4, 27), False),  # for Giỗ Tổ on a Sunday
        (date(2026, 9, 1), False),
        (date(2026, 8, 31), False),  # swapped …
        (date(2026, 8, 22), True),  # … for a Saturday
    ],
)
def test_days_of_the_vietnamese_calendar(day: date, counts: bool) -> None:
    assert DAYS.counts(day) is counts


def test_the_packs_own_day_does_not_rest_on_the_library() -> None:
    """Without the pack's day the library's own knowledge must not be what makes the test above pass."""
    pack = load_pack("2022-2025")
    assert [one.falls_on(date(2026, 11, 24)) for one in pack.days_off] == [True]
    assert [one.falls_on(date(2025, 11, 24)) for one in pack.days_off] == [False]


def test_a_commune_s_own_swap() -> None:
    swapped = WorkingDays((), [Swap(off=date(2026, 12, 31), worked=date(2026, 12, 26))])
    assert not swapped.counts(date(2026, 12, 31))
    assert swapped.counts(date(2026, 12, 26))
    assert swapped.after(date(2026, 12, 30), 1) == date(2027, 1, 4)
    assert swapped.after(date(2026, 12, 25), 1) == date(2026, 12, 26)


@given(DATES, st.integers(1, 40))
def test_so_many_working_days_lie_between(event: date, count: int) -> None:
    end = DAYS.after(event, count)
    between = [event + timedelta(days=n) for n in range(1, (end - event).days + 1)]
    assert sum(DAYS.counts(day) for day in between) == count
    assert DAYS.counts(end)


@given(DATES)
def test_nearest_working_days(day: date) -> None:
    before, after = DAYS.on_or_before(day), DAYS.on_or_after(day)
    assert before <= day <= after
    assert DAYS.counts(before) and DAYS.counts(after)
    assert (before == after) == DAYS.counts(day)
