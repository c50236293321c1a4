"""The commune's points table in the officers' hands: who may, who signs, and what it does to a file."""

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from bot.dialogue.event import with_file
from bot.ports import Audit
from tests.files.tables import FILES, HERE, filled
from tests.integration.commune import Commune
from tests.integration.surveys import surveyed

LOW: dict[str, int | float | str | None] = {"a11:motorbike": 0, "a11:tv": 0, "a01:1": 30}


async def sends(commune: Commune, who: str, content: bytes, name: str = "bang-diem.xlsx") -> str:
    await commune.does(with_file(commune.event(who, "file"), name, content))
    return commune.newest(who).text


async def table_loaded(commune: Commune, content: bytes | None = None) -> str:
    """Lan sends a filled template and stands before its ten cells; what she reads."""
    await commune.types("lan", "chào")
    await commune.taps("lan", "points_table")
    await commune.taps("lan", "load")
    await sends(commune, "lan", content or filled(LOW))
    return await commune.taps("lan", "today")


async def table_id(commune: Commune) -> str:
    return (await commune.store.points_tables())[-1].id


async def signed_by_two(commune: Commune) -> None:
    await table_loaded(commune)
    await commune.taps("lan", "yes")
    await commune.taps("hoa", f"!tbl.{await table_id(commune)}")
    await commune.taps("hoa", "yes")


async def test_two_signatures_put_it_in_force_and_the_file_shows_old_and_new() -> None:
    commune = await Commune.opened()
    case, _ = await surveyed(commune.store, 1)
    await signed_by_two(commune)
    [table] = await commune.store.points_tables()
    assert [one.staff_id for one in table.signatures] == ["nv-lan", "nv-hoa"]
    assert table.signatures[0].cells != table.signatures[1].cells
    assert all(len(one.cells) == 10 for one in table.signatures)
    view = await commune.taps("lan", f"!open.{case.id}")
    assert "điểm A 175 → 105" in view
    assert f"theo bảng {table.short}" in view
    assert "Bảng trước: bảng tập huấn" in view
    assert "tập huấn – chưa đối chiếu" not in view
    await commune.taps("lan", "!tbl.any")
    assert "HL-9001: điểm A 175 → 105" in await commune.taps("lan", "moved")


async def test_every_step_is_in_the_audit_trail() -> None:
    commune = await Commune.opened()
    await signed_by_two(commune)
    audits: tuple[Audit, ...] = await commune.store.audits(await table_id(commune))
    assert [one.action for one in audits] == [
        "points_table_loaded", "points_table_starts", "points_table_signed",
        "points_table_signed", "points_table_signed_by_two", "points_table_rescoring",
        "points_table_in_force",
    ]  # fmt: skip
    assert [one.who for one in audits[2:4]] == ["nv-lan", "nv-hoa"]


async def test_one_officer_never_signs_twice() -> None:
    commune = await Commune.opened()
    await table_loaded(commune)
    name = await table_id(commune)
    await commune.taps("lan", "yes")
    await commune.taps("lan", f"!tbl.{name}")
    assert not any("sign:" in button for button in commune.ids("lan"))
    await commune.does(*(commune.event("lan", "choice", choice=f"!tbl.{name}") for _ in range(3)))
    [table] = await commune.store.points_tables()
    assert len(table.signatures) == 1


async def test_signing_at_once_makes_two_signatures_and_not_three() -> None:
    commune = await Commune.opened()
    staff = await commune.store.staff()
    third = replace(next(one for one in staff if one.id == "nv-hoa"), id="nv-ba3", chat="web:ba3", version=1)
    await commune.store.seed([third])
    await commune.app.refresh()
    await table_loaded(commune)
    name = await table_id(commune)
    for who in ("hoa", "ba3"):
        await commune.taps(who, f"!tbl.{name}")
    prompts = {who: commune.newest(who).prompt for who in ("lan", "hoa", "ba3")}
    await commune.does(*(commune.event(w, "choice", choice=f"{n}.yes") for w, n in prompts.items()))
    [table] = await commune.store.points_tables()
    assert len({one.staff_id for one in table.signatures}) == 2


async def test_a_rejected_table_is_out_for_good() -> None:
    commune = await Commune.opened()
    await table_loaded(commune)
    name = await table_id(commune)
    await commune.taps("hoa", f"!tbl.{name}")
    await commune.taps("hoa", "no")
    await commune.types("hoa", "mục 11, bản in ghi 20")
    assert "không còn chờ" in await commune.taps("lan", "yes")
    [table] = await commune.store.points_tables()
    assert table.refused is not None
    assert not table.signatures
    await commune.taps("lan", "load")
    assert "hiệu lực từ ngày nào" in await sends(commune, "lan", filled(LOW))


@pytest.mark.parametrize("who", ["hoa", "ba", "mai"])
async def test_who_may_not_load_is_not_offered_it(who: str) -> None:
    commune = await Commune.opened()
    await commune.types(who, "chào")
    if who == "hoa":
        await commune.taps(who, "points_table")
    offered = {button.rpartition(".")[2] for button in commune.ids(who)}
    assert not {"load", "template"} & offered


@pytest.mark.parametrize("who", ["ba", "mai"])
async def test_the_button_of_a_notice_does_nothing_in_other_hands(who: str) -> None:
    commune = await Commune.opened()
    await table_loaded(commune)
    await commune.types(who, "chào")
    await commune.taps(who, f"!tbl.{await table_id(commune)}")
    assert "mười ô" not in commune.newest(who).text


async def test_the_right_may_be_taken_away_in_between() -> None:
    commune = await Commune.opened()
    await commune.types("lan", "chào")
    await commune.taps("lan", "points_table")
    await commune.taps("lan", "load")
    lan = next(one for one in await commune.store.staff() if one.id == "nv-lan")
    await commune.store.seed([replace(lan, rights=(), version=lan.version + 1)])
    await commune.app.refresh()
    assert "được giao nạp bảng điểm" in await sends(commune, "lan", filled(LOW))
    assert await commune.store.points_tables() == ()


@pytest.mark.parametrize("content", [b"PK\x03\x04 no workbook", b"%PDF-1.7", b"a,b\n1,2\n"])
async def test_what_is_no_workbook_gets_a_word_of_what_is_wanted(content: bytes) -> None:
    commune = await Commune.opened()
    await commune.types("lan", "chào")
    await commune.taps("lan", "points_table")
    await commune.taps("lan", "load")
    assert ".xlsx" in await sends(commune, "lan", content)
    assert await commune.store.points_tables() == ()


async def test_copied_training_points_are_noticed() -> None:
    commune = await Commune.opened()
    await commune.types("lan", "chào")
    await commune.taps("lan", "points_table")
    await commune.taps("lan", "load")
    assert "giống hệt bảng tập huấn" in await sends(commune, "lan", filled())


def test_the_files_of_the_transcripts_are_what_the_script_writes() -> None:
    """The bytes differ by the day they were made; the cells do not."""
    for name, points in FILES.items():
        kept = load_workbook(HERE / name).worksheets
        fresh = load_workbook(io.BytesIO(filled(points))).worksheets
        for old, new in zip(kept, fresh, strict=True):
            assert [[c.value for c in r] for r in old] == [[c.value for c in r] for r in new]
