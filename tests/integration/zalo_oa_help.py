"""What the tests of the Official Account share: a bot under way over one file, people who tap and type."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from starlette.applications import Starlette

from bot.cases.case import Case
from bot.channels.zalo_oa import ZaloOaChannel
from bot.channels.zalo_oa_api import ZaloOaApi
from bot.channels.zalo_oa_oauth import ZaloOauth
from bot.channels.zalo_oa_tokens import Notes, Tokens
from bot.channels.zalo_oa_webhook import Signing, zalo_oa_route
from bot.commands.opening import application
from bot.commands.play import START
from bot.dialogue.outcome import Entity
from bot.ports import Clock, Inbox, Ready, Store
from bot.runtime.application import Application
from bot.runtime.clock import MovableClock
from bot.seeds.load import load_seed
from storage.sqlite import open_sqlite
from tests.fakes.server import LoopbackServer
from tests.fakes.zalo_oa_api import ACCOUNT, FakeOa
from tests.fakes.zalo_oa_delivery import OA_SECRET
from tests.fakes.zalo_oa_tokens import APP_ID, APP_SECRET, FIRST
from tests.fakes.zalo_oa_world import Person
from tests.integration.main_job_help import KEYS, PEOPLE, Street
from tests.integration.zalo_help import on_zalo

LIFE = timedelta(days=90)
SIGNING = Signing(APP_ID, OA_SECRET)


def ready(text: str, **changes: Any) -> Ready:
    given: dict[str, Any] = {
        "letter_id": "l1",
        "chat": "zo:7",
        "rows": (),
        "numbered": True,
        "prompt": 0,
        "edit": None,
    }
    return Ready(text=text, **(given | changes))


def tokens_on(oa: FakeOa, store: Notes, clock: Clock, first: str = FIRST, **changes: Any) -> Tokens:
    oauth = ZaloOauth(APP_ID, changes.pop("secret", APP_SECRET), url=oa.token_url, **changes)
    return Tokens(oauth, lambda: store, clock, first, LIFE)


def channel_on(
    oa: FakeOa, store: Notes, clock: Clock, first: str = FIRST, timeout: float = 20.0
) -> ZaloOaChannel:
    api = ZaloOaApi(tokens_on(oa, store, clock, first), base_url=oa.base_url, timeout=timeout)
    return ZaloOaChannel(api, clock, ACCOUNT)


class Town(Street):
    """The bot over one SQLite file, and the people who write to the account."""

    def __init__(self, oa: FakeOa, path: Path, app: Application, channel: ZaloOaChannel) -> None:
        self.oa, self.path, self.app, self.channel = oa, path, app, channel
        for name in PEOPLE:
            self.person(name).wrote_at = oa.now()  # everybody has said a word in the last days

    def person(self, name: str) -> Person:
        return self.oa.user(str(PEOPLE[name]), name.capitalize())

    async def follow(self, lines: Sequence[tuple[str, str]]) -> None:
        """Each line once all that came of the one before has arrived."""
        for who, words in lines:
            self.says(who, words)
            await self.settled()

    def says(self, who: str, words: str) -> None:
        """Typed; "[a label]" is tapped where a button has it, else typed as its number, else as its words."""
        person = self.person(who)
        if not (words.startswith("[") and words.endswith("]")):
            person.types(words)
            return
        label = words[1:-1]
        if any(said.payload_of(label) for said in person.inbox[-1:]):
            person.taps(label)
            return
        number = person.newest.number_of(label)
        assert number or f"– {label}" in person.newest.text.splitlines(), f"{who} finds no {words}"
        person.types(number or label)

    @property
    def fake(self) -> Any:
        return self.oa


def on_oa(entity: Entity) -> Entity:
    """The seed's people moved from the demo's phones to the Official Account."""
    moved: Any = on_zalo(entity)
    for field in ("chat", "owner"):
        told = getattr(moved, field, None)
        if isinstance(told, str) and told.startswith("zb:"):
            moved = replace(moved, **{field: _oa(told)})
    if isinstance(moved, Case):
        moved = replace(moved, applicants=tuple(replace(one, chat=_oa(one.chat)) for one in moved.applicants))
    same: Entity = moved
    return same


def _oa(chat: str) -> str:
    return chat.replace("zb:", "zo:", 1)


async def fill(store: Store) -> None:
    seed = load_seed()
    await store.seed([on_oa(one) for one in seed.entities], seed.claims)


@asynccontextmanager
async def town(
    oa: FakeOa, path: Path, *, frozen: bool = True, pace: float = 1_000.0, clock: MovableClock | None = None
) -> AsyncIterator[Town]:
    """A bot under way over this file, behind a webhook. pace: messages a second to one chat."""
    store = await open_sqlite(path, KEYS)
    if not await store.communes():
        await fill(store)
    clock = clock or MovableClock(START, frozen=frozen)
    channel = channel_on(oa, store, clock)
    channel.capabilities = replace(
        channel.capabilities, chat_per_second=pace, overall_per_second=max(30.0, pace)
    )
    app = application(store, clock)
    await app.open([channel])
    app.start()
    try:
        async with webhook(oa, channel, app):
            yield Town(oa, path, app, channel)
    finally:
        await app.stop()
        await channel.close()


@asynccontextmanager
async def webhook(oa: FakeOa, channel: ZaloOaChannel, inbox: Inbox) -> AsyncIterator[str]:
    """The bot behind a webhook on a loopback port; gives the address."""
    web = Starlette(routes=[zalo_oa_route(channel, inbox, SIGNING)])
    async with LoopbackServer(web) as server:
        url = f"{server.url}/zalo-oa"
        oa.delivery.post_to(url)
        yield url
        await oa.delivery.stop()
