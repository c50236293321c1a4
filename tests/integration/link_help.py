"""A bot whose channel sends no files, its public pages, and somebody with a phone's browser."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import httpx
from starlette.applications import Starlette

from bot.channels.scripted import ScriptedChannel
from bot.commands.play import START
from bot.commands.public_routes import public_routes
from bot.dialogue.event import Event
from bot.documents.papers import StorePapers
from bot.ports import Store
from bot.runtime.application import Application
from bot.runtime.clock import MovableClock
from bot.runtime.public_door import PublicDoor
from bot.seeds.load import load_seed
from locales import translate

DOOR = PublicDoor("https://bot.example.vn")
HOUSEHOLD, CASE, FORM = "web:cu", "c-hl-0007", "f-hl-0007"
"""A seeded household that has asked and not brought its paper yet."""
LINK = re.compile(r"https://\S+/g/([a-z2-9]{26})(?=\s)")
CODE = re.compile(r"(\d{3}) (\d{3})")


class Browser:
    """A phone's browser: no cookies, no scripts."""

    def __init__(self, http: httpx.AsyncClient, base: str = "") -> None:
        self.http, self.base = http, base

    async def get(self, path: str) -> httpx.Response:
        return await self.http.get(self.base + path)

    async def taps(self, token: str, do: str, **fields: str) -> httpx.Response:
        """A button of the page; where it leads back to the page, that is fetched."""
        body = urlencode({"do": do, **fields})
        headers = {"content-type": "application/x-www-form-urlencoded"}
        return await self.http.post(
            f"{self.base}/g/{token}", content=body, headers=headers, follow_redirects=True
        )

    async def fetch(self, answer: httpx.Response) -> httpx.Response:
        """The button of the page that is ready."""
        found = re.search(r'href="(/[^"]+/[a-z2-9]{26})"', answer.text)
        assert found is not None, answer.text
        return await self.http.get(found[1])


class Village:
    """The bot over a store with the training commune; no phone there can take a file."""

    def __init__(self, store: Store, door: PublicDoor | None = DOOR) -> None:
        self.store, self.door = store, door
        self.clock = MovableClock(START, frozen=True)
        self.channel = ScriptedChannel()
        self.channel.capabilities = replace(self.channel.capabilities, files=False)
        self._count = 0

    async def begin(self) -> None:
        seed = load_seed()
        await self.store.seed(seed.entities, seed.claims)
        await self.restart()

    async def restart(self) -> None:
        """The process ends and starts again over the same store."""
        self.app = Application(self.store, self.clock, StorePapers(self.store), translate, door=self.door)
        await self.app.open([self.channel])
        web = httpx.ASGITransport(Starlette(routes=public_routes(self.app)))
        url = "https://bot.example.vn"
        self.browser = Browser(httpx.AsyncClient(transport=web, base_url=url))

    async def says(self, chat: str, words: str) -> None:
        """Typed, or "[a label]" tapped; then all that came of it has arrived."""
        self._count += 1
        event_id, at = f"said:{self._count}", self.clock.now()
        if words.startswith("["):
            button = self.channel.button(chat, words[1:-1])
            assert button is not None, f"{chat} sees no {words}: {self.newest(chat)}"
            event = Event(event_id, chat, at, "choice", choice=button)
        else:
            event = Event(event_id, chat, at, "text", words)
        await self.app.take(event)
        await self.app.outbox.settle()

    def newest(self, chat: str) -> str:
        shown = self.channel.phone(chat).shown
        return shown[-1].text if shown else ""

    def texts(self, chat: str) -> list[str]:
        return [letter.text for letter in self.channel.phone(chat).shown]

    async def asks(self, chat: str = HOUSEHOLD) -> str:
        """The household comes in and asks for its paper again; the token of the link it gets."""
        for words in ("chào", "1", "1", "[Hồ sơ của tôi đến đâu rồi]", "[Lấy lại giấy (PDF)]"):
            await self.says(chat, words)
        return self.token(chat)

    def token(self, chat: str) -> str:
        """Of the newest link on this phone."""
        found = [match[1] for text in self.texts(chat) for match in LINK.finditer(text)]
        assert found, self.texts(chat)
        return found[-1]

    async def code(self, chat: str = HOUSEHOLD) -> str:
        """The newest code on this phone, once it is there."""
        await self.app.outbox.settle()
        found = [
            one[1] + one[2] for text in self.texts(chat) if "🔑" in text for one in [CODE.search(text)] if one
        ]
        assert found, self.texts(chat)
        return found[-1]

    async def opened(self, token: str, chat: str = HOUSEHOLD) -> httpx.Response:
        """The way it is meant to go: a code, the page that is ready."""
        await self.browser.taps(token, "code")
        return await self.browser.taps(token, "open", code=await self.code(chat))

    async def acts(self, subject: str = CASE) -> list[str]:
        """What the audit trail says of this subject's links, in order."""
        return [one.action for one in await self.store.audits(subject) if one.action.startswith("paper_")]

    def later(self, **by: int) -> None:
        self.clock.move(timedelta(**by))


@asynccontextmanager
async def village(store: Store, **how: Any) -> AsyncIterator[Village]:
    there = Village(store, **how)
    await there.begin()
    try:
        yield there
    finally:
        await there.browser.http.aclose()
        await there.app.stop()
