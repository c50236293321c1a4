"""A bot with a monthly plan over the training commune: who is told, what waits, what officers see."""

import asyncio
from pathlib import Path

import orjson
import pytest

from bot.cases.quota_plans import Tariff, month_plans
from bot.cli import main
from bot.commands.opening import keys_of, opened_store
from bot.config import settings
from bot.errors import ConfigError
from bot.ports import Store
from bot.runtime.clock import SystemClock
from bot.runtime.quota import COUNT, month_of
from tests.integration.commune import Commune


async def planned(text: str, store: Store | None = None) -> Commune:
    """The training commune, its bot on this plan."""
    commune = Commune(store)
    commune.tariffs = {"web": Tariff(months=month_plans(text))}
    await commune.begin()
    return commune


def warned(commune: Commune, who: str) -> list[str]:
    """First lines of the warnings on a phone."""
    shown = commune.phones.phone(f"web:{who}").shown
    return [letter.text.splitlines()[0] for letter in shown if letter.text.startswith("⏰")]


async def test_all_officers_and_nobody_else_are_told_once_a_level() -> None:
    commune = await planned("2026-01-01: 100 messages")
    for _ in range(47):
        await commune.types("lan", "menu")
        await commune.types("ba", "menu")
    told = [
        "⏰ Trang thử: đã gửi 80/100 tin của tháng 10 (80 %).",
        "⏰ Trang thử: đã gửi 95/100 tin của tháng 10 (95 %).",
        "⏰ Trang thử: đã dùng hết 100 tin của tháng 10.",
    ]
    assert [warned(commune, who) for who in ("lan", "hoa", "ba")] == [told[:2], told[:2], []]
    for _ in range(5):
        await commune.types("lan", "menu")
    assert [warned(commune, who) for who in ("lan", "hoa", "ba")] == [told, told, []]


async def test_another_process_over_the_same_store_tells_nobody_again() -> None:
    commune = await planned("2026-01-01: 40 messages")
    for _ in range(32):
        await commune.types("lan", "menu")
    again = await planned("2026-01-01: 40 messages", commune.store)
    again.events = commune.events
    await again.types("lan", "menu")
    assert (len(warned(commune, "hoa")), len(warned(again, "hoa"))) == (1, 0)
    [usage] = await again.app.quota.usages()
    assert usage.sent == 32 + 2 + 1


async def test_the_round_s_screen_says_how_much_is_used() -> None:
    commune = await planned("2026-01-01: 3000 messages, 50 users")
    await commune.types("lan", "menu")
    await commune.taps("lan", "round")
    assert "Trang thử: 1/3.000 tin trong tháng 10 (0 %), 1/50 người (2 %)" in commune.newest("lan").text


async def test_a_wish_to_be_erased_goes_out_where_other_notices_wait() -> None:
    """Officers have two working days to answer it (the notice says so): a deadline."""
    commune = await planned("2026-01-01: 1 messages")
    await commune.play("👤 cu: chào\n👤 cu: 1\n👤 cu: 1\n👤 lan: HL-0007\n👤 lan: 1\n👤 lan: 1\n")
    assert (await commune.store.queued_letters()) == {("web", "notice"): 2}
    await commune.play("👤 cu: [Dữ liệu của tôi]\n👤 cu: [Xóa dữ liệu của tôi]\n👤 cu: [Có]\n")
    texts = [letter.text for letter in commune.phones.phone("web:lan").shown]
    assert any("xin xóa dữ liệu" in text for text in texts)
    assert (await commune.store.queued_letters()) == {("web", "notice"): 2}


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RASOAT_ROUND_ID", "2026")
    assert main(["init", "--seed"]) == 0
    capsys.readouterr()
    return tmp_path


def test_the_command_line_tells_the_same(
    machine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["quota"]) == 0
    assert capsys.readouterr().out == "Chưa có bot nào bị giới hạn số tin.\n"
    month = month_of(SystemClock().now())

    async def sent() -> None:
        async with opened_store(settings().store_path, keys_of(settings())) as store:
            await store.put_note(COUNT, f"zb:{month}", orjson.dumps({"sent": 2410, "paid": 0}))

    asyncio.run(sent())
    monkeypatch.setenv("RASOAT_ZALO_BOT_TOKEN", "1:x")
    assert main(["quota"]) == 0
    number = int(month[5:])
    assert capsys.readouterr().out == (
        f"Zalo: 2.410/3.000 tin trong tháng {number} (80 %), 0/50 người (0 %)\n"
    )


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("ZALO_BOT_PLAN", "3000", "2026-01-01"),
        ("ZALO_BOT_PLAN", "2026-01-01: 3000 letters", "messages, users"),
        ("ZALO_OA_PLAN", "2026-01-01: 8 messages", "hours and days"),
        ("ZALO_OA_PAID", "maybe", "boolean"),
    ],
)
def test_a_setting_that_cannot_be_read_is_named(
    name: str, value: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(f"RASOAT_{name}", value)
    with pytest.raises(ConfigError) as refused:
        settings()
    assert f"RASOAT_{name}" in str(refused.value)
    assert said in str(refused.value)


def test_a_bot_is_metered_where_there_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert settings().tariffs() == {}
    monkeypatch.setenv("RASOAT_ZALO_BOT_TOKEN", "1:x")
    monkeypatch.setenv("RASOAT_ZALO_OA_APP_ID", "7")
    monkeypatch.setenv("RASOAT_ZALO_OA_PAID", "1")
    found = settings().tariffs()
    assert set(found) == {"zb", "zo"}
    assert found["zb"].months == month_plans("2026-01-01: 3000 messages, 50 users")
    assert (found["zo"].paid, found["zo"].windows[0].hours) == (True, 48)
