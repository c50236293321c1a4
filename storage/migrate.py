"""Brings a store's schema up to date, one numbered file at a time; refuses one newer than itself."""

from functools import cache
from importlib import resources

import aiosqlite

from bot.errors import StoreError


@cache
def migrations() -> tuple[tuple[int, str], ...]:
    """(number, SQL) of every file in storage/migrations, in order: "0001_start.sql" is number 1."""
    folder = resources.files("storage").joinpath("migrations")
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".sql")), key=lambda file: file.name
    )
    return tuple((int(file.name.split("_")[0]), file.read_text(encoding="utf-8")) for file in files)


async def schema_version(connection: aiosqlite.Connection) -> int:
    """The number of the last migration this store has had; 0 where it is new."""
    [row] = await connection.execute_fetchall("PRAGMA user_version")
    return int(row[0])


async def migrate(connection: aiosqlite.Connection, where: str) -> None:
    """Run what is missing; each file and its number in one transaction. where: the store's name."""
    newest = migrations()[-1][0]
    stored = await schema_version(connection)
    if stored > newest:
        raise StoreError(
            f"the store has schema {stored}, this program knows {newest}",
            where=where,
            remedy="start the newer program, or restore the backup made before it was installed",
        )
    for number, script in migrations():
        if number > stored:
            await _run(connection, number, script)


async def _run(connection: aiosqlite.Connection, number: int, script: str) -> None:
    try:
        await connection.executescript(
            f"BEGIN IMMEDIATE;\n{script}\nPRAGMA user_version = {number};\nCOMMIT;"
        )
    except Exception:
        if connection.in_transaction:
            await connection.rollback()
        raise
