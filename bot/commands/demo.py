"""`rasoat demo`: the whole bot in a browser, with a seeded commune, three phones and a movable clock."""

import asyncio
import contextlib
from datetime import datetime
from pathlib import Path

from starlette.applications import Starlette

from bot.channels.web import WebChannel
from bot.channels.web_plain import PlainPhones
from bot.channels.web_routes import routes
from bot.channels.web_server import WebServer, web_server
from bot.channels.web_state import Persona, PhoneRole
from bot.commands.opening import application, make_key_file, opened_store, shelf_of
from bot.commands.play import START
from bot.commands.public_routes import public_routes
from bot.config import settings
from bot.runtime.application import Application
from bot.runtime.clock import MovableClock
from bot.runtime.public_door import PublicDoor
from bot.runtime.sweeps import sweeping
from bot.seeds.load import Seed, load_seed
from bot.seeds.persona import PersonaRole
from locales import keys_under, translate
from storage.seal import Keys

FOLDER = Path("var/demo")
PORT = 8000


PHONES: dict[PersonaRole, PhoneRole] = {
    "resident": "household",
    "enumerator": "enumerator",
    "officer": "officer",
    "chairman": "officer",
    "supervisor": "officer",
}
"""On which of the page's three phones somebody is."""


def personas(seed: Seed) -> list[Persona]:
    """Whose phones can be held, as the page shows them."""
    known = [Persona(one.chat, one.name, PHONES[one.role], one.area, one.hint) for one in seed.personas]
    return [*known, *_on_zalo()]


def _on_zalo() -> list[Persona]:
    """A household's and a staff member's phone with Zalo only, known to nobody yet."""

    def say(key: str) -> str:
        return translate("vi", f"demo.zalo.{key}", {})

    return [
        Persona("zb:ho", say("household"), "household", hint=say("household.hint")),
        Persona("zb:can-bo", say("enumerator"), "enumerator", hint=say("enumerator.hint")),
    ]


def forget(folder: Path) -> None:
    """The last demo's store goes; its households were invented."""
    for old in folder.glob("demo.*"):
        old.unlink()


def serve(app: Application, clock: MovableClock, seed: Seed, port: int) -> tuple[WebServer, WebChannel]:
    """The page over a bot. Moving the clock lets what fell due meanwhile happen."""
    channel = WebChannel(clock, {key: translate("vi", key, {}) for key in keys_under("web.")}, personas(seed))

    async def move_clock(to: datetime) -> None:
        clock.move(to - clock.now())
        await app.refresh()
        app.look_at_tables()
        await app.remind()
        app.outbox.wake()

    web = Starlette(routes=[*routes(channel, app, move_clock), *public_routes(app)])
    return web_server(web, channel, port), channel


async def demo(port: int = PORT, folder: Path = FOLDER, *, keep: bool = False) -> None:
    """Runs until stopped. keep: go on with the store of the last demo."""
    if not keep:
        forget(folder)
    folder.mkdir(parents=True, exist_ok=True)
    make_key_file(folder / "demo.key")
    async with opened_store(folder / "demo.sqlite", Keys.from_file(folder / "demo.key")) as store:
        seed, clock = load_seed(), MovableClock(START)
        if not await store.communes():
            await store.seed(seed.entities, seed.claims)
        door = PublicDoor(f"http://127.0.0.1:{port}")
        app = application(store, clock, shelf=shelf_of(settings(), clock), door=door, reminders=True)
        server, channel = serve(app, clock, seed, port)
        await app.open([channel, PlainPhones(channel)])
        app.start()
        with sweeping(app):
            print(translate("vi", "demo.open", {"url": f"http://127.0.0.1:{port}"}), flush=True)
            await server.serve()
        await app.stop()


def run(port: int, *, keep: bool) -> int:
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(demo(port, keep=keep))
    return 0
