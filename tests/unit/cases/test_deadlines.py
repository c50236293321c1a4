"""The legal dates of a posting: the worked case of the annual review, and what holds for every day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cases.deadlines import Deadlines, deadlines, latest_posting
from bot.cases.working_days import WorkingDays
from bot.scoring.packs import load_pack

PACK = load_pack("2022-2025")
DAYS = WorkingDays(PACK.days_off)
ANNUAL = PACK.procedures["1.011606"]
DATES = st.dates(date(2023, 1, 1), date(2027, 12, 31))
CODES = st.sampled_from(sorted(PACK.procedures))


def day(text: str) -> date:
    """ "17/11" of 2026."""
    number, month = text.split("/")
    return date(2026, int(month), int(number))


def test_the_last_posting_that_survives_a_complaint() -> None:
    assert deadlines(ANNUAL, DAYS, day("17/11"), day("20/11")) == Deadlines(
        day("20/11"), day("2/12"), day("7/12"), day("14/12"), day("14/12"), late=False
    )


def test_a_day_later_is_a_day_late() -> None:
    found = deadlines(ANNUAL, DAYS, day("18/11"), day("23/11"))
    assert (found.opinion_due, found.late) == (day("15/12"), True)


def test_without_a_complaint() -> None:
    assert deadlines(ANNUAL, DAYS, day("2/12")) == Deadlines(
        day("7/12"), None, None, day("14/12"), day("14/12"), late=False
    )
    assert deadlines(ANNUAL, DAYS, day("3/12")).late


@pytest.mark.parametrize("received", ["16/11", "21/11", "30/11"])
def test_a_complaint_outside_the_window_moves_no_date(received: str) -> None:
    assert deadlines(ANNUAL, DAYS, day("17/11"), day(received)) == deadlines(ANNUAL, DAYS, day("17/11"))


def test_how_late_a_posting_may_begin() -> None:
    assert latest_posting(ANNUAL, DAYS, day("14/12"), complaint=False) == day("2/12")
    assert latest_posting(ANNUAL, DAYS, day("14/12"), complaint=True) == day("17/11")


def test_in_year_a_complaint_does_not_fit_into_fifteen_days() -> None:
    found = deadlines(PACK.procedures["1.011607"], DAYS, day("20/11"), day("25/11"), day("16/11"))
    assert found.limit == day("1/12")
    assert found.opinion_due is None
    assert found.late


def test_average_living_standard_is_posted_five_days_and_not_again() -> None:
    found = deadlines(PACK.procedures["1.011609"], DAYS, day("18/11"), day("23/11"), day("16/11"))
    assert found == Deadlines(day("26/11"), day("27/11"), None, None, day("1/12"), late=False)


def test_a_limit_of_calendar_days_that_ends_on_a_day_off_runs_on() -> None:
    found = deadlines(PACK.procedures["1.011609"], DAYS, day("18/11"), None, day("13/11"))
    assert found.limit == day("30/11")  # the fifteenth day is a Saturday


@given(CODES, DATES, st.integers(0, 20))
def test_dates_follow_each_other_and_are_working_days(code: str, posted: date, wait: int) -> None:
    found = deadlines(PACK.procedures[code], DAYS, posted, posted + timedelta(days=wait))
    given_ = (found.posting_end, found.recheck_due, found.reposting_end, found.opinion_due)
    dates = [one for one in given_ if one is not None]
    assert all(DAYS.counts(one) for one in dates)
    assert found.posting_end > posted
    tail = dates[1:]
    assert tail == sorted(tail)


@given(CODES, DATES, st.booleans())
def test_the_latest_posting_is_in_time_and_the_next_working_day_is_not(
    code: str, limit: date, complaint: bool
) -> None:
    procedure = PACK.procedures[code]

    def last(posted: date) -> date:
        end = deadlines(procedure, DAYS, posted).posting_end
        found = deadlines(procedure, DAYS, posted, end if complaint else None)
        return max(d for d in (end, found.recheck_due, found.reposting_end, found.opinion_due) if d)

    latest = latest_posting(procedure, DAYS, limit, complaint=complaint)
    assert DAYS.counts(latest)
    assert last(latest) <= limit
    assert last(DAYS.after(latest, 1)) > limit
