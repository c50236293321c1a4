"""Rounds on either side of 31/12/2026, and one that spans it: classified, refused, warned of."""

import asyncio
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.cases.commune import Phase, Round
from bot.cases.round_check import round_warnings
from bot.cli import main
from bot.commands.opening import keys_of, opened_store
from bot.config import settings
from bot.scoring.contract import read_input
from bot.scoring.packs import known_dates, load_pack
from bot.scoring.score import Result, ScoringError, score
from tests.integration.commune import Commune, Faults
from tests.integration.test_behind_one_s_back import SURVEYED, TO_THE_HOUSE, case_of
from tests.unit.scoring.households import make

OLD, NEW = "2022-2025", "2027-2030"


def plan(pack_id: str, reference: date, *phases: Phase) -> Round:
    return Round("r", "Rà soát", "1.011606", pack_id, "Kế hoạch 1/KH-UBND", reference, phases)


BEFORE = plan(OLD, date(2026, 10, 1), Phase("survey", date(2026, 10, 1), date(2026, 12, 31)))
AFTER = plan(NEW, date(2027, 1, 1), Phase("survey", date(2027, 1, 1), date(2027, 1, 20)))
SPANNING = plan(
    OLD,
    date(2026, 12, 15),
    Phase("survey", date(2026, 12, 15), date(2027, 1, 10)),
    Phase("decision", date(2027, 1, 11), date(2027, 1, 31)),
)
LATE = plan(OLD, date(2027, 2, 1), Phase("survey", date(2027, 2, 1), date(2027, 2, 20)))


def classified(one: Round) -> Result:
    """The household of the contract's example, by the pack the round names, at its reference date."""
    given = read_input(make(["mai", "ha"]))
    return score(load_pack(one.pack_id), given.answers, given.place, one.reference_date)


def codes(one: Round) -> list[str]:
    return [warning.code for warning in round_warnings(one, known_dates())]


def test_a_round_before_the_change_is_classified_under_the_old_standard() -> None:
    found = classified(BEFORE)
    assert (found.pack, found.line) == (OLD, 140)
    assert found.class_ is not None
    assert codes(BEFORE) == []


def test_a_round_after_it_names_the_draft_and_is_refused() -> None:
    with pytest.raises(ScoringError, match="draft") as caught:
        classified(AFTER)
    assert caught.value.field == "pack"
    assert codes(AFTER) == ["draft"]


def test_a_round_that_spans_it_warns_and_is_classified_under_what_it_names() -> None:
    assert codes(SPANNING) == ["phase_after", "two_packs"]
    assert classified(SPANNING).pack == OLD


def test_a_round_of_the_year_after_under_the_old_standard_works_with_its_warnings() -> None:
    """The document decides, not the date; ages and the working age are those of the reference date."""
    assert codes(LATE) == ["reference_outside", "phase_after"]
    found = classified(LATE)
    assert (found.pack, found.reference_date, found.line) == (OLD, date(2027, 2, 1), 140)
    assert found.class_ is not None


async def _name_the_draft(commune: Commune) -> None:
    """The round of 2026 is said to be one of the new standard, and the bot is started again."""
    [old] = [one for one in await commune.store.rounds() if one.id == "2026"]
    await commune.store.seed([replace(old, pack_id=NEW, version=old.version + 1)])
    await commune.play("@restart\n")


async def test_a_survey_begun_under_one_pack_ends_under_it() -> None:
    commune = await Commune.opened()
    with Faults() as faults:
        await commune.play(TO_THE_HOUSE)
        await _name_the_draft(commune)
        await commune.play(SURVEYED.removeprefix(TO_THE_HOUSE))
        await commune.play("👤 ba: [Gửi Ban Chỉ đạo]\n")
    assert faults.seen == []
    case = await case_of(commune, "HL-0001")
    form = await commune.store.form(case.survey or "")
    assert case.state == "surveyed"
    assert form is not None and form.sent is not None
    assert (form.pack_id, form.sent["pack"], form.sent["line"]) == (OLD, OLD, 140)
    assert form.sent["class"] in ("poor", "near_poor", "not_poor")


async def test_what_was_not_begun_is_refused_with_what_is_missing() -> None:
    commune = await Commune.opened()
    await _name_the_draft(commune)
    with Faults() as faults:
        for code, form in (("HL-0002", "Phiếu B"), ("HL-0004", "Phiếu A")):
            await commune.types("ba", code)
            said = await commune.types("ba", f"Làm {form}")
            assert f"Chưa làm được “{form}" in said
            assert f"bộ quy định {NEW}" in said
            assert "Bảng điểm A" in said
    assert faults.seen == []
    listed, received = await case_of(commune, "HL-0002"), await case_of(commune, "HL-0004")
    assert (listed.survey, received.screening) == (None, None)


async def test_a_file_of_the_old_round_is_surveyed_under_its_own_standard_however_late() -> None:
    commune = await Commune.opened()
    await commune.play("@clock 2027-08-20 08:00\n@restart\n")
    assert commune.app.inbox.place.round.pack_id == NEW
    await commune.types("ba", "HL-0002")
    await commune.types("ba", "Làm Phiếu B")
    form = await commune.store.form((await case_of(commune, "HL-0002")).survey or "")
    assert form is not None
    assert (form.pack_id, form.round_id) == (OLD, "2026")


async def test_a_screening_begun_before_ends_and_the_survey_after_it_is_refused() -> None:
    commune = await Commune.opened()
    await commune.play("👤 ba: HL-0004\n👤 ba: [Làm Phiếu A]\n")
    await _name_the_draft(commune)
    with Faults() as faults:
        await commune.play("👤 ba: 1\n👤 ba: [Làm ngay]\n")
    assert faults.seen == []
    case = await case_of(commune, "HL-0004")
    assert (case.state, case.survey) == ("listed", None)
    assert "Chưa làm được “Phiếu B" in commune.newest("ba").text


async def test_the_officer_sees_standard_document_days_and_what_to_look_at() -> None:
    commune = await Commune.opened()
    await commune.types("lan", "chào")
    fine = await commune.taps("lan", "round")
    assert "Chuẩn nghèo đa chiều 2022–2025" in fine
    assert "Văn bản cho dùng bộ này: Kế hoạch giả định" in fine
    assert "– Khảo sát: 01/10/2026 – 20/10/2026" in fine
    assert "⚠" not in fine
    await _name_the_draft(commune)
    await commune.types("lan", "/menu")
    told = await commune.taps("lan", "round")
    assert "⚠ Bộ 2027-2030 mới là dự thảo" in told
    assert "⚠ Thời điểm rà soát 01/10/2026 nằm ngoài thời gian của bộ 2027-2030" in told


@pytest.fixture
def seeded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the training commune in its store."""
    monkeypatch.chdir(tmp_path)
    for name in (
        "TELEGRAM_TOKEN",
        "ZALO_BOT_TOKEN",
        "STORE_PATH",
        "KEY_FILE",
        "KEYS",
        "WEBHOOK_SECRET",
        "ROUND_ID",
    ):
        monkeypatch.delenv(f"RASOAT_{name}", raising=False)
    assert main(["init", "--seed"]) == 0
    return tmp_path


def test_packs_check_looks_at_the_rounds_of_the_store(
    seeded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async def spoil() -> None:
        async with opened_store(settings().store_path, keys_of(settings())) as store:
            [one] = [each for each in await store.rounds() if each.id == "2026"]
            await store.seed([replace(one, document="", phases=SPANNING.phases, version=one.version + 1)])

    capsys.readouterr()
    main(["packs", "check", "--store"])
    before = capsys.readouterr().out
    asyncio.run(spoil())
    main(["packs", "check", "--store"])
    after = capsys.readouterr().out
    assert "2027: ⚠ Bộ 2027-2030 mới là dự thảo" in before
    assert "2026: ⚠" not in before
    assert "2026: ⚠ Chưa ghi văn bản nào cho dùng bộ 2022-2025" in after
    assert "2026: ⚠ “Quyết định công nhận” kết thúc 31/01/2027" in after
    assert "2026: ⚠ Từ 01/01/2027 một phần của đợt nằm trong thời gian của bộ 2027-2030" in after


def test_a_draft_has_no_points_table_to_fill_or_load(
    seeded: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RASOAT_ROUND_ID", "2027")
    capsys.readouterr()
    Path("bang.xlsx").write_bytes(b"")
    for words in (
        ["template", "--pack", NEW, "ra.xlsx"],
        ["load", "bang.xlsx", "--as", "nv-lan", "--from", "2027-10-05"],
    ):
        assert main(["packs", *words]) == 1
        assert "2027-2030 is a draft and does not classify" in capsys.readouterr().err
    assert not Path("ra.xlsx").exists()


async def test_a_round_of_a_pack_that_is_not_there_says_so_to_the_officer() -> None:
    commune = await Commune.opened()
    plan = (await commune.app.place()).round
    await commune.store.seed([replace(plan, pack_id="2031-2035", version=plan.version + 1)])
    await commune._open()
    await commune.types("lan", "menu")
    with Faults() as faults:
        text = await commune.taps("lan", "round")
    assert faults.seen == []
    assert "⚠ Đợt ghi bộ quy định 2031-2035, nhưng máy không có bộ này." in text
    assert "Khảo sát: 01/10/2026" in text
