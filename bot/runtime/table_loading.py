"""A points table brought by the command line: kept as if it had come by chat, and the officers are told."""

from datetime import date

from bot.cases.commune import Staff
from bot.cases.points_table import LoadedTable, in_force, may_load
from bot.dialogue.event import Event
from bot.dialogue.turn import Turn
from bot.errors import ConfigError, StoreError
from bot.handlers import table_notices, tables
from bot.handlers.table_words import columns_of_areas
from bot.runtime.application import Application
from bot.runtime.aside import commit, decide
from bot.scoring.own_table import under_table

MOST_TRIES = 20


def wanted_columns(app: Application) -> tuple[str, tuple[str, ...]]:
    """The pack of the running round and the table's columns its areas need."""
    place = app.inbox.place
    pack = app.packs(place.round.pack_id)
    return pack.id, columns_of_areas(pack, place.areas)


def in_use(app: Application) -> dict[str, str]:
    """What forms for another tool are to be written with: pack, reference date, text of the table that counts
    today ("" where it is the training table)."""
    plan, tables = app.inbox.place.round, app.inbox.place.tables
    table = in_force(tables, plan.pack_id, app.clock.now().date())
    text = "" if table is None else table.text
    return {"pack": plan.pack_id, "reference_date": plan.reference_date.isoformat(), "table": text}


async def load_table(app: Application, staff_id: str, text: str, document: str, starts: date) -> LoadedTable:
    """Kept unsigned; two officers still sign it in chat. The text was checked cell by cell before.

    ConfigError where this staff member may not load it, the day is gone or after its pack, or the very
    same table is there.
    """
    staff = app.inbox.place.staff_by_id(staff_id)
    if staff is None or not may_load(staff):
        what = "no officer of this id who may load the table"
        raise ConfigError(what, where=staff_id, remedy="see: rasoat staff; give the right: rasoat allow")
    now = app.clock.now()
    if starts < now.date():
        remedy = "give today or a later day"
        raise ConfigError("a table cannot count from a day gone by", where=starts.isoformat(), remedy=remedy)
    last = app.packs(app.inbox.place.round.pack_id).effective_until
    if starts > max(last, now.date()):
        what = "the table would count from a day when its pack has expired"
        raise ConfigError(what, where=starts.isoformat(), remedy=f"give a day up to {last.isoformat()}")
    event = Event(f"table:{staff.id}:{now.isoformat()}", f"table:{staff.id}", now, "other")
    for _ in range(MOST_TRIES):
        session = await app.store.session(event.chat)
        turn, table = await decide(
            app, staff, session, event, lambda turn: _kept(turn, staff, text, document, starts)
        )
        if await commit(app, turn, session) != "stale":
            await app.refresh()
            return table
    raise StoreError("lost too many races", where=staff.id, remedy="run it again")


def _kept(turn: Turn, staff: Staff, text: str, document: str, starts: date) -> LoadedTable:
    pack = tables.pack_of(turn)
    known = tables.same(turn, under_table(pack, text, signed=False).table.digest)
    if known is not None:
        remedy = "nothing to load: officers see it in the chat, under the points table"
        raise ConfigError("the very same table is loaded already", where=known.short, remedy=remedy)
    table = turn.change(tables.keep(turn, staff, text, document), starts=starts)
    table_notices.waiting(turn, table)
    return table
