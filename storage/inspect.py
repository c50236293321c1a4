"""A look at a store from outside, changing nothing, also while a bot runs over it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

import aiosqlite

from bot.errors import StoreError
from storage.evidence import folder_of
from storage.keycheck import read_keys
from storage.migrate import migrations, schema_version
from storage.notes import opened
from storage.rows import Mapper
from storage.seal import Keys
from storage.statements import statement

NOTES_SINCE = 3
"""The migration that made them, and the rows of evidence."""
KeyFit = Literal["fits", "not_its_key", "no_key_given"]


@dataclass(frozen=True, slots=True)
class Condition:
    """whole: SQLite finds no damage. schema: number of its last migration; newest: what this program knows.

    failed, queued: letters that did not arrive, and that wait.
    lost: pictures that are named in it and do not lie beside it.
    """

    whole: bool
    schema: int
    newest: int
    keys: KeyFit
    failed: int = 0
    queued: int = 0
    lost: int = 0


async def look_at(path: Path, keys: Keys | None) -> Condition:
    """The condition of the store at this path. StoreError where it cannot be read at all."""
    try:
        async with aiosqlite.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True) as reading:
            return await _condition(reading, keys, path)
    except aiosqlite.Error as fault:
        raise StoreError(f"the store cannot be read ({fault})", where=str(path)) from fault


async def notes_in(path: Path, keys: Keys, kind: str) -> dict[str, bytes]:
    """The runtime's notes of a kind, by name; none in a store that is older than notes are.

    StoreError where the store cannot be read, or the key is not its own.
    """
    mapper = Mapper(keys)
    try:
        async with aiosqlite.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True) as reading:
            if await schema_version(reading) < NOTES_SINCE:
                return {}
            await read_keys(reading, keys)
            rows = await reading.execute_fetchall(statement("all_notes"), (kind,))
    except aiosqlite.Error as fault:
        raise StoreError(f"the store cannot be read ({fault})", where=str(path)) from fault
    return {name: opened(mapper, kind, name, body) for name, body in cast("list[tuple[str, bytes]]", rows)}


async def _condition(reading: aiosqlite.Connection, keys: Keys | None, path: Path) -> Condition:
    [[whole], *_] = await reading.execute_fetchall("PRAGMA quick_check(1)")
    counts = await reading.execute_fetchall("SELECT state, count(*) FROM letter GROUP BY state")
    letters = {cast(str, state): cast(int, count) for state, count in counts}
    return Condition(
        whole == "ok",
        await schema_version(reading),
        migrations()[-1][0],
        await _fit(reading, keys),
        letters.get("failed", 0),
        letters.get("queued", 0),
        await _lost(reading, path),
    )


async def _lost(reading: aiosqlite.Connection, path: Path) -> int:
    """Asked for twice: what is erased while we look is not lost."""
    if await schema_version(reading) < NOTES_SINCE:
        return 0
    missing = {name for name in await _named(reading) if not (folder_of(path) / name).exists()}
    return len(missing & await _named(reading)) if missing else 0


async def _named(reading: aiosqlite.Connection) -> set[str]:
    rows = await reading.execute_fetchall(statement("evidence_digests"))
    return {name for [name] in cast("list[tuple[str]]", rows)}


async def _fit(reading: aiosqlite.Connection, keys: Keys | None) -> KeyFit:
    if keys is None:
        return "no_key_given"
    try:
        await read_keys(reading, keys)
    except StoreError:
        return "not_its_key"
    return "fits"
