"""Takes events: one at a time for each chat, in the order they came; back only when the turn is on disk."""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial

from bot.cases.commune import Area, Commune, Invite, Round, Staff
from bot.cases.paper_template import PaperTemplate
from bot.cases.points_table import LoadedTable
from bot.cases.quality import USUAL, Thresholds
from bot.dialogue.aids import AidsNow
from bot.dialogue.aids import usual as usual_aids
from bot.dialogue.engine import Script, advance
from bot.dialogue.event import Event
from bot.dialogue.facts import Facts, Place, Query, Unknown
from bot.dialogue.manners import USUAL as USUAL_MANNERS
from bot.dialogue.manners import Manners
from bot.dialogue.message import Letter, Message
from bot.dialogue.outcome import Outcome
from bot.dialogue.session import Session
from bot.dialogue.turn import Env, Packs
from bot.dialogue.words import Translate
from bot.ports import QrReader, SheetReader, Store, TemplateChecker, TurnRecord
from bot.runtime.addresses import conversation, first_look, root_of
from bot.runtime.evidence import Keeper
from bot.runtime.faults import kind_and_place
from bot.runtime.loading import expected, load
from bot.runtime.pictures import Pictures, no_qr
from bot.runtime.quota import Usages, no_usages
from bot.runtime.spreadsheets import checked, no_checker, no_reader, opened
from bot.runtime.traces import Traces

log = logging.getLogger(__name__)

MOST_TRIES = 20
"""How often a turn is taken again after losing a race; each loss means somebody else has won one."""
MOST_QUERIES = 100
OF_PLACE = (Area, Commune, Invite, LoadedTable, PaperTemplate, Round, Staff)
"""What the place is made of: changed by a turn, it is read again."""


class Inbox:
    """One per running bot. `place` is read again by `refresh` when a turn changes staff or the commune.

    manners: what conversations may know of each channel, by its prefix.
    """

    def __init__(
        self,
        store: Store,
        script: Script,
        translate: Translate,
        refresh: Callable[[], Awaitable[Place]],
        place: Place,
        committed: Callable[[], None],
        packs: Packs,
        reader: SheetReader = no_reader,
        thresholds: Thresholds = USUAL,
        qr_reader: QrReader = no_qr,
        manners: Mapping[str, Manners] | None = None,
        aids: AidsNow = usual_aids,
        keeper: Keeper | None = None,
        usages: Usages = no_usages,
        checker: TemplateChecker = no_checker,
    ) -> None:
        self._store, self._script, self._translate = store, script, translate
        self._refresh, self.place, self._committed, self._packs = refresh, place, committed, packs
        self._reader, self._thresholds = reader, thresholds
        self._pictures, self._checker = Pictures(qr_reader), checker
        self._manners = manners or {}
        self._aids, self._usages = aids, usages
        self._keeper = keeper or Keeper(store, None)
        self.traces = Traces(store)
        self.chance: Callable[[], bytes] = partial(secrets.token_bytes, 16)  # played scripts know theirs
        self._locks: dict[str, tuple[asyncio.Lock, int]] = {}

    async def take(self, event: Event) -> None:
        """Returns once the turn is committed, or was before. A lock a chat keeps the order of calls."""
        async with self._alone(event.chat):
            async with self._keeper.turn(event):
                joined = await self._take_for(event)
            if joined:
                await self._take_for(first_look(event))

    @asynccontextmanager
    async def _alone(self, chat: str) -> AsyncIterator[None]:
        lock, waiting = self._locks.get(chat, (asyncio.Lock(), 0))
        self._locks[chat] = (lock, waiting + 1)
        try:
            async with lock:
                yield
        finally:
            lock, waiting = self._locks[chat]
            if waiting == 1:
                del self._locks[chat]
            else:
                self._locks[chat] = (lock, waiting - 1)

    async def _take_for(self, event: Event) -> bool:
        """The turn, with the first phone's lock, too, where this is a second one: always its own lock first.
        Nobody's second phone is a first phone itself, so that no two wait for each other."""
        root = await root_of(self._store, event.chat)
        if root == event.chat:
            return await self._take(event)
        async with self._alone(root):
            return await self._take(event)

    async def _take(self, event: Event) -> bool:
        """True where this turn made the chat somebody's second phone."""
        for attempt in range(MOST_TRIES):
            session = await conversation(self._store, event.chat)
            outcome = await self._decide(session, event, attempt)
            verdict = await self._store.commit(TurnRecord.of(event, outcome))
            if any(isinstance(one, OF_PLACE) for one in outcome.entities):
                self.place = await self._refresh()  # also where somebody else was first: they changed it
            if verdict == "stale":
                continue
            self._committed()
            if outcome.erasures:
                await self._keeper.sweep()
            return verdict == "committed" and outcome.session.link != session.link
        log.error("turn %s lost %d races", event.id, MOST_TRIES)
        session = await conversation(self._store, event.chat)
        await self._store.commit(TurnRecord.of(event, self._apology(session, event)))
        self._committed()
        return False

    async def _decide(self, session: Session, event: Event, attempt: int) -> Outcome:
        """The outcome; a fault of ours becomes an apology, so that nobody is left without an answer."""
        try:
            return await self._advance(session, event, attempt)
        except Exception as fault:
            log.error("turn %s failed at %s: %s", event.id, _where(session), kind_and_place(fault))
            return self._apology(session, event)

    async def _advance(self, session: Session, event: Event, attempt: int) -> Outcome:
        known: dict[Query, object] = {q: await load(self._store, q) for q in expected(session)}
        manners = self._manners.get(event.chat.partition(":")[0], USUAL_MANNERS)
        for _ in range(MOST_QUERIES):
            facts = Facts(self.place, known)
            env = Env(
                facts,
                self._translate,
                self._packs,
                attempt,
                self._thresholds,
                manners,
                self._aids(),
                self._keeper.is_open,
            )
            try:
                return advance(self._script, session, event, env)
            except Unknown as more:
                for query in (more.query, *more.also):
                    known[query] = await self._answer(query, event)
        raise RuntimeError("a turn that never knows enough")

    async def _answer(self, query: Query, event: Event) -> object:
        """What a turn asks for: what came with its event, what is kept in mind, else what the store keeps."""
        if query.kind == "sheets":
            return await opened(self._reader, event, query.args[0])
        if query.kind == "template":
            return await checked(self._checker, event, query.args)
        if query.kind == "qr":
            return await self._pictures.codes(event, query.args[0])
        if query.kind == "picture":
            return await self._keeper.kept(event, query.args[0])
        if query.kind == "random":
            return self.chance()
        if query.kind == "quota":
            return await self._usages()
        if query.kind == "survey_traces":
            return await self.traces.of_round(query.args[0])
        return await load(self._store, query)

    def _apology(self, session: Session, event: Event) -> Outcome:
        text = self._translate(session.language or "vi", "engine.fault", {"phone": self.place.commune.phone})
        letter = Letter(f"{event.id}#1", event.chat, "reply", Message(text))
        return Outcome(replace(session, version=session.version + 1), letters=(letter,))


def _where(session: Session) -> str:
    """The step, for the log: names of code, nothing of the person."""
    return f"{session.frames[-1].conversation}.{session.frames[-1].step}" if session.frames else "start"
