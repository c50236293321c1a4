"""A door for the same machine's command line into the running bot: one store has one writer.

A Unix socket beside the store, readable by its owner only. One JSON object in, one out.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.errors import ConfigError, RasoatError
from bot.runtime.application import Application
from bot.runtime.staffing import end_access, make_invite

LIMIT = 4_096


async def do(app: Application, wish: dict[str, str]) -> dict[str, str]:
    """Carry out one wish: invite or revoke a staff member. The answer has "code", "done" or "error"."""
    try:
        match wish.get("do"):
            case "invite":
                return {"code": await make_invite(app, wish.get("staff", ""))}
            case "revoke":
                await end_access(app, wish.get("staff", ""))
                return {"done": "revoked"}
            case other:
                return {"error": f"unknown wish {other!r}"}
    except RasoatError as fault:
        return {"error": str(fault)}


@asynccontextmanager
async def listening(app: Application, path: Path) -> AsyncIterator[None]:
    """The door is open while the bot runs."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            wish = json.loads(await reader.readline())
            writer.write(json.dumps(await do(app, wish)).encode() + b"\n")
            await writer.drain()
        finally:
            writer.close()

    path.unlink(missing_ok=True)
    server = await asyncio.start_unix_server(answer, path, limit=LIMIT)
    path.chmod(0o600)
    try:
        yield
    finally:
        server.close()
        path.unlink(missing_ok=True)


async def ask(path: Path, wish: dict[str, str]) -> dict[str, str]:
    """The running bot's answer. ConfigError where none is running."""
    try:
        reader, writer = await asyncio.open_unix_connection(path)
    except OSError as fault:
        raise ConfigError("no bot is running over this store", where=str(path)) from fault
    writer.write(json.dumps(wish).encode() + b"\n")
    await writer.drain()
    answer: dict[str, str] = json.loads(await reader.readline())
    writer.close()
    return answer
