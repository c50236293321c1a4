"""`rasoat packs xlsform`: two workbooks in a folder, the mark said, plain words where it cannot."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.cli import main
from bot.scoring.own_table import write_table
from bot.scoring.packs import load_pack

TABLE = write_table(load_pack("2022-2025").table)


def settings_of(path: Path) -> dict[str, str]:
    return dict(zip(*load_workbook(path)["settings"].iter_rows(values_only=True), strict=True))


def test_both_forms_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "new" / "forms"
    assert main(["packs", "xlsform", str(folder), "--reference-date", "2026-10-01"]) == 0
    assert sorted(path.name for path in folder.iterdir()) == ["phieu_a.xlsx", "phieu_b.xlsx"]
    said = capsys.readouterr().out
    assert "phieu_b.xlsx" in said
    assert "Bảng điểm tập huấn – chưa đối chiếu" in said
    assert settings_of(folder / "phieu_b.xlsx")["form_id"] == "phieu_b"


def test_a_commune_s_own_table_has_its_own_version(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text(TABLE, encoding="utf-8")
    day = ["--reference-date", str(date(2026, 10, 1))]
    assert main(["packs", "xlsform", str(tmp_path / "own"), "--table", str(table), *day]) == 0
    assert main(["packs", "xlsform", str(tmp_path / "pack"), "--pack", "2022-2025", *day]) == 0
    own, packs = (settings_of(tmp_path / one / "phieu_b.xlsx") for one in ("own", "pack"))
    assert own["version"].split("-")[0] == packs["version"].split("-")[0]
    assert own["version"] != packs["version"]
    assert "chưa đối chiếu" in own["form_title"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--reference-date", "2040-01-01"], "Chưa có bộ quy định nào"),
        (["--reference-date", "2026-10-01", "--table", "no-such-file.csv"], "Chưa đọc được bảng điểm"),
        (["--reference-date", "2040-01-01", "--pack", "2022-2025"], "no working-age limit"),
        (["--reference-date", "2026-10-01", "--pack", "1999"], "name one of"),
        (["--reference-date", "2027-10-01"], "draft"),
    ],
)
def test_what_is_in_the_way_is_said(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "forms"
    assert main(["packs", "xlsform", str(folder), *arguments]) == 1
    assert said in capsys.readouterr().err
    assert not folder.exists()


def test_a_folder_that_cannot_be_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    assert main(["packs", "xlsform", str(file), "--reference-date", "2026-10-01"]) == 1
    assert "Chưa ghi được" in capsys.readouterr().err
