"""The commune changed from outside a conversation: read, decided, written in one commit with its audit.

A change that loses a race is decided again on what is true now. Nothing to change writes nothing.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from bot.dialogue.event import Event
from bot.dialogue.outcome import Audit, Entity
from bot.dialogue.place import Place
from bot.dialogue.reading.result import Problem
from bot.dialogue.turn import Turn
from bot.errors import ConfigError, StoreError
from bot.ports import TurnRecord
from bot.runtime.application import Application
from bot.runtime.aside import commit, decide

CHAT = "system:office"
"""Who acts: whoever has this machine's command line. No person's session."""
MOST_TRIES = 20
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Change(Generic[T]):
    """What came out, and what is to be written for it; action and detail: for the audit of each entity."""

    result: T
    entities: tuple[Entity, ...] = ()
    action: str = ""
    detail: str = ""
    subject: str = ""
    """The audit's subject; else the id of each entity."""


async def carry_out(app: Application, decide: Callable[[Place], Change[T]]) -> T:
    """The result, once it is on disk and the bot works by it.

    StoreError where the store changes at every try; whatever `decide` raises.
    """
    for _ in range(MOST_TRIES):
        change = decide(await app.place())
        if not change.entities:
            return change.result
        now = app.clock.now()
        session = await app.store.session(CHAT)
        session = replace(session, version=session.version + 1)
        subjects = [change.subject] if change.subject else [one.id for one in change.entities]
        audits = tuple(Audit(now, CHAT, change.action, one, change.detail) for one in subjects)
        event = f"office:{secrets.token_hex(12)}"
        verdict = await app.store.commit(TurnRecord(event, now, session, change.entities, audits=audits))
        if verdict == "committed":
            await app.refresh()
            return change.result
    raise StoreError("lost too many races", where=change.action, remedy="run it again")


async def take_turn(app: Application, what: Callable[[Turn], T]) -> T:
    """The same for what needs more of the store than the commune, or tells people: a turn of the office.

    StoreError where the store changes at every try; whatever `what` raises.
    """
    for _ in range(MOST_TRIES):
        await app.refresh()
        session = await app.store.session(CHAT)
        event = Event(f"office:{secrets.token_hex(12)}", CHAT, app.clock.now(), "other")
        turn, result = await decide(app, None, session, event, what)
        if not turn.outcome(session).entities:
            return result
        if await commit(app, turn, session) == "committed":
            await app.refresh()
            return result
    raise StoreError("lost too many races", where=CHAT, remedy="run it again")


def refuse(app: Application, wrong: Problem) -> ConfigError:
    """The fault that says these words."""
    return ConfigError(app.translate("vi", wrong.key, wrong.args))
