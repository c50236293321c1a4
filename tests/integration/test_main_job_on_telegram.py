"""The main job through python-telegram-bot over HTTP on a SQLite file, by polling and by webhook."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.commands.play import Player
from tests.fakes.telegram_api import FakeTelegram
from tests.fakes.telegram_rules import BLOCKED
from tests.integration.main_job_help import SCRIPT, Mode, Town, days_only, said_lines, stored, town

MAIN_JOB = SCRIPT.read_text(encoding="utf-8")
CODE = re.search(r"Mã hồ sơ: (\w+-\d+)", MAIN_JOB)[1]  # type: ignore[index]  # the script has a code
BURST = (
    *("1", "3", "Hoàng Thị Mai", "nữ", "2/3/84", "Nùng", "020184001234", "bỏ qua", "Số 12, Khu 3", "bỏ qua"),
    *("có việc làm", "0912345678", "thêm người", "Lường Văn Nam", "nam", "1982", "vợ hoặc chồng", "1"),
    *("không còn ai", "1,4"),
)
"""The twenty answers of the transcript's request, without its slip (31/2/84), up to the reasons."""


@pytest.fixture
async def api() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(allow_http_webhook=True) as fake:
        yield fake


@pytest.fixture
async def played() -> dict[str, Any]:
    """What the played transcript stores."""
    player = Player()
    await player.begin()
    assert await player.play(MAIN_JOB) == MAIN_JOB
    return await stored(player.store, CODE)


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_same_words_same_store(
    api: FakeTelegram, tmp_path: Path, mode: Mode, played: dict[str, Any]
) -> None:
    async with town(api, tmp_path / "s.sqlite", mode) as there:
        await there.follow(said_lines(MAIN_JOB))
        assert await stored(there.app.store, CODE) == played
        assert there.letters("failed") == 0
        only_officers_see_points(there)
    assert played["case"]["state"] == "surveyed"
    assert played["survey"]["form"]["result"]["class"] == "not_poor"
    assert [call.method for call in api.calls if call.answer] == []


def only_officers_see_points(there: Town) -> None:
    household = "\n".join(message.text for message in there.person("mai").inbox)
    officer = "\n".join(message.text for message in there.person("lan").inbox)
    assert "Điểm A 150 (chuẩn 140)" in officer
    assert "Điểm" not in household and "Theo phiếu" not in household
    papers = [m.file_name for m in there.person("mai").inbox if m.file is not None]
    assert papers == [f"Mau-01-{CODE}.pdf"]


async def test_trouble_on_the_way_changes_nothing(
    api: FakeTelegram, tmp_path: Path, played: dict[str, Any]
) -> None:
    """429, errors and cut connections in between: letters come late or twice, the store is the same."""
    lines = said_lines(MAIN_JOB)
    async with town(api, tmp_path / "s.sqlite", "polling", frozen=False) as there:
        for at in range(0, len(lines), 20):
            api.will("too_many", "sendMessage", seconds=1)
            api.will("drop_before", "getUpdates")
            api.will("drop_after", "sendMessage" if at % 40 else "editMessageText")
            api.will("error_502", "answerCallbackQuery")
            await there.follow(lines[at : at + 20])
        assert days_only(await stored(there.app.store, CODE)) == days_only(played)
        assert there.letters("failed") == 0


async def begun(there: Town) -> None:
    """Mai has agreed and is at the first question of her request."""
    await there.follow(said_lines(MAIN_JOB)[:4])


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_twenty_answers_at_once_are_twenty_in_their_places(
    api: FakeTelegram, tmp_path: Path, mode: Mode, played: dict[str, Any]
) -> None:
    async with town(api, tmp_path / "s.sqlite", mode) as there:
        await begun(there)
        for words in BURST:
            there.person("mai").types(words)
        assert len(api.waiting) == len(BURST) == 20
        await there.settled()
        await there.follow([("mai", "bão tốc mái"), ("mai", "1")])
        kept = await stored(there.app.store, CODE)
    assert kept["request"]["form"]["answers"] == played["request"]["form"]["answers"]


async def test_an_update_that_comes_twice_counts_once(api: FakeTelegram, tmp_path: Path) -> None:
    async with town(api, tmp_path / "s.sqlite", "polling") as there:
        await begun(there)
        update = there.says("mai", "1")
        await there.settled()
        heard = len(there.person("mai").inbox)
        api.repeat(there.person("mai").id, update)
        await there.settled()
        assert len(there.person("mai").inbox) == heard
        await there.follow([("mai", "3")])
        assert "Họ và tên chủ hộ" in there.person("mai").newest.text


async def test_letters_that_cannot_arrive_are_seen_by_officers(api: FakeTelegram, tmp_path: Path) -> None:
    """Mai blocks the bot without a notice; the news of the signed paper does not reach her."""
    lines = said_lines(MAIN_JOB)
    sent = next(at for at, (who, _) in enumerate(lines) if who == "lan")
    async with town(api, tmp_path / "s.sqlite", "polling") as there:
        await there.follow(lines[:sent])
        there.person("mai").shut = BLOCKED
        await there.follow([("lan", "[Nhận giấy]"), ("lan", "hôm nay")])
        assert there.letters("failed") == 1
        await there.follow([("lan", "menu"), ("lan", "[Tin chưa đến nơi]")])
        assert CODE in there.person("lan").newest.text
        assert "máy của người nhận không nhận tin nữa" in there.person("lan").newest.text
        there.person("mai").shut = ""
        await there.follow([("mai", "hồ sơ của tôi")])
        assert "đã nhận giấy" in there.person("mai").newest.text.casefold()


async def test_the_bot_keeps_telegrams_pace(tmp_path: Path) -> None:
    """One message a second to a chat: the strict fake refuses a faster bot."""
    async with (
        FakeTelegram(paced=True) as api,
        town(api, tmp_path / "s.sqlite", "polling", pace=1.0) as there,
    ):
        for words in ("chào", "1", "1", "1"):
            there.person("mai").types(words)
        await there.settled()
        assert len(there.person("mai").inbox) >= 2
        assert [call for call in api.calls if call.answer] == []
