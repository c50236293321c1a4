"""The page's open ear: entries and the state of the demo as server-sent events."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from typing import Any
from urllib.parse import quote

import orjson

from bot.channels.web import WebChannel
from bot.channels.web_state import Entry

HEARTBEAT_SECONDS = 10.0


def entry_json(entry: Entry) -> dict[str, Any]:
    """An entry as the page reads it. at: ISO with the bot's zone; attachment.url: where to fetch it."""
    shown: dict[str, Any] = {
        "id": entry.id,
        "chat": entry.chat,
        "no": entry.no,
        "order": entry.order,
        "side": entry.side,
        "at": entry.at.isoformat(timespec="seconds"),
        "text": entry.text,
        "rows": [[{"id": b.id, "label": b.label, "picked": b.picked} for b in row] for row in entry.rows],
        "prompt": entry.prompt,
        "edited": entry.edited,
        "state": entry.state,
        "tapped": entry.tapped,
        "attachment": None,
    }
    if entry.attachment:
        shown["attachment"] = {
            "name": entry.attachment.name,
            "size": entry.attachment.size,
            "type": entry.attachment.content_type,
            "picture": entry.attachment.picture,
            "audio": entry.attachment.audio,
            "url": f"/api/file/{quote(entry.id, safe='')}",
        }
    return shown


def status_json(channel: WebChannel) -> dict[str, Any]:
    """The bot's clock and the phones without signal. boot: another one means the demo was restarted."""
    return {
        "boot": channel.log.boot,
        "now": channel.clock.now().isoformat(timespec="seconds"),
        "without_signal": channel.without_signal,
    }


def start_after(channel: WebChannel, last_seen: str) -> int:
    """The number to go on from. last_seen: "boot.number" or a number; of another boot: all."""
    boot, _, number = last_seen.rpartition(".")
    if boot not in {"", channel.log.boot} or not (number.isascii() and number.isdigit()):
        return 0
    return int(number[:15])


async def stream(channel: WebChannel, chats: Sequence[str], after: int) -> AsyncIterator[bytes]:
    """Events until the channel closes: a status at every change and heartbeat, and each changed entry."""
    yield b"retry: 1000\n\n"
    while not channel.closing:
        bell = channel.log.ticket()
        yield b"event: status\ndata: " + orjson.dumps(status_json(channel)) + b"\n\n"
        for entry in channel.log.since(chats, after):
            after = entry.no
            yield b"id: %s.%d\nevent: entry\ndata: " % (channel.log.boot.encode(), after)
            yield orjson.dumps(entry_json(entry)) + b"\n\n"
        await _rung(bell, HEARTBEAT_SECONDS)


async def _rung(bell: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):  # wait_for may swallow a cancel in Python 3.11
            await bell.wait()
