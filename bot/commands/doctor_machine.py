"""The machine a bot stands on: its disk, its key, its store, whether the bot runs, its clock."""

import fcntl
import os
import shutil
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx

from bot.commands.doctor_finding import Finding, Ground, fault, look, ok
from bot.commands.opening import keys_of
from bot.config import Settings
from bot.errors import StoreError
from storage.evidence import folder_of
from storage.inspect import look_at, notes_in
from storage.seal import Keys

MEGABYTE = 1_000_000
LITTLE_ROOM, NO_ROOM = 2_000 * MEGABYTE, 200 * MEGABYTE
"""Bytes free: a commune's store is some hundred megabytes, and its copy needs as much again."""
FAR_OFF = 120
"""Seconds: times are written into files, and a certificate is checked by the clock."""
PATIENCE = 10.0


async def disk(ground: Ground) -> list[Finding]:
    """Room where the store is, and whether it may be written there."""
    folder = ground.settings.store_path.absolute().parent
    if not folder.is_dir():
        return [fault("doctor.disk.no_folder", folder=folder)]
    if not os.access(folder, os.W_OK):
        return [fault("doctor.disk.not_ours", folder=folder)]
    free = shutil.disk_usage(folder).free
    room = f"{free / MEGABYTE / 1000:.1f}".replace(".", ",")
    if free >= LITTLE_ROOM:
        return [ok("doctor.disk.room", free=room)]
    return [(fault if free < NO_ROOM else look)("doctor.disk.little", free=room)]


async def key(ground: Ground) -> list[Finding]:
    """Whether there is a key, and only its owner can read it."""
    settings = ground.settings
    try:
        keys_of(settings)
    except StoreError as refused:
        return [fault("doctor.key.unreadable", file=settings.key_file, why=refused.what)]
    if settings.keys is not None:
        return [ok("doctor.key.from_environment")]
    if settings.key_file.stat().st_mode & 0o077:
        return [fault("doctor.key.open", file=settings.key_file)]
    beside = settings.key_file.absolute().parent == settings.store_path.absolute().parent
    return [look("doctor.key.beside", file=settings.key_file) if beside else ok("doctor.key.there")]


async def store(ground: Ground) -> list[Finding]:
    """Whether the store is whole, of this program's shape, and written with this key."""
    path = ground.settings.store_path
    if not path.exists():
        return [fault("doctor.store.none", file=path)]
    try:
        condition = await look_at(path, _keys(ground.settings))
    except StoreError as refused:
        return [fault("doctor.store.unreadable", file=path, why=refused.what)]
    if not condition.whole:
        return [fault("doctor.store.damaged", file=path)]
    if condition.schema > condition.newest:
        return [fault("doctor.store.newer")]
    if condition.keys == "not_its_key":
        return [fault("doctor.store.other_key", file=path)]
    told = {"file": path, "queued": condition.queued}
    fits = condition.keys == "fits"
    found = [ok("doctor.store.whole", **told) if fits else look("doctor.store.no_key", **told)]
    if condition.lost:
        found.append(fault("doctor.evidence.lost", count=condition.lost, folder=folder_of(path)))
    if condition.failed:
        found.append(look("doctor.letters.failed", count=condition.failed))
    return found


def _keys(settings: Settings) -> Keys | None:
    try:
        return keys_of(settings)
    except StoreError:
        return None


async def notes(ground: Ground, kind: str) -> dict[str, bytes] | None:
    """The runtime's notes of a kind; None where they cannot be read, so that nothing is known of them (why
    is told by `key` and `store`)."""
    keys, path = _keys(ground.settings), ground.settings.store_path
    if not path.exists():
        return {}
    try:
        return None if keys is None else await notes_in(path, keys, kind)
    except StoreError:
        return None


async def running(ground: Ground) -> list[Finding]:
    """Whether a bot runs over this store now."""
    lock = ground.settings.store_path.with_suffix(".lock")
    return [ok("doctor.bot.runs") if _held(lock) else look("doctor.bot.stands")]


def _held(lock: Path) -> bool:
    """Whether somebody holds the lock; nothing is made where there is none."""
    if not lock.exists():
        return False
    with lock.open("r") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return True
    return False


async def clock(ground: Ground) -> list[Finding]:
    """This machine's clock against that of the first platform that answers."""
    for address in _addresses(ground.settings):
        told = await _date_of(ground, address)
        if told is not None:
            away = round((ground.now() - told).total_seconds())
            return [
                fault("doctor.clock.off", seconds=abs(away))
                if abs(away) > FAR_OFF
                else ok("doctor.clock.right")
            ]
    return [look("doctor.clock.unknown")]


def _addresses(settings: Settings) -> list[tuple[str, str | None]]:
    """Addresses of the platforms in use, with the proxy each is reached through."""
    oa = settings.zalo_oa_app_id
    known: list[tuple[object, str, str | None]] = [
        (settings.telegram_token, settings.telegram_base_url, settings.telegram_proxy),
        (settings.zalo_bot_token, settings.zalo_bot_base_url, settings.zalo_proxy),
        (oa, settings.zalo_oa_base_url, settings.zalo_proxy),
    ]
    return [(str(httpx.URL(url).copy_with(raw_path=b"/")), proxy) for token, url, proxy in known if token]


async def _date_of(ground: Ground, where: tuple[str, str | None]) -> datetime | None:
    """The time a server says it is; None where it cannot be asked."""
    address, proxy = where
    try:
        async with httpx.AsyncClient(verify=ground.tls, proxy=proxy, timeout=PATIENCE) as http:
            told = (await http.head(address)).headers.get("date", "")
        return parsedate_to_datetime(told)
    except (httpx.HTTPError, httpx.InvalidURL, ValueError):
        return None
