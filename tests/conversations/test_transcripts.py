"""Every scripted conversation, word by word. After a wanted change: rasoat play --update FILE."""

from pathlib import Path

import pytest

from bot.commands.play import transcript_of

FOLDER = Path(__file__).parent
SCRIPTS = sorted(FOLDER.glob("*.txt"))


@pytest.mark.parametrize("path", SCRIPTS, ids=[path.stem for path in SCRIPTS])
async def test_every_word_is_as_written(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert await transcript_of(text, path.parent) == text


@pytest.mark.parametrize("path", SCRIPTS, ids=[path.stem for path in SCRIPTS])
def test_no_script_taps_what_is_not_there(path: Path) -> None:
    assert "‼" not in path.read_text(encoding="utf-8")
