"""Parts of a letter that have left are remembered, of the latest letters only."""

from bot.channels.left_parts import LeftParts


def test_remembered_and_forgotten() -> None:
    left = LeftParts()
    assert left.of("a") == 0
    left.note("a", 1)
    left.note("a", 2)
    assert (left.of("a"), left.of("b")) == (2, 0)
    left.forget("a")
    left.forget("a")
    assert left.of("a") == 0


def test_not_more_than_a_thousand() -> None:
    left = LeftParts()
    for number in range(1_001):
        left.note(str(number), 1)
    assert (left.of("0"), left.of("1"), left.of("1000")) == (0, 1, 1)
