"""The points table and the stored results from the command line, beside a store that no bot has open."""

import asyncio
from datetime import timedelta
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
    day = SystemClock().now().date() + timedelta(days=2)
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
