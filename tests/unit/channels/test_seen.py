"""Which prompt had been read: nothing known, in order, and by the platform's clock."""

from datetime import UTC, datetime

from bot.channels.seen import SeenPrompts


def at(second: int) -> datetime:
    return datetime(2026, 10, 5, 8, 0, second, tzinfo=UTC)


def test_nothing_is_known_before_the_first_prompt() -> None:
    seen = SeenPrompts()
    assert seen.newest("tg:7", at(0)) is None
    seen.delivered("tg:7", 0, at(0))  # a notice
    seen.delivered("tg:8", 5, at(0))  # somebody else
    assert seen.newest("tg:7", at(1)) is None


def test_newest_delivered() -> None:
    seen = SeenPrompts()
    seen.delivered("tg:7", 1, at(1))
    seen.delivered("tg:7", 2, at(2))
    assert seen.newest("tg:7", at(3)) == 2
    assert seen.newest("tg:7", None) == 2  # a tap tells no time


def test_what_was_said_before_a_prompt_has_not_seen_it() -> None:
    seen = SeenPrompts()
    for prompt, second in ((11, 10), (12, 20), (13, 30)):
        seen.delivered("tg:7", prompt, at(second))
    assert [seen.newest("tg:7", at(second)) for second in (9, 10, 19, 20, 29, 30)] == [10, 11, 11, 12, 12, 13]


def test_prompt_drawn_again_counts_from_the_first_time() -> None:
    seen = SeenPrompts()
    seen.delivered("tg:7", 2, at(2))
    seen.delivered("tg:7", 2, at(9))
    seen.delivered("tg:7", 1, at(9))
    assert seen.newest("tg:7", at(5)) == 2


def test_prompt_without_a_time_counts_as_read() -> None:
    seen = SeenPrompts()
    seen.delivered("tg:7", 1, None)
    assert seen.newest("tg:7", at(0)) == 1
