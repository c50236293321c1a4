"""Staff, areas and rounds after the set-up, from the command line, beside a store that no bot has open."""

import asyncio
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from bot.cases.commune import Area, Invite, Round, Staff
from bot.cli import main
from bot.commands.opening import keys_of, opened_store
from bot.config import settings
from bot.handlers.enrol import digest
from bot.ports import Audit
from tests.integration.surveys import surveyed

NEW = ("staff", "add", "--name", "Hoàng Thị Sen", "--title", "Phó khu 1", "--role", "enumerator")


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A folder with the training commune in its store."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RASOAT_ROUND_ID", "2026")  # whatever the day these tests are run on
    assert main(["init", "--seed"]) == 0
    capsys.readouterr()
    return tmp_path


def stored() -> tuple[dict[str, Staff], dict[str, Area], dict[str, Round]]:
    async def read() -> tuple[dict[str, Staff], dict[str, Area], dict[str, Round]]:
        async with opened_store(settings().store_path, keys_of(settings())) as store:
            staff, areas, rounds = await store.staff(), await store.areas(), await store.rounds()
            return {s.id: s for s in staff}, {a.id: a for a in areas}, {r.id: r for r in rounds}

    return asyncio.run(read())


def audits(subject: str) -> list[str]:
    async def read() -> tuple[Audit, ...]:
        async with opened_store(settings().store_path, keys_of(settings())) as store:
            return await store.audits(subject)

    return [one.action for one in asyncio.run(read())]


def refused(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    """What a refused command says; it may not change anything."""
    before = stored()
    capsys.readouterr()
    assert main(list(command)) == 1
    assert stored() == before
    return capsys.readouterr().err


def sheet(*rows: tuple[str, ...]) -> None:
    """The template, with these people in it."""
    Path("nguoi.xlsx").unlink(missing_ok=True)
    assert main(["staff", "template", "nguoi.xlsx"]) == 0
    book = load_workbook("nguoi.xlsx")
    for row in rows:
        book.worksheets[0].append(row)
    book.save("nguoi.xlsx")


# ── one person ───────────────────────────────────────────────────────────────────────────────
def test_a_person_is_added_once_whoever_says_it_how_often() -> None:
    assert main([*NEW, "--areas", "kp1,kp3"]) == 0
    one = stored()[0]["nv-sen"]
    assert (one.name, one.title, one.role, one.areas) == (
        "Hoàng Thị Sen", "Phó khu 1", "enumerator", ("kp1", "kp3")
    )  # fmt: skip
    assert (one.active, one.chat, one.rights) == (True, None, ())
    before = stored()
    assert main([*NEW, "--areas", "Khu 3, Khu 1"]) == 0
    assert stored() == before
    assert audits("nv-sen") == ["staff_added"]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--areas", "kp1,kp99"), "Chưa có khu “kp99”"),
        ((), "cần ít nhất một khu"),
        (("--areas", "*"), "cần ít nhất một khu"),
        (("--areas", "kp1", "--title", " . "), "Xin ghi chức danh"),
        (("--areas", "kp1", "--name", "Sen 2"), "Tên người viết bằng chữ"),
        (("--areas", "kp1", "--id", "NV Sen"), "chữ thường không dấu"),
        (("--areas", "kp1", "--id", "nv-lan"), "đã là của người khác"),
    ],
)
def test_what_cannot_be_meant_is_told_what_would_be_right(
    more: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told in refused(capsys, *NEW, *more)


def test_a_namesake_with_other_duties_needs_an_id_of_their_own(capsys: pytest.CaptureFixture[str]) -> None:
    main([*NEW, "--areas", "kp1"])
    assert "rasoat staff change nv-sen" in refused(capsys, *NEW, "--areas", "kp2")
    assert main([*NEW, "--areas", "kp2", "--id", "nv-sen-khu2"]) == 0
    assert stored()[0]["nv-sen-khu2"].areas == ("kp2",)


def test_duties_are_changed_and_only_what_was_said() -> None:
    main([*NEW, "--areas", "kp1"])
    before = stored()[0]["nv-sen"]
    assert main(["staff", "change", "nv-sen", "--areas", "kp2"]) == 0
    after = stored()[0]["nv-sen"]
    assert (after.areas, after.name, after.title, after.version) == (
        ("kp2",), before.name, before.title, before.version + 1
    )  # fmt: skip
    assert main(["staff", "change", "nv-sen", "--areas", "kp2"]) == 0
    assert stored()[0]["nv-sen"] == after
    assert audits("nv-sen") == ["staff_added", "staff_changed"]


def test_who_is_no_officer_any_more_loads_no_table_and_somebody_stays(
    capsys: pytest.CaptureFixture[str],
) -> None:
    officers = [one.id for one in stored()[0].values() if one.role == "officer"]
    assert main(["allow", officers[0]]) == 0
    demoted = ("--role", "enumerator", "--areas", "kp1")
    for one in officers[:-1]:
        assert main(["staff", "change", one, *demoted]) == 0
    assert stored()[0][officers[0]].rights == ()
    assert "cán bộ cuối cùng" in refused(capsys, "staff", "change", officers[-1], *demoted)


# ── access given back ────────────────────────────────────────────────────────────────────────
def test_access_given_back_lets_in_neither_the_old_phone_nor_an_old_code(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["invite", "nv-lan"])
    code = capsys.readouterr().out.split()
    assert main(["revoke", "nv-lan"]) == 0
    assert main(["revoke", "nv-lan"]) == 0
    assert main(["restore", "nv-lan"]) == 0
    one = stored()[0]["nv-lan"]
    assert (one.active, one.chat) == (True, None)
    assert "mã mời cũ không vào được" in capsys.readouterr().out
    [old] = [found for found in (_invite(word) for word in code) if found is not None]
    assert old.void_for(one)
    main(["invite", "nv-lan"])
    [new] = [found for found in (_invite(word) for word in capsys.readouterr().out.split()) if found]
    assert not new.void_for(one)
    assert main(["restore", "nv-lan"]) == 0
    assert stored()[0]["nv-lan"] == one
    assert audits("nv-lan")[-4:] == ["invited", "access_ended", "access_given_back", "invited"]


def _invite(word: str) -> Invite | None:
    async def read() -> Invite | None:
        async with opened_store(settings().store_path, keys_of(settings())) as store:
            return await store.invite(digest(word.strip(".,")))

    return asyncio.run(read())


# ── a sheet ──────────────────────────────────────────────────────────────────────────────────
PEOPLE = (
    ("Lò Thị Mây", "Trưởng khu 4", "Rà soát viên", "Khu 4"),
    ("Vi Văn Cao", "Phó Chủ tịch", "Cán bộ", ""),
    ("Lò Thị Mây", "Trưởng khu 5", "điều tra viên", "kp5, kp6", "nv-may-khu5"),
)


def test_a_whole_sheet_comes_in_once() -> None:
    sheet(*PEOPLE)
    before = stored()
    assert main(["staff", "load", "nguoi.xlsx", "--check"]) == 0
    assert stored() == before
    assert main(["staff", "load", "nguoi.xlsx"]) == 0
    staff = stored()[0]
    assert {one: (staff[one].role, staff[one].areas) for one in staff.keys() - before[0].keys()} == {
        "nv-may": ("enumerator", ("kp4",)),
        "nv-cao": ("officer", ()),
        "nv-may-khu5": ("enumerator", ("kp5", "kp6")),
    }
    after = stored()
    assert main(["staff", "load", "nguoi.xlsx"]) == 0
    assert stored() == after


def test_every_bad_row_is_named_and_nobody_comes_in(capsys: pytest.CaptureFixture[str]) -> None:
    sheet(*PEOPLE, ("Vi Văn Sáu", "Trưởng khu 6", "trưởng khu", "Khu 6"), ("Vi Bảy", "", "Cán bộ", ""))
    before = stored()
    capsys.readouterr()
    assert main(["staff", "load", "nguoi.xlsx"]) == 2
    said = capsys.readouterr().out
    assert "Dòng 5: Vai “trưởng khu”" in said
    assert "Dòng 6: Xin ghi chức danh" in said
    assert "Dòng 2" not in said
    assert stored() == before


def test_a_sheet_without_headings_and_a_template_that_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    sheet()
    assert "mỗi người một dòng" in refused(capsys, "staff", "load", "nguoi.xlsx")
    book = load_workbook("nguoi.xlsx")
    book.worksheets[0].delete_rows(1)
    book.save("nguoi.xlsx")
    assert "Cần bốn cột" in refused(capsys, "staff", "load", "nguoi.xlsx")
    assert "không ghi đè" in refused(capsys, "staff", "template", "nguoi.xlsx")


def test_headings_as_people_write_them_below_a_title(capsys: pytest.CaptureFixture[str]) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["DANH SÁCH RÀ SOÁT VIÊN"])
    page.append([])
    page.append(["TT", "HỌ TÊN", "Chức vụ", "Nhiệm vụ", "Địa bàn phụ trách"])
    page.append([1, "Lò Thị Mây", "Trưởng khu 4", "RÀ SOÁT VIÊN", "khu 4;khu 5"])
    book.save("xa.xlsx")
    assert main(["staff", "load", "xa.xlsx"]) == 0
    assert stored()[0]["nv-may"].areas == ("kp4", "kp5")


# ── areas ────────────────────────────────────────────────────────────────────────────────────
SET = ("--type", "rural", "--region", "rural_mekong_delta", "--source", "QĐ 1/QĐ-UBND", "--since", "1/7/2025")


def test_an_area_has_the_communes_own_word_and_its_type_a_source() -> None:
    assert main(["area", "add", "--name", "Ấp Tân Lập"]) == 0
    plain = stored()[1]["kv9"]
    assert (plain.name, plain.type, plain.region) == ("Ấp Tân Lập", None, None)
    assert main(["area", "change", "kv9", *SET]) == 0
    one = stored()[1]["kv9"]
    assert (one.type, one.region, one.source) == ("rural", "rural_mekong_delta", "QĐ 1/QĐ-UBND")
    assert one.since.isoformat() == "2025-07-01"
    assert main(["area", "change", "kv9", *SET]) == 0
    assert main(["area", "add", "--name", "Ấp Tân Lập"]) == 0
    assert stored()[1]["kv9"].version == one.version
    assert audits("kv9") == ["area_added", "area_changed"]


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("add", "--name", "Khóm 1", "--type", "urban"), "--source"),
        (("add", "--name", "Khóm 1", *SET[:4]), "--source"),
        (("add", "--name", "Khóm 1", "--type", "rural", *SET[4:]), "một trong: rural_"),
        (("add", "--name", "Khóm 1", *SET[2:]), "theo văn bản"),
        (("add", "--name", "a, b"), "không có dấu phẩy"),
        (("change", "kp1", "--name", "khu 2"), "khu kp2"),
        (("change", "kp77", "--name", "Khu 77"), "Chưa có khu"),
        (("change", "kp1", "--type", "urban"), "--source"),
        (("change", "kp1", "--households", "nhiều"), "số nguyên"),
        (("change", "kp1", "--households", "120", "--persons", "100"), "ít hơn 120 hộ"),
    ],
)
def test_type_and_region_never_without_what_says_so(
    command: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told in refused(capsys, "area", *command)


def test_an_areas_own_totals_come_alone_or_together(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["area", "change", "kp1", "--households", "120", "--persons", "480"]) == 0
    assert main(["area", "change", "kp1", "--persons", "500"]) == 0
    one = stored()[1]["kp1"]
    assert (one.households, one.persons, one.version) == (120, 500, 3)
    capsys.readouterr()
    assert main(["area"]) == 0
    [row] = [line for line in capsys.readouterr().out.splitlines() if line.startswith("kp1\t")]
    assert row.split("\t")[-2:] == ["120", "500"]


def test_files_scored_under_the_type_before_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    async def fill() -> tuple[str, str]:
        async with opened_store(settings().store_path, keys_of(settings())) as store:
            case, _ = await surveyed(store, 1)
            return case.code, case.area

    code, area = asyncio.run(fill())
    capsys.readouterr()
    assert main(["area", "change", area, "--name", "Thôn Đồi"]) == 0
    assert code not in capsys.readouterr().out
    town = ("--type", "urban", "--source", "QĐ 2/QĐ-UBND", "--since", "1/7/2026")
    assert main(["area", "change", area, *town]) == 0
    assert code in capsys.readouterr().out
    assert main(["score", "--verify"]) == 0, "what was sent stays as it was computed"


# ── rounds ───────────────────────────────────────────────────────────────────────────────────
def plan(like: str, **other: str) -> None:
    """An example plan in plan.toml, with these parts written over."""
    path = Path("plan.toml")
    path.unlink(missing_ok=True)
    assert main(["round", "template", "plan.toml", "--like", like]) == 0
    lines = path.read_text("utf-8").splitlines()
    for name, value in other.items():
        lines = [f"{name} = {value}" if line.startswith(f"{name} =") else line for line in lines]
    path.write_text("\n".join(lines), "utf-8")


def test_the_plan_of_soc_trang_comes_in_as_it_was() -> None:
    plan("soc-trang-2022")
    assert main(["round", "add", "plan.toml"]) == 0
    one = stored()[2]["2022"]
    assert one.reference_date.isoformat() == "2022-09-20"
    survey = one.phase("survey")
    assert survey is not None
    assert (survey.starts.isoformat(), survey.ends.isoformat()) == ("2022-09-29", "2022-10-28")
    assert main(["round", "add", "plan.toml"]) == 0
    assert stored()[2]["2022"] == one
    assert audits("2022") == ["round_added"]


def test_the_plan_of_huu_lung_is_the_one_of_the_training_commune() -> None:
    """The seed holds the same dates; its document is named shorter there."""
    plan("huu-lung-2023", id='"2023b"')
    assert main(["round", "add", "plan.toml"]) == 0
    rounds = stored()[2]
    assert rounds["2023b"].phases == rounds["2023"].phases
    assert rounds["2023b"].reference_date == rounds["2023"].reference_date


def test_a_plan_of_2026_needs_the_document_that_names_its_standard(
    capsys: pytest.CaptureFixture[str],
) -> None:
    plan("2026", id='"2026b"')
    assert "document:" in refused(capsys, "round", "add", "plan.toml")
    plan("2026", id='"2026b"', document='"KH 5/KH-UBND ngày 1/9/2026"')
    assert main(["round", "add", "plan.toml"]) == 0
    assert "⚠" not in capsys.readouterr().out
    plan("2026", document='"KH 5/KH-UBND ngày 1/9/2026"')
    assert "với kế hoạch khác" in refused(capsys, "round", "add", "plan.toml")


def test_odd_days_are_said_and_kept(capsys: pytest.CaptureFixture[str]) -> None:
    plan("2026", id='"2026b"', document='"KH 5"', reference_date="2027-03-01")
    capsys.readouterr()
    assert main(["round", "add", "plan.toml"]) == 0
    assert "01/03/2027 nằm ngoài thời gian của bộ 2022-2025" in capsys.readouterr().out
    assert "2026b" in stored()[2]
