"""The running bot: store, inbox, outbox and sweeps put together; started and stopped cleanly."""

import asyncio
import logging
from collections.abc import Mapping, Sequence

from bot.cases.quality import USUAL, Thresholds
from bot.cases.quota_plans import Tariff
from bot.dialogue.aids import AidsNow
from bot.dialogue.aids import usual as usual_aids
from bot.dialogue.event import Event
from bot.dialogue.facts import Place
from bot.dialogue.message import DocumentRef, Letter
from bot.dialogue.turn import Packs
from bot.dialogue.words import Translate
from bot.errors import PaperError
from bot.handlers.script import SCRIPT
from bot.ports import Channel, Clock, Papers, PictureMaker, QrReader, SheetReader, Store, TemplateChecker
from bot.runtime.evidence import Keeper
from bot.runtime.faults import kind_and_place
from bot.runtime.inbox import Inbox
from bot.runtime.links import PaperLinks
from bot.runtime.outbox import Outbox, never_quiet
from bot.runtime.pictures import no_qr
from bot.runtime.place import read_place
from bot.runtime.public_door import PublicDoor
from bot.runtime.quota import Quota
from bot.runtime.quota_warning import Warner
from bot.runtime.reminding import Reminding
from bot.runtime.rescoring import Job, due, rescore
from bot.runtime.spreadsheets import no_checker, no_reader
from bot.scoring.pack_copy import Library, copy_of
from bot.scoring.packs import available_packs, load_pack

log = logging.getLogger(__name__)


class Application:
    """`take` is what every channel calls. reader: opens the spreadsheets that people send;
    qr_reader: reads the square codes in their pictures; checker: looks through templates they send.

    thresholds: from where on officers are shown what of a survey should be asked again.
    aids: languages on offer, recordings at hand. door: the bot's own public address, for papers as links.
    tariffs: what each bot may send, by the prefix of its chats.
    reminders: people are reminded and told each morning what waits, and left in peace in their quiet hours.
    picture_maker: makes photos fit to be kept; without one the commune keeps neither photos nor places.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        papers: Papers,
        translate: Translate,
        round_id: str = "",
        *,
        reader: SheetReader = no_reader,
        qr_reader: QrReader = no_qr,
        thresholds: Thresholds = USUAL,
        aids: AidsNow = usual_aids,
        picture_maker: PictureMaker | None = None,
        door: PublicDoor | None = None,
        tariffs: Mapping[str, Tariff] | None = None,
        reminders: bool = False,
        checker: TemplateChecker = no_checker,
    ) -> None:
        self.store, self.clock, self.translate = store, clock, translate
        self.papers, self._round_id, self._reader = papers, round_id, reader
        self._qr_reader, self._checker = qr_reader, checker
        self._thresholds = thresholds
        self.aids = aids
        self.keeper = Keeper(store, picture_maker)
        self.links = None if door is None else self._links_at(door)
        warner = Warner(store, clock, lambda: self.inbox.place, translate)
        self.quota = Quota(store, clock, tariffs, warner.tell)
        self.reminding = Reminding(store, clock, translate, aids) if reminders else None
        self._inbox: Inbox | None = None
        self._outbox: Outbox | None = None
        self._running: asyncio.Task[None] | None = None
        self._rescoring: asyncio.Task[None] | None = None
        self._ahead: asyncio.Task[None] | None = None
        self._library = Library()
        self._reading = asyncio.Lock()
        self._day = clock.now().date()
        self._kept: set[str] = set()

    async def open(self, channels: Sequence[Channel]) -> None:
        """Read the commune, make inbox and outbox. ConfigError where the store is not set up.

        Letters an earlier process had in its hands when it died are free again: only one process sends.
        """
        place = await self.place()
        await self.store.release_leases()
        self._outbox = Outbox(
            self.store,
            {c.prefix: c for c in channels},
            self.clock,
            self.papers,
            self._reader_gone,
            self.links,
            self.quota,
            self.reminding.quiet_until if self.reminding is not None else never_quiet,
        )
        await self.quota.open()
        self._library = Library(await self.store.pack_copies())
        self._inbox = Inbox(
            self.store,
            SCRIPT,
            self.translate,
            self.place,
            place,
            self._outbox.wake,
            self._library.pack,
            self._reader,
            self._thresholds,
            self._qr_reader,
            {c.prefix: c.capabilities.manners for c in channels},
            self.aids,
            self.keeper,
            self.quota.usages,
            self._checker,
        )
        await self.keeper.sweep()

    def _links_at(self, door: PublicDoor) -> PaperLinks:
        """Papers as links at this address."""
        return PaperLinks(
            self.store,
            self.clock,
            self.papers,
            self.translate,
            lambda: self.inbox.place,
            lambda: self.outbox.wake(),
            door,
        )

    async def _keep_packs(self, place: Place) -> None:
        """A copy of each pack that a round works with is in the store before a form is begun with it."""
        named = {one.pack_id for one in place.rounds} & set(available_packs()) - self._kept
        usable = sorted(one for one in named if load_pack(one).status != "draft")
        if usable:
            await self.store.seed([copy_of(one) for one in usable])
        self._kept |= named

    async def place(self) -> Place:
        """Read one after the other: an older reading never comes in over a newer one."""
        async with self._reading:
            place = await read_place(self.store, self.clock.now().date(), self._round_id)
            await self._keep_packs(place)
            return place

    async def refresh(self) -> None:
        """Staff were changed from outside a turn (an invitation, an access ended): from now on it counts."""
        self.inbox.place = await self.place()

    async def look_at_day(self) -> None:
        """A new day may begin another round: from then on it is the running one."""
        today = self.clock.now().date()
        if today != self._day:
            await self.refresh()
            self._day = today

    @property
    def packs(self) -> Packs:
        """Gives a pack by its id; of a digest, where a copy of it is kept."""
        return self._library.pack

    @property
    def inbox(self) -> Inbox:
        assert self._inbox is not None, "open() first"
        return self._inbox

    @property
    def outbox(self) -> Outbox:
        assert self._outbox is not None, "open() first"
        return self._outbox

    async def take(self, event: Event) -> None:
        await self.quota.heard(event)
        await self.inbox.take(event)
        self.look_at_tables()

    def look_at_tables(self) -> None:
        """A points table that counts from now on: begin to score the files again, beside everything else."""
        busy = self._rescoring is not None and not self._rescoring.done()
        if not busy and due(self.inbox.place, self.clock.now()):
            self._rescoring = asyncio.create_task(self._rescore())

    async def _rescore(self) -> None:
        try:
            await self.refresh()
            for table in due(self.inbox.place, self.clock.now()):
                job = Job(self.store, self.inbox.place, self._library, self.clock, self.translate)
                await rescore(job, table)
            await self.refresh()
            self.outbox.wake()
        except Exception as fault:  # taken up again at the next tick; each file is whole
            log.error("scoring again failed: %s", kind_and_place(fault))

    async def remind(self) -> None:
        """Reminders that are due by now, once an hour; what fails is taken up again at the next call."""
        if self.reminding is None or not self.reminding.is_due():
            return
        try:
            await self.refresh()
            if await self.reminding.tick(self.inbox.place, self.packs):
                self.outbox.wake()
        except Exception as fault:
            log.error("reminders failed: %s", kind_and_place(fault))

    async def recording(self, name: str) -> bytes | None:
        """What is in a recording of this name; None where there is none."""
        try:
            return await self.papers.make(DocumentRef("audio", "", name, ""))
        except PaperError:
            return None

    async def idle(self) -> None:
        """Returns once nothing is being scored again."""
        if self._rescoring is not None:
            await asyncio.gather(self._rescoring, return_exceptions=True)

    def start(self) -> None:
        """Begin sending, with what was left queued by an earlier run; read the surveys for the officers."""
        self._running = asyncio.create_task(self.outbox.run())
        self._ahead = asyncio.create_task(self.inbox.traces.warm(self.inbox.place.round.id))

    async def stop(self) -> None:
        """Finish what is being sent; what is queued stays for the next start."""
        if self._rescoring is not None:  # goes on where it stopped at the next start
            self._rescoring.cancel()
            await asyncio.gather(self._rescoring, return_exceptions=True)
        for task in (self._ahead, self._running):
            if task is not None:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
        await self.store.close()

    async def _reader_gone(self, letter: Letter) -> None:
        """The platform says that the person has left: noted like their own leaving."""
        at = self.clock.now()
        await self.take(Event(id=f"gone:{letter.id}:{letter.chat}", chat=letter.chat, at=at, kind="left"))
