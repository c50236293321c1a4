"""One fixture, two stores: each contract test runs on both."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.ports import Store
from storage.memory import MemoryStore
from storage.seal import Keys, generate_key
from storage.sqlite import open_sqlite


@pytest.fixture
def keys() -> Keys:
    return Keys.from_text(generate_key())


@pytest.fixture(params=["memory", "sqlite"])
async def store(request: pytest.FixtureRequest, tmp_path: Path, keys: Keys) -> AsyncIterator[Store]:
    made: Store = (
        MemoryStore() if request.param == "memory" else await open_sqlite(tmp_path / "s.sqlite", keys)
    )
    yield made
    await made.close()
