"""Places on the map as people send and type them."""

import pytest

from bot.dialogue.reading import Problem, Read
from bot.dialogue.reading.places import read_place


@pytest.mark.parametrize(
    "text",
    [
        "21.506120,106.344200",
        "21.50612, 106.34420",
        "21.50612 106.3442",
        "21,50612 106,34420",
        "21,50612; 106,34420",
        "(21.50612, 106.34420)",
        "21.50612°N, 106.34420°E",
        "106.34420, 21.50612",
        "２１.50612, 106.34420",
    ],
)
def test_a_place_is_read(text: str) -> None:
    assert read_place(text) == Read("21.50612,106.34420")


@pytest.mark.parametrize("text", ["48.85661, 2.35222", "0,0", "21.5, 206.3", "5.9, 106.1", "24.1, 106.1"])
def test_a_place_abroad_is_a_slip(text: str) -> None:
    found = read_place(text)
    assert isinstance(found, Problem)
    assert found.key == "reading.place.abroad"


@pytest.mark.parametrize("text", ["nhà thứ ba", "21.5", "", "21.5, -106.3", "21.5, 106.3, 4", "1" * 300])
def test_other_words_are_told_how(text: str) -> None:
    found = read_place(text)
    assert isinstance(found, Problem)
    assert found.key == "reading.place.how"


def test_no_text_is_too_long_to_be_answered() -> None:
    assert isinstance(read_place("1" * 100_000), Problem)
