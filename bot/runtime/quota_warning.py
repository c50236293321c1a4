"""Warns officers that a bot's month runs short: one commit whose event id names bot, month, plan and level.

So nobody is told twice, whatever happens between.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.cases.quota import FULL, Usage, What
from bot.dialogue.facts import Place
from bot.dialogue.words import Translate
from bot.errors import StoreError
from bot.handlers.quota_words import warnings
from bot.ports import Audit, Clock, Store, TurnRecord

log = logging.getLogger(__name__)

CHAT = "system:quota"
"""The session under which these commits are made: nobody's."""
MOST_TRIES = 20


@dataclass(frozen=True, slots=True)
class Warner:
    """place: the commune at hand at the moment of the warning."""

    store: Store
    clock: Clock
    place: Callable[[], Place]
    translate: Translate

    async def tell(self, usage: Usage, what: What, level: int) -> bool:
        """One letter an officer; False where none has come in yet. StoreError where every try lost a race."""
        event = f"quota:{usage.bot}:{usage.month}:{what}:{usage.limit(what)}:{level}"
        letters = warnings(self.place(), self.translate, usage, what, level, event)
        if not letters:
            _log(usage, what, level)
            return False
        for _ in range(MOST_TRIES):
            session = await self.store.session(CHAT)
            now = self.clock.now()
            told = Audit(now, CHAT, "quota_warned", usage.bot, f"{what} {usage.used(what)} {level}")
            record = TurnRecord(
                event, now, replace(session, version=session.version + 1), letters=letters, audits=(told,)
            )
            verdict = await self.store.commit(record)
            if verdict == "committed":
                _log(usage, what, level)
            if verdict != "stale":
                return True
        raise StoreError("lost too many races", where=event, remedy="it is tried again at the next message")


def _log(usage: Usage, what: What, level: int) -> None:
    used, limit = usage.used(what), usage.limit(what)
    log.warning("%s: %s of %s %s used in %s", usage.bot, used, limit, what, usage.month)
    if level >= FULL and what == "messages":
        log.error("%s: used up; the platform may answer 429, letters are tried for some hours", usage.bot)
