"""Packs side by side by date: what is an error, what a warning, and which days are named."""

from datetime import date, timedelta

import pytest

from bot.scoring.pack import Status
from bot.scoring.pack_dates import DateProblem, PackDates, check_dates
from bot.scoring.packs import known_dates

END = date(2026, 12, 31)


def pack(name: str, starts: str, ends: str, status: Status = "training") -> PackDates:
    return PackDates(name, status, date.fromisoformat(starts), date.fromisoformat(ends))


OLD = pack("old", "2022-01-01", "2026-12-31")
NEW = pack("new", "2027-01-01", "2030-12-31")
DRAFT = pack("draft", "2027-01-01", "2030-12-31", "draft")
IN_TIME = date(2026, 6, 1)


def kinds(found: tuple[DateProblem, ...]) -> list[str]:
    return [one.kind for one in found]


def test_one_after_the_other_is_right() -> None:
    assert check_dates([NEW, OLD], IN_TIME) == ()
    assert check_dates([], IN_TIME) == ()


@pytest.mark.parametrize("today", [date(2026, 12, 31), date(2027, 1, 1)])
def test_the_last_day_and_the_first_are_both_covered(today: date) -> None:
    assert check_dates([OLD, NEW], today) == ()


def test_two_that_claim_the_same_days() -> None:
    early = pack("new", "2026-12-01", "2030-12-31")
    assert check_dates([early, OLD], IN_TIME) == (
        DateProblem("overlap", ("old", "new"), date(2026, 12, 1), date(2026, 12, 31)),
    )


def test_a_draft_takes_its_place_in_time() -> None:
    early = pack("draft", "2026-12-31", "2030-12-31", "draft")
    assert DateProblem("overlap", ("old", "draft"), END, END) in check_dates([early, OLD], IN_TIME)


def test_one_within_another_leaves_no_gap_behind_it() -> None:
    """A short pack inside a long one ends early; the long one still covers what follows."""
    short = pack("short", "2023-01-01", "2023-12-31")
    found = check_dates([OLD, short, NEW], IN_TIME)
    assert found == (DateProblem("overlap", ("old", "short"), short.starts, short.ends),)


def test_days_that_nobody_covers() -> None:
    late = pack("new", "2027-02-01", "2030-12-31")
    [gap] = check_dates([OLD, late], IN_TIME)
    assert gap == DateProblem("gap", ("old", "new"), date(2027, 1, 1), date(2027, 1, 31))
    assert gap.is_error


@pytest.mark.parametrize(
    ("days", "said"), [(61, []), (60, ["expiring"]), (0, ["expiring"]), (-1, ["none_today"])]
)
def test_it_is_said_before_a_pack_runs_out(days: int, said: list[str]) -> None:
    found = check_dates([OLD], END - timedelta(days=days))
    assert kinds(found) == said
    assert any(one.is_error for one in found) == (said == ["none_today"])


def test_a_draft_does_not_carry_on_for_a_pack() -> None:
    before = check_dates([OLD, DRAFT], date(2026, 12, 1))
    after = check_dates([OLD, DRAFT], date(2027, 1, 1))
    assert kinds(before) == ["expiring", "draft"]
    assert kinds(after) == ["none_today", "draft"]
    assert not before[1].is_error


def test_no_pack_has_begun_yet() -> None:
    assert kinds(check_dates([NEW], IN_TIME)) == ["none_today"]


def test_a_draft_gone_by_is_no_news() -> None:
    gone = pack("gone", "2020-01-01", "2021-12-31", "draft")
    assert check_dates([gone, OLD], IN_TIME) == ()


def test_the_packs_of_the_program_fit() -> None:
    assert kinds(check_dates(known_dates(), IN_TIME)) == ["draft"]
    assert kinds(check_dates(known_dates(), date(2027, 1, 1))) == ["none_today", "draft"]
