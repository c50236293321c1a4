"""The picture that came with an event, made small and kept beside the store before its turn commits."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.dialogue.event import Event
from bot.dialogue.facts import KeptPicture
from bot.dialogue.reading import Problem
from bot.ports import PictureMaker, Store
from bot.runtime.faults import kind_and_place

log = logging.getLogger(__name__)

AT_ONCE = 2
"""Pictures unpacked at the same time; others wait, so that many do not fill the memory."""


class Keeper:
    """maker: makes a picture fit to be kept; None: the commune keeps none."""

    def __init__(self, store: Store, maker: PictureMaker | None) -> None:
        self._store, self._maker = store, maker
        self._hands = asyncio.Semaphore(AT_ONCE)
        self._held: dict[str, list[str]] = defaultdict(list)

    @property
    def is_open(self) -> bool:
        return self._maker is not None

    async def kept(self, event: Event, event_id: str) -> KeptPicture | Problem:
        """Its name and size, or why it is not kept. A picture is no fault of ours, a full disk is not theirs.

        event_id: the event whose picture is wanted; only that of the turn under way is at hand.
        """
        if self._maker is None:
            return Problem("evidence.picture.not_kept")
        if event_id != event.id or not event.file:
            return Problem("engine.photo.not_arrived")
        async with self._hands:
            try:
                made = await asyncio.to_thread(self._maker, event.file)
            except Exception as fault:
                log.warning("a picture could not be made small: %s", kind_and_place(fault))
                return Problem("evidence.picture.damaged")
        return made if isinstance(made, Problem) else await self._write(event, made)

    async def _write(self, event: Event, picture: bytes) -> KeptPicture | Problem:
        try:
            digest = await self._store.pictures.keep(picture)
        except OSError as fault:
            log.error("a picture could not be kept: %s", fault.strerror or kind_and_place(fault))
            return Problem("evidence.picture.no_room")
        self._held[event.id].append(digest)
        return KeptPicture(digest, len(picture))

    @asynccontextmanager
    async def turn(self, event: Event) -> AsyncIterator[None]:
        """Once the turn of this event is over only what it has committed keeps its picture: one that was
        refused, or erased meanwhile by somebody else, goes.

        A turn that was cancelled may still be written: its picture is held till the next start.
        """
        try:
            yield
        except asyncio.CancelledError:
            self._held.pop(event.id, None)
            raise
        except BaseException:
            await self._release(event)
            raise
        await self._release(event)

    async def _release(self, event: Event) -> None:
        held = self._held.pop(event.id, None)
        if held:
            self._store.pictures.release(held)
            await self.sweep()

    async def sweep(self) -> None:
        """Take away what no row names. A fault is logged: the next sweep finds what this one has left."""
        try:
            count = await self._store.pictures.sweep(self._store.evidence_digests)
        except Exception as fault:
            log.error("pictures could not be swept: %s", kind_and_place(fault))
            return
        if count:
            log.info("pictures that no form names any more: %d taken away", count)
