"""A door for the same machine's command line into the running bot: one store has one writer.

A Unix socket beside the store, for its owner only. One JSON object in, one out; what may be wished and what
comes back: bot/runtime/wishes.py.
"""

import asyncio
import json
import logging
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from bot.errors import ConfigError
from bot.runtime.application import Application
from bot.runtime.wishes import do as do

log = logging.getLogger(__name__)

LIMIT = 2_500_000
"""Bytes of a wish or an answer: a submission of forty members has some fifty thousand, the longest that is
read (bot/exchange/odk_fields.py) two million, where each letter takes twelve bytes of JSON."""
PATIENCE = 5.0
"""Seconds either side waits for the other."""
LONGEST_PATH = 100
"""Bytes: Linux takes 107 for the address of a socket, others less."""


@asynccontextmanager
async def listening(app: Application, path: Path) -> AsyncIterator[None]:
    """The door is open while the bot runs. ConfigError where its path is too long for a socket."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                said = await _answer(app, reader)
                writer.write(json.dumps(said).encode() + b"\n")
                await writer.drain()
        except (OSError, TimeoutError) as fault:
            log.info("control: a caller left: %s", type(fault).__name__)
        finally:
            writer.close()

    if len(os.fsencode(path)) > LONGEST_PATH:
        remedy = "give RASOAT_STORE_PATH a shorter or a relative path"
        raise ConfigError("the path of the store is too long", where=str(path), remedy=remedy)
    path.unlink(missing_ok=True)
    server = await asyncio.start_unix_server(answer, sock=_private_socket(path), limit=LIMIT)
    try:
        yield
    finally:
        server.close()
        path.unlink(missing_ok=True)


def _private_socket(path: Path) -> socket.socket:
    """Bound with its owner's rights only, from its first moment."""
    door = socket.socket(socket.AF_UNIX)
    before = os.umask(0o177)
    try:
        door.bind(str(path))
    finally:
        os.umask(before)
    return door


async def _answer(app: Application, reader: asyncio.StreamReader) -> dict[str, str]:
    try:
        wish: Any = json.loads(await reader.readline())
    except ValueError:  # no JSON, or longer than LIMIT
        wish = None
    if not isinstance(wish, dict) or not all(isinstance(value, str) for value in wish.values()):
        return {"error": "a wish is one line with a JSON object of texts"}
    return await do(app, wish)


async def ask(path: Path, wish: dict[str, str]) -> dict[str, str]:
    """The running bot's answer. ConfigError where nobody answers."""
    with suppress(OSError, ValueError, TimeoutError):
        async with asyncio.timeout(PATIENCE):
            reader, writer = await asyncio.open_unix_connection(path, limit=LIMIT)
            try:
                writer.write(json.dumps(wish).encode() + b"\n")
                answer: dict[str, str] = json.loads(await reader.readline())
                return answer
            finally:
                writer.close()
    raise ConfigError(
        "another program has this store open and does not answer",
        where=str(path),
        remedy="try again, or stop it first",
    )
