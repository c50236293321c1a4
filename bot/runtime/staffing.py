"""Staff changed from outside a conversation: an invitation made, an access ended at once."""

import secrets
from dataclasses import replace
from datetime import timedelta

from bot.cases.commune import Invite, Staff
from bot.cases.points_table import RIGHT
from bot.errors import ConfigError
from bot.handlers.enrol import digest
from bot.ports import Store
from bot.runtime.application import Application

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""No letters or digits that are read wrong on paper (I, O, 0, 1)."""
GROUPS, GROUP = 4, 4
VALID = timedelta(days=7)
_ENDED = "give the person a new entry among the staff"


def new_code() -> str:
    """A one-time code of 80 random bits, in groups that can be read out: "K7QM-3XWP-9TRD-WW2H"."""
    letters = [secrets.choice(ALPHABET) for _ in range(GROUPS * GROUP)]
    return "-".join("".join(letters[i : i + GROUP]) for i in range(0, len(letters), GROUP))


async def _staff(store: Store, staff_id: str) -> Staff:
    found = next((one for one in await store.staff() if one.id == staff_id), None)
    if found is None:
        raise ConfigError("no staff member of this id", where=staff_id, remedy="see: rasoat staff")
    return found


async def make_invite(app: Application, staff_id: str) -> str:
    """A code for this staff member, good for seven days and one use. Only its digest is stored."""
    staff = await _staff(app.store, staff_id)
    if not staff.active:
        raise ConfigError("this access was ended, a code would not work", where=staff_id, remedy=_ENDED)
    code = new_code()
    await app.store.seed([Invite(digest(code), staff_id, app.clock.now() + VALID)])
    return code


async def allow(app: Application, staff_id: str, *, may: bool) -> None:
    """Give an officer the right to load the points table, or take it away."""
    staff = await _staff(app.store, staff_id)
    if staff.role != "officer" or not staff.active:
        raise ConfigError("only an officer at work may load the points table", where=staff_id)
    rights = tuple(one for one in staff.rights if one != RIGHT) + ((RIGHT,) if may else ())
    await app.store.seed([replace(staff, rights=rights, version=staff.version + 1)])
    await app.refresh()


async def end_access(app: Application, staff_id: str) -> None:
    """From this moment the person is nobody here: the next thing they do finds no role."""
    staff = await _staff(app.store, staff_id)
    await app.store.seed([replace(staff, active=False, version=staff.version + 1)])
    await app.refresh()
