"""A points table comes into force: files are scored again, once, whole, and never those already posted."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.cases.form_record import AnswerChange, SentResult
from bot.dialogue.session import Session
from bot.ports import Store, TurnRecord
from bot.runtime import rescoring
from bot.runtime.verifying import verify
from storage.seal import Keys, generate_key
from storage.sqlite import open_sqlite
from tests.integration.commune import Commune
from tests.integration.surveys import SENT_AT, loaded, own_text, surveyed

LOWER = own_text({"a11:motorbike": 0, "a11:tv": 0, "a01:1": 30})
"""Points under which the base household (175) comes under the rural line of 140."""


async def begun(commune: Commune) -> None:
    """The table is seen and everything it sets going has come to its end."""
    await commune.app.refresh()
    commune.app.look_at_tables()
    await commune.app.idle()
    await commune.app.outbox.settle()


async def data(store: Store, number: int) -> tuple[SentResult, ...]:
    record = await store.form(f"f-made-{number}")
    assert record is not None
    return record.results


async def test_every_open_file_is_scored_again_and_the_officers_are_told_once() -> None:
    commune = await Commune.opened()
    await surveyed(commune.store, 1)
    await surveyed(commune.store, 2, answers={"water": "other", "toilet": "none", "info_devices": []})
    await commune.store.seed([loaded(LOWER)])
    await begun(commune)
    [before, after] = await data(commune.store, 1)
    assert (before.data["score_a"], before.data["class"], before.data["official"]) == (175, "not_poor", False)
    assert (after.data["score_a"], after.data["class"], after.data["official"]) == (105, "near_poor", True)
    assert after.data["table_digest"] == loaded(LOWER).digest
    [_, second] = await data(commune.store, 2)
    assert second.data["class"] == "poor"
    for officer in ("lan", "hoa"):
        [letter] = [one for one in commune.channel.phone(f"web:{officer}").shown if "có hiệu lực" in one.text]
        assert "Đã tính lại 2 phiếu, 2 hộ đổi loại" in letter.text
        assert "HL-9001: điểm A 175 → 105" in letter.text
    [table] = await commune.store.points_tables()
    assert table.rescored_at is not None
    assert [one.code for one in table.rescored if one.moved] == ["HL-9001", "HL-9002"]


async def test_what_is_posted_or_recognised_is_never_touched() -> None:
    commune = await Commune.opened()
    await surveyed(commune.store, 1, "posted")
    await surveyed(commune.store, 2, "recognised")
    await commune.store.seed([loaded(LOWER)])
    await begun(commune)
    assert [len(await data(commune.store, n)) for n in (1, 2)] == [1, 1]


@pytest.mark.parametrize(
    "changes",
    [
        {"signatures": loaded(LOWER).signatures[:1]},
        {"starts": date(2026, 12, 1)},
        {"pack_id": "another"},
    ],
)
async def test_a_table_that_does_not_count_yet_changes_nothing(changes: dict[str, object]) -> None:
    commune = await Commune.opened()
    await surveyed(commune.store, 1)
    await commune.store.seed([loaded(LOWER, **changes)])
    await begun(commune)
    assert len(await data(commune.store, 1)) == 1


async def test_it_counts_from_its_day() -> None:
    commune = await Commune.opened()
    await surveyed(commune.store, 1)
    day = commune.clock.now().date() + timedelta(days=3)
    await commune.store.seed([loaded(LOWER, starts=day)])
    await begun(commune)
    assert len(await data(commune.store, 1)) == 1
    commune.clock.move(timedelta(days=3))
    await begun(commune)
    assert len(await data(commune.store, 1)) == 2


async def test_a_run_cut_short_goes_on_and_a_second_one_changes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    commune = await Commune.opened()
    for number in (1, 2, 3):
        await surveyed(commune.store, number)
    await commune.store.seed([loaded(LOWER)])
    keep, kept = rescoring._keep, []

    async def dies(*args: object) -> str:
        if kept:
            raise ConnectionError("the process ends here")
        kept.append(1)
        return await keep(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(rescoring, "_keep", dies)
    await begun(commune)
    assert sorted([len(await data(commune.store, n)) for n in (1, 2, 3)]) == [1, 1, 2]
    monkeypatch.setattr(rescoring, "_keep", keep)
    await begun(commune)
    await begun(commune)
    assert [len(await data(commune.store, n)) for n in (1, 2, 3)] == [2, 2, 2]
    [table] = await commune.store.points_tables()
    assert len(table.rescored) == 3


async def test_a_survey_being_amended_is_scored_as_it_was_sent() -> None:
    commune = await Commune.opened()
    _, record = await surveyed(commune.store, 1)
    later = SENT_AT + timedelta(hours=1)
    amended = replace(record, version=2, result=None, answers=record.answers.put({"floor_area_m2": "5"}))
    change = AnswerChange(record.id, "floor_area_m2", "42", "5", "nv-ba", later, "đo lại")
    await commune.store.commit(TurnRecord("e", later, Session("test:x", 1), (amended,), (change,)))
    await commune.store.seed([loaded(LOWER)])
    await begun(commune)
    [_, after] = await data(commune.store, 1)
    assert after.data["score_a"] == 105
    assert after.data["deprived"] == []


async def test_everything_can_be_computed_again_years_later(tmp_path: Path) -> None:
    keys = Keys.from_text(generate_key())
    commune = await Commune.opened(await open_sqlite(tmp_path / "s.sqlite", keys))
    for number in (1, 2):
        await surveyed(commune.store, number)
    await commune.store.seed([loaded(LOWER)])
    await begun(commune)
    await commune.store.close()
    store = await open_sqlite(tmp_path / "s.sqlite", keys)
    found = [one async for one in verify(store)]
    assert [(one.code, one.number, one.outcome) for one in found] == [
        ("HL-9001", 1, "agrees"), ("HL-9001", 2, "agrees"),
        ("HL-9002", 1, "agrees"), ("HL-9002", 2, "agrees"),
    ]  # fmt: skip
    record = await store.form("f-made-1")
    assert record is not None
    forged = dict(record.results[1].data) | {"score_a": 140}
    past_the_log = record.answers.put({"water": "other"})
    false = replace(
        record,
        version=record.version + 1,
        answers=past_the_log,
        results=(record.results[0], replace(record.results[1], data=forged)),
    )
    await store.seed([false])
    found = [one async for one in verify(store) if one.outcome != "agrees"]
    assert [(one.code, one.number, one.outcome) for one in found] == [
        ("HL-9001", 0, "log_differs"), ("HL-9001", 0, "sent_differs"), ("HL-9001", 2, "differs"),
    ]  # fmt: skip
    await store.close()
