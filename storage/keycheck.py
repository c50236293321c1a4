"""Notices a wrong or missing key when the store is opened, not at the first household."""

from typing import cast

import aiosqlite

from storage.seal import Keys
from storage.statements import statement

_WORDS = b"rasoat"


async def check_keys(connection: aiosqlite.Connection, keys: Keys) -> None:
    """StoreError where a key this store was written with is wrong or missing."""
    await read_keys(connection, keys)
    check = keys.seal(_WORDS, _place(keys.current))
    await connection.execute(statement("put_key_check"), (keys.current, check))


async def read_keys(connection: aiosqlite.Connection, keys: Keys) -> None:
    """The same look, writing nothing."""
    for key_id, body in await connection.execute_fetchall(statement("key_checks")):
        keys.unseal(cast(bytes, body), _place(cast(int, key_id)))


def _place(key_id: int) -> str:
    return f"key_check.body:{key_id}"
