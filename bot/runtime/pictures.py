"""The picture that came with an event, its square codes read for the step that asks for them."""

import asyncio
import logging

from bot.dialogue.event import Event
from bot.dialogue.reading import Problem
from bot.ports import QrReader
from bot.runtime.faults import kind_and_place

log = logging.getLogger(__name__)

AT_ONCE = 2
"""Pictures read at the same time; others wait, so that many do not fill the memory."""


class Pictures:
    """Reads pictures outside the event loop, with one reader. Keeps nothing of them."""

    def __init__(self, reader: QrReader) -> None:
        self._reader = reader
        self._hands = asyncio.Semaphore(AT_ONCE)

    async def codes(self, event: Event, event_id: str) -> tuple[str, ...] | Problem:
        """What its codes say, or why not. A picture is no fault of ours, whatever is in it.

        event_id: the event whose picture is wanted; only that of the turn under way is at hand.
        """
        if event_id != event.id or not event.file:
            return Problem("engine.photo.not_arrived")
        async with self._hands:
            try:
                return await asyncio.to_thread(self._reader, event.file)
            except Exception as fault:
                log.warning("a picture could not be read: %s", kind_and_place(fault))
                return Problem("picture.damaged")


def no_qr(_data: bytes) -> tuple[str, ...] | Problem:
    """For a bot that reads no pictures."""
    return Problem("picture.no_code")
