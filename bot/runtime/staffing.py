"""Staff changed from outside a conversation: named, changed, invited, an access ended or given back."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.cases.commune import Invite, Staff
from bot.cases.points_table import RIGHT
from bot.dialogue.place import Place
from bot.dialogue.reading.result import Problem
from bot.dialogue.turn import Turn
from bot.errors import ConfigError
from bot.handlers.enrol import digest
from bot.handlers.hand_over import hand_over
from bot.handlers.staff_entries import Changes, Entry, all_of, changed, member_of
from bot.runtime.application import Application
from bot.runtime.changing import Change, carry_out, refuse, take_turn

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""No letters or digits that are read wrong on paper (I, O, 0, 1)."""
GROUPS, GROUP = 4, 4
VALID = timedelta(days=7)
_ENDED = "give the access back: rasoat restore"


def new_code() -> str:
    """A one-time code of 80 random bits, in groups that can be read out: "K7QM-3XWP-9TRD-WW2H"."""
    letters = [secrets.choice(ALPHABET) for _ in range(GROUPS * GROUP)]
    return "-".join("".join(letters[i : i + GROUP]) for i in range(0, len(letters), GROUP))


def _known(place: Place, staff_id: str) -> Staff:
    """ConfigError where there is none of this id."""
    found = place.staff_by_id(staff_id)
    if found is None:
        raise ConfigError("no staff member of this id", where=staff_id, remedy="see: rasoat staff")
    return found


async def make_invite(app: Application, staff_id: str) -> str:
    """A code for this staff member, good for seven days and one use. Only its digest is stored."""
    code = new_code()

    def decide(place: Place) -> Change[str]:
        if not _known(place, staff_id).active:
            what = "this access was ended, a code would not work"
            raise ConfigError(what, where=staff_id, remedy=_ENDED)
        now = app.clock.now()
        invite = Invite(digest(code), staff_id, now + VALID, made_at=now)
        return Change(code, (invite,), "invited", subject=staff_id)

    return await carry_out(app, decide)


async def allow(app: Application, staff_id: str, *, may: bool) -> None:
    """Give an officer the right to load the points table, or take it away."""

    def decide(place: Place) -> Change[None]:
        staff = _known(place, staff_id)
        if "officer" not in staff.roles or not staff.active:
            raise ConfigError("only an officer at work may load the points table", where=staff_id)
        rights = tuple(one for one in staff.rights if one != RIGHT) + ((RIGHT,) if may else ())
        return _to(staff, replace(staff, rights=rights), "allowed" if may else "disallowed")

    await carry_out(app, decide)


async def end_access(app: Application, staff_id: str) -> None:
    """From this moment the person is nobody here: the next thing they do finds no role.

    What they had open goes back in the same commit, and officers hear of it.
    """

    def end(turn: Turn) -> None:
        before = after = _known(turn.place, staff_id)
        if before.active:
            turn.audit("access_ended", before.id)
            after = turn.change(before, active=False)
        hand_over(turn, before, after)

    await take_turn(app, end)
    await take_turn(app, end)  # what was given to them at this very moment


async def give_back_work(app: Application) -> None:
    """What was given to somebody at the very moment their access ended in chat goes back, too: the two turns
    knew nothing of each other. For a sweep; where there is nothing, nothing is written."""
    for one in app.inbox.place.staff:
        if not one.active:
            await end_access(app, one.id)


def _to(before: Staff, after: Staff, action: str, detail: str = "") -> Change[None]:
    """The change from one to the other; none where they are alike."""
    if after == before:
        return Change(None)
    return Change(None, (replace(after, version=before.version + 1),), action, detail)


async def give_back(app: Application, staff_id: str) -> bool:
    """An access that was ended counts again; False where it was never ended.

    The phone that had it stays cut, and so do invitations made before: a new one is needed.
    """

    def decide(place: Place) -> Change[bool]:
        staff = _known(place, staff_id)
        if staff.active:
            return Change(False)
        now = app.clock.now()
        after = replace(staff, active=True, chat=None, restored_at=now, version=staff.version + 1)
        return Change(True, (after,), "access_given_back")

    return await carry_out(app, decide)


async def add_staff(app: Application, entry: Entry) -> tuple[str, bool]:
    """The id, and whether the person is new. ConfigError saying what would be right."""

    def decide(place: Place) -> Change[tuple[str, bool]]:
        one = member_of(entry, place.areas, place.staff)
        if isinstance(one, Problem):
            raise refuse(app, one)
        fresh = one not in place.staff
        return Change((one.id, fresh), (one,) if fresh else (), "staff_added", _said(one))

    return await carry_out(app, decide)


async def change_staff(app: Application, staff_id: str, changes: Changes) -> bool:
    """Whether anything is another now; work in areas that are theirs no more goes back.

    ConfigError saying what would be right.
    """

    was: list[Staff] = []

    def change(turn: Turn) -> bool:
        before = _known(turn.place, staff_id)
        after = changed(before, changes, turn.place.areas, turn.place.staff)
        if isinstance(after, Problem):
            raise refuse(app, after)
        if after == before:
            return False
        turn.audit("staff_changed", before.id, f"{_said(before)} → {_said(after)}")
        hand_over(turn, before, turn.change(after))
        was[:] = [before]
        return True

    done = await take_turn(app, change)
    if done:  # what was given to them at this very moment
        await take_turn(app, lambda turn: hand_over(turn, was[0], _known(turn.place, staff_id)))
    return done


async def load_staff(
    app: Application, entries: Sequence[Entry], *, check: bool
) -> tuple[tuple[str, ...], tuple[str, ...], int]:
    """Ids of the new ones, then every bad row in words, then how many were there already.

    Everything is written or, where a row is bad or with `check`, nothing.
    """

    def decide(place: Place) -> Change[tuple[tuple[str, ...], tuple[str, ...], int]]:
        found, bad = all_of(entries, place.areas, place.staff)
        fresh = tuple(dict.fromkeys(one for one in found if one not in place.staff))
        words = tuple(_row(app, row, what) for row, what in bad)
        result = (tuple(one.id for one in fresh), words, len(found) - len(fresh))
        return Change(result, () if check or bad else fresh, "staff_added", "sheet")

    return await carry_out(app, decide)


def _row(app: Application, row: int, what: Problem) -> str:
    words = app.translate("vi", what.key, what.args)
    return app.translate("vi", "cli.people.row", {"row": row, "what": words})


def _said(one: Staff) -> str:
    """For the audit, which is sealed."""
    return f"{one.name} | {one.title} | {'+'.join(one.roles)} | {','.join(one.areas) or '*'}"
