"""The commune at hand: read at start, read again when staff change; which round is running."""

from datetime import date

from bot.dialogue.place import Place
from bot.dialogue.place import running_round as running_round
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
        await store.paper_templates(),
    )
