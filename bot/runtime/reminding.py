"""Reminders and morning messages: a sweep over the files as they are, one commit for each thing told.

The event id of a commit names what, whom, which file and which day, so that nothing is told twice: not
after a restart, not by two sweeps at once. What is late for longer stands in the morning message only.
"""

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from bot.cases.case import Action, Case, State
from bot.cases.commune import Round, Staff
from bot.cases.digest import digest_of
from bot.cases.dossier import Dossier
from bot.cases.moves import may_see
from bot.cases.posting import Posting
from bot.cases.reminders import (
    Reminders,
    Standing,
    for_enumerator,
    for_household,
    for_officer,
    of_officer,
    theirs,
)
from bot.cases.timeline import RUNNING, between, dates_of, holder_of, survey_end
from bot.cases.working_days import WorkingDays
from bot.dialogue.aids import AidsNow
from bot.dialogue.facts import CaseFilter, Place
from bot.dialogue.message import Letter
from bot.dialogue.turn import Packs
from bot.dialogue.words import Translate
from bot.handlers.dates import rounds_at_work
from bot.handlers.reminders_words import household_letter, morning, staff_letter
from bot.ports import Clock, Store, TurnRecord
from bot.runtime.addresses import root_of
from bot.runtime.progress_line import with_progress

log = logging.getLogger(__name__)

CHAT = "system:reminders"
"""The session under which these commits are made: nobody's."""
MOST_TRIES = 20
BREATH = 100
"""Files looked at between two chances for others to be answered."""
WATCHED: tuple[State, ...] = ("submitted", *RUNNING)
K = TypeVar("K", Posting, Dossier)


@dataclass(frozen=True, slots=True)
class Desk:
    """What a sweep looks at: every file that waits for somebody, with its dates of today."""

    place: Place
    found: tuple[Standing, ...]
    days: WorkingDays


class Reminding:
    """One per running bot. `sweep` may be called at any time and as often as one likes."""

    def __init__(self, store: Store, clock: Clock, translate: Translate, aids: AidsNow) -> None:
        self._store, self._clock, self._translate, self._aids = store, clock, translate, aids
        self._hour: datetime | None = None
        self._told: set[str] = set()

    def is_due(self) -> bool:
        """Once an hour, and at the first call after a start; an hour that failed is taken up again."""
        return self._this_hour() != self._hour

    def _this_hour(self) -> datetime:
        return self._clock.now().replace(minute=0, second=0, microsecond=0)

    async def tick(self, place: Place, packs: Packs) -> bool:
        """The sweep of this hour. Whether something was written."""
        hour = self._this_hour()
        if self._hour is None or hour.date() != self._hour.date():
            self._told.clear()  # the store knows them all; this only saves asking it
        told = await self.sweep(place, packs)
        self._hour = hour
        return told

    async def sweep(self, place: Place, packs: Packs) -> bool:
        """Everything that is to be told at this moment and was not told yet."""
        now = self._clock.now()
        desk = await self._desk(place, packs, now.date())
        told = False
        for staff in place.staff:
            if staff.active and staff.chat is not None:
                await asyncio.sleep(0)
                for letter in await self._for_staff(desk, staff, now):
                    told = await self._tell(letter) or told
        for n, one in enumerate(desk.found, 1):
            await _breathe(n)
            for letter in await self._for_household(desk, one, now):
                told = await self._tell(letter) or told
        return told

    async def quiet_until(self, letter: Letter) -> datetime | None:
        """When this letter may leave, None: now. Replies always may."""
        if letter.lane == "reply":
            return None
        now = self._clock.now()
        settings = (await self._store.session(await root_of(self._store, letter.chat))).reminders
        return settings.awake(now) if settings.is_quiet(now) else None

    # ── whom to tell what ────────────────────────────────────────────────────────────────────
    async def _for_staff(self, desk: Desk, staff: Staff, now: datetime) -> list[Letter]:
        settings = (await self._store.session(staff.chat or "")).reminders
        if settings.is_quiet(now) or now.hour < settings.hour:
            return []
        today = now.date()
        visiting = theirs(staff, desk.found) if "enumerator" in staff.roles else ()
        office = of_officer(staff, desk.found) if "officer" in staff.roles else ()
        first = self._morning(desk, staff, settings, visiting, office, today)
        if first is not None:
            first = await with_progress(self._store, desk.place, self._translate, staff, today, first)
        letters = [first]
        survey = survey_end(desk.place.round, desk.days, today)
        items = [*for_enumerator(staff.id, visiting, today, survey), *for_officer(office, today)]
        known: set[tuple[str, date, str]] = set()
        for item in items:
            same = (item.what, item.on, item.files[0].case.id)  # who is both hears of a file once
            if settings.wants(item.kind) and same not in known:
                known.add(same)
                letters.append(staff_letter(desk.place, self._translate, staff, item))
        return [one for one in letters if one is not None]

    def _morning(
        self,
        desk: Desk,
        staff: Staff,
        settings: Reminders,
        visiting: tuple[Standing, ...],
        office: tuple[Standing, ...],
        today: date,
    ) -> Letter | None:
        """On a day off only where something is to be done on that very day."""
        if settings.digest_hour is None:
            return None
        digest = digest_of(staff.id, visiting, office, today, settings)
        if not desk.days.counts(today) and not digest.is_for_today:
            return None
        name = f"digest:{staff.id}:{today}"
        return morning(desk.place, self._translate, staff, digest, f"{today:%d/%m}", name)

    async def _for_household(self, desk: Desk, one: Standing, now: datetime) -> list[Letter]:
        items = tuple(for_household(one, now))
        letters = []
        for applicant in one.case.applicants if items else ():
            session = await self._store.session(applicant.chat)
            settings: Reminders = session.reminders
            if not applicant.news or session.left or settings.is_quiet(now):
                continue
            language = self._aids().offered(session.language or "vi")
            letters += [
                household_letter(desk.place, self._translate, applicant.chat, language, item)
                for item in items
                if settings.wants(item.kind)
            ]
        return letters

    # ── the files as they are ────────────────────────────────────────────────────────────────
    async def _desk(self, place: Place, packs: Packs, today: date) -> Desk:
        """Of every round: what an earlier one left open still has its dates."""
        found: list[Standing] = []
        for plan in rounds_at_work(place):
            procedures = packs(plan.pack_id).procedures
            cases = await self._store.cases(CaseFilter(plan.id, states=WATCHED))
            postings = await self._known(Posting, plan)
            dossiers = await self._known(Dossier, plan)
            days = WorkingDays(packs(plan.pack_id).days_off, place.commune.swaps)
            for n, case in enumerate(cases, 1):
                await _breathe(n)
                procedure = procedures.get(case.procedure)
                hung = postings.get(case.postings[-1]) if case.postings else None
                up = dossiers.get(case.dossier or "")
                dues = dates_of(case, plan, procedure, days, today, hung, up) if procedure else ()
                holder = holder_of(case, place.staff)
                waits = between(days, since(case, today), today)
                host = host_of(case, place.staff)
                found.append(Standing(case, dues, waits, holder.id if holder else None, host))
        running = packs(place.round.pack_id)
        return Desk(place, tuple(found), WorkingDays(running.days_off, place.commune.swaps))

    async def _known(self, kind: type[K], plan: Round) -> dict[str, K]:
        return {one.id: one for one in await self._store.of_round(kind, plan.id)}

    # ── one thing told ───────────────────────────────────────────────────────────────────────
    async def _tell(self, letter: Letter) -> bool:
        """Written once, whoever sweeps and however often."""
        event = letter.id.removesuffix("#1")
        if event in self._told:
            return False
        for _ in range(MOST_TRIES):
            session = await self._store.session(CHAT)
            now = self._clock.now()
            record = TurnRecord(event, now, replace(session, version=session.version + 1), letters=(letter,))
            verdict = await self._store.commit(record)
            if verdict != "stale":
                self._told.add(event)
                return verdict == "committed"
        log.error("a reminder lost %d races, it is tried again", MOST_TRIES)
        return False


async def _breathe(n: int) -> None:
    """After every hundredth file others may be answered first."""
    if n % BREATH == 0:
        await asyncio.sleep(0)


def host_of(case: Case, staff: Iterable[Staff]) -> str | None:
    """Who recorded the last visit and may still go there."""
    by = case.visits[-1].by if case.visits else ""
    return next((one.id for one in staff if one.id == by and may_see(one, case)), None)


def since(case: Case, today: date) -> date:
    """The day since which a file has been where it is; today where that is not known."""
    if case.state == "complained" and case.recheck is not None:
        return case.recheck.received_on
    begun: dict[State, Action] = {"submitted": "submit", "returned": "return_survey"}
    first = case.last(begun[case.state]) if case.state in begun else None
    last = first or (case.moves[-1] if case.moves else None)
    return last.at.date() if last is not None else today
