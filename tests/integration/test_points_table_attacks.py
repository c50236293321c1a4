"""Attacks on the points table: one hand that signs twice, an update of the program, bad luck, forgery."""

import asyncio
import csv
import io
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.cases.case import State
from bot.cases.points_table import LoadedTable, Signature
from bot.runtime.clock import VIETNAM
from bot.runtime.rescoring import Job, rescore
from bot.runtime.staffing import end_access, make_invite
from bot.scoring.pack_copy import Library
from locales import translate
from storage.seal import Keys, generate_key
from storage.sqlite import open_sqlite
from tests.files.tables import filled
from tests.integration.commune import Commune, Faults
from tests.integration.surveys import SENT_AT, loaded, surveyed
from tests.integration.test_points_table import LOW, sends, table_id, table_loaded
from tests.integration.test_rescoring import LOWER, begun, data


async def test_one_phone_never_signs_twice_whatever_name_it_is_given() -> None:
    """The access is ended and a new entry made for the same person, as the remedy says: still one hand."""
    commune = await Commune.opened()
    await table_loaded(commune)
    await commune.taps("lan", "yes")
    lan = next(one for one in await commune.store.staff() if one.id == "nv-lan")
    await end_access(commune.app, "nv-lan")
    await commune.store.seed([replace(lan, id="nv-lan2", name="Hoàng Lan", chat=None, version=1)])
    await commune.app.refresh()
    code = await make_invite(commune.app, "nv-lan2")
    await commune.types("lan", "chào")
    assert "Hoàng Lan" in await commune.types("lan", code)
    said = await commune.taps("lan", f"!tbl.{await table_id(commune)}")
    assert "Chờ ký" in said
    assert "mười ô" not in said
    [table] = await commune.store.points_tables()
    assert len(table.signatures) == 1


def test_two_signatures_of_one_officer_are_one() -> None:
    one = Signature("nv-lan", "Lan", SENT_AT, ())
    table = replace(loaded(LOWER), signatures=(one, replace(one, at=SENT_AT + timedelta(hours=1))))
    assert table.counts_from is None


async def test_a_table_of_another_standard_is_not_there_to_be_signed() -> None:
    commune = await Commune.opened()
    await commune.store.seed([loaded(LOWER, signers=(), pack_id="another")])
    await commune.app.refresh()
    await commune.types("lan", "chào")
    await commune.taps("lan", "points_table")
    assert not any("sign:" in one for one in commune.ids("lan"))


async def test_signers_read_from_which_day_it_will_count() -> None:
    commune = await Commune.opened()
    await table_loaded(commune)
    assert "05/10/2026" in await commune.taps("hoa", f"!tbl.{await table_id(commune)}")


async def test_who_signs_is_told_that_the_points_are_the_training_tables() -> None:
    commune = await Commune.opened()
    await table_loaded(commune, filled())
    said = await commune.taps("hoa", f"!tbl.{await table_id(commune)}")
    assert "giống hệt bảng tập huấn" in said


async def signed_for_tomorrow() -> Commune:
    commune = await Commune.opened()
    day = commune.clock.now().date() + timedelta(days=1)
    await commune.store.seed([loaded(LOWER, starts=day)])
    await commune.app.refresh()
    await commune.types("lan", "chào")
    await commune.taps("lan", "points_table")
    return commune


async def test_until_its_day_who_signed_it_may_still_take_it_out() -> None:
    """A wrong table with a later day would come back over the one that replaced it."""
    commune = await signed_for_tomorrow()
    await commune.taps("lan", "refuse:t1")
    await commune.types("lan", "mục 11, bản in ghi 20")
    [table] = await commune.store.points_tables()
    assert table.refused is not None
    assert table.counts_from is None
    assert [one.action for one in await commune.store.audits("t1")] == ["points_table_rejected"]
    assert any("đã loại" in one.text for one in commune.channel.phone("web:hoa").shown)


async def test_once_it_counts_nobody_takes_it_out() -> None:
    commune = await signed_for_tomorrow()
    await commune.taps("lan", "refuse:t1")
    commune.clock.move(timedelta(days=1))
    assert "đang dùng" in await commune.types("lan", "mục 11, bản in ghi 20")
    [table] = await commune.store.points_tables()
    assert table.refused is None
    await commune.types("lan", "chào")
    await commune.taps("lan", "points_table")
    assert f"{commune.newest('lan').prompt}.refuse:t1" not in commune.ids("lan")


async def test_the_day_is_kept_once_somebody_has_signed() -> None:
    commune = await Commune.opened()
    await commune.types("lan", "chào")
    await commune.taps("lan", "points_table")
    await commune.taps("lan", "load")
    await sends(commune, "lan", filled(LOW))
    await commune.taps("hoa", f"!tbl.{await table_id(commune)}")
    await commune.taps("hoa", "yes")
    assert "giữ ngày cũ" in await commune.types("lan", "ngày mai")
    [table] = await commune.store.points_tables()
    assert table.starts == commune.clock.now().date()


@pytest.mark.parametrize("now", ["00:10", "23:50"])
async def test_a_signature_counts_on_vietnams_day_also_after_a_restart(now: str, tmp_path: Path) -> None:
    at = datetime.fromisoformat(f"2026-10-06T{now}:00+07:00").astimezone(VIETNAM)
    keys = Keys.from_text(generate_key())
    made = loaded(LOWER, starts=date(2026, 10, 1))
    signed = replace(made, signatures=tuple(replace(one, at=at) for one in made.signatures))
    store = await open_sqlite(tmp_path / "s.sqlite", keys)
    await store.seed([signed])
    await store.close()
    store = await open_sqlite(tmp_path / "s.sqlite", keys)
    [table] = await store.points_tables()
    await store.close()
    assert table.counts_from == date(2026, 10, 6)


# ── the program is updated: its pack has an answer that the commune's table does not cover ───
def updated(pack_id: str, digest: str = "") -> Any:
    """The library of a program whose form knows one more kind of toilet."""
    pack = Library().pack(pack_id, digest)
    group = pack.groups["toilet_group"]
    form = pack.forms["phieu_b"]
    sections = tuple(
        replace(
            section,
            questions=tuple(
                replace(q, options=(*q.options, replace(q.options[0], id="biogas")))
                if q.id == group.question
                else q
                for q in section.questions
            ),
        )
        for section in form.sections
    )
    forms = {**pack.forms, "phieu_b": replace(form, sections=sections)}
    return replace(pack, digest="f" * 64, forms=forms)


async def after_an_update(monkeypatch: pytest.MonkeyPatch) -> Commune:
    commune = await Commune.opened()
    await commune.store.seed([loaded(LOWER)])
    await commune.app.refresh()
    monkeypatch.setattr(commune.app.inbox, "_packs", updated)
    return commune


async def test_a_table_that_no_longer_fits_the_forms_stops_no_request(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    commune = await after_an_update(monkeypatch)
    with Faults() as faults:
        for said in ("chào", "1", "1", "1", "1", "3", "Hoàng Thị Mai"):
            await commune.types("mai", said)
    assert faults.seen == []


async def test_officers_read_that_it_no_longer_fits_and_load_another(monkeypatch: pytest.MonkeyPatch) -> None:
    commune = await after_an_update(monkeypatch)
    with Faults() as faults:
        await commune.types("lan", "chào")
        said = await commune.taps("lan", "points_table")
    assert faults.seen == []
    assert "tập huấn" in said


async def test_scoring_again_passes_over_what_the_table_does_not_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    commune = await Commune.opened()
    await surveyed(commune.store, 1)
    monkeypatch.setattr(commune.app._library, "pack", updated)
    await commune.store.seed([loaded(LOWER)])
    with Faults() as faults:
        await begun(commune)
    assert faults.seen == []
    [table] = await commune.store.points_tables()
    assert [one.failed for one in table.rescored] == [True]


async def test_an_area_that_is_now_of_another_kind_stops_nobody_elses_file() -> None:
    commune = await Commune.opened()
    for number in (1, 2):
        await surveyed(commune.store, number)
    await commune.store.seed([loaded(urban_alone(LOWER))])
    with Faults() as faults:
        await begun(commune)
    assert faults.seen == []
    [table] = await commune.store.points_tables()
    assert [one.failed for one in table.rescored] == [True, True]
    assert table.rescored_at is not None


def urban_alone(text: str) -> str:
    """The table without the columns of regions."""
    rows = list(csv.reader(io.StringIO(text)))
    keep = [n for n, name in enumerate(rows[0]) if not name.startswith("rural")]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([[row[n] for n in keep] for row in rows])
    return out.getvalue()


# ── a survey on its way to the disk while the table comes into force ─────────────────────────
async def test_a_survey_sent_at_that_very_moment_is_scored_again_too(tmp_path: Path) -> None:
    store = await open_sqlite(tmp_path / "s.sqlite", Keys.from_text(generate_key()))
    commune = await Commune.opened(store)
    table = loaded(LOWER)
    await store.seed([table])
    await commune.app.refresh()
    place, library = commune.app.inbox.place, commune.app._library
    writing = [asyncio.create_task(surveyed(store, n)) for n in range(1, 30)]
    await asyncio.sleep(0)
    await rescore(Job(store, place, library, commune.clock, translate), table)
    await asyncio.gather(*writing)
    assert [len(await data(store, n)) for n in range(1, 30)] == [2] * 29
    await commune.app.stop()


# ── a posted file is explained by the table it was posted under ──────────────────────────────
@pytest.mark.parametrize("state", ["posted", "recognised"])
async def test_a_posted_file_is_explained_by_the_table_of_its_result(state: State) -> None:
    commune = await Commune.opened()
    case, _ = await surveyed(commune.store, 1, state)
    await commune.store.seed([loaded(LOWER)])
    await begun(commune)
    await commune.types("lan", "chào")
    await commune.taps("lan", f"!open.{case.id}")
    points = await commune.taps("lan", "survey")
    assert "xe máy, xe có động cơ = 20 điểm" in points
    why = await commune.taps("lan", "why")
    assert "đang được sửa" not in why
    assert "175" in why


# ── what is not official says so, wherever it stands ─────────────────────────────────────────
async def test_the_summary_says_which_of_its_numbers_are_the_training_tables() -> None:
    commune = await Commune.opened()
    await surveyed(commune.store, 1)
    await commune.store.seed([loaded(LOWER)])
    await begun(commune)
    [letter] = [one for one in commune.channel.phone("web:lan").shown if "có hiệu lực" in one.text]
    assert "trước mũi tên: ⚠ Bảng điểm tập huấn" in letter.text


async def test_an_officer_of_another_area_is_not_told_that_there_was_nothing_to_score() -> None:
    commune = await Commune.opened()
    await surveyed(commune.store, 1)
    hoa = next(one for one in await commune.store.staff() if one.id == "nv-hoa")
    await commune.store.seed([replace(hoa, areas=("kp1",), version=hoa.version + 1), loaded(LOWER)])
    await begun(commune)
    await commune.types("hoa", "chào")
    await commune.taps("hoa", "points_table")
    said = await commune.taps("hoa", "moved")
    assert "HL-9001" not in said
    assert "không có hộ nào đổi loại" in said


# ── an access that is ended stays ended ──────────────────────────────────────────────────────
async def test_a_slow_reading_of_the_commune_revives_no_ended_access(monkeypatch: pytest.MonkeyPatch) -> None:
    """One reading has seen the officer at work when the access ends; it comes back last."""
    commune = await Commune.opened()
    read, go_on = commune.store.points_tables, asyncio.Event()

    async def slow() -> tuple[LoadedTable, ...]:
        monkeypatch.setattr(commune.store, "points_tables", read)
        await go_on.wait()
        return await read()

    monkeypatch.setattr(commune.store, "points_tables", slow)
    first = asyncio.create_task(commune.app.refresh())
    await asyncio.sleep(0)
    ending = asyncio.create_task(end_access(commune.app, "nv-lan"))
    await asyncio.sleep(0.01)
    go_on.set()
    await asyncio.gather(first, ending)
    lan = commune.app.inbox.place.staff_by_id("nv-lan")
    assert lan is not None
    assert not lan.active
