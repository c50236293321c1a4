"""A door for the same machine's command line into the running bot: one store has one writer.

A Unix socket beside the store, for its owner only. One JSON object in, one out: {"do": "invite",
"staff": "nv-ba"} → {"code": …}; {"do": "revoke" | "allow" | "disallow", "staff": …} → {"done": …};
{"do": "staff"} → {"rows": …},
a line for each staff member; {"do": "rounds"} → {"rows": …}, a line for each warning about a round;
{"do": "import", "staff": …, "submission": …} → {"report": …}, one submission of another survey tool, with
"check" only looked at; {"do": "import_told", "staff": …} → {"done": …}, officers are told of them. Where it
cannot be done: {"error": …}.
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

from bot.errors import ConfigError, RasoatError
from bot.handlers.imported import brought_from, packed
from bot.handlers.round_view import warnings_text
from bot.runtime.application import Application
from bot.runtime.faults import kind_and_place
from bot.runtime.importing import take_in, tell_officers
from bot.runtime.staffing import allow, end_access, make_invite

log = logging.getLogger(__name__)

LIMIT = 1_000_000
"""Bytes of a wish or an answer: a submission of forty members has some fifty thousand."""
PATIENCE = 5.0
"""Seconds either side waits for the other."""
LONGEST_PATH = 100
"""Bytes: Linux takes 107 for the address of a socket, others less."""


async def do(app: Application, wish: dict[str, str]) -> dict[str, str]:
    """Carry out one wish. Never raises for a wish that cannot be fulfilled."""
    try:
        match wish.get("do"):
            case "invite":
                return {"code": await make_invite(app, wish.get("staff", ""))}
            case "revoke":
                await end_access(app, wish.get("staff", ""))
                return {"done": "revoked"}
            case "allow" | "disallow" as change:
                await allow(app, wish.get("staff", ""), may=change == "allow")
                return {"done": change}
            case "staff":
                return {"rows": await _rows(app)}
            case "rounds":
                return {"rows": await _rounds(app)}
            case "import":
                return await _import(app, wish)
            case "import_told":
                await tell_officers(app, wish.get("staff", ""))
                return {"done": "told"}
            case other:
                return {"error": f"unknown wish {other!r}"}
    except RasoatError as fault:
        return {"error": str(fault)}


async def _import(app: Application, wish: dict[str, str]) -> dict[str, str]:
    """One submission. A fault of ours is told by kind and place, never with what the submission says."""
    try:
        brought = brought_from(wish.get("submission", ""))
        check, as_listed = "check" in wish, "as_listed" in wish
        report = await take_in(app, wish.get("staff", ""), brought, check=check, as_listed=as_listed)
    except RasoatError:
        raise
    except Exception as fault:
        log.error("a submission could not be taken: %s", kind_and_place(fault))
        return {"error": f"a submission could not be taken ({kind_and_place(fault)})"}
    return {"report": packed(report)}


async def _rows(app: Application) -> str:
    """id, role, areas, whether they came in, whether they still may, rights; tabs between. No names."""
    return "\n".join(
        "\t".join(
            (
                one.id,
                one.role,
                ",".join(one.areas) or "*",
                "enrolled" if one.chat else "not-enrolled",
                "active" if one.active else "revoked",
                ",".join(one.rights) or "-",
            )
        )
        for one in sorted(await app.store.staff(), key=lambda one: one.id)
    )


async def _rounds(app: Application) -> str:
    """What should be looked at in each round of the store, a line each, with the round's id before it."""
    found = (await app.place()).rounds
    return "\n".join(
        f"{one.id}: {words}"
        for one in found
        for words in warnings_text(app.translate, "vi", one).splitlines()
    )


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
