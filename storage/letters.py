"""The outbox on SQLite: leasing what may go now, and the rows that mark what became of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import cast

import aiosqlite
import orjson

from bot.dialogue.message import LANES, Lane
from bot.ports import Outgoing
from storage.rows import Mapper, Rows, micros
from storage.statements import statement


async def lease(
    connection: aiosqlite.Connection,
    mapper: Mapper,
    now: datetime,
    lease_seconds: int,
    limit: int,
    without: Sequence[str],
) -> tuple[Outgoing, ...]:
    """Lease the heads of the queues that may go now; inside the writer's transaction. without: prefixes of
    chats that are left out."""
    left_out = orjson.dumps(list(without)).decode()
    rows = list(await connection.execute_fetchall(statement("due_letters"), (micros(now), limit, left_out)))
    until = micros(now + timedelta(seconds=lease_seconds))
    if rows:
        await connection.executemany(statement("lease_letter"), [(until, cast(int, row[0])) for row in rows])
    return tuple(mapper.outgoing(row) for row in rows)


def counted(rows: Sequence[Sequence[object]]) -> dict[tuple[str, Lane], int]:
    """The rows of queued_letters: (prefix, lane), how many."""
    found = cast("list[tuple[str, int, int]]", rows)
    return {(prefix, LANES[lane]): count for prefix, lane, count in found}


def sent(letter_id: str, external: str, now: datetime) -> Rows:
    """The body goes with it: later edits need only the platform's id."""
    return {"sent_letter": [(external, micros(now), letter_id)]}


def postponed(mapper: Mapper, letter_id: str, due_at: datetime, error: str) -> Rows:
    """An empty error means it was not tried: the attempt is not counted."""
    return {
        "postpone_letter": [(micros(due_at), bool(error), mapper.seal_error(letter_id, error), letter_id)]
    }


def failed(mapper: Mapper, letter_id: str, error: str, now: datetime) -> Rows:
    """The body stays until the case is erased, for the officers' list."""
    return {"failed_letter": [(mapper.seal_error(letter_id, error), micros(now), letter_id)]}
