"""`rasoat packs check`: what it says of packs that are right, of each way of being wrong, and of rounds.

tests/packs_broken/check: each file is a day, an edit of the packs that come with the program (or none),
lines that must be said, and the exit status.
"""

import io
from datetime import date
from pathlib import Path

import pytest

from bot.cli import main
from bot.commands import packs_check
from bot.errors import ConfigError
from bot.scoring.packs import available_packs, pack_files
from tests.unit.scoring.broken import FOLDER, edited

CASES = sorted((FOLDER / "check").glob("*.txt"))


def copied(folder: Path) -> Path:
    """The packs of the program, to be broken."""
    for pack_id in available_packs():
        (folder / pack_id).mkdir()
        for name, content in pack_files(pack_id).items():
            (folder / pack_id / name).write_bytes(content)
    return folder


def checked(today: date, folder: Path | None = None) -> tuple[int, str]:
    out = io.StringIO()
    return packs_check.run(out, today, folder), out.getvalue()


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_each_way_of_being_wrong_is_said(path: Path, tmp_path: Path) -> None:
    head, *edit = path.read_text(encoding="utf-8").split("\n===\n")
    lines = [line.split(": ", 1) for line in head.splitlines() if not line.startswith("#")]
    fields = dict(lines)
    folder = copied(tmp_path)
    if edit:
        old, new = (text.rstrip("\n") for text in edit)
        file = folder / fields["file"]
        file.write_text(edited(file.read_text(encoding="utf-8"), old, new), encoding="utf-8")
    status, said = checked(date.fromisoformat(fields["today"]), folder)
    for name, words in lines:
        if name == "says":
            assert words in said
    assert status == int(fields["exit"]), said
    assert ("✘" in said) == (status == 1)


def test_the_packs_of_the_program_are_right() -> None:
    status, said = checked(date(2026, 6, 1))
    assert status == 0
    assert said.splitlines()[:2] == [
        "✔ 2022-2025: 01/01/2022 – 31/12/2026, bảng điểm tập huấn",
        "✔ 2027-2030: 01/01/2027 – 31/12/2030, dự thảo",
    ]
    assert said.endswith("Không có lỗi.\n")


def test_a_folder_that_is_one_pack(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    assert "✔ 2022-2025" in checked(date(2026, 6, 1), folder / "2022-2025")[1]
    draft = checked(date(2026, 6, 1), folder / "2027-2030")
    assert "✔ 2027-2030" in draft[1], "a draft alone may be based on a pack of the program"
    assert draft[0] == 1, "nothing in this folder classifies today"


def test_every_pack_that_is_wrong_is_said(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    for pack_id in available_packs():
        (folder / pack_id / "pack.toml").write_text("status =", encoding="utf-8")
    status, said = checked(date(2026, 6, 1), folder)
    assert status == 1
    assert said.count("✘") == len(available_packs()) + said.splitlines()[-1].count("✘")
    assert said.count("not TOML") == len(available_packs())


def test_a_folder_without_packs_is_told_what_would_be_right(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"pack\.toml"):
        checked(date(2026, 6, 1), tmp_path)
    with pytest.raises(ConfigError):
        checked(date(2026, 6, 1), tmp_path / "nowhere")


def test_the_command_takes_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = copied(tmp_path)
    (folder / "2022-2025" / "points.csv").unlink()
    assert main(["packs", "check", "--folder", str(folder)]) == 1
    assert "no points.csv" in capsys.readouterr().out
