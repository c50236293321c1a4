"""Read-only connections, taken in turn; they see what is committed and never hold up the writer."""

from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

import aiosqlite

from storage.rows import Value
from storage.statements import statement

Row = Sequence[object]


class Readers:
    """A few read-only connections to one file."""

    def __init__(self, connections: Sequence[aiosqlite.Connection]) -> None:
        self._all = connections
        self._turn = cycle(connections)

    @classmethod
    async def open(cls, path: Path, count: int, busy_ms: int) -> "Readers":
        address = _address(path)
        connections = []
        for _ in range(count):
            connection = await aiosqlite.connect(address, uri=True, isolation_level=None)
            await connection.execute_fetchall(f"PRAGMA busy_timeout = {busy_ms}")
            await connection.execute_fetchall("PRAGMA query_only = ON")
            connections.append(connection)
        return cls(connections)

    async def rows(self, name: str, *params: Value) -> list[Row]:
        """All rows of the statement of this name."""
        return list(await next(self._turn).execute_fetchall(statement(name), params))

    async def close(self) -> None:
        for connection in self._all:
            await connection.close()


def _address(path: Path) -> str:
    return f"{path.absolute().as_uri()}?mode=ro"
