"""Answers to several questions of one message: cut into parts, each part read against its own choices."""

import pytest

from bot.dialogue.reading import Part, Problem, read_part, read_parts

WALLS = ["Bền chắc", "Không bền chắc"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1b 2a 3c", [(1, "b"), (2, "a"), (3, "c")]),
        ("1b2a3c", [(1, "b"), (2, "a"), (3, "c")]),
        ("1.b, 2-a", [(1, "b"), (2, "a")]),
        ("1B; 2A", [(1, "b"), (2, "a")]),
        ("１b 2a", [(1, "b"), (2, "a")]),
        ("3c", [(3, "c")]),
        ("1. Nam, 2: nữ", [(1, "Nam"), (2, "nữ")]),
        ("1nam 2nữ", [(1, "nam"), (2, "nữ")]),
        ("1 bền chắc; 2b", [(1, "bền chắc"), (2, "b")]),
        ("1b 2 3c", [(1, "b"), (2, ""), (3, "c")]),
        ("1b? 2a", [(1, "b?"), (2, "a")]),
        ("b", [(0, "b")]),
        ("Nam", [(0, "Nam")]),
        ("tiểu học, cấp 1", [(0, "tiểu học, cấp 1")]),
    ],
)
def test_parts(text: str, parts: list[tuple[int, str]]) -> None:
    assert read_parts(text) == tuple(Part(number, words) for number, words in parts)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("2", "bare"),
        ("2 3", "bare"),
        ("1,2", "bare"),
        ("2 ạ", "bare"),
        ("2 a", "bare"),
        ("1b 1c", "twice"),
        ("1b, 1c", "twice"),
        ("", "nothing"),
        ("...", "nothing"),
    ],
)
def test_what_may_mean_two_things_is_asked(text: str, key: str) -> None:
    found = read_parts(text)
    assert isinstance(found, Problem)
    assert found.key == f"reading.several.{key}"


@pytest.mark.parametrize(
    ("words", "place"), [("a", 0), ("B", 1), ("b ạ", 1), ("câu b", 1), ("bền", 0), ("khong ben chac", 1)]
)
def test_one_part_against_its_choices(words: str, place: int) -> None:
    assert read_part(Part(1, words), WALLS) == place


@pytest.mark.parametrize(
    ("words", "key"), [("c", "letter"), ("2", "letter"), ("", "letter"), ("chắc", "which")]
)
def test_a_part_that_fits_none_or_two_says_what_would(words: str, key: str) -> None:
    found = read_part(Part(1, words), WALLS)
    assert isinstance(found, Problem)
    assert found.key == f"reading.several.{key}"
    assert found.args.get("last", "b") == "b"


@pytest.mark.parametrize("words", ["b?", "bền?", "?"])
def test_who_is_unsure_has_not_answered(words: str) -> None:
    found = read_part(Part(1, words), WALLS)
    assert isinstance(found, Problem)
    assert found.key == "reading.several.unsure"


@pytest.mark.parametrize("words", ["ạ b", "a b a", "b b"])
def test_letters_are_no_beginning_of_words(words: str) -> None:
    """ "ạ b" is about b, never about "Bền chắc", which is a."""
    found = read_part(Part(1, words), WALLS)
    assert isinstance(found, Problem)
    assert found.key == "reading.several.letter"
