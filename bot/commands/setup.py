"""`rasoat init`: asks for what is missing, writes rasoat.env, makes the key, fills the store, invites staff.

Run again it asks only for what is still missing; every part is kept as soon as it is answered.
"""

import asyncio
import secrets
import sys
from pathlib import Path
from typing import TextIO

from bot.cases.commune import Staff
from bot.commands.env_file import add_settings
from bot.commands.opening import application, keys_of, make_key_file, opened_store
from bot.commands.setup_console import Console, say
from bot.commands.setup_questions import ask_areas, ask_commune, ask_enumerators, ask_officer, ask_round
from bot.commands.setup_readers import read_store, read_token, read_zalo_token
from bot.config import ENV_FILE, Settings, settings
from bot.runtime.clock import SystemClock
from bot.runtime.staffing import make_invite
from bot.scoring.packs import load_pack
from bot.seeds.load import load_seed
from storage.sqlite import SqliteStore


def run(seed: bool, source: TextIO | None = None, out: TextIO | None = None) -> int:
    """seed: the training commune instead of questions (people and households in it are invented)."""
    console = Console(source or sys.stdin, out or sys.stdout)
    console.tell(say("cli.init.welcome"))
    _settle(console, settings(), ask=not seed)
    asyncio.run(_fill(console, settings(), seed=seed))
    return 0


def _settle(console: Console, now: Settings, *, ask: bool) -> None:
    """What is missing in the settings, into rasoat.env."""
    values: dict[str, str] = {}
    if ask:
        values |= _ask_tokens(console, now)
    if "store_path" not in now.model_fields_set:
        path = _ask_store(console, now.store_path) if ask else now.store_path
        values["RASOAT_STORE_PATH"] = str(path)
        if "key_file" not in now.model_fields_set and now.keys is None:
            values["RASOAT_KEY_FILE"] = str(path.with_suffix(".key"))
    for name, given in (
        ("RASOAT_WEBHOOK_SECRET", now.webhook_secret),
        ("RASOAT_ZALO_WEBHOOK_SECRET", now.zalo_webhook_secret),
    ):
        if given is None:
            values[name] = secrets.token_urlsafe(32)
    if values:
        add_settings(Path(ENV_FILE), values)
        console.tell(say("cli.init.settled", file=ENV_FILE))


def _ask_tokens(console: Console, now: Settings) -> dict[str, str]:
    """Telegram's as long as it is missing; Zalo's, which is optional, at the first run only."""
    values: dict[str, str] = {}
    if now.telegram_token is None:
        console.head(say("cli.init.head.token"))
        if token := console.ask(say("cli.init.ask.token"), read_token):
            values["RASOAT_TELEGRAM_TOKEN"] = token
    if now.zalo_bot_token is None and "store_path" not in now.model_fields_set:
        console.head(say("cli.init.head.zalo_token"))
        if token := console.ask(say("cli.init.ask.zalo_token"), read_zalo_token):
            values["RASOAT_ZALO_BOT_TOKEN"] = token
    return values


def _ask_store(console: Console, default: Path) -> Path:
    return console.ask(say("cli.init.ask.store"), read_store, default, str(default))


async def _fill(console: Console, now: Settings, *, seed: bool) -> None:
    """What is missing in the store; then the invitation of an officer who has just come in."""
    if now.keys is None:
        fresh = not now.key_file.exists()
        make_key_file(now.key_file)
        if fresh:
            console.tell(say("cli.init.key", file=now.key_file))
    async with opened_store(now.store_path, keys_of(now)) as store:
        staff = await (_seeded(store) if seed else _asked(console, store))
        if not staff:
            console.tell(say("cli.init.nothing_missing"))
        await _invite(console, now, store, staff)
    reached = now.telegram_token or now.zalo_bot_token or now.zalo_oa_app_id
    console.head(say("cli.init.done" if reached else "cli.init.done_no_token", file=ENV_FILE))


async def _seeded(store: SqliteStore) -> list[Staff]:
    """The training commune, unless there is a commune already; its first officer."""
    if await store.communes():
        return []
    seed = load_seed()
    await store.seed(seed.entities, seed.claims)
    return [one for one in seed.entities if isinstance(one, Staff) and one.role == "officer"][:1]


async def _asked(console: Console, store: SqliteStore) -> list[Staff]:
    """Each missing part asked for and kept at once; the staff who came in now."""
    if not await store.communes():
        await store.seed([ask_commune(console)])
    if not await store.rounds():
        await store.seed([ask_round(console)])
    if not await store.areas():
        [first, *_] = await store.rounds()
        await store.seed(ask_areas(console, load_pack(first.pack_id)))
    return [*await _officer(console, store), *await _enumerators(console, store)]


async def _officer(console: Console, store: SqliteStore) -> list[Staff]:
    staff = await store.staff()
    if any(one.role == "officer" and one.active for one in staff):
        return []
    officer = ask_officer(console, {one.id for one in staff})
    await store.seed([officer])
    return [officer]


async def _enumerators(console: Console, store: SqliteStore) -> list[Staff]:
    staff = await store.staff()
    if any(one.role == "enumerator" and one.active for one in staff):
        return []
    found = ask_enumerators(console, await store.areas(), {one.id for one in staff})
    await store.seed(found)
    return found


async def _invite(console: Console, now: Settings, store: SqliteStore, staff: list[Staff]) -> None:
    app = application(store, SystemClock(), now.round_id)
    await app.open([])
    for one in staff:
        code = await make_invite(app, one.id)
        console.tell(say("cli.init.invited", name=one.name, staff=one.id, code=code))
