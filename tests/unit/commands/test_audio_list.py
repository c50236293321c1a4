"""`rasoat audio list`: names as the conversation looks for them, words as they are read aloud."""

from io import StringIO
from pathlib import Path

from bot.commands import audio_list
from bot.scoring.packs import load_pack


def listed(folder: Path, language: str = "vi") -> tuple[int, str]:
    out = StringIO()
    return audio_list.run(folder, language, out), out.getvalue()


def test_what_is_there_and_what_is_not(tmp_path: Path) -> None:
    (tmp_path / "phieu_b.toilet.vi.ogg").write_bytes(b"OggS")
    status, said = listed(tmp_path)
    assert status == 0
    assert "✓ phieu_b.toilet.vi: " in said
    assert "– menu.vi: " in said
    assert load_pack("2022-2025").forms["phieu_b"].question("toilet").text["vi"] in said


def test_files_that_cannot_be_used_are_named(tmp_path: Path) -> None:
    (tmp_path / "toilet.ogg").write_bytes(b"OggS")
    (tmp_path / "menu.vi.mp3").write_bytes(b"%PDF")
    (tmp_path / "nowhere.vi.ogg").write_bytes(b"OggS")
    status, said = listed(tmp_path)
    assert status == 1
    assert all(name in said for name in ("toilet.ogg", "menu.vi.mp3", "nowhere.vi"))


def test_every_question_once_and_no_name_of_anybody(tmp_path: Path) -> None:
    lines = list(audio_list.lines(load_pack("2022-2025"), "km"))
    assert len({one.name for one in lines}) == len(lines) > 70
    assert all("{" not in one.words and "\n" not in one.words for one in lines)
