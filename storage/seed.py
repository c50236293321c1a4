"""Seeds a SQLite store inside the writer's transaction: new things in, identical ones left alone."""

from collections.abc import Sequence
from typing import cast

import aiosqlite

from bot.cases.case import Case
from bot.ports import Entity
from storage.ledger import TABLES, ClaimWanted
from storage.rows import ORDER, Mapper, Rows, claim_rows
from storage.seeding import seed_conflict
from storage.statements import statement


async def seed(
    connection: aiosqlite.Connection,
    mapper: Mapper,
    entities: Sequence[Entity],
    claims: Sequence[ClaimWanted],
) -> list[Entity]:
    """What was written. StoreError where the seed contradicts what is stored; then nothing is."""
    versions: dict[tuple[str, str], int] = {}
    fresh: list[Entity] = []
    for one in entities:
        table = TABLES[type(one)]
        stored = await _stored(connection, mapper, one)
        if stored is not None:
            versions[table, one.id] = stored.version
        if stored != one:
            fresh.append(one)
    takers = [(claim.case_id, await _holder(connection, claim)) for claim in claims]
    seed_conflict(fresh, versions, await _codes(connection, fresh), takers)
    rows: Rows = {}
    mapper.entities(rows, fresh)
    claim_rows(rows, claims)
    for name in ORDER:
        if rows.get(name):
            await connection.executemany(statement(name), rows[name])
    return fresh


async def _stored(connection: aiosqlite.Connection, mapper: Mapper, one: Entity) -> Entity | None:
    table = TABLES[type(one)]
    rows = list(await connection.execute_fetchall(statement(f"get_{table}"), (one.id,)))
    return mapper.unpack(type(one), table, one.id, cast(bytes, rows[0][2])) if rows else None


async def _holder(connection: aiosqlite.Connection, claim: ClaimWanted) -> str | None:
    for digest in claim.keys:
        for row in await connection.execute_fetchall(statement("claim_holder"), (digest,)):
            return cast(str, row[0])
    return None


async def _codes(connection: aiosqlite.Connection, fresh: Sequence[Entity]) -> dict[str, str]:
    codes: dict[str, str] = {}
    for one in fresh:
        if isinstance(one, Case):
            for row in await connection.execute_fetchall(statement("case_by_code"), (one.code,)):
                codes[one.code] = cast(str, row[0])
    return codes
