"""What officers read about the points table: cells that lack the same, what changes, rows to be found."""

import io
import re
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.documents.points_table.table_workbook import table_template
from bot.handlers.table_words import runs
from bot.scoring.own_table import sheet_row
from tests.files.tables import PACK, filled
from tests.integration.commune import Commune
from tests.integration.surveys import surveyed
from tests.integration.test_points_table import LOW, sends, signed_by_two, table_id

REGION = "rural_northern_mountains"


async def before_the_file(commune: Commune) -> None:
    await commune.types("lan", "chào")
    await commune.taps("lan", "points_table")
    await commune.taps("lan", "load")


async def test_cells_that_lack_the_same_are_named_together() -> None:
    commune = await Commune.opened()
    await before_the_file(commune)
    text = await sends(commune, "lan", table_template(PACK, (REGION,)))
    assert "66 ô cần xem lại" in text
    assert text.count("Chưa ghi điểm") == 1
    assert "Bảng điểm, ô J3–J64: Chưa ghi điểm" in text
    assert "nữa" not in text


async def test_cells_apart_are_each_named() -> None:
    commune = await Commune.opened()
    await before_the_file(commune)
    text = await sends(commune, "lan", filled({"a01:1": None, "a01:2": None, "a01:4": None, "a01:5": 7.5}))
    assert "Bảng điểm, ô J3–J4, J6: Chưa ghi điểm" in text
    assert "Bảng điểm, ô J7: Điểm đang ghi “7,5”" in text


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["J3"], ["J3"]),
        (["J3", "J4", "J5"], ["J3–J5"]),
        (["J3", "K4", "K5"], ["J3", "K4–K5"]),
        (["J9", "J10", "J12"], ["J9–J10", "J12"]),
    ],
)
def test_cells_below_each_other_are_one_run(cells: list[str], said: list[str]) -> None:
    assert list(runs(cells)) == said


async def test_which_points_change_is_said() -> None:
    commune = await Commune.opened()
    await before_the_file(commune)
    text = await sends(commune, "lan", filled(LOW))
    assert "3 ô có điểm khác" in text
    assert "• a01 · Số nhân khẩu trong hộ › 1 người: 75 → 30" in text
    assert "• a11 · Tài sản chủ yếu › xe máy, xe có động cơ: 20 → 0" in text


async def test_of_many_changed_points_the_first_are_named() -> None:
    commune = await Commune.opened()
    await before_the_file(commune)
    points: dict[str, int | float | str | None] = {
        f"{item.id}:{row.choice}": row.points[REGION] + 1 for item in PACK.table.items for row in item.rows
    }
    text = await sends(commune, "lan", filled(points))
    assert text.count(" → ") == 10
    assert "… và 52 ô nữa." in text


@pytest.mark.parametrize("words", ["hôm qua", "31/2", "4/10/2026", "bao giờ cũng được"])
async def test_a_day_that_cannot_be_is_answered_with_days_that_can(words: str) -> None:
    commune = await Commune.opened()
    await before_the_file(commune)
    await sends(commune, "lan", filled(LOW))
    said = await commune.types("lan", words)
    assert "Xin ghi hôm nay hoặc một ngày sau, ví dụ 05/10" in said
    assert "hẹn" not in said


async def test_the_rows_of_an_explanation_are_those_of_the_workbook() -> None:
    commune = await Commune.opened()
    case, _ = await surveyed(commune.store, 1)
    await signed_by_two(commune)
    await commune.taps("lan", f"!open.{case.id}")
    await commune.taps("lan", "why")
    text = await commune.taps("lan", "a")
    [table] = await commune.store.points_tables()
    assert "official" not in text
    assert f"Bảng xã nạp theo bản in, mã {table.short}, hai cán bộ đã ký: dòng" in text
    named = re.search(r"Số nhân khẩu trong hộ: (.+) \[dòng (\d+)\]", text)
    assert named is not None
    page: Any = load_workbook(io.BytesIO(filled(LOW))).worksheets[2]
    assert page.cell(int(named[2]), 6).value == named[1]


async def test_the_officers_list_of_points_names_the_table_too() -> None:
    commune = await Commune.opened()
    case, _ = await surveyed(commune.store, 1)
    await signed_by_two(commune)
    await commune.taps("lan", f"!open.{case.id}")
    text = await commune.taps("lan", "survey")
    assert "official" not in text
    assert (await table_id(commune)) not in text
    assert "Bảng xã nạp theo bản in" in text


def test_a_packs_own_rows_are_those_of_its_file() -> None:
    assert sheet_row(PACK.table, 44) == 44
