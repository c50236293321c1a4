"""The script of the demo's check: its lines, and what a wrong one is told."""

import pytest

from bot.commands.demo_script import Step, learnt, read_steps
from bot.errors import ConfigError


def test_every_kind_of_line_is_read() -> None:
    text = "# Đầu\n\n👤 mai: [Khu 3]\n👤 mai: 2/3/84\n🤖 lan: Mã: {code}\n📎 mai: a.pdf\n🚫 mai: Điểm\n"
    assert read_steps(text) == (
        Step(1, "heading", "", "Đầu"),
        Step(3, "does", "mai", "[Khu 3]"),
        Step(4, "does", "mai", "2/3/84"),
        Step(5, "hears", "lan", "Mã: {code}"),
        Step(6, "file", "mai", "a.pdf"),
        Step(7, "never", "mai", "Điểm"),
    )


def test_brackets_mean_a_button() -> None:
    assert Step(1, "does", "mai", "[Khu 3]").label == "Khu 3"
    assert Step(1, "does", "mai", "Khu 3").label is None


@pytest.mark.parametrize("line", ["mai: chào", "👤 mai chào", "🤖mai: chào"])
def test_a_line_that_is_no_step_is_named(line: str) -> None:
    with pytest.raises(ConfigError, match="line 2"):
        read_steps(f"# Đầu\n{line}\n")


def test_the_code_is_learnt_where_it_stands() -> None:
    assert learnt("Mã hồ sơ: {code}", "Xong. Mã hồ sơ: HL-0025. Giấy ở trên.") == "HL-0025"
    assert learnt("Mã hồ sơ: {code}", "Hồ sơ HL-0025") is None
    assert learnt("Xong", "Xong. HL-0025") is None
