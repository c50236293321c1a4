"""The demo's own check: right from start to end, and honest about a step that is not as expected."""

import io
from pathlib import Path

import pytest

from bot.commands import demo_check
from bot.commands.demo_check import CheckError, check
from bot.errors import RasoatError

BEGIN = "👤 mai: chào\n👤 mai: [Tiếng Việt]\n"


def test_three_people_do_the_main_job() -> None:
    out = io.StringIO()
    assert demo_check.run(out) == 0
    said = out.getvalue()
    assert "📎 mai: Mau-01-HL-" in said
    assert "✓ lan: Theo phiếu: Không thuộc hộ nghèo, hộ cận nghèo" in said
    assert said.splitlines()[-1].startswith("✅ Xong:")


@pytest.mark.parametrize(
    ("last", "told"),
    [
        ("👤 mai: [Không có nút này]", "mai không thấy nút [Không có nút này]"),
        ("🤖 mai: Một câu không ai nói", "mai không được nghe “Một câu không ai nói”"),
        ("📎 mai: khong-co.pdf", "mai không nhận được tệp khong-co.pdf"),
        ("🚫 mai: Miễn phí", "mai đã thấy “Miễn phí”"),
    ],
)
async def test_a_step_that_is_not_as_expected_is_named(last: str, told: str) -> None:
    with pytest.raises(CheckError) as wrong:
        await check(BEGIN + last + "\n", io.StringIO(), patience=2.0)
    assert isinstance(wrong.value, RasoatError)
    assert told in wrong.value.what
    assert "dòng 3" in wrong.value.where


async def test_a_demo_that_cannot_start_is_told(tmp_path: Path) -> None:
    taken = tmp_path / "var"
    taken.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(CheckError, match="không mở được"):
        async with demo_check.running_demo(tmp_path, demo_check.free_port()):
            raise AssertionError("it has started")
