"""What the Telegram tests share: an inbox that records, a clock that stands, letters, a bot under way."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import Any

from starlette.applications import Starlette

from bot.channels.telegram import TelegramChannel, make_bot
from bot.channels.telegram_poll import poll
from bot.channels.telegram_webhook import register_webhook, telegram_route
from bot.dialogue.event import Event
from bot.dialogue.message import Button
from bot.ports import Ready, Sent
from tests.fakes.server import LoopbackServer
from tests.fakes.telegram_api import FakeTelegram

NOW = datetime(2026, 10, 5, 8, 0, tzinfo=UTC)
SECRET = "mot-bi-mat-du-dai-0001"
COMMANDS = (("menu", "Trang đầu"), ("help", "Trợ giúp"))


class StandingClock:
    def now(self) -> datetime:
        return NOW


class RecordingInbox:
    """Keeps events in the order they were committed; fails as often as told; may be held shut."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.begun = 0
        self.faults = 0
        self.open = asyncio.Event()
        self.open.set()

    async def take(self, event: Event) -> None:
        self.begun += 1
        await self.open.wait()
        if self.faults:
            self.faults -= 1
            raise OSError("the disk is full")
        self.events.append(event)

    @property
    def texts(self) -> list[str]:
        return [event.text for event in self.events]


class EchoInbox(RecordingInbox):
    """Answers each event with a numbered prompt, as the outbox would."""

    def __init__(self, channel: TelegramChannel) -> None:
        super().__init__()
        self.channel = channel

    async def take(self, event: Event) -> None:
        await super().take(event)
        number = len(self.events)
        words = event.text or event.choice
        answer = await self.channel.send(
            ready(f"{number}: {words}", chat=event.chat, prompt=number, rows=((Button(f"b{number}", "Có"),),))
        )
        assert isinstance(answer, Sent)


def ready(text: str, **changes: Any) -> Ready:
    given: dict[str, Any] = {
        "letter_id": "l1",
        "chat": "tg:7",
        "rows": (),
        "numbered": True,
        "prompt": 0,
        "edit": None,
    }
    return Ready(text=text, **(given | changes))


def channel_on(api: FakeTelegram, **changes: Any) -> TelegramChannel:
    bot = make_bot(api.token, base_url=api.base_url, base_file_url=api.base_file_url, **changes)
    return TelegramChannel(bot, StandingClock())


class Pauses:
    """Waits no time and remembers what was asked."""

    def __init__(self) -> None:
        self.asked: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.asked.append(seconds)
        await asyncio.sleep(0.005)


@asynccontextmanager
async def polling(
    channel: TelegramChannel, inbox: RecordingInbox, pauses: Pauses | None = None
) -> AsyncIterator[Pauses]:
    pauses = pauses or Pauses()
    task = asyncio.create_task(poll(channel, inbox, COMMANDS, hold=5, pause=pauses))
    try:
        yield pauses
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@asynccontextmanager
async def webhook(api: FakeTelegram, channel: TelegramChannel, inbox: RecordingInbox) -> AsyncIterator[str]:
    """The bot behind a webhook on a loopback port; gives the address."""
    app = Starlette(routes=[telegram_route(channel, inbox, SECRET)])
    async with LoopbackServer(app) as server:
        url = f"{server.url}/telegram"
        await register_webhook(channel, url, SECRET, COMMANDS)
        yield url
        await api.delivery.stop()


def seen(events: Sequence[Event]) -> list[int | None]:
    return [event.seen for event in events]


async def until(condition: Callable[[], object]) -> None:
    """Waits up to five seconds for something to become true."""
    for _ in range(1000):
        if condition():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("waited five seconds in vain")
