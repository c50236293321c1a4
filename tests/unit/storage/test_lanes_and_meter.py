"""Lanes of an older version's letters; the meter's count over a store that was closed and opened again."""

from pathlib import Path

import aiosqlite

from bot.cases.quota_plans import Tariff, month_plans
from bot.dialogue.message import LANES, Letter, Message
from bot.runtime.clock import MovableClock
from bot.runtime.quota import Quota
from storage.migrate import migrate, migrations
from tests.contract.store.things import NOW
from tests.unit.storage.files import opened

PLAN = {"zb": Tariff(months=month_plans("2026-01-01: 3000 messages, 50 users"))}


async def test_notices_of_an_older_version_stay_notices(tmp_path: Path) -> None:
    """Migration 3 makes room for the lane of deadlines between replies and notices."""
    connection = await aiosqlite.connect(tmp_path / "old.sqlite", isolation_level=None)
    try:
        for number, script in migrations()[:2]:
            await connection.executescript(f"{script}\nPRAGMA user_version = {number};")
        for name, lane in (("reply", 0), ("notice", 1)):
            await connection.execute(
                "INSERT INTO letter (id, chat, lane, state, due_at) VALUES (?, 'zb:1', ?, 'queued', 0)",
                (name, lane),
            )
        await migrate(connection, "old.sqlite")
        rows = await connection.execute_fetchall("SELECT id, lane FROM letter ORDER BY no")
    finally:
        await connection.close()
    assert [(name, LANES[lane]) for name, lane in rows] == [("reply", "reply"), ("notice", "notice")]


async def test_the_count_is_there_after_reopening(path: Path) -> None:
    store, clock = await opened(path), MovableClock(NOW, frozen=True)
    quota = Quota(store, clock, PLAN)
    await quota.open()
    for chat in ("zb:1", "zb:2", "zb:1"):
        await quota.count(Letter("a", chat, "reply", Message("a")), 2)
    await store.close()
    store = await opened(path)
    quota = Quota(store, clock, PLAN)
    await quota.open()
    [usage] = await quota.usages()
    await store.close()
    assert (usage.sent, usage.users) == (6, 2)
