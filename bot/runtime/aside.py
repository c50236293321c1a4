"""A turn beside the conversations: the command line acts for a staff member or the office."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

from bot.cases.commune import Staff
from bot.dialogue.event import Event
from bot.dialogue.facts import Facts, Query, Unknown
from bot.dialogue.session import Session
from bot.dialogue.turn import Env, Turn
from bot.ports import Store, TurnRecord, Verdict
from bot.runtime.application import Application
from bot.runtime.loading import load

MOST_QUERIES = 100
R = TypeVar("R")


async def decide(
    app: Application,
    staff: Staff | None,
    session: Session,
    event: Event,
    what: Callable[[Turn], R],
    loader: Callable[[Store, Query], Awaitable[object]] = load,
) -> tuple[Turn, R]:
    """The turn decided, loading what it asks for. In it, the staff member speaks from this session; None: the
    office, which is nobody on the staff."""
    place = app.inbox.place
    own = staff.id if staff is not None else ""
    speaking = tuple(replace(one, chat=event.chat) if one.id == own else one for one in place.staff)
    known: dict[Query, object] = {}
    for _ in range(MOST_QUERIES):
        facts = Facts(replace(place, staff=speaking), known)
        turn = Turn(session, event, Env(facts, app.translate, app.packs, aids=app.aids()))
        try:
            return turn, what(turn)
        except Unknown as more:
            for query in (more.query, *more.also):
                known[query] = await loader(app.store, query)
    raise RuntimeError("a turn that never knows enough")


async def commit(app: Application, turn: Turn, session: Session) -> Verdict:
    """Write what the turn decided, and send its letters."""
    outcome = turn.outcome(replace(session, version=session.version + 1, frames=tuple(turn.frames)))
    verdict = await app.store.commit(TurnRecord.of(turn.event, outcome))
    app.outbox.wake()
    return verdict
