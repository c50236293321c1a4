"""The one writing connection: how the file is made, for whom, and how safely it writes."""

from pathlib import Path

import aiosqlite

from bot.errors import StoreError

BUSY_MS = 5_000
_PRAGMAS = (
    f"busy_timeout = {BUSY_MS}",
    "journal_mode = WAL",
    "synchronous = FULL",  # an acknowledged turn survives a power cut
    "foreign_keys = ON",
    "secure_delete = ON",  # what is erased is overwritten
    "wal_autocheckpoint = 8000",  # pages (32 MB): a page changed often is copied back once
    "journal_size_limit = 67108864",
)


async def writing(path: Path) -> aiosqlite.Connection:
    """Open or make the file for writing; StoreError where that cannot be."""
    try:
        _make_private(path)
        connection = await aiosqlite.connect(path, isolation_level=None)
    except (OSError, aiosqlite.Error) as fault:
        raise _unopened(path, fault) from fault
    try:
        for pragma in _PRAGMAS:
            await connection.execute_fetchall(f"PRAGMA {pragma}")
    except aiosqlite.Error as fault:
        await connection.close()  # or its thread would keep the process alive
        raise _unopened(path, fault) from fault
    return connection


def _unopened(path: Path, fault: Exception) -> StoreError:
    return StoreError(
        f"the store cannot be opened ({fault})",
        where=str(path),
        remedy="give a file in a folder this program may write to, made by it or not yet there",
    )


def _make_private(path: Path) -> None:
    """A new file is for its owner only; the log beside it takes over these rights."""
    path.touch(mode=0o600)
