"""Photos of houses beside the store: a folder of sealed files, each named by the keyed digest of its picture.

A file is on disk before the turn that names it commits, so that no row ever names what is not there; what no
row names is swept away. One process has the store, so files of turns under way are known: `held`.
"""

import asyncio
import os
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from threading import Lock

from bot.errors import StoreError
from storage.seal import Keys


def folder_of(store: Path) -> Path:
    """Where the pictures of a store lie: "rasoat.evidence" beside "rasoat.sqlite"."""
    return store.with_suffix(".evidence")


class SealedPictures:
    """Implements `bot.ports.PictureFiles`. The folder is made with the first picture, for its owner only."""

    def __init__(self, folder: Path, keys: Keys) -> None:
        self._folder, self._keys = folder, keys
        self._lock, self._sweeping = Lock(), asyncio.Lock()
        self._held: Counter[str] = Counter()
        self._since: set[str] = set()

    async def keep(self, picture: bytes) -> str:
        """Seal and write it; its name. Safe on disk when this returns; held until `release`.

        OSError where it cannot be written: then nothing of it is left.
        """
        return await asyncio.to_thread(self._keep, picture)

    async def get(self, digest: str) -> bytes | None:
        """The picture of this name, None where it is not there. StoreError where it does not open."""
        return await asyncio.to_thread(self._get, digest)

    def release(self, digests: Iterable[str]) -> None:
        """The turn that kept them is over: from now on only a row keeps them."""
        with self._lock:
            self._held.subtract(digests)
            self._held = +self._held

    async def sweep(self, named: Callable[[], Awaitable[frozenset[str]]]) -> int:
        """Take away what no row names; how many. named: reads the names in use, asked after the files are
        listed, so that what is named meanwhile, or kept again, stays."""
        async with self._sweeping:
            found = await asyncio.to_thread(self._unheld)
            if not found:
                return 0
            return await asyncio.to_thread(self._drop, found - await named())

    def _keep(self, picture: bytes) -> str:
        names = self._keys.digests(sha256(picture).hexdigest())
        with self._lock:
            known = next((name for name in names if (self._folder / name).exists()), None)
            name = known or names[0]
            self._held[name] += 1
            self._since.add(name)
        try:
            if known is None:
                self._write(name, self._keys.seal(picture, _place(name)))
            _sync_folder(self._folder)
        except BaseException:
            self.release([name])
            raise
        return name

    def _write(self, name: str, sealed: bytes) -> None:
        """Whole or not at all, also when the power goes."""
        if not self._folder.is_dir():
            self._folder.mkdir(mode=0o700, exist_ok=True)
            _sync_folder(self._folder.parent)
        fresh = self._folder / f"{name}.{token_hex(4)}.new"
        try:
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(sealed)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self._folder / name)
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise

    def _get(self, digest: str) -> bytes | None:
        try:
            sealed = (self._folder / digest).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as fault:
            remedy = "look at the folder's rights and at the disk"
            raise StoreError("a picture cannot be read", where=str(self._folder), remedy=remedy) from fault
        return self._keys.unseal(sealed, _place(digest))

    def _unheld(self) -> set[str]:
        """The files that are there and of no turn under way; from now on what is kept again is noted."""
        with self._lock:
            self._since = set()
            there = {entry.name for entry in self._folder.iterdir()} if self._folder.is_dir() else set()
            return {name for name in there if not self._held[_stem(name)]}

    def _drop(self, names: Iterable[str]) -> int:
        dropped = 0
        with self._lock:
            for name in names:
                if _stem(name) not in self._since:
                    (self._folder / name).unlink(missing_ok=True)
                    dropped += 1
        if dropped:
            _sync_folder(self._folder)
        return dropped


def _place(name: str) -> str:
    """What a picture is sealed to: one that was moved to another name does not open."""
    return f"evidence.file:{name}"


def _stem(name: str) -> str:
    """The picture's name in that of a file not yet whole: "ab12.9f3c.new"."""
    return name.partition(".")[0]


def _sync_folder(folder: Path) -> None:
    """The new names in it are on disk, too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
