"""Which of the commune's points tables who is speaking may sign or take out, in this round."""

from bot.cases.points_table import LoadedTable
from bot.dialogue.turn import Turn
from bot.scoring.own_table import fitting
from bot.scoring.pack import Pack


def pack_of(turn: Turn) -> Pack:
    """The round's pack with its own table; the commune's tables are compared with what counts now."""
    return turn.env.pack(turn.place.round.pack_id)


def may_sign(turn: Turn, table: LoadedTable) -> bool:
    """Whether it is of the round's pack, fits it, and waits for who is speaking."""
    staff, pack = turn.staff, pack_of(turn)
    if staff is None or table.pack_id != pack.id or not table.waits_for(staff, turn.here):
        return False
    return fitting(pack, table.text) is not None


def may_refuse(turn: Turn, table: LoadedTable) -> bool:
    """Whether it is of the round's pack and does not count yet."""
    staff = turn.staff
    of_pack = table.pack_id == pack_of(turn).id
    return of_pack and staff is not None and table.may_be_refused(staff, turn.today)
