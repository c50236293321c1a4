"""The main job on a pretended Telegram: the bot put together as in real life, people who follow a script,
and what is stored in a form that can be compared with what the played transcript stores.
"""

import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Literal

import orjson
from starlette.applications import Starlette

from bot.cases.case import Case
from bot.cases.commune import Staff
from bot.cases.form_record import FormRecord
from bot.channels.telegram import TelegramChannel, make_bot
from bot.channels.telegram_poll import poll
from bot.channels.telegram_webhook import register_webhook, telegram_route
from bot.commands.opening import application
from bot.commands.play import START
from bot.commands.transcript import read_script
from bot.dialogue.outcome import Entity
from bot.ports import Store
from bot.runtime.application import Application
from bot.runtime.clock import MovableClock
from bot.seeds.load import load_seed
from storage.seal import Keys, generate_key
from storage.sqlite import open_sqlite
from tests.fakes.server import LoopbackServer
from tests.fakes.telegram_api import FakeTelegram
from tests.fakes.telegram_people import Person

Mode = Literal["polling", "webhook"]

SCRIPT = Path(__file__).parents[1] / "conversations" / "01-viec-chinh.txt"
SECRET = "mot-bi-mat-du-dai-0001"
KEYS = Keys.from_text(generate_key())
PEOPLE = {
    "mai": 1001,
    "lan": 1002,
    "hoa": 1003,
    "ba": 1004,
    "tu": 1005,
    "nam": 1006,
    "tinh": 1007,
    "cu": 1008,
}
"""Telegram's numbers of the personas."""


def said_lines(text: str) -> list[tuple[str, str]]:
    """(who, words) of a script, in order."""
    return [(line.who, line.text) for line in read_script(text) if line.kind == "say"]


def on_telegram(entity: Entity) -> Entity:
    """The seed's people moved from the demo's phones to Telegram."""
    if isinstance(entity, Staff) and entity.chat:
        return replace(entity, chat=telegram_chat(entity.chat))
    if isinstance(entity, Case):
        moved = tuple(replace(one, chat=telegram_chat(one.chat)) for one in entity.applicants)
        return replace(entity, applicants=moved)
    if isinstance(entity, FormRecord) and entity.owner.startswith("web:"):
        return replace(entity, owner=telegram_chat(entity.owner))
    return entity


def telegram_chat(chat: str) -> str:
    name = chat.removeprefix("web:")
    return f"tg:{PEOPLE[name]}" if name in PEOPLE else chat


async def fill(store: Store) -> None:
    seed = load_seed()
    await store.seed([on_telegram(one) for one in seed.entities], seed.claims)


class Street:
    """What every town of a test has: a bot over one SQLite file, and a fake that tells when all is quiet."""

    app: Application
    path: Path

    @property
    def fake(self) -> Any:
        """The pretended platform."""
        raise NotImplementedError

    async def settled(self, seconds: float = 20.0) -> None:
        """Every update taken, every letter gone or failed, nothing under way."""
        async with asyncio.timeout(seconds):
            while True:
                await self.fake.quiet(settle=0.01, timeout=seconds)
                if not self.letters("queued"):
                    return

    def letters(self, state: str) -> int:
        with sqlite3.connect(f"file:{self.path}?mode=ro", uri=True) as reading:
            [[count]] = reading.execute("SELECT count(*) FROM letter WHERE state = ?", [state])
        reading.close()
        return int(count)

    async def case(self, code: str) -> Case:
        found = await self.app.store.case_by_code(code)
        assert found is not None, f"no case {code}"
        return found


class Town(Street):
    """The bot over one SQLite file, and the people who write to it."""

    def __init__(self, api: FakeTelegram, path: Path, app: Application, channel: TelegramChannel) -> None:
        self.api, self.app, self.channel = api, app, channel
        self.path = path
        for name, number in PEOPLE.items():
            api.user(number, name.capitalize())

    @property
    def fake(self) -> FakeTelegram:
        return self.api

    def person(self, name: str) -> Person:
        return self.api.user(PEOPLE[name])

    def says(self, who: str, words: str) -> dict[str, Any]:
        """Typed, or "[a label]" tapped."""
        if words.startswith("[") and words.endswith("]"):
            return self.person(who).taps(words[1:-1])
        return self.person(who).types(words)

    async def follow(self, lines: Sequence[tuple[str, str]]) -> None:
        """Each line once all that came of the one before has arrived."""
        for who, words in lines:
            self.says(who, words)
            await self.settled()


@asynccontextmanager
async def town(
    api: FakeTelegram, path: Path, mode: Mode, *, frozen: bool = True, pace: float = 1_000.0
) -> AsyncIterator[Town]:
    """A bot under way over this file. pace: messages a second to one chat (Telegram's is 1)."""
    store = await open_sqlite(path, KEYS)
    if not await store.communes():
        await fill(store)
    clock = MovableClock(START, frozen=frozen)
    bot = make_bot(api.token, base_url=api.base_url, base_file_url=api.base_file_url)
    channel = TelegramChannel(bot, clock)
    channel.capabilities = replace(
        channel.capabilities, chat_per_second=pace, overall_per_second=max(30.0, pace)
    )
    app = application(store, clock)
    await app.open([channel])
    app.start()
    try:
        async with _polling(channel, app) if mode == "polling" else _webhook(api, channel, app):
            yield Town(api, path, app, channel)
    finally:
        await app.stop()
        await channel.close()


@asynccontextmanager
async def _polling(channel: TelegramChannel, app: Application) -> AsyncIterator[None]:
    task = asyncio.create_task(poll(channel, app, hold=5))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@asynccontextmanager
async def _webhook(api: FakeTelegram, channel: TelegramChannel, app: Application) -> AsyncIterator[None]:
    web = Starlette(routes=[telegram_route(channel, app, SECRET)])
    async with LoopbackServer(web) as server:
        await register_webhook(channel, f"{server.url}/telegram", SECRET)
        yield
        await api.delivery.stop()


async def stored(store: Store, code: str) -> dict[str, Any]:
    """All that is kept of a case: itself, its forms with results, every change of an answer, its audit.

    Ids that come from the events, and the chats' prefixes, are put alike.
    """
    case = await store.case_by_code(code)
    assert case is not None, f"no case {code}"
    ids = {case.id: "case"}
    kept: dict[str, Any] = {"case": asdict(case), "audit": [asdict(a) for a in await store.audits(case.id)]}
    for name in ("request", "screening", "survey"):
        form_id = getattr(case, name)
        form = await store.form(form_id) if form_id else None
        if form is not None:
            ids[form.id] = name
            log = [asdict(change) for change in await store.answer_log(form.id)]
            kept[name] = {"form": _plain(form), "log": log}
    return _alike(kept, ids)


def _plain(form: FormRecord) -> dict[str, Any]:
    fields = {name: getattr(form, name) for name in form.__slots__}
    answers = {"members": form.answers.members, "values": dict(form.answers.values)}
    return fields | {"answers": answers, "kept": sorted(form.kept)}


def _alike(kept: Mapping[str, Any], ids: Mapping[str, str]) -> dict[str, Any]:
    text = orjson.dumps(kept, default=_other, option=orjson.OPT_SORT_KEYS).decode()
    for own, name in ids.items():
        text = text.replace(own, name)
    for name, number in PEOPLE.items():
        text = text.replace(f"tg:{number}", name).replace(f"zb:{number}", name).replace(f"web:{name}", name)
        text = text.replace(f"zo:{number}", name)
    alike: dict[str, Any] = orjson.loads(text)
    return alike


def _other(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else str(value)


def days_only(kept: dict[str, Any]) -> dict[str, Any]:
    """Times cut to their days, for runs under a clock that goes on."""
    text = orjson.dumps(kept).decode()
    cut: dict[str, Any] = orjson.loads(re.sub(r"(\d{4}-\d\d-\d\d)T[\d:.]+\+07:00", r"\1", text))
    return cut
