"""Officers hear once a day that the Official Account's token is dying or dead."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.commands.play import START
from bot.dialogue.facts import Place
from bot.handlers.token_alarm import TokenStanding
from bot.runtime.clock import MovableClock
from bot.runtime.place import read_place
from bot.runtime.token_alarm import tell_officers
from bot.seeds.load import load_seed
from locales import translate
from storage.memory import MemoryStore

DEAD = TokenStanding(refused=True, days_left=80)
CUT = TokenStanding(refused=True, interrupted=True, days_left=80)
AGEING = TokenStanding(days_left=3)
WARN = 14


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(START, frozen=True)


@pytest.fixture
async def store() -> MemoryStore:
    store, seed = MemoryStore(), load_seed()
    await store.seed(seed.entities, seed.claims)
    return store


async def place_of(store: MemoryStore) -> Place:
    return await read_place(store, START.date())


async def told(store: MemoryStore, clock: MovableClock, standing: TokenStanding) -> list[str]:
    """What is written now, as "chat: words"."""
    await tell_officers(store, await place_of(store), clock, translate, standing, WARN)
    letters = [one.letter for one in await store.claim_letters(clock.now(), 0, 50)]
    for one in letters:
        await store.mark_sent(one.id, "x", clock.now())
    return [f"{one.chat}: {one.message.text}" for one in letters]


@pytest.mark.parametrize(
    ("standing", "words"),
    [(DEAD, "không nhận mã kết nối"), (CUT, "ngắt giữa chừng"), (AGEING, "chỉ còn 3 ngày")],
)
async def test_each_officer_hears_it_with_what_to_do(
    store: MemoryStore, clock: MovableClock, standing: TokenStanding, words: str
) -> None:
    officers = {one.chat for one in (await place_of(store)).staff if one.role == "officer" and one.chat}
    said = await told(store, clock, standing)
    assert officers and {one.partition(": ")[0] for one in said} == officers
    assert all(words in one and "RASOAT_ZALO_OA_REFRESH_TOKEN" in one for one in said)


async def test_once_a_day_and_again_the_next(store: MemoryStore, clock: MovableClock) -> None:
    assert await told(store, clock, AGEING)
    clock.move(timedelta(hours=3))
    assert not await told(store, clock, AGEING)
    assert await told(store, clock, DEAD), "that it died is told on the same day"
    clock.move(timedelta(days=1))
    assert await told(store, clock, DEAD)


@pytest.mark.parametrize("standing", [TokenStanding(), TokenStanding(days_left=WARN + 1)])
async def test_nothing_where_all_is_well(
    store: MemoryStore, clock: MovableClock, standing: TokenStanding
) -> None:
    assert not await told(store, clock, standing)


async def test_on_the_first_day_of_the_warning(store: MemoryStore, clock: MovableClock) -> None:
    assert await told(store, clock, replace(AGEING, days_left=WARN))
