"""Long polling: batches, offsets, waits, and what is said when Telegram refuses."""

import asyncio
import logging

import httpx
import pytest

from bot.channels.telegram import TelegramChannel
from bot.ports import Sent
from tests.fakes.telegram_api import FakeTelegram
from tests.integration.telegram_help import (
    EchoInbox,
    Pauses,
    RecordingInbox,
    polling,
    ready,
    seen,
    until,
)


async def test_batch_is_stamped_before_any_of_it_is_worked_on(
    api: FakeTelegram, channel: TelegramChannel
) -> None:
    """Five answers in one burst after prompt 41: each had seen 41, though prompts 1 to 5 go out meanwhile."""
    assert await channel.send(ready("41?", prompt=41)) == Sent(str(api.user(7).newest.id))
    inbox = EchoInbox(channel)
    for number in range(5):
        api.user(7).types(str(number))
    async with polling(channel, inbox):
        await api.quiet()
    assert seen(inbox.events) == [41] * 5


async def test_offset_moves_only_when_all_is_committed(api: FakeTelegram, channel: TelegramChannel) -> None:
    inbox = RecordingInbox()
    inbox.open.clear()
    api.user(7).types("một")
    async with polling(channel, inbox):
        await until(lambda: inbox.begun)
        await asyncio.sleep(0.05)
    assert [one.json["message"]["text"] for one in api.waiting] == ["một"]
    inbox.open.set()
    async with polling(channel, inbox):
        await api.quiet()
    assert inbox.texts == ["một"]


async def test_webhook_of_before_is_taken_down(api: FakeTelegram, channel: TelegramChannel) -> None:
    api.delivery.set_webhook({"url": "https://example.org/old"})
    await api.delivery.stop()
    inbox = RecordingInbox()
    api.user(7).types("chào")
    async with polling(channel, inbox):
        await api.quiet()
    assert inbox.texts == ["chào"]


async def test_waits_grow_while_telegram_is_away(api: FakeTelegram, channel: TelegramChannel) -> None:
    inbox, pauses = RecordingInbox(), Pauses()
    api.will("drop_before", "getMe", times=3)
    api.will("error_502", "getUpdates", times=7)
    api.user(7).types("chào")
    async with polling(channel, inbox, pauses):
        await api.quiet()
    assert inbox.texts == ["chào"]
    assert pauses.asked == [1, 2, 4, 1, 2, 4, 8, 16, 30, 30]


async def test_429_is_obeyed(api: FakeTelegram, channel: TelegramChannel) -> None:
    inbox, pauses = RecordingInbox(), Pauses()
    api.will("too_many", "getUpdates", seconds=9)
    async with polling(channel, inbox, pauses):
        api.user(7).types("chào")
        await api.quiet()
    assert pauses.asked == [9]


async def test_second_poller_is_told_clearly(
    api: FakeTelegram, channel: TelegramChannel, caplog: pytest.LogCaptureFixture
) -> None:
    inbox = RecordingInbox()
    async with polling(channel, inbox), httpx.AsyncClient(trust_env=False) as other:
        await until(lambda: api.called("deleteWebhook"))
        await asyncio.sleep(0.05)
        await other.get(f"{api.base_url}{api.token}/getUpdates")
        api.user(7).types("chào")
        await api.quiet()
    assert inbox.texts == ["chào"]
    assert "another program receives the updates of this bot" in caplog.text


async def test_wrong_token_is_told_and_not_shown(
    api: FakeTelegram, channel: TelegramChannel, caplog: pytest.LogCaptureFixture
) -> None:
    right, api.token = api.token, "7200000001:AAnew-token-that-nobody-told-us-of-000"
    inbox, pauses = RecordingInbox(), Pauses()
    async with polling(channel, inbox, pauses):
        await until(lambda: pauses.asked)
        api.token = right
        api.user(7).types("chào")
        await api.quiet()
    assert inbox.texts == ["chào"]
    assert "the token is refused" in caplog.text
    assert right not in caplog.text


async def test_stops_at_once_when_told_to(api: FakeTelegram, channel: TelegramChannel) -> None:
    loop = asyncio.get_running_loop()
    async with polling(channel, RecordingInbox()):
        await until(lambda: api.called("deleteWebhook"))
        await asyncio.sleep(0.05)
        begun = loop.time()
    assert loop.time() - begun < 0.5


async def test_token_never_reaches_the_logs(
    api: FakeTelegram, channel: TelegramChannel, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    inbox = RecordingInbox()
    api.will("error_500", "getUpdates")
    async with polling(channel, inbox):
        api.user(7).types("Hoàng Thị Mai")
        await api.quiet()
    await channel.send(ready("Hoàng Thị Mai", edit="5"))
    secret = api.token.partition(":")[2]
    assert caplog.records
    assert secret not in caplog.text
    assert "Hoàng Thị Mai" not in caplog.text
