"""Plans by date, shares and levels, the free window: arithmetic without clock or store."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.cases.quota import Contact, Usage, is_free, reached, share, window_reason
from bot.cases.quota_plans import MonthPlan, Tariff, WindowPlan, in_force, month_plans, window_plans

FREE = WindowPlan(date(2026, 1, 1), 8, 48, 7)
NOW = datetime(2026, 11, 5, 8, tzinfo=UTC)


def test_plans_are_read_and_put_in_order() -> None:
    read = month_plans("2027-01-01: unlimited; 2026-01-01: 3000 messages, 50 users;")
    assert read == (MonthPlan(date(2026, 1, 1), 3000, 50), MonthPlan(date(2027, 1, 1)))
    assert month_plans("2026-01-01: 50 users") == (MonthPlan(date(2026, 1, 1), None, 50),)
    assert window_plans("2026-01-01: 7 days, 8 messages, 48 hours") == (FREE,)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "at least one line"),
        ("3000 messages", "no day"),
        ("2026-02-30: 3000 messages", "no day"),
        ("2026-01-01 3000 messages", "no day"),
        ("2026-01-01", "then a colon"),
        ("2026-01-01: 3000 messages; 2026-01-01: 4000 messages", "each day once"),
        ("2026-01-01:", "a number from 1 on"),
        ("2026-01-01: 0 messages", "a number from 1 on"),
        ("2026-01-01: -5 messages", "a number from 1 on"),
        ("2026-01-01: 3000 letters", "messages, users"),
        ("2026-01-01: 3000 messages, 3 messages", "each once"),
        ("2026-01-01: 8 messages, 48 hours", "messages, users"),
    ],
)
def test_a_plan_that_cannot_be_read_says_what_would_be_right(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        month_plans(text)


def test_a_window_needs_all_three_figures() -> None:
    with pytest.raises(ValueError, match="messages, hours and days"):
        window_plans("2026-01-01: 8 messages, 48 hours")


def test_the_last_plan_that_has_begun_counts() -> None:
    plans = month_plans("2026-01-01: 10 messages; 2026-11-15: 20 messages")
    found = [in_force(plans, date(2026, 11, day)) for day in (14, 15)]
    assert [one.messages for one in found if one] == [10, 20]
    assert in_force(plans, date(2025, 12, 31)) is None


@pytest.mark.parametrize(
    ("used", "level"),
    [(0, 0), (2399, 0), (2400, 80), (2849, 80), (2850, 95), (2999, 95), (3000, 100), (9000, 100)],
)
def test_levels_are_reached_exactly(used: int, level: int) -> None:
    assert reached(used, 3000) == level
    assert reached(used, None) == 0


def test_a_share_is_never_rounded_up() -> None:
    assert [share(n, 3000) for n in (2410, 2999, 3000)] == [80, 99, 100]


def test_messages_and_users_have_levels_of_their_own() -> None:
    usage = Usage("zb", "2026-11", 2400, 48, month_plans("2026-01-01: 3000 messages, 50 users")[0])
    assert (usage.level("messages"), usage.level("users")) == (80, 95)
    assert Usage("zb", "2026-11", 9, 9).level("messages") == 0


@pytest.mark.parametrize(
    ("hours", "sent", "free"), [(0, 0, True), (48, 7, True), (48, 8, False), (48.1, 0, False)]
)
def test_the_free_window(hours: float, sent: int, free: bool) -> None:
    assert is_free(FREE, Contact(NOW - timedelta(hours=hours), "e", sent), NOW) is free


@pytest.mark.parametrize(
    ("hours", "sent", "paid", "reason"),
    [
        (1, 0, False, ""),
        (1, 8, False, "unpaid"),
        (1, 8, True, ""),
        (49, 0, False, "unpaid"),
        (49, 0, True, ""),
        (7 * 24 + 1, 0, False, "window"),
        (7 * 24 + 1, 0, True, "window"),
    ],
)
def test_why_a_notice_does_not_go(hours: float, sent: int, paid: bool, reason: str) -> None:
    contact = Contact(NOW - timedelta(hours=hours), "e", sent)
    assert window_reason(Tariff(paid=paid), FREE, contact, NOW) == reason


def test_who_never_wrote_gets_nothing() -> None:
    assert window_reason(Tariff(paid=True), FREE, None, NOW) == "window"
