"""A pack's files as they were, kept beside the results: a later program can work out again what was done."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.errors import PackError
from bot.scoring.pack import Pack
from bot.scoring.packs import load_pack, pack_files, read_pack

KEPT = 16
"""Packs of earlier programs kept in memory."""


@dataclass(frozen=True, slots=True)
class PackCopy:
    """id: the pack's digest. files: name → text."""

    id: str
    pack_id: str
    files: Mapping[str, str]
    version: int = 1


def copy_of(pack_id: str) -> PackCopy:
    """The files of a pack that comes with the program."""
    texts = {name: data.decode() for name, data in pack_files(pack_id).items()}
    return PackCopy(load_pack(pack_id).digest, pack_id, texts)


class Library:
    """The packs of the program and the copies of those that forms were begun with."""

    def __init__(self, copies: tuple[PackCopy, ...] = ()) -> None:
        self._copies = {one.id: one for one in copies}

    def pack(self, pack_id: str, digest: str = "") -> Pack:
        """The pack of this id; of this digest where one is named and known, else the program's.

        PackError where there is no such pack.
        """
        if digest in self._copies and load_pack_digest(pack_id) != digest:
            return pack_of(self._copies[digest])
        return load_pack(pack_id)


def pack_of(copy: PackCopy) -> Pack:
    """The pack these files are; read once while the program runs."""
    return _read(copy.pack_id, tuple(copy.files.items()))


@lru_cache(maxsize=KEPT)
def _read(pack_id: str, files: tuple[tuple[str, str], ...]) -> Pack:
    return read_pack(pack_id, {name: text.encode() for name, text in files}, kept=True)


def load_pack_digest(pack_id: str) -> str:
    """The digest of the program's pack of this id, "" where it has none."""
    try:
        return load_pack(pack_id).digest
    except PackError:
        return ""
