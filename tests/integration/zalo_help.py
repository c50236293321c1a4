"""What the Zalo tests share: a bot under way over one file, and people who type numbers only."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from starlette.applications import Starlette

from bot.cases.case import Case
from bot.channels.zalo_bot import ZaloBotChannel
from bot.channels.zalo_bot_api import ZaloBotApi
from bot.channels.zalo_bot_poll import poll
from bot.channels.zalo_bot_webhook import register_webhook, zalo_bot_route
from bot.channels.zalo_pictures import ZaloPictures
from bot.commands.opening import application
from bot.commands.play import START
from bot.commands.typist import answered_together, shown_together
from bot.dialogue.event import Event
from bot.dialogue.outcome import Entity
from bot.ports import Clock, Inbox, Ready, Store
from bot.runtime.application import Application
from bot.runtime.clock import MovableClock
from bot.runtime.public_door import PublicDoor
from bot.seeds.load import load_seed
from storage.sqlite import open_sqlite
from tests.fakes.server import LoopbackServer
from tests.fakes.zalo_api import FakeZalo
from tests.fakes.zalo_world import Chat
from tests.integration.main_job_help import KEYS, PEOPLE, SECRET, Mode, Street, on_telegram
from tests.integration.telegram_help import RecordingInbox, StandingClock


def ready(text: str, **changes: Any) -> Ready:
    given: dict[str, Any] = {
        "letter_id": "l1",
        "chat": "zb:7",
        "rows": (),
        "numbered": True,
        "prompt": 0,
        "edit": None,
    }
    return Ready(text=text, **(given | changes))


def channel_on(zalo: FakeZalo, clock: Clock | None = None, **changes: Any) -> ZaloBotChannel:
    pictures = changes.pop("pictures", None)
    api = ZaloBotApi(changes.pop("token", zalo.token), base_url=zalo.base_url, **changes)
    return ZaloBotChannel(api, clock or StandingClock(), pictures)


class Town(Street):
    """The bot over one SQLite file, and the people who write to it on Zalo."""

    def __init__(self, zalo: FakeZalo, path: Path, app: Application) -> None:
        self.zalo, self.path, self.app = zalo, path, app
        for name in PEOPLE:
            self.person(name)

    def person(self, name: str) -> Chat:
        return self.zalo.user(str(PEOPLE[name]), name.capitalize())

    async def follow(self, lines: Sequence[tuple[str, str]]) -> None:
        """Each line once all that came of the one before has arrived; choices are typed as their numbers."""
        for who, words in lines:
            self.person(who).types(self.typed(who, words))
            await self.settled()

    def typed(self, who: str, words: str) -> str:
        """What this person types for a line of a script: the number of a choice, wherever there is one.

        Where several questions stand in one message, the first is answered by its letter ("1b").
        A button that is tapped there must have its number here, or a line with a dash, whose words are typed.
        """
        tapped = words.startswith("[") and words.endswith("]")
        label = words[1:-1] if tapped else words
        newest = self.person(who).newest if self.person(who).inbox else None
        if newest is not None and (one := answered_together(shown_together(newest.text), [words])):
            return one[0]
        number = newest.number_of(label) if newest is not None else ""
        if tapped and not number:
            assert newest is not None and f"– {label}" in newest.text.splitlines(), f"{who} finds no {words}"
        return number or label

    @property
    def fake(self) -> Any:
        return self.zalo


def on_zalo(entity: Entity) -> Entity:
    """The seed's people moved from the demo's phones to Zalo."""
    moved = on_telegram(entity)
    for field in ("chat", "owner"):
        told = getattr(moved, field, None)
        if isinstance(told, str) and told.startswith("tg:"):
            moved = replace(moved, **{field: _zalo(told)})
    if isinstance(moved, Case):
        moved = replace(
            moved, applicants=tuple(replace(one, chat=_zalo(one.chat)) for one in moved.applicants)
        )
    return moved


def _zalo(chat: str) -> str:
    return chat.replace("tg:", "zb:", 1)


async def fill(store: Store) -> None:
    seed = load_seed()
    await store.seed([on_zalo(one) for one in seed.entities], seed.claims)


@asynccontextmanager
async def town(
    zalo: FakeZalo,
    path: Path,
    mode: Mode,
    *,
    frozen: bool = True,
    pace: float = 1_000.0,
    door: PublicDoor | None = None,
    pictures: ZaloPictures | None = None,
) -> AsyncIterator[Town]:
    """A bot under way over this file. pace: messages a second to one chat. door: for papers as links.

    pictures: fetches what people send.
    """
    store = await open_sqlite(path, KEYS)
    if not await store.communes():
        await fill(store)
    clock = MovableClock(START, frozen=frozen)
    channel = channel_on(zalo, clock, pictures=pictures)
    channel.capabilities = replace(
        channel.capabilities, chat_per_second=pace, overall_per_second=max(30.0, pace)
    )
    app = application(store, clock, door=door)
    await app.open([channel])
    app.start()
    try:
        async with polling(channel, app) if mode == "polling" else webhook(zalo, channel, app):
            yield Town(zalo, path, app)
    finally:
        await app.stop()
        await channel.close()


@asynccontextmanager
async def polling(channel: ZaloBotChannel, inbox: Inbox, pause: Any = asyncio.sleep) -> AsyncIterator[None]:
    task = asyncio.create_task(poll(channel, inbox, hold=5, pause=pause))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@asynccontextmanager
async def webhook(zalo: FakeZalo, channel: ZaloBotChannel, inbox: Inbox) -> AsyncIterator[str]:
    """The bot behind a webhook on a loopback port; gives the address."""
    web = Starlette(routes=[zalo_bot_route(channel, inbox, SECRET)])
    async with LoopbackServer(web) as server:
        url = f"{server.url}/zalo-bot"
        await register_webhook(channel, url, SECRET)
        yield url
        await zalo.delivery.stop()


class EchoInbox(RecordingInbox):
    """Answers each event with a numbered prompt, as the outbox would."""

    def __init__(self, channel: ZaloBotChannel) -> None:
        super().__init__()
        self.channel = channel

    async def take(self, event: Event) -> None:
        await super().take(event)
        await self.channel.send(ready(f"{len(self.events)}?", chat=event.chat, prompt=len(self.events)))
