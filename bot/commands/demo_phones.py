"""The demo's phones held over HTTP, as the page holds them: POST /api/send, GET /api/stream."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import httpx
import orjson

Entry = dict[str, Any]
"""A bubble as the stream tells it, see `bot.channels.web_stream.entry_json`."""

PATIENCE = 15.0
"""Seconds an answer may take."""


class Phones:
    """All phones of one demo, kept up to date by its stream. Chats are "web:mai"."""

    def __init__(self, client: httpx.AsyncClient, patience: float) -> None:
        self._client, self._patience = client, patience
        self._entries: dict[str, Entry] = {}
        self._news = asyncio.Condition()

    def said(self, chat: str, after: int = 0) -> list[Entry]:
        """What the bot has said there, newest last; after: only what came or changed after that number."""
        found = [e for e in self._entries.values() if e["chat"] == chat and e["side"] == "bot"]
        return sorted((e for e in found if e["no"] > after), key=lambda e: int(e["no"]))

    @property
    def newest(self) -> int:
        """The number of the latest change on any phone."""
        return max((int(entry["no"]) for entry in self._entries.values()), default=0)

    def prompt(self, chat: str) -> int:
        """The newest question the phone shows."""
        return max((int(entry["prompt"]) for entry in self.said(chat)), default=0)

    def answered(self, chat: str, after: int, before: int) -> bool:
        """Whether a new question came after that change, or the one of before (a number) was edited.

        A tap marks its own message first; an edit takes that mark away.
        """
        fresh = self.said(chat, after)
        return any(int(e["prompt"]) >= max(before, 1) and not e["tapped"] for e in fresh)

    def button(self, chat: str, label: str) -> tuple[str, str] | None:
        """(entry, button) of the newest button with this label."""
        for entry in reversed(self.said(chat)):
            for row in entry["rows"]:
                for button in row:
                    if button["label"] == label:
                        return str(entry["id"]), str(button["id"])
        return None

    async def type(self, chat: str, text: str) -> None:
        await self._send(chat, {"kind": "text", "text": text})

    async def tap(self, chat: str, entry: str, button: str) -> None:
        await self._send(chat, {"kind": "choice", "choice": button, "on": entry})

    async def _send(self, chat: str, what: dict[str, str]) -> None:
        body = {"chat": chat, "id": secrets.token_hex(8), "seen": self.prompt(chat)} | what
        answer = await self._client.post("/api/send", json=body)
        answer.raise_for_status()

    async def fetch(self, url: str) -> bytes:
        answer = await self._client.get(url)
        answer.raise_for_status()
        return answer.content

    async def until(self, seen: Callable[[], bool]) -> bool:
        """Whether it came to be seen in time."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self._patience), self._news:
                await self._news.wait_for(seen)
                return True
        return False

    async def follow(self) -> None:
        """Reads the stream until cancelled."""
        async with self._client.stream("GET", "/api/stream", timeout=None) as stream:
            kind = ""
            async for line in stream.aiter_lines():
                name, _, value = line.partition(": ")
                if name == "event":
                    kind = value
                elif name == "data" and kind == "entry":
                    await self._note(orjson.loads(value))

    async def _note(self, entry: Entry) -> None:
        async with self._news:
            self._entries[entry["id"]] = entry
            self._news.notify_all()


@asynccontextmanager
async def holding_phones(url: str, patience: float = PATIENCE) -> AsyncIterator[Phones]:
    """The phones of the demo at this address, listening."""
    async with httpx.AsyncClient(base_url=url, trust_env=False, timeout=PATIENCE) as client:
        phones = Phones(client, patience)
        following = asyncio.create_task(phones.follow())
        try:
            yield phones
        finally:
            following.cancel()
            await asyncio.gather(following, return_exceptions=True)
