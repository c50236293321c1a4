"""Every letter of every paper's words has a glyph in the fonts that print it."""

from pathlib import Path

import pytest

import bot.scoring
from bot.documents.lettering import printable

PACKS = Path(bot.scoring.__file__).parent / "packs"
FILES = sorted(PACKS.glob("**/*.toml"))


@pytest.mark.parametrize("file", FILES, ids=lambda one: one.name)
def test_no_letter_would_be_a_box(file: Path) -> None:
    letters = {letter for letter in file.read_text("utf-8") if not letter.isspace()}
    comments = {"─"}  # rules between parts of a file
    assert letters - printable() - comments == set()


def test_there_are_papers_among_them() -> None:
    assert sum(one.parent.name == "papers" for one in FILES) > 15
