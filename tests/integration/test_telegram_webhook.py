"""The webhook at its border: secret, size, JSON, and 200 only after the commit."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_webhook import register_webhook, telegram_route
from bot.errors import ConfigError
from tests.fakes.telegram_api import FakeTelegram
from tests.integration.telegram_help import (
    SECRET,
    Pauses,
    RecordingInbox,
    until,
    webhook,
)


async def test_webhook_is_registered_with_its_secret(api: FakeTelegram, channel: TelegramChannel) -> None:
    async with webhook(api, channel, RecordingInbox()) as url:
        assert (api.delivery.webhook.url, api.delivery.webhook.secret) == (url, SECRET)
    assert api.allowed == ["message", "edited_message", "callback_query", "my_chat_member"]


async def test_webhook_is_registered_as_soon_as_telegram_is_reached(
    api: FakeTelegram, channel: TelegramChannel
) -> None:
    pauses = Pauses()
    api.will("drop_before", "getMe", times=2)
    api.will("too_many", "setWebhook", seconds=6)
    await register_webhook(channel, "https://example.org/telegram", SECRET, pause=pauses)
    assert api.delivery.webhook.url == "https://example.org/telegram"
    assert pauses.asked == [1, 2, 6]


async def test_address_without_https_is_a_setting_to_mend(
    api: FakeTelegram, channel: TelegramChannel
) -> None:
    api.delivery.allow_http = False
    with pytest.raises(ConfigError, match=r"an https url must be provided.*https address on port 443"):
        await register_webhook(channel, "http://example.org/telegram", SECRET)


async def test_webhook_answers_200_only_after_the_commit(api: FakeTelegram, channel: TelegramChannel) -> None:
    inbox = RecordingInbox()
    inbox.open.clear()
    async with webhook(api, channel, inbox):
        api.user(7).types("một")
        await until(lambda: inbox.begun)
        await asyncio.sleep(0.05)
        assert len(api.waiting) == 1
        inbox.open.set()
        await api.quiet()
    assert inbox.texts == ["một"]


@pytest.mark.parametrize(
    ("secret", "body", "status"),
    [
        (SECRET, b'{"update_id": 5}', 200),
        ("", b'{"update_id": 5}', 401),
        ("mot-bi-mat-du-dai-0002", b'{"update_id": 5}', 401),
        ("mật".encode(), b'{"update_id": 5}', 401),
        (SECRET, b"{", 400),
        (SECRET, b"\xff\xfe", 400),
        (SECRET, b"[]", 400),
        (SECRET, b'{"update_id": "5"}', 400),
        (SECRET, b'"' + b"x" * 1_000_000 + b'"', 413),
    ],
)
async def test_webhook_at_its_border(
    api: FakeTelegram, channel: TelegramChannel, secret: str | bytes, body: bytes, status: int
) -> None:
    inbox = RecordingInbox()
    async with webhook(api, channel, inbox) as url, httpx.AsyncClient(trust_env=False) as http:
        headers: dict[str, str | bytes] = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        answer = await http.post(url, content=body, headers=headers)  # type: ignore[arg-type]
    assert answer.status_code == status
    assert inbox.events == []


async def test_body_without_declared_length_is_cut_off(api: FakeTelegram, channel: TelegramChannel) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(11):
            yield b"x" * 100_000

    async with webhook(api, channel, RecordingInbox()) as url, httpx.AsyncClient(trust_env=False) as http:
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        answer = await http.post(url, content=endless(), headers=headers)
    assert answer.status_code == 413


@pytest.mark.parametrize("secret", ["", "short", "mật khẩu dài hơn mười sáu", "x" * 257])
def test_secret_must_be_one_telegram_takes(secret: str) -> None:
    channel = TelegramChannel.__new__(TelegramChannel)
    with pytest.raises(ConfigError, match="webhook secret"):
        telegram_route(channel, RecordingInbox(), secret)
