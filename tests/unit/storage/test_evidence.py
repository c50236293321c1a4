"""Sealed pictures beside the store: whole or not there, nobody else's, gone when no row names them."""

import asyncio
import errno
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.errors import StoreError
from storage.evidence import SealedPictures, folder_of
from storage.seal import Keys, generate_key

KEY = generate_key()
PICTURE = b"\xff\xd8\xff the dots of a house"


def keys(*lines: str) -> Keys:
    return Keys.from_text("\n".join(lines or (KEY,)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return folder_of(tmp_path / "rasoat.sqlite")


def named(*names: str) -> Callable[[], Awaitable[frozenset[str]]]:
    async def ask() -> frozenset[str]:
        return frozenset(names)

    return ask


async def test_a_picture_is_sealed_and_for_its_owner_only(folder: Path) -> None:
    pictures = SealedPictures(folder, keys())
    name = await pictures.keep(PICTURE)
    [file] = folder.iterdir()
    assert file.name == name
    assert b"house" not in file.read_bytes()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert file.stat().st_mode & 0o777 == 0o600
    assert await pictures.get(name) == PICTURE


async def test_its_name_tells_nothing_to_who_has_the_picture_and_no_key(folder: Path) -> None:
    strangers = [SealedPictures(folder.with_name(str(n)), keys(generate_key())) for n in (1, 2)]
    names = {await one.keep(PICTURE) for one in strangers}
    assert len(names) == 2


async def test_the_same_picture_is_kept_once_even_at_the_same_time(folder: Path) -> None:
    pictures = SealedPictures(folder, keys())
    names = await asyncio.gather(*(pictures.keep(PICTURE) for _ in range(8)))
    assert len(set(names)) == 1
    assert [file.name for file in folder.iterdir()] == [names[0]]
    assert await pictures.get(names[0]) == PICTURE


async def test_after_a_new_key_old_pictures_open_and_keep_their_name(folder: Path) -> None:
    name = await SealedPictures(folder, keys()).keep(PICTURE)
    both = SealedPictures(folder, keys(KEY, generate_key(2)))
    assert await both.get(name) == PICTURE
    assert await both.keep(PICTURE) == name
    fresh = await both.keep(PICTURE + b"2")
    assert (folder / fresh).read_bytes()[1] == 2


async def test_with_another_key_or_another_name_it_does_not_open(folder: Path) -> None:
    pictures = SealedPictures(folder, keys())
    name = await pictures.keep(PICTURE)
    (folder / ("0" * 64)).write_bytes((folder / name).read_bytes())
    with pytest.raises(StoreError):
        await pictures.get("0" * 64)
    with pytest.raises(StoreError):
        await SealedPictures(folder, Keys.from_text(generate_key())).get(name)


async def test_one_that_is_not_there_is_none(folder: Path) -> None:
    assert await SealedPictures(folder, keys()).get("a" * 64) is None


@pytest.mark.parametrize("call", ["fsync", "fdopen", "open"])
async def test_a_full_disk_leaves_nothing(folder: Path, call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pictures = SealedPictures(folder, keys())
    before = await pictures.keep(b"before")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, call, full)
        with pytest.raises(OSError, match="No space"):
            await pictures.keep(PICTURE)
    assert [file.name for file in folder.iterdir()] == [before]
    name = await pictures.keep(PICTURE)
    assert await pictures.get(name) == PICTURE


async def test_the_sweep_takes_what_no_row_names_and_half_files(folder: Path) -> None:
    pictures = SealedPictures(folder, keys())
    kept, lost = await pictures.keep(b"1"), await pictures.keep(b"2")
    pictures.release([kept, lost])
    (folder / f"{'a' * 64}.0badcafe.new").write_bytes(b"half")
    assert await pictures.sweep(named(kept)) == 2
    assert [file.name for file in folder.iterdir()] == [kept]


async def test_the_sweep_leaves_what_a_turn_under_way_has_kept(folder: Path) -> None:
    pictures = SealedPictures(folder, keys())
    name = await pictures.keep(PICTURE)
    assert await pictures.sweep(named()) == 0
    assert await pictures.get(name) == PICTURE
    pictures.release([name])
    assert await pictures.sweep(named()) == 1


async def test_two_turns_with_one_picture_hold_it_twice(folder: Path) -> None:
    pictures = SealedPictures(folder, keys())
    name = await pictures.keep(PICTURE)
    await pictures.keep(PICTURE)
    pictures.release([name])
    assert await pictures.sweep(named()) == 0
    pictures.release([name])
    assert await pictures.sweep(named()) == 1


async def test_what_is_kept_again_while_the_sweep_asks_stays(folder: Path) -> None:
    """The row of the new turn is not there when the names are read: the file must stay all the same."""
    pictures = SealedPictures(folder, keys())
    name = await pictures.keep(PICTURE)
    pictures.release([name])

    async def asked() -> frozenset[str]:
        assert await pictures.keep(PICTURE) == name
        pictures.release([name])  # and its turn is committed just after these names were read
        return frozenset()

    assert await pictures.sweep(asked) == 0
    assert await pictures.get(name) == PICTURE


async def test_without_a_folder_there_is_nothing_to_sweep(folder: Path) -> None:
    assert await SealedPictures(folder, keys()).sweep(named()) == 0
    assert not folder.exists()
