"""A fall, a second process, a wrong file: what was acknowledged stays, faults say what to do."""

import asyncio
import shutil
import sqlite3
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cases.commune import Staff
from bot.errors import StoreError
from storage.migrate import migrations
from tests.contract.store.things import (
    CHAT,
    NAME,
    NOW,
    case,
    form,
    household,
    turn,
)
from tests.unit.storage.files import KEY, opened


async def test_everything_is_there_after_reopening(path: Path) -> None:
    store = await opened(path)
    await store.commit(household())
    await store.close()
    store = await opened(path)
    assert await store.session(CHAT) == household().session
    assert await store.case("c1") == case()
    assert await store.form("f1") == form(case_id="c1", finished_at=NOW)
    assert await store.answer_log("f1") == household().answers
    assert await store.audits("c1") == household().audits
    assert await store.commit(household()) == "duplicate"
    assert len(await store.claim_letters(NOW, 30, 9)) == 2
    await store.close()


async def test_what_was_acknowledged_survives_a_fall(path: Path, tmp_path: Path) -> None:
    """The files as they lie on disk without a close, as after a kill -9."""
    store = await opened(path)
    await asyncio.gather(*(store.commit(turn(f"e{n}", f"tg:{n}")) for n in range(50)))
    fallen = tmp_path / "fallen"
    fallen.mkdir()
    for file in path.parent.glob(f"{path.name}*"):
        shutil.copy(file, fallen / file.name)
    await store.close()
    again = await opened(fallen / path.name)
    assert [(await again.session(f"tg:{n}")).version for n in range(50)] == [1] * 50
    assert await again.commit(turn("e7", "tg:7")) == "duplicate"
    await again.close()


async def test_a_killed_process_keeps_every_acknowledged_turn(path: Path) -> None:
    """A process commits and prints; killed with SIGKILL in the middle, what it printed is there."""
    script = textwrap.dedent("""
        import asyncio, sys
        from pathlib import Path
        from storage.seal import Keys
        from storage.sqlite import open_sqlite
        from tests.contract.store.things import turn

        async def chat(store, name):
            for n in range(1, 100_000):
                assert await store.commit(turn(f"{name}-{n}", name, n)) == "committed"
                print(name, n, flush=True)

        async def main():
            store = await open_sqlite(Path(sys.argv[1]), Keys.from_text(sys.argv[2]))
            await asyncio.gather(*(chat(store, f"tg:{n}") for n in range(8)))

        asyncio.run(main())
    """)
    command = [sys.executable, "-c", script, str(path), KEY]
    process = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE)
    assert process.stdout is not None
    lines = [(await process.stdout.readline()).decode().split() for _ in range(200)]
    process.kill()
    lines += [line.split() for line in (await process.stdout.read()).decode().splitlines(keepends=True)[:-1]]
    await process.wait()
    store = await opened(path)
    acknowledged = {chat: int(n) for chat, n in lines}
    for chat, n in acknowledged.items():
        version = (await store.session(chat)).version
        assert n <= version, f"{chat}: {n} was acknowledged, {version} is stored"
        assert await store.commit(turn(f"{chat}-{n}", chat, n)) == "duplicate"
    assert len(acknowledged) == 8
    await store.close()


async def test_a_newer_schema_is_refused(path: Path) -> None:
    store = await opened(path)
    await store.close()
    newest = migrations()[-1][0]
    with sqlite3.connect(path) as file:
        assert file.execute("PRAGMA user_version").fetchone() == (newest,)
        file.execute(f"PRAGMA user_version = {newest + 1}")
    with pytest.raises(StoreError, match="start the newer program"):
        await opened(path)


async def test_a_file_that_is_none_is_refused(path: Path, tmp_path: Path) -> None:
    shutil.copyfile(Path(__file__), path)
    with pytest.raises(StoreError, match="cannot be opened"):
        await opened(path)
    with pytest.raises(StoreError, match="cannot be opened"):
        await opened(tmp_path / "nowhere" / "a.sqlite")


async def test_readers_cannot_write(path: Path) -> None:
    store = await opened(path)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        await store._readers._all[0].execute("DELETE FROM event")
    await store.close()


async def test_a_turn_decided_before_another_process_wrote_is_stale(path: Path) -> None:
    """`rasoat revoke` runs beside the bot: what the bot decided on the old access does not count."""
    bot, tool = await opened(path), await opened(path)
    await bot.session(CHAT)
    await tool.commit(turn("tool", "cli"))
    await bot.commit(turn("e0", "tg:other"))  # a batch of its own that first notices
    assert await bot.commit(turn("e1")) == "stale"
    await bot.session(CHAT)
    assert await bot.commit(turn("e1")) == "committed"
    await bot.close()
    await tool.close()


async def test_after_another_process_wrote_nothing_old_is_read(path: Path) -> None:
    bot, tool = await opened(path), await opened(path)
    await bot.commit(turn("e1", entities=(form(),)))
    assert (await tool.form("f1")) == form()
    change = turn("e2", "cli", entities=(form(version=2, respondent="x"),))
    assert [await tool.commit(change), await tool.commit(change)] == ["stale", "committed"]
    assert await bot.commit(turn("e3", version=2, entities=(form(version=2),))) == "stale"
    assert await bot.form("f1") == form(version=2, respondent="x")
    await bot.close()
    await tool.close()


async def test_after_the_close_nothing_is_taken(path: Path) -> None:
    store = await opened(path)
    last = asyncio.create_task(store.commit(turn()))
    await asyncio.sleep(0)
    await store.close()
    assert await last == "committed"
    with pytest.raises(StoreError, match="closed"):
        await store.commit(turn("e2", version=2))


async def test_a_record_that_cannot_be_written_down_is_its_own_fault(path: Path) -> None:
    store = await opened(path)
    with pytest.raises(StoreError, match=r"form\.body:f1") as caught:
        await store.commit(turn(entities=(form(result={"a": object(), "name": NAME}),)))
    assert NAME not in str(caught.value)
    assert await store.commit(turn()) == "committed"
    await store.close()


async def test_a_locked_file_fails_all_at_once_and_then_goes_on(path: Path) -> None:
    store = await opened(path)
    await store._writer._connection.execute_fetchall("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    commits = [store.commit(turn(f"e{n}", f"tg:{n}")) for n in range(40)]
    async with asyncio.timeout(2):  # singly they would wait 40 times
        results = await asyncio.gather(*commits, return_exceptions=True)
    assert all(isinstance(one, StoreError) and "locked" in str(one) for one in results)
    other.execute("ROLLBACK")
    other.close()
    assert await store.commit(turn("e0", "tg:0")) == "committed"
    await store.close()


async def test_a_list_read_before_a_change_is_not_kept(path: Path) -> None:
    store = await opened(path)
    staff = Staff("s1", "Nông Văn Đức", "trưởng khu phố", "enumerator", ("kp1",))
    reading = asyncio.create_task(store.staff())
    await asyncio.sleep(0)
    await store.seed((staff,))
    assert await reading in ((), (staff,))
    assert await store.staff() == (staff,)
    gone = replace(staff, active=False, version=2)
    assert await store.commit(turn("e1", entities=(gone,))) == "committed"
    assert await store.staff() == (gone,)
    await store.close()


async def test_a_full_cache_forgets_and_the_file_remembers(path: Path) -> None:
    store = await opened(path)
    store._cache._size = 3
    await asyncio.gather(*(store.commit(turn(f"e{n}", f"tg:{n}")) for n in range(9)))
    assert len(store._cache._things) == 3
    assert [(await store.session(f"tg:{n}")).version for n in range(9)] == [1] * 9
    await store.close()
    await store.close()


async def test_a_writer_that_lost_its_connection_says_so(path: Path) -> None:
    store = await opened(path)
    await store._writer._connection.close()
    with pytest.raises(StoreError, match="writing failed"):
        await store.commit(turn())
    await store.close()
