"""Who is told about a points table: the officers who can sign it, and all officers once it counts."""

from collections.abc import Sequence

from bot.cases.commune import Staff
from bot.cases.points_table import LoadedTable
from bot.dialogue.turn import Turn


def _officers(turn: Turn) -> Sequence[Staff]:
    """The other officers who have come in."""
    others = (one for one in turn.place.staff if one.chat not in (None, turn.chat))
    return [one for one in others if one.active and "officer" in one.roles]


def _tell(turn: Turn, officer: Staff, key: str, table: LoadedTable, **args: object) -> None:
    turn.notify(
        officer.chat or "",
        key,
        language=officer.language,
        actions=[(f"!tbl.{table.id}", "action.open_table")],
        args={"digest": table.short, "document": table.document, "who": turn.actor[1], **args},
    )


def waiting(turn: Turn, table: LoadedTable) -> None:
    """A table was loaded: compare it with the print and sign."""
    for officer in _officers(turn):
        if table.waits_for(officer):
            _tell(turn, officer, "notice.table_waiting", table, day=f"{table.starts:%d/%m/%Y}")


def signed(turn: Turn, table: LoadedTable) -> None:
    """Two have signed: from which day it counts."""
    for officer in _officers(turn):
        day = table.counts_from or table.starts
        _tell(turn, officer, "notice.table_signed", table, day=f"{day:%d/%m/%Y}")


def refused(turn: Turn, table: LoadedTable, words: str) -> None:
    """Somebody found a wrong cell: it is out, and why."""
    for officer in _officers(turn):
        _tell(turn, officer, "notice.table_refused", table, words=words)
