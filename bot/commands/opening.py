"""Opening the store for one process: folder, key, lock; and the bot over it."""

import fcntl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from bot.cases.quality import USUAL, Thresholds
from bot.cases.quota_plans import Tariff
from bot.config import Settings
from bot.dialogue.aids import usual as usual_aids
from bot.documents.papers import StorePapers
from bot.documents.pictures.evidence_pictures import small_jpeg
from bot.documents.pictures.qr import read_qr
from bot.documents.word.template_apart import check_apart
from bot.documents.workbook_reader import read_workbook
from bot.errors import StoreError
from bot.ports import Clock
from bot.runtime.application import Application
from bot.runtime.public_door import PublicDoor
from bot.runtime.recordings import Shelf, WithRecordings
from locales import pack_words, translate
from storage.seal import Keys, generate_key
from storage.sqlite import SqliteStore, open_sqlite


class BusyError(StoreError):
    """Another process has this store open; one store has one writer."""


def keys_of(settings: Settings) -> Keys:
    """From the environment, else from the key file."""
    if settings.keys is not None:
        return Keys.from_text(settings.keys.get_secret_value())
    return Keys.from_file(settings.key_file)


def door_of(settings: Settings) -> Path:
    """Where the running bot listens to the command line."""
    return settings.store_path.with_suffix(".sock")


def make_key_file(path: Path) -> None:
    """A new key, readable by its owner only. An existing file is left alone: losing it loses the data."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600)
    fresh.write_text(generate_key() + "\n", encoding="ascii")
    fresh.replace(path)  # whole or not there: half a key would lock the store for ever


@asynccontextmanager
async def opened_store(path: Path, keys: Keys) -> AsyncIterator[SqliteStore]:
    """The store, locked for this process. BusyError where another one has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as fault:
            raise BusyError("another process has this store open", where=str(path)) from fault
        store = await open_sqlite(path, keys)
        try:
            yield store
        finally:
            await store.close()


@asynccontextmanager
async def existing_store(settings: Settings) -> AsyncIterator[SqliteStore]:
    """The commune's store, locked; StoreError where there is none: an empty one would answer for it."""
    if not settings.store_path.exists():
        remedy = "run: rasoat init; or say in RASOAT_STORE_PATH where it is"
        raise StoreError("there is no store here", where=str(settings.store_path), remedy=remedy)
    async with opened_store(settings.store_path, keys_of(settings)) as store:
        yield store


def shelf_of(settings: Settings, clock: Clock) -> Shelf:
    """The commune's recordings, its languages, and packs' words in those that no pack holds."""
    return shelf(settings.audio_dir, clock, tuple(settings.languages.split(",")))


def shelf(folder: Path, clock: Clock, languages: tuple[str, ...]) -> Shelf:
    """Recordings of a folder, and the languages on offer."""
    return Shelf(folder, clock, languages, {one: pack_words(one) for one in languages})


def application(
    store: SqliteStore,
    clock: Clock,
    round_id: str = "",
    thresholds: Thresholds = USUAL,
    shelf: Shelf | None = None,
    door: PublicDoor | None = None,
    tariffs: Mapping[str, Tariff] | None = None,
    evidence: bool = True,
    reminders: bool = False,
) -> Application:
    """The bot over this store. door: its own public address, for papers as links; tariffs: what
    each bot may send; evidence: whether photos and places are kept; reminders: whether people are
    reminded."""
    papers = StorePapers(store)
    return Application(
        store,
        clock,
        papers if shelf is None else WithRecordings(papers, shelf.content),
        translate,
        round_id,
        reader=read_workbook,
        qr_reader=read_qr,
        thresholds=thresholds,
        aids=usual_aids if shelf is None else shelf.aids,
        door=door,
        tariffs=tariffs,
        picture_maker=small_jpeg if evidence else None,
        reminders=reminders,
        checker=check_apart,
    )
