"""The running bot: store, inbox, outbox and sweeps put together; started and stopped cleanly."""

import asyncio
from collections.abc import Sequence

from bot.dialogue.event import Event
from bot.dialogue.facts import Place
from bot.dialogue.message import Letter
from bot.dialogue.words import Translate
from bot.handlers.script import SCRIPT
from bot.ports import Channel, Clock, Papers, SheetReader, Store
from bot.runtime.inbox import Inbox
from bot.runtime.outbox import Outbox
from bot.runtime.place import read_place
from bot.runtime.spreadsheets import no_reader


class Application:
    """`take` is what every channel calls. reader: opens the spreadsheets that people send."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        papers: Papers,
        translate: Translate,
        round_id: str = "",
        *,
        reader: SheetReader = no_reader,
    ) -> None:
        self.store, self.clock, self.translate = store, clock, translate
        self._papers, self._round_id, self._reader = papers, round_id, reader
        self._inbox: Inbox | None = None
        self._outbox: Outbox | None = None
        self._running: asyncio.Task[None] | None = None

    async def open(self, channels: Sequence[Channel]) -> None:
        """Read the commune, make inbox and outbox. ConfigError where the store is not set up.

        Letters an earlier process had in its hands when it died are free again: only one process sends.
        """
        place = await self.place()
        await self.store.release_leases()
        self._outbox = Outbox(
            self.store, {c.prefix: c for c in channels}, self.clock, self._papers, self._reader_gone
        )
        self._inbox = Inbox(
            self.store, SCRIPT, self.translate, self.place, place, self._outbox.wake, self._reader
        )

    async def place(self) -> Place:
        return await read_place(self.store, self.clock.now().date(), self._round_id)

    async def refresh(self) -> None:
        """Staff were changed from outside a turn (an invitation, an access ended): from now on it counts."""
        self.inbox.place = await self.place()

    @property
    def inbox(self) -> Inbox:
        assert self._inbox is not None, "open() first"
        return self._inbox

    @property
    def outbox(self) -> Outbox:
        assert self._outbox is not None, "open() first"
        return self._outbox

    async def take(self, event: Event) -> None:
        await self.inbox.take(event)

    def start(self) -> None:
        """Begin sending, with what was left queued by an earlier run."""
        self._running = asyncio.create_task(self.outbox.run())

    async def stop(self) -> None:
        """Finish what is being sent; what is queued stays for the next start."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)
        await self.store.close()

    async def _reader_gone(self, letter: Letter) -> None:
        """The platform says that the person has left: noted like their own leaving."""
        at = self.clock.now()
        await self.take(Event(id=f"gone:{letter.id}", chat=letter.chat, at=at, kind="left"))
