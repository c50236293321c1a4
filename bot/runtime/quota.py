"""The meter: what each bot has sent this month, which letters wait for it, and when officers are warned.

Counts stand in the store's notes, one a bot and month, written once the platform has taken a letter, before
it is marked as sent. A crash between the platform's "taken" and our count loses that one (and those under way
beside it); the letter goes again, and that is counted.
"""

import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import orjson

from bot.cases.quota import SAVING, Contact, Usage, What, is_free, window_reason
from bot.cases.quota_plans import Tariff, WindowPlan, in_force
from bot.dialogue.event import Event
from bot.dialogue.message import Letter
from bot.ports import Clock, Store
from bot.runtime.clock import VIETNAM
from bot.runtime.faults import kind_and_place

log = logging.getLogger(__name__)

COUNT, USER, CONTACT = "quota", "quota_user", "quota_contact"
"""Kinds of notes: "zb:2026-11" → {"sent", "paid"}; "zb:2026-11:zb:99" → nothing; "zo:99" → {"at", "event",
"sent"}."""
AGAIN = timedelta(hours=1)
USERS_KEPT = timedelta(days=62)
"""A month's users are needed until it is over."""

Tell = Callable[[Usage, What, int], Awaitable[bool]]
"""Tells officers that a level of a bot's month is reached; False where nobody could be told yet."""


Usages = Callable[[], Awaitable[tuple[Usage, ...]]]
"""Each metered bot's month so far."""


async def no_usages() -> tuple[Usage, ...]:
    """Where nothing is metered."""
    return ()


async def _nobody(_usage: Usage, _what: What, _level: int) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Hold:
    """A letter does not go now. until: when it is looked at again; None: never, for this reason."""

    until: datetime | None
    reason: str = ""


def month_of(now: datetime) -> str:
    """ "2026-11": the calendar month in Vietnam."""
    return f"{now.astimezone(VIETNAM):%Y-%m}"


def next_month(now: datetime) -> datetime:
    """The next local midnight that begins a month."""
    first = now.astimezone(VIETNAM).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return (first + timedelta(days=32)).replace(day=1)


class Quota:
    """tariffs: by the prefix of a bot's chats; a bot without one is neither counted nor held back."""

    def __init__(
        self, store: Store, clock: Clock, tariffs: Mapping[str, Tariff] | None = None, tell: Tell = _nobody
    ) -> None:
        self._store, self._clock, self._tell = store, clock, tell
        self._tariffs = dict(tariffs or {})
        self._sent: Counter[tuple[str, str]] = Counter()
        self._paid: Counter[tuple[str, str]] = Counter()
        self._users: dict[tuple[str, str], set[str]] = {}
        self._contacts: dict[str, Contact] = {}
        self._told: dict[tuple[str, str, What, int | None], int] = {}

    async def open(self) -> None:
        """What earlier processes have counted."""
        if not self._tariffs:
            return
        await self._store.drop_expired_notes(self._clock.now())
        for name, body in (await self._store.notes(COUNT)).items():
            bot, month = name.split(":")
            said = orjson.loads(body)
            self._sent[bot, month], self._paid[bot, month] = said["sent"], said["paid"]
        for name in await self._store.notes(USER):
            bot, month, chat = name.split(":", 2)
            self._users.setdefault((bot, month), set()).add(chat)
        for chat, body in (await self._store.notes(CONTACT)).items():
            said = orjson.loads(body)
            self._contacts[chat] = Contact(datetime.fromisoformat(said["at"]), said["event"], said["sent"])

    async def heard(self, event: Event) -> None:
        """The person has written: where a bot has a free window it opens anew, once an event."""
        plan, old = self._window(event.chat, event.at), self._contacts.get(event.chat)
        if plan is None or event.kind == "left":
            return
        if old is None or (event.at != old.at and event.id != old.event):  # earlier: our clock was set right
            await self._keep(event.chat, Contact(event.at, event.id), plan)

    def hold(self, letter: Letter) -> Hold | None:
        """Whether this letter must not go now. What a person waits for always goes."""
        bot, now = _bot(letter.chat), self._clock.now()
        if letter.lane == "reply" or bot not in self._tariffs:
            return None
        plan = self._window(letter.chat, now)
        if plan is not None:
            reason = window_reason(self._tariffs[bot], plan, self._contacts.get(letter.chat), now)
            if reason:
                return Hold(None, reason)
        if letter.lane == "notice" and self._usage(bot).level("messages") >= SAVING:
            return Hold(min(now + AGAIN, next_month(now)))
        return None

    async def count(self, letter: Letter, messages: int) -> None:
        """So many messages to this letter's chat have left."""
        bot, now = _bot(letter.chat), self._clock.now()
        if bot not in self._tariffs or messages <= 0:
            return
        at = bot, month_of(now)
        plan, contact = self._window(letter.chat, now), self._contacts.get(letter.chat)
        self._sent[at] += messages
        self._paid[at] += _paid(plan, contact, messages, now)
        if contact is not None:
            self._contacts[letter.chat] = replace(contact, sent=contact.sent + messages)
        body = orjson.dumps({"sent": self._sent[at], "paid": self._paid[at]})
        # Nothing is awaited between adding and handing over: the store's writer takes notes in that order.
        await self._store.put_note(COUNT, ":".join(at), body)
        await self._keep_user(at, letter.chat, now)
        if plan is not None and letter.chat in self._contacts:
            await self._keep(letter.chat, self._contacts[letter.chat], plan)

    async def _keep_user(self, at: tuple[str, str], chat: str, now: datetime) -> None:
        """Only what is missing is written."""
        known = self._users.setdefault(at, set())
        if chat not in known:
            known.add(chat)
            await self._store.put_note(USER, f"{':'.join(at)}:{chat}", b"", now + USERS_KEPT)

    async def warn(self, chat: str) -> None:
        """Tell officers once a month of each level that is reached. Never raises: the letter has left."""
        bot = _bot(chat)
        if bot not in self._tariffs:
            return
        usage = self._usage(bot)
        whats: tuple[What, ...] = ("messages", "users")
        for what in whats:
            level, key = usage.level(what), (bot, usage.month, what, usage.limit(what))
            if level <= self._told.get(key, 0):
                continue
            try:
                if await self._tell(usage, what, level):
                    self._told[key] = level
            except Exception as fault:  # tried again at the next message
                log.error("officers could not be told of the quota: %s", kind_and_place(fault))

    async def usages(self) -> tuple[Usage, ...]:
        """Each bot with a monthly plan, and each other metered one that has sent something this month."""
        if not self._tariffs:
            return ()
        queued = await self._store.queued_letters()
        found = (replace(self._usage(bot), waiting=queued.get((bot, "notice"), 0)) for bot in self._tariffs)
        return tuple(one for one in found if one.plan is not None or one.sent)

    def _usage(self, bot: str) -> Usage:
        now = self._clock.now()
        at, day, tariff = (bot, month_of(now)), now.astimezone(VIETNAM).date(), self._tariffs[bot]
        users = len(self._users.get(at, ()))
        plan, free = in_force(tariff.months, day), in_force(tariff.windows, day)
        return Usage(*at, self._sent[at], users, plan, free, self._paid[at])

    def _window(self, chat: str, now: datetime) -> WindowPlan | None:
        tariff = self._tariffs.get(_bot(chat))
        return in_force(tariff.windows, now.astimezone(VIETNAM).date()) if tariff else None

    async def _keep(self, chat: str, contact: Contact, plan: WindowPlan) -> None:
        self._contacts[chat] = contact
        body = orjson.dumps({"at": contact.at.isoformat(), "event": contact.event, "sent": contact.sent})
        await self._store.put_note(
            CONTACT, chat, body, contact.at + timedelta(days=plan.days, hours=plan.hours)
        )


def _bot(chat: str) -> str:
    return chat.partition(":")[0]


def _paid(plan: WindowPlan | None, contact: Contact | None, messages: int, now: datetime) -> int:
    """How many of these messages are outside the free window."""
    if plan is None:
        return 0
    if contact is None or not is_free(plan, contact, now):
        return messages
    return max(0, contact.sent + messages - plan.messages)
