"""A strict fake Bot API with one person, and the channel on it."""

from collections.abc import AsyncIterator

import pytest

from bot.channels.telegram import TelegramChannel
from tests.fakes.telegram_api import FakeTelegram
from tests.integration.telegram_help import channel_on


@pytest.fixture
async def api() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(allow_http_webhook=True) as fake:
        fake.user(7, "Mai")
        yield fake


@pytest.fixture
async def channel(api: FakeTelegram) -> AsyncIterator[TelegramChannel]:
    channel = channel_on(api)
    yield channel
    await channel.close()
