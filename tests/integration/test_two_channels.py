"""Mẫu 01 begun on Telegram and finished on Zalo by the same person: stored as if done on one phone."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.channels.telegram import TelegramChannel, make_bot
from bot.commands.opening import application
from bot.commands.play import START, Player
from bot.runtime.clock import MovableClock
from storage.sqlite import open_sqlite
from tests.fakes.telegram_api import FakeTelegram
from tests.fakes.zalo_api import FakeZalo
from tests.integration.main_job_help import KEYS, SCRIPT, fill, said_lines, stored
from tests.integration.main_job_help import Town as OnTelegram
from tests.integration.main_job_help import _polling as telegram_polling
from tests.integration.zalo_help import Town as OnZalo
from tests.integration.zalo_help import channel_on
from tests.integration.zalo_help import polling as zalo_polling

MAIN_JOB = SCRIPT.read_text(encoding="utf-8")
CODE = re.search(r"Mã hồ sơ: (\w+-\d+)", MAIN_JOB)[1]  # type: ignore[index]  # the script has a code
LINES = said_lines(MAIN_JOB)
PERSON = "mai"
OWN = [at for at, (who, _) in enumerate(LINES) if who == PERSON]
LINKING = re.compile(r"[A-HJ-NP-Z]{4}-[2-9]{4}")


class Towns:
    """The household on both platforms, everybody else on Telegram."""

    def __init__(self, telegram: OnTelegram, zalo: OnZalo) -> None:
        self.telegram, self.zalo = telegram, zalo

    async def settled(self) -> None:
        """Nothing under way on either."""
        async with asyncio.timeout(30):
            while True:
                await self.telegram.api.quiet(settle=0.01, timeout=20)
                await self.zalo.zalo.quiet(settle=0.01, timeout=20)
                if not self.telegram.letters("queued"):
                    return

    async def says(self, who: str, words: str, *, on_zalo: bool = False) -> None:
        if on_zalo:
            self.zalo.person(who).types(self.zalo.typed(who, words))
        else:
            self.telegram.says(who, words)
        await self.settled()

    async def join(self) -> None:
        """A code on Telegram, typed on Zalo: what was open there is open here."""
        await self.says(PERSON, "nối máy")
        await self.says(PERSON, "[Lấy mã]")
        code = LINKING.search(self.telegram.person(PERSON).newest.text)
        assert code is not None
        self.zalo.person(PERSON).types(code[0])
        await self.settled()


@asynccontextmanager
async def towns(api: FakeTelegram, zalo: FakeZalo, path: Path) -> AsyncIterator[Towns]:
    """One bot on both platforms over one file; opened again over the same file it goes on."""
    store = await open_sqlite(path, KEYS)
    if not await store.communes():
        await fill(store)
    clock = MovableClock(START, frozen=True)
    bot = make_bot(api.token, base_url=api.base_url, base_file_url=api.base_file_url)
    telegram, zalo_bot = TelegramChannel(bot, clock), channel_on(zalo, clock)
    for channel in (telegram, zalo_bot):
        fast = replace(channel.capabilities, chat_per_second=1_000.0, overall_per_second=1_000.0)
        channel.capabilities = fast
    app = application(store, clock)
    await app.open([telegram, zalo_bot])
    app.start()
    try:
        async with telegram_polling(telegram, app), zalo_polling(zalo_bot, app):
            yield Towns(OnTelegram(api, path, app, telegram), OnZalo(zalo, path, app))
    finally:
        await app.stop()
        await telegram.close()
        await zalo_bot.close()


@pytest.fixture
async def played() -> dict[str, Any]:
    """What the played transcript stores, on one phone."""
    player = Player()
    await player.begin()
    await player.play(MAIN_JOB)
    return await stored(player.store, CODE)


@pytest.mark.parametrize("moved_after", [4, 9, 14])
async def test_begun_on_telegram_and_finished_on_zalo_is_stored_as_on_one(
    tmp_path: Path, played: dict[str, Any], moved_after: int
) -> None:
    """Half-way everything is also started anew over the same file."""
    turning = OWN[moved_after]
    path = tmp_path / "s.sqlite"
    async with FakeTelegram() as api, FakeZalo() as zalo:
        async with towns(api, zalo, path) as there:
            for who, words in LINES[:turning]:
                await there.says(who, words)
            await there.join()
            asked = there.zalo.person(PERSON).newest.text
            assert "Xin trả lời tiếp ở đây" in asked
        async with towns(api, zalo, path) as there:
            for who, words in LINES[turning:]:
                await there.says(who, words, on_zalo=who == PERSON)
            assert await stored(there.telegram.app.store, CODE) == played
            assert there.telegram.letters("failed") == 0
            how_it_looks(there)


def how_it_looks(there: Towns) -> None:
    """News and paper of the file reach the phone last spoken from, and only that."""
    telegram = [one.text for one in there.telegram.person(PERSON).inbox]
    zalo = [one.text for one in there.zalo.person(PERSON).inbox]
    assert not any(CODE in text for text in telegram)
    assert any("Xã đã nhận giấy" in text and CODE in text for text in zalo)
    assert any("Một máy khác vừa nối" in text for text in telegram)
