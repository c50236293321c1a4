"""`rasoat packs template`: the workbook for the columns asked for, else for those of the commune."""

import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.cli import main, parser
from bot.commands import packs_table
from bot.commands.opening import make_key_file
from bot.config import Settings
from bot.errors import ConfigError, PackError

POINTS_FROM = 10


def heading(path: Path) -> list[Any]:
    page = load_workbook(path)["Bảng điểm"]
    return [cell.value for cell in page[2]][POINTS_FROM - 1 :]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(store_path=tmp_path / "s.sqlite", key_file=tmp_path / "s.key")


def test_the_columns_asked_for_each_once_in_the_packs_order(settings: Settings, tmp_path: Path) -> None:
    out = io.StringIO()
    path = tmp_path / "m.xlsx"
    assert packs_table.run(settings, path, "2022-2025", "urban, rural_southeast,urban", out) == 0
    assert heading(path) == ["rural_southeast", "urban"]
    assert "Đông Nam Bộ, Thành thị" in out.getvalue()


def test_without_a_store_all_columns_and_it_is_said(settings: Settings, tmp_path: Path) -> None:
    out = io.StringIO()
    packs_table.run(settings, tmp_path / "m.xlsx", "2022-2025", "", out)
    assert len(heading(tmp_path / "m.xlsx")) == 7
    assert "--columns" in out.getvalue()
    assert not settings.store_path.exists()


def test_with_a_store_the_columns_of_the_communes_areas(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.commands import setup

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RASOAT_STORE_PATH", str(settings.store_path))
    monkeypatch.setenv("RASOAT_KEY_FILE", str(settings.key_file))
    make_key_file(settings.key_file)
    assert setup.run(True, io.StringIO(), io.StringIO()) == 0
    out = io.StringIO()
    packs_table.run(settings, tmp_path / "m.xlsx", "2022-2025", "", out)
    columns = heading(tmp_path / "m.xlsx")
    assert 0 < len(columns) < 7
    assert "--columns" not in out.getvalue()


@pytest.mark.parametrize(("pack", "columns"), [("2022-2025", "mars"), ("1999", "urban")])
def test_an_unknown_pack_or_column_is_a_fault(
    settings: Settings, tmp_path: Path, pack: str, columns: str
) -> None:
    with pytest.raises(PackError):
        packs_table.run(settings, tmp_path / "m.xlsx", pack, columns, io.StringIO())
    assert not (tmp_path / "m.xlsx").exists()


def test_a_folder_that_is_not_there_is_a_fault_with_a_remedy(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as fault:
        packs_table.run(settings, tmp_path / "no" / "m.xlsx", "2022-2025", "urban", io.StringIO())
    assert fault.value.remedy


def test_from_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert parser().parse_args(["packs", "template", "m.xlsx"]).pack == "2022-2025"
    assert main(["packs", "template", "m.xlsx", "--columns", "urban"]) == 0
    assert heading(tmp_path / "m.xlsx") == ["urban"]
    assert "m.xlsx" in capsys.readouterr().out


def test_a_file_that_is_there_is_left_alone(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It may be the template half filled in."""
    monkeypatch.chdir(tmp_path)
    Path("m.xlsx").write_bytes(b"half filled in")
    assert main(["packs", "template", "m.xlsx", "--columns", "urban"]) == 1
    assert "tên khác" in capsys.readouterr().err
    assert Path("m.xlsx").read_bytes() == b"half filled in"


def test_a_name_that_excel_would_not_open_is_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["packs", "template", "m.csv", "--columns", "urban"]) == 1
    assert "m.xlsx" in capsys.readouterr().err
    assert not Path("m.csv").exists()
