"""The points table and the stored results from the command line, beside a store that no bot has open."""

import asyncio
import fcntl
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.cases.points_table import LoadedTable
from bot.cli import main
from bot.commands.opening import keys_of, opened_store
from bot.config import settings
from bot.runtime.clock import SystemClock
from tests.files.tables import filled
from tests.integration.surveys import loaded, own_text, surveyed


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A folder with the training commune in its store."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RASOAT_ROUND_ID", "2026")  # whatever the day these tests are run on
    assert main(["init", "--seed"]) == 0
    capsys.readouterr()
    return tmp_path


def tables() -> tuple[LoadedTable, ...]:
    async def read() -> tuple[LoadedTable, ...]:
        async with opened_store(settings().store_path, keys_of(settings())) as store:
            return await store.points_tables()

    return asyncio.run(read())


def load(content: bytes, *more: str, staff: str = "nv-lan") -> int:
    Path("bang.xlsx").write_bytes(content)
    return main(["packs", "load", "bang.xlsx", "--as", staff, *more])


def test_a_good_table_is_kept_and_waits_for_signatures(capsys: pytest.CaptureFixture[str]) -> None:
    day = SystemClock().now().date()
    assert load(filled({"a11:motorbike": 5}), "--from", day.isoformat()) == 0
    [table] = tables()
    assert (table.loaded_by, table.starts, table.signatures) == ("nv-lan", day, ())
    assert table.short in capsys.readouterr().out


def test_each_bad_cell_is_named_and_nothing_kept(capsys: pytest.CaptureFixture[str]) -> None:
    assert load(filled({"a01:4": None, "a03:college": "mười"})) == 2
    said = capsys.readouterr().out
    assert "ô J6" in said
    assert "“mười”" in said
    assert tables() == ()


def test_the_very_same_table_is_not_kept_twice(capsys: pytest.CaptureFixture[str]) -> None:
    assert [load(filled()), load(filled())] == [0, 1]
    assert "already" in capsys.readouterr().err


def test_only_who_has_the_right_and_not_backwards(capsys: pytest.CaptureFixture[str]) -> None:
    assert load(filled(), staff="nv-hoa") == 1
    assert "rasoat allow" in capsys.readouterr().err
    assert main(["allow", "nv-hoa"]) == 0
    assert load(filled(), "--from", "2020-01-01", staff="nv-hoa") == 1
    assert load(filled(), staff="nv-hoa") == 0
    assert main(["disallow", "nv-hoa"]) == 0
    assert load(filled({"a11:tv": 1}), staff="nv-hoa") == 1
    assert main(["allow", "nv-ba"]) == 1
    assert len(tables()) == 1


def test_every_stored_result_is_computed_again(capsys: pytest.CaptureFixture[str]) -> None:
    async def fill() -> None:
        async with opened_store(settings().store_path, keys_of(settings())) as store:
            await surveyed(store, 1)
            await surveyed(store, 2)

    asyncio.run(fill())
    assert main(["invite", "nv-hoa"]) == 0  # opens the bot once: it keeps a copy of the pack
    capsys.readouterr()
    assert main(["score", "--verify"]) == 0
    assert capsys.readouterr().out == "Đã tính lại 2 kết quả: 2 khớp từng phần.\n"


def test_forms_for_another_tool_are_written_under_the_table_in_force(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["packs", "xlsform", "forms", "--store"]) == 0
    assert "tập huấn – chưa đối chiếu" in capsys.readouterr().out

    async def fill() -> None:
        async with opened_store(settings().store_path, keys_of(settings())) as store:
            await store.seed([loaded(own_text({"a11:motorbike": 5}))])

    asyncio.run(fill())
    assert main(["packs", "xlsform", "forms", "--store"]) == 0
    assert "tập huấn" not in capsys.readouterr().out
    version = load_workbook(Path("forms/phieu_b.xlsx"))["settings"]["C2"].value
    assert str(version).endswith(loaded(own_text({"a11:motorbike": 5})).digest[:12])


@pytest.mark.parametrize("day", ["2099-03-01", "01/03/2099"])
def test_no_table_counts_from_a_day_after_its_pack(day: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert load(filled(), "--from", day) == 1
    assert "give a day up to" in capsys.readouterr().err
    assert tables() == ()


@pytest.mark.parametrize("day", ["31/2", "31/2/2026", "mai", "2026-13-01"])
def test_a_day_that_is_none_is_answered_with_how_to_write_one(
    day: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        load(filled(), "--from", day)
    assert stopped.value.code == 2
    assert "2026-10-05 hoặc 05/10/2026" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_named_with_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["packs", "load", "nowhere.xlsx", "--as", "nv-lan"]) == 1
    said = capsys.readouterr().err
    assert "nowhere.xlsx" in said
    assert "xem lại tên tệp" in said


@pytest.mark.parametrize(
    "command",
    [
        ["score", "--verify"],
        ["staff"],
        ["packs", "check", "--store"],
        ["import", "odk", "h.json", "--as", "nv-ba", "--check"],
    ],
)
def test_without_a_store_nothing_is_answered_as_if_there_were_one(
    command: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RASOAT_STORE_PATH", str(tmp_path / "elsewhere.sqlite"))
    Path("h.json").write_text("[{}]", encoding="utf-8")
    assert main(command) == 1
    assert "rasoat init" in capsys.readouterr().err
    assert not (tmp_path / "elsewhere.sqlite").exists()


def test_a_store_in_other_hands_is_answered_with_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    with settings().store_path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert main(["score", "--verify"]) == 1
    assert "Dừng trợ lý đang chạy" in capsys.readouterr().err


def test_the_store_and_another_pack_or_day_contradict_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["packs", "xlsform", "forms", "--store", "--pack", "2022-2025"]) == 1
    assert "--store" in capsys.readouterr().err
    assert not Path("forms").exists()
