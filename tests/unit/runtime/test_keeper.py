"""A picture kept for a turn: held while the turn may still be written, let go where it came to nothing."""

import asyncio
from datetime import UTC, datetime

import pytest

from bot.dialogue.event import Event, with_photo
from bot.dialogue.facts import KeptPicture
from bot.dialogue.reading import Problem
from bot.runtime.evidence import Keeper
from storage.memory import MemoryStore

SENT = with_photo(Event("e1", "web:ba", datetime(2026, 10, 5, tzinfo=UTC), "photo"), b"a house")


@pytest.mark.parametrize(
    ("ends", "left"), [(None, 0), (RuntimeError("a fault"), 0), (asyncio.CancelledError(), 1)]
)
async def test_only_a_cancelled_turn_keeps_its_hold(ends: BaseException | None, left: int) -> None:
    """It may be on its way to the disk: a row must never name what was swept meanwhile."""
    store = MemoryStore()
    keeper = Keeper(store, lambda data: data)
    try:
        async with keeper.turn(SENT):
            assert isinstance(await keeper.kept(SENT, SENT.id), KeptPicture)
            if ends is not None:
                raise ends
    except (RuntimeError, asyncio.CancelledError):
        pass
    await keeper.sweep()
    assert len(store.pictures.kept) == left


async def test_only_the_picture_of_the_turn_under_way_is_kept() -> None:
    store = MemoryStore()
    keeper = Keeper(store, lambda data: data)
    async with keeper.turn(SENT):
        assert isinstance(await keeper.kept(SENT, "another"), Problem)
    assert not store.pictures.kept
