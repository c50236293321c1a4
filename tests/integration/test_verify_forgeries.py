"""What `rasoat score --verify` notices: results changed, swapped, cut short, unsigned, taken away."""

from dataclasses import replace

import pytest

from bot.ports import Store
from bot.runtime.verifying import verify
from bot.scoring import pack_copy
from bot.scoring.packs import load_pack
from tests.integration.commune import Commune
from tests.integration.surveys import loaded, surveyed
from tests.integration.test_rescoring import LOWER, begun


async def odd(store: Store) -> list[tuple[int, str]]:
    return [(one.number, one.outcome) async for one in verify(store) if one.outcome != "agrees"]


async def scored_again() -> Commune:
    commune = await Commune.opened()
    await surveyed(commune.store, 1)
    await commune.store.seed([loaded(LOWER)])
    await begun(commune)
    assert await odd(commune.store) == []
    return commune


@pytest.mark.parametrize("part", ["score_a", "class", "official", "points", "because", "unknown"])
async def test_a_result_that_lost_a_part_does_not_agree(part: str) -> None:
    commune = await scored_again()
    record = await commune.store.form("f-made-1")
    assert record is not None
    less = {name: value for name, value in record.results[1].data.items() if name != part}
    last = replace(record.results[1], data=less)
    forged = replace(record, version=record.version + 1, results=(record.results[0], last), sent=less)
    await commune.store.seed([forged])
    assert await odd(commune.store) == [(2, "differs")]


async def test_what_is_shown_must_be_the_last_result() -> None:
    commune = await scored_again()
    record = await commune.store.form("f-made-1")
    assert record is not None
    assert record.sent is not None
    forged = replace(record, version=record.version + 1, sent=dict(record.sent) | {"class": "poor"})
    await commune.store.seed([forged])
    assert await odd(commune.store) == [(0, "sent_differs")]


async def test_a_table_that_was_not_signed_by_two_gives_no_result_that_agrees() -> None:
    commune = await scored_again()
    [table] = await commune.store.points_tables()
    await commune.store.seed([replace(table, signatures=table.signatures[:1], version=table.version + 1)])
    assert await odd(commune.store) == [(2, "not_signed")]


async def test_a_result_from_answers_that_were_never_given_does_not_agree() -> None:
    """Answers, result and all, put in the place of the household's: the log does not know them."""
    commune = await scored_again()
    _, other = await surveyed(commune.store, 2, answers={"water": "other", "toilet": "none"})
    record = await commune.store.form("f-made-1")
    assert record is not None
    mixed = (replace(record.results[0], answers=other.answers, data=other.sent or {}), record.results[1])
    await commune.store.seed([replace(record, version=record.version + 1, results=mixed)])
    assert await odd(commune.store) == [(1, "log_differs")]


async def test_a_surveyed_file_without_a_result_is_missed() -> None:
    commune = await scored_again()
    case, record = await surveyed(commune.store, 2)
    none = replace(record, version=2, results=(), sent=None)
    await commune.store.seed([none])
    assert await odd(commune.store) == [(0, "missing")]
    await commune.store.seed([replace(case, version=2, survey="f-gone")])
    assert await odd(commune.store) == [(0, "missing")]
    await commune.store.seed([replace(case, version=3, survey=None)])
    assert await odd(commune.store) == [(0, "missing")]


async def test_a_changed_program_changes_no_old_result(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program's pack has other lines now; the copy in the store is what results are held against."""
    commune = await scored_again()
    pack = load_pack("2022-2025")
    lines = {name: replace(one, points=1) for name, one in pack.lines.items()}
    changed = replace(pack, digest="0" * 64, lines=lines)
    monkeypatch.setattr(pack_copy, "load_pack", lambda pack_id: changed)
    assert await odd(commune.store) == []
    monkeypatch.setattr(commune.store, "pack_copies", no_copies)
    assert {outcome for _, outcome in await odd(commune.store)} == {"no_pack"}


async def no_copies() -> tuple[()]:
    return ()
