"""The commune at hand: read at start, read again when staff change; which round is running."""

from datetime import date

from bot.cases.commune import Round
from bot.dialogue.facts import Place
from bot.errors import ConfigError
from bot.ports import Store


async def read_place(store: Store, today: date, round_id: str = "") -> Place:
    """The place of the store's commune with the round that is running.

    ConfigError where the store has no commune or round yet.
    """
    communes, rounds = await store.communes(), await store.rounds()
    if not communes or not rounds:
        raise ConfigError("the store has no commune or no round", remedy="run: rasoat init")
    return Place(
        communes[0],
        tuple(sorted(await store.areas(), key=lambda area: (len(area.name), area.name))),
        running_round(rounds, today, round_id),
        await store.staff(),
        rounds,
        await store.points_tables(),
    )


def running_round(rounds: tuple[Round, ...], today: date, round_id: str = "") -> Round:
    """The named round; else the last whose first phase has begun; else the first to come."""
    for one in rounds:
        if one.id == round_id:
            return one
    by_start = sorted(rounds, key=lambda one: one.phases[0].starts)
    begun = [one for one in by_start if one.phases[0].starts <= today]
    return begun[-1] if begun else by_start[0]
