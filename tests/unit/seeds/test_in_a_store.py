"""The seed in each store: all of it comes back as it was, also when seeded twice."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.cases.case import Case
from bot.cases.form_record import FormRecord
from bot.dialogue.facts import CaseFilter
from bot.ports import Store
from bot.seeds.load import load_seed
from storage.memory import MemoryStore
from storage.seal import Keys, generate_key
from storage.sqlite import open_sqlite

SEED = load_seed()


@pytest.fixture(params=["memory", "sqlite"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    keys = Keys.from_text(generate_key())
    path = tmp_path / "seed.sqlite"
    made: Store = MemoryStore() if request.param == "memory" else await open_sqlite(path, keys)
    for _ in range(2):
        await made.seed(SEED.entities, SEED.claims)
    yield made
    await made.close()


async def test_everything_comes_back_as_it_was(store: Store) -> None:
    kept = {*await store.communes(), *await store.areas(), *await store.rounds(), *await store.staff()}
    assert len(kept) == 1 + 8 + 3 + 13
    for entity in SEED.entities:
        if isinstance(entity, Case):
            assert await store.case(entity.id) == entity
        elif isinstance(entity, FormRecord):
            assert await store.form(entity.id) == entity
        else:
            assert entity in kept


async def test_counts_and_lists(store: Store) -> None:
    assert await store.last_case_number() == 24
    to_visit = await store.cases(CaseFilter("2026", ("kp3",), ("received", "listed")))
    assert sorted(case.code for case in to_visit) == [f"HL-{n:04d}" for n in range(1, 7)]
    assert [case.code for case in await store.cases_of_chat("web:cu")] == ["HL-0007"]


async def test_a_household_is_found_by_what_it_claims(store: Store) -> None:
    for value, expected in {"1958": "HL-0003", "1983-07-07": "HL-0004"}.items():
        found = await store.case_by_claim("household", f"hoang van phuc|{value}|kp3", "2026")
        assert found is not None and found.code == expected
    found = await store.case_by_claim("national_id", "020207900024", "2026")
    assert found is not None and found.code == "HL-0024"


async def test_no_request_is_a_draft(store: Store) -> None:
    owners = {one.owner for one in SEED.entities if isinstance(one, FormRecord)}
    assert owners == {"nv-lan", "nv-nam", "web:cu", "web:tinh"}
    for owner in owners:
        assert await store.drafts_of(owner) == ()
