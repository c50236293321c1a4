"""Tells the officers that the Official Account's token is dying or dead: once a day for each of the two."""

import logging
from dataclasses import replace

from bot.dialogue.facts import Place
from bot.dialogue.words import Translate
from bot.handlers.token_alarm import TokenStanding, alarm_name, letters_about_token
from bot.ports import Clock, Store, TurnRecord

log = logging.getLogger(__name__)

CHAT = "system:oa_token"
"""The session under which these letters are written: nobody's."""
MOST_TRIES = 5


async def tell_officers(
    store: Store, place: Place, clock: Clock, translate: Translate, standing: TokenStanding, warn_days: int
) -> bool:
    """Writes the letters of today, where there is something to tell and it was not told yet; True if it did.

    The letters are named after what is told and the day: the store itself sees to it that they go once.
    """
    now = clock.now()
    name = alarm_name(standing, warn_days, now.date())
    if not name:
        return False
    for _ in range(MOST_TRIES):
        session = await store.session(CHAT)
        letters = letters_about_token(place, translate, standing, name)
        record = TurnRecord(name, now, replace(session, version=session.version + 1), letters=letters)
        verdict = await store.commit(record)
        if verdict != "stale":
            return verdict == "committed"
    log.error("the officers could not be told of the account's token: the store was busy")
    return False
