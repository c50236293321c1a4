"""Mẫu 01 begun on Telegram and finished on an Official Account by the same person; news when that is left."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.channels.telegram import TelegramChannel, make_bot
from bot.commands.opening import application
from bot.commands.play import START
from bot.runtime.clock import MovableClock
from storage.sqlite import open_sqlite
from tests.fakes.telegram_api import FakeTelegram
from tests.fakes.zalo_oa_api import FakeOa
from tests.integration import test_two_channels
from tests.integration.main_job_help import KEYS, fill, stored
from tests.integration.main_job_help import Town as OnTelegram
from tests.integration.main_job_help import _polling as telegram_polling
from tests.integration.test_two_channels import CODE, LINES, LINKING, OWN, PERSON
from tests.integration.zalo_oa_help import Town as OnOa
from tests.integration.zalo_oa_help import channel_on, webhook

played = test_two_channels.played


class Towns:
    """The household on both platforms, everybody else on Telegram."""

    def __init__(self, telegram: OnTelegram, oa: OnOa) -> None:
        self.telegram, self.oa = telegram, oa

    async def settled(self) -> None:
        async with asyncio.timeout(30):
            while True:
                await self.telegram.api.quiet(settle=0.01, timeout=20)
                await self.oa.oa.quiet(settle=0.01, timeout=20)
                if not self.telegram.letters("queued"):
                    return

    async def says(self, who: str, words: str, *, on_oa: bool = False) -> None:
        (self.oa if on_oa else self.telegram).says(who, words)
        await self.settled()

    async def join(self) -> None:
        await self.says(PERSON, "nối máy")
        await self.says(PERSON, "[Lấy mã]")
        code = LINKING.search(self.telegram.person(PERSON).newest.text)
        assert code is not None
        await self.says(PERSON, code[0], on_oa=True)


@asynccontextmanager
async def towns(api: FakeTelegram, oa: FakeOa, path: Path) -> AsyncIterator[Towns]:
    store = await open_sqlite(path, KEYS)
    await fill(store)
    clock = MovableClock(START, frozen=True)
    bot = make_bot(api.token, base_url=api.base_url, base_file_url=api.base_file_url)
    telegram, account = TelegramChannel(bot, clock), channel_on(oa, store, clock)
    for channel in (telegram, account):
        fast = replace(channel.capabilities, chat_per_second=1_000.0, overall_per_second=1_000.0)
        channel.capabilities = fast
    app = application(store, clock)
    await app.open([telegram, account])
    app.start()
    try:
        async with telegram_polling(telegram, app), webhook(oa, account, app):
            yield Towns(OnTelegram(api, path, app, telegram), OnOa(oa, path, app, account))
    finally:
        await app.stop()
        await telegram.close()
        await account.close()


async def test_begun_on_telegram_and_finished_on_the_official_account(
    tmp_path: Path, played: dict[str, Any]
) -> None:
    turning = OWN[9]
    async with FakeTelegram() as api, FakeOa() as oa, towns(api, oa, tmp_path / "s.sqlite") as there:
        for who, words in LINES[:turning]:
            await there.says(who, words)
        await there.join()
        assert "Xin trả lời tiếp ở đây" in there.oa.person(PERSON).newest.text
        for who, words in LINES[turning:]:
            await there.says(who, words, on_oa=who == PERSON)
        assert await stored(there.telegram.app.store, CODE) == played
        assert there.telegram.letters("failed") == 0
        assert not any(CODE in one.text for one in there.telegram.person(PERSON).inbox)
        assert any("Xã đã nhận giấy" in one.text for one in there.oa.person(PERSON).inbox)


async def test_news_comes_by_telegram_where_the_account_would_cost_or_is_left(tmp_path: Path) -> None:
    received = next(at for at, (_, words) in enumerate(LINES) if words == "[Nhận giấy]")
    async with FakeTelegram() as api, FakeOa() as oa, towns(api, oa, tmp_path / "s.sqlite") as there:
        for who, words in LINES[:received]:
            await there.says(who, words)
        await there.join()
        await there.says(PERSON, "menu", on_oa=True)
        there.oa.person(PERSON).wrote_at = oa.now() - 8 * 86_400
        for who, words in LINES[received : received + 3]:
            await there.says(who, words)
        news = [one.text for one in there.telegram.person(PERSON).inbox]
        assert any("Xã đã nhận giấy" in text for text in news), (news[-3:], there.telegram.letters("failed"))
        there.oa.person(PERSON).unfollow()
        await there.settled()
        assert "đã ngắt" in there.telegram.person(PERSON).newest.text
