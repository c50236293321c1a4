"""Long polling of the Bot Platform, for trying out: one update a call, told once and never again.

What was told and not on disk when the process dies is lost, so a turn under way is finished at the stop.
In production a webhook receives.
"""

import asyncio
import logging
from typing import Any

from bot.channels.patience import Pause, growing
from bot.channels.zalo_bot import ZaloBotChannel
from bot.channels.zalo_bot_api import IDLE, ZaloError
from bot.channels.zalo_bot_patience import once_reached
from bot.channels.zalo_bot_updates import bare
from bot.dialogue.event import Event
from bot.ports import Inbox
from bot.runtime.faults import kind_and_place

log = logging.getLogger(__name__)


async def poll(
    channel: ZaloBotChannel, inbox: Inbox, *, hold: int = 30, pause: Pause = asyncio.sleep
) -> None:
    """Runs until cancelled. hold: seconds Zalo keeps an idle call open."""
    polling = _Polling(channel, inbox, hold, pause)
    await once_reached(polling.prepare, pause)
    while True:
        await once_reached(polling.round, pause)


class _Polling:
    def __init__(self, channel: ZaloBotChannel, inbox: Inbox, hold: int, pause: Pause) -> None:
        self._channel, self._inbox, self._hold, self._pause = channel, inbox, hold, pause

    async def prepare(self) -> None:
        """Polling and a webhook exclude each other: the webhook goes."""
        await self._channel.prepare()
        await self._channel.api.call("deleteWebhook")

    async def round(self) -> None:
        """One call; what it told is taken to its end even where the stop comes meanwhile."""
        for update in await self._fetch():
            taking = asyncio.create_task(self._take(update))
            try:
                await asyncio.shield(taking)
            except asyncio.CancelledError:
                await asyncio.wait({taking}, timeout=2.0)
                raise

    async def _fetch(self) -> list[Any]:
        try:
            result = await self._channel.api.call("getUpdates", self._hold, timeout=str(self._hold))
        except ZaloError as error:
            if error.code == IDLE:
                return []
            raise
        if result is None or result == {}:
            return []
        return result if isinstance(result, list) else [result]

    async def _take(self, data: object) -> None:
        try:
            update = bare(data)
            event = self._channel.arrive(update)
        except ValueError:
            log.error("zalo: an update could not be read and was left")
            return
        if event is not None:
            await self._until_on_disk(await self._channel.with_picture(event, update))

    async def _until_on_disk(self, event: Event) -> None:
        """A fault of ours never lets a person's answer fall: Zalo does not tell it again."""
        tries = 0
        while True:
            try:
                return await self._inbox.take(event)
            except Exception as fault:
                wait = growing(tries)
                log.error("zalo: an update was not taken (%s), again in %.0f s", kind_and_place(fault), wait)
            tries += 1
            await self._pause(wait)
