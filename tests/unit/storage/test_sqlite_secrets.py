"""The files on disk tell nothing personal, and what is erased is gone from them."""

import sqlite3
import stat
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.ports import Claim, Erasure
from storage.seal import generate_key
from tests.contract.store.things import ADDRESS, ANSWER, CCCD, CHAT, NAME, NOW, PHONE, case, household, turn
from tests.unit.storage.files import KEY, opened, raw


async def test_no_personal_word_lies_in_the_file(path: Path) -> None:
    store = await opened(path)
    await store.commit(household())
    await store.claim_letters(NOW, 30, 9)
    await store.postpone("e1/1", NOW, f"cannot reach {NAME}")
    await store.mark_failed("e1/2", f"cannot reach {NAME}", NOW)
    for moment in ("with the log", "after the close"):
        if moment == "after the close":
            await store.close()
        everything = raw(path)
        assert b"HL-0001" in everything  # codes are in clear: the search below does see the rows
        for word in (NAME, "Hoàng", CCCD, PHONE, ADDRESS, ANSWER, "1984", "floor_area_m2:large", "cannot"):
            assert word.encode() not in everything, (moment, word)


async def test_erased_bytes_are_gone_from_every_file(path: Path) -> None:
    store = await opened(path)
    await store.commit(household())
    [body, line, message] = [
        bytes(value)
        for table in ("form", "answer_log", "letter")
        for [value] in sqlite3.connect(path).execute(f"SELECT body FROM {table} LIMIT 1")
    ]
    before = raw(path)
    assert all(sealed in before for sealed in (body, line, message))
    tomb = case(version=2, state="erased", head="", birth="", address="", phone="", moves=(), applicants=())
    await store.commit(turn("e2", version=2, entities=(tomb,), erasures=(Erasure("c1", ("f1",), (CHAT,)),)))
    await store.session(CHAT)
    await store.close()
    after = raw(path)
    assert not [sealed for sealed in (body, line, message) if sealed in after]


async def test_the_log_file_is_emptied_right_after_an_erasure(path: Path) -> None:
    store = await opened(path)
    await store.commit(household())
    [[body]] = sqlite3.connect(path).execute("SELECT body FROM form")
    await store.commit(turn("e2", version=2, erasures=(Erasure(None, ("f1",), ()),)))
    await store.commit(turn("e3", "tg:other"))  # its batch comes after the emptying
    assert bytes(body) not in raw(path)
    await store.close()


async def test_a_sent_letter_keeps_no_words(path: Path) -> None:
    store = await opened(path)
    await store.commit(household())
    await store.mark_sent("e1/1", "m1", NOW)
    query = "SELECT id, state, external, body IS NULL FROM letter ORDER BY no"
    assert sqlite3.connect(path).execute(query).fetchall() == [
        ("e1/1", "sent", "m1", 1),
        ("e1/2", "queued", None, 0),
    ]
    await store.close()


async def test_a_wrong_key_is_noticed_at_the_door(path: Path) -> None:
    store = await opened(path)
    await store.close()
    with pytest.raises(StoreError, match=r"does not open.*key file this store was made with"):
        await opened(path, generate_key())
    with pytest.raises(StoreError, match="key 1 is missing"):
        await opened(path, generate_key(2))


async def test_keys_can_be_rotated(path: Path) -> None:
    store = await opened(path)
    await store.commit(household())
    await store.close()
    both = f"{KEY}\n{generate_key(2)}\n"
    store = await opened(path, both)
    assert await store.case("c1") == case()
    assert await store.case_by_claim("national_id", CCCD, "r2026") == case()
    other = turn("e2", "tg:2", entities=(case("c2", code="HL-0002"),), claims=household().claims[:1])
    stolen = turn("e3", "tg:2", claims=(Claim("national_id", CCCD, "r2026", "c2"),))
    assert await store.commit(stolen) == "stale"
    assert await store.commit(other) == "committed"
    [[body]] = sqlite3.connect(path).execute("SELECT body FROM case_file WHERE id = 'c2'")
    assert body[:2] == b"\x01\x02"
    await store.close()


async def test_the_file_is_for_its_owner_only(path: Path) -> None:
    store = await opened(path)
    await store.commit(turn())
    modes = {stat.S_IMODE(file.stat().st_mode) for file in path.parent.glob(f"{path.name}*")}
    assert modes == {0o600}
    await store.close()


async def test_full_sync_wal_and_secure_delete_are_on(path: Path) -> None:
    store = await opened(path)
    writing = store._writer._connection
    for name, value in (
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("secure_delete", 1),
    ):
        assert [tuple(row) for row in await writing.execute_fetchall(f"PRAGMA {name}")] == [(value,)]
    await store.close()
