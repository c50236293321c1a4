"""Long polling: asks Telegram for updates and moves on only when all it got is on disk."""

import asyncio
import logging
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from telegram.error import NetworkError

from bot.channels.patience import Pause, growing
from bot.channels.telegram import Arrival, Commands, TelegramChannel
from bot.channels.telegram_patience import patiently
from bot.channels.telegram_updates import ALLOWED, read_update
from bot.ports import Inbox
from bot.runtime.faults import kind_and_place

log = logging.getLogger(__name__)

# The library's get_updates prints a whole batch, words and all, when one update of it cannot be read,
# and then gives none of them. So the call is made raw and each update read by itself. Method names are
# case-insensitive; this spelling keeps the library from pointing at its own method.
_METHOD = "GetUpdates"


async def poll(
    channel: TelegramChannel,
    inbox: Inbox,
    commands: Commands = (),
    *,
    hold: int = 30,
    pause: Pause = asyncio.sleep,
) -> None:
    """Runs until cancelled. hold: seconds Telegram keeps an idle call open."""
    polling = _Polling(channel, inbox, hold, pause)
    await patiently(lambda: polling.prepare(commands), pause)
    while True:
        await patiently(polling.round, pause)


class _Polling:
    def __init__(self, channel: TelegramChannel, inbox: Inbox, hold: int, pause: Pause) -> None:
        self._channel, self._inbox, self._hold, self._pause = channel, inbox, hold, pause
        self._offset: int | None = None

    async def prepare(self, commands: Commands) -> None:
        await self._channel.prepare(commands)
        await self._channel.bot.delete_webhook()

    async def round(self) -> None:
        """One call, one batch: stamped as a whole, handed in, and only then acknowledged by the offset."""
        updates = await self._fetch()
        readable = [update for data in updates if (update := read_update(data, self._channel.bot))]
        if len(readable) < len(updates):
            log.error("telegram: %d updates could not be read and were left", len(updates) - len(readable))
        await self._commit(self._channel.arrive(readable))
        if updates:
            self._offset = max(data["update_id"] for data in updates) + 1

    async def _fetch(self) -> list[dict[str, Any]]:
        asked = {"timeout": self._hold, "allowed_updates": list(ALLOWED)}
        if self._offset is not None:
            asked["offset"] = self._offset
        answer = await self._channel.bot.do_api_request(
            _METHOD, api_kwargs=asked, read_timeout=self._hold + 15.0
        )
        if not isinstance(answer, list):
            raise NetworkError("getUpdates was answered with something else than a list")
        return answer

    async def _commit(self, arrivals: Sequence[Arrival]) -> None:
        """Chats side by side, the events of one chat one after the other."""
        by_chat = sorted(arrivals, key=lambda arrival: arrival.chat)  # stable: order within a chat stays
        chains = [list(chain) for _, chain in groupby(by_chat, key=lambda arrival: arrival.chat)]
        async with asyncio.TaskGroup() as group:
            for chain in chains:
                group.create_task(self._in_order(chain))

    async def _in_order(self, arrivals: Sequence[Arrival]) -> None:
        for arrival in arrivals:
            await self._taken(arrival)

    async def _taken(self, arrival: Arrival) -> None:
        """Until it is on disk: a fault of ours never lets a person's answer fall."""
        tries = 0
        while True:
            try:
                return await self._channel.take(arrival, self._inbox)
            except Exception as fault:
                wait, why = growing(tries), kind_and_place(fault)
                log.error("telegram: update %d not taken (%s), again in %.0f s", arrival.update_id, why, wait)
            tries += 1
            await self._pause(wait)
