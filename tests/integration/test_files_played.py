"""Files in transcripts and in the terminal."""

from pathlib import Path

import pytest

from bot.commands.chat import Terminal
from bot.commands.play import transcript_of
from bot.runtime import application
from locales import translate
from tests.integration.file_help import SCRIPT

HELLO = "👤 lan: hello\n🤖 lan: Send the table\n   [Template] [Words]\n   [‹ Lùi]\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(application, "SCRIPT", SCRIPT)
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "bảng.xlsx").write_bytes(bytes(2_000_001))
    return tmp_path


async def test_transcript_sends_a_file_from_its_folder(folder: Path) -> None:
    script = HELLO + "👤 lan: <file files/bảng.xlsx>\n"
    now = await transcript_of(script, folder)
    assert now.startswith(script + "🤖 lan: " + translate("vi", "engine.file.too_big", {"limit": 2}))


async def test_transcript_names_a_file_that_is_not_there(folder: Path) -> None:
    now = await transcript_of(HELLO + "👤 lan: <file files/other.xlsx>\n", folder)
    assert "‼ no file other.xlsx: No such file or directory" in now


async def test_terminal_sends_a_file(folder: Path) -> None:
    terminal = Terminal("lan")
    await terminal.open()
    assert "Send the table" in await terminal.line("hello")
    big = folder / "files" / "bảng.xlsx"
    for command in ("/tệp", "/tep", "/Tệp"):
        answer = await terminal.line(f"{command} {big}")
        assert translate("vi", "engine.file.too_big", {"limit": 2}) in answer
    assert await terminal.line(f"/tệp {folder}/none.xlsx") == "no file none.xlsx: No such file or directory"
    assert translate("vi", "engine.file.wanted", {}) in await terminal.line(f"tệp {big}")
