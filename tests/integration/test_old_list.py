"""Last year's list brought in: in chat and from the command line, found again, all or nothing, once only."""

import asyncio
import fcntl
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cases.case import Case
from bot.cases.commune import Staff
from bot.cli import main
from bot.commands.list_import import carried_out
from bot.commands.opening import keys_of, opened_store
from bot.config import settings
from bot.dialogue.event import with_file
from bot.dialogue.facts import CaseFilter
from bot.errors import ConfigError
from bot.handlers.old_list_columns import tables_in
from bot.handlers.old_list_pack import columns_packed, csv_sheet, packed
from bot.runtime.control import ask, listening
from bot.scoring.sheets import SheetFault
from storage.memory import MemoryStore
from storage.seal import Keys, generate_key
from storage.sqlite import open_sqlite
from tests.files.old_lists import BAD, GOOD, comma_separated, workbook
from tests.integration.commune import Commune

Row = Sequence[str | int | None]
ROUND = CaseFilter("2026")


@pytest.fixture
async def commune(tmp_path: Path) -> AsyncIterator[Commune]:
    """Over a store on disk, as a commune has it."""
    store = await open_sqlite(tmp_path / "s.sqlite", Keys.from_text(generate_key()))
    yield await Commune.opened(store)
    await store.close()


async def send(commune: Commune, rows: Sequence[Row], who: str = "lan") -> str:
    """The file sent where it is asked for; what is answered."""
    for text in ("menu", "thiết lập", "nhập danh sách năm trước"):
        await commune.does(commune.event(who, "text", text))
    return await file(commune, rows, who)


async def file(commune: Commune, rows: Sequence[Row], who: str = "lan") -> str:
    await commune.does(with_file(commune.event(who, "file"), "ho-ngheo.xlsx", workbook(rows)))
    return last(commune, who)


async def says(commune: Commune, *texts: str, who: str = "lan") -> str:
    for text in texts:
        await commune.does(commune.event(who, "text", text))
    return last(commune, who)


def last(commune: Commune, who: str = "lan") -> str:
    return commune.phones.phone(f"web:{who}").shown[-1].text


async def files(commune: Commune) -> dict[str, Case]:
    return {case.code: case for case in await commune.store.cases(ROUND)}


# ── in chat ──────────────────────────────────────────────────────────────────────────────────
async def test_a_household_gets_a_file_that_says_what_it_was(commune: Commune) -> None:
    before = await files(commune)
    await send(commune, GOOD)
    assert "✅" in await says(commune, "1", "1", "1")
    after = await files(commune)
    [code] = set(after) - set(before)
    case = after[code]
    assert (case.head, case.area, case.state, case.birth) == ("Triệu Thị Mẩy", "kp5", "listed", "1955")
    assert (case.previous_class, case.formerly, case.old_code) == ("poor", "poor", "HN-104")
    assert (case.applicants, case.request, case.moves[-1].action) == ((), None, "take_from_list")
    assert case.moves[-1].by == "nv-lan"


async def test_found_by_number_it_gets_no_second_file(commune: Commune) -> None:
    await send(commune, GOOD)
    await says(commune, "1", "1", "1")
    after = await files(commune)
    assert sum(one.head == "Hoàng Văn Chài" for one in after.values()) == 1
    assert (after["HL-0001"].old_code, after["HL-0001"].previous_class) == ("HN-101", "poor")


async def test_one_that_asked_goes_on_the_list_once_an_officer_says_it_is_the_same(commune: Commune) -> None:
    assert (await files(commune))["HL-0005"].state == "received"
    await send(commune, GOOD)
    assert "HL-0005" in await says(commune, "1")
    await says(commune, "1", "1")
    case = (await files(commune))["HL-0005"]
    assert (case.state, case.previous_class) == ("listed", "near_poor")
    assert case.request is not None


async def test_another_household_of_the_same_name_gets_its_own_file(commune: Commune) -> None:
    before = await files(commune)
    await send(commune, GOOD)
    await says(commune, "1", "2", "1")
    after = await files(commune)
    assert len(after) == len(before) + 2
    assert after["HL-0005"] == before["HL-0005"]


async def test_brought_twice_it_changes_nothing(commune: Commune) -> None:
    await send(commune, GOOD)
    await says(commune, "1", "2", "1")
    before = await files(commune)
    await send(commune, GOOD)
    assert "Không có gì thay đổi" in await says(commune, "1")
    assert await files(commune) == before


async def test_with_a_bad_row_nothing_is_written_until_it_is_left_out(commune: Commune) -> None:
    before = await files(commune)
    await send(commune, (*GOOD, *BAD))
    said = await says(commune, "1")
    assert "dòng 8" in said and "dòng 9" in said
    assert await files(commune) == before
    await says(commune, "2", "1")
    assert await files(commune) == before
    assert "Bỏ ra: 2" in await says(commune, "1")
    assert len(await files(commune)) == len(before) + 1


async def test_a_corrected_list_corrects_the_file(commune: Commune) -> None:
    row = (1, "HN-104", "Triệu Thị Mẩy", "1955", None, "Khu 5", None, "hộ nghèo", None)
    await send(commune, [row])
    await says(commune, "1", "1")
    await send(commune, [(*row[:7], "hộ cận nghèo", None)])
    await says(commune, "1", "1")
    [case] = [one for one in (await files(commune)).values() if one.head == "Triệu Thị Mẩy"]
    assert (case.previous_class, case.version) == ("near_poor", 2)


async def test_a_number_with_another_name_is_asked_about(commune: Commune) -> None:
    before = await files(commune)
    await send(commune, [(1, None, "Bế Văn Sáng", "1970", 20079900001, "Khu 5", None, "Hộ nghèo", None)])
    assert "HL-0001" in await says(commune, "1")
    await says(commune, "2", "1")
    after = await files(commune)
    [new] = set(after) - set(before)
    assert after[new].head == "Bế Văn Sáng"
    found = await commune.store.case_by_claim("national_id", "020079900001", "2026")
    assert found is not None and found.code == "HL-0001"


async def test_code_and_number_of_two_files_are_bad(commune: Commune) -> None:
    await send(commune, GOOD)
    await says(commune, "1", "1", "1")
    await send(
        commune, [(1, "HN-102", "Hoàng Văn Chài", "1979", 20079900001, "Khu 3", None, "Hộ nghèo", None)]
    )
    said = await says(commune, "1")
    assert "HL-0001" in said and "HL-0002" in said


async def test_what_is_decided_is_left_alone(commune: Commune) -> None:
    case = (await files(commune))["HL-0001"]
    await commune.store.seed([replace(case, state="recognised", version=case.version + 1)])
    await send(commune, GOOD[:1])
    assert "Không có gì thay đổi" in await says(commune, "1")
    assert (await files(commune))["HL-0001"].old_code == ""


async def test_a_request_that_comes_in_meanwhile_is_asked_about_first(commune: Commune) -> None:
    row = (1, None, "Hoàng Thị Mai", "1984", None, "Khu 3", None, "Hộ nghèo", None)
    await send(commune, [row])
    await says(commune, "1")
    mai = Case("c-mai", "HL-0900", "2026", "kp3", "submitted", "Hoàng Thị Mai", "1984-03-02")
    await commune.store.seed([mai])
    said = await says(commune, "1")
    assert "HL-0900" in said
    await says(commune, "1", "1")
    after = await files(commune)
    assert (after["HL-0900"].state, after["HL-0900"].previous_class) == ("listed", "poor")


async def test_two_officers_at_once_bring_it_in_once(commune: Commune) -> None:
    tu = next(one for one in await commune.store.staff() if one.id == "nv-tu")
    second: Staff = replace(tu, role="officer", areas=(), version=tu.version + 1)
    await commune.store.seed([second])
    await commune.app.refresh()
    await send(commune, GOOD[3:])
    await send(commune, GOOD[3:], "tu")
    await says(commune, "1")
    await says(commune, "1", who="tu")
    await commune.does(commune.event("lan", "text", "1"), commune.event("tu", "text", "1"))
    assert sum(one.head == "Triệu Thị Mẩy" for one in (await files(commune)).values()) == 1


@pytest.mark.parametrize("who", ["hoa", "ba"])
async def test_only_who_answers_for_the_whole_commune_may(commune: Commune, who: str) -> None:
    await says(commune, "menu", "thiết lập", who=who)
    await commune.does(commune.event(who, "text", "nhập danh sách năm trước"))
    assert "Excel" not in last(commune, who)


async def test_a_right_that_ends_on_the_way_ends_the_import(commune: Commune) -> None:
    before = await files(commune)
    await send(commune, GOOD[3:])
    await says(commune, "1")
    lan = next(one for one in await commune.store.staff() if one.id == "nv-lan")
    await commune.store.seed([replace(lan, areas=("kp1",), version=lan.version + 1)])
    await commune.app.refresh()
    assert "cả xã" in await says(commune, "1")
    assert await files(commune) == before


async def test_names_and_numbers_are_not_readable_on_disk(commune: Commune, tmp_path: Path) -> None:
    await send(commune, [(1, "HN-900", "Đinh Văn Kín", "1960", 20060900123, "Khu 5", None, "Hộ nghèo", None)])
    halfway = b"".join(one.read_bytes() for one in tmp_path.iterdir() if one.is_file())
    await says(commune, "1", "1")
    done = b"".join(one.read_bytes() for one in tmp_path.iterdir() if one.is_file())
    for secret in ("Đinh Văn Kín", "020060900123", "20060900123", "HN-900"):
        assert secret.encode() not in halfway + done


# ── from the command line ────────────────────────────────────────────────────────────────────
@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A folder with the training commune in its store."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RASOAT_ROUND_ID", "2026")  # whatever the day these tests are run on
    assert main(["init", "--seed"]) == 0
    capsys.readouterr()
    Path("tot.xlsx").write_bytes(workbook(GOOD))
    Path("sai.xlsx").write_bytes(workbook((*GOOD, *BAD)))
    Path("tot.csv").write_bytes(comma_separated(GOOD))
    return tmp_path


def stored() -> dict[str, Case]:
    async def read() -> tuple[Case, ...]:
        async with opened_store(settings().store_path, keys_of(settings())) as store:
            return await store.cases(ROUND)

    return {case.code: case for case in asyncio.run(read())}


def bring(name: str, *more: str, staff: str = "nv-lan") -> int:
    return main(["list", "import", name, "--as", staff, *more])


@pytest.mark.usefixtures("machine")
def test_the_command_brings_in_the_same_as_the_chat_and_once(capsys: pytest.CaptureFixture[str]) -> None:
    before = stored()
    assert bring("tot.xlsx", "--check") == 2
    assert bring("tot.xlsx") == 2
    assert "--alike" in capsys.readouterr().out
    assert stored() == before
    assert bring("tot.csv", "--alike", "same") == 0
    after = stored()
    assert (len(after), after["HL-0005"].state) == (len(before) + 1, "listed")
    assert bring("tot.xlsx") == 0
    assert "Không có gì thay đổi" in capsys.readouterr().out
    assert stored() == after


@pytest.mark.usefixtures("machine")
def test_the_command_writes_nothing_while_a_row_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    before = stored()
    assert bring("sai.xlsx", "--alike", "new") == 2
    assert "dòng 9" in capsys.readouterr().out
    assert stored() == before
    assert bring("sai.xlsx", "--alike", "new", "--leave-bad") == 0
    assert len(stored()) == len(before) + 2


@pytest.mark.usefixtures("machine")
@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["tot.xlsx", "--as", "nv-hoa"], "cả xã"),
        (["tot.xlsx", "--as", "nobody"], "rasoat staff"),
        (["khong-co.xlsx", "--as", "nv-lan"], "khong-co.xlsx"),
        (["la.xlsx", "--as", "nv-lan"], "--columns area=C"),
        (["la.xlsx", "--as", "nv-lan", "--columns", "khu=B"], "name=B"),
    ],
)
def test_what_cannot_be_is_answered_with_what_would_be(
    command: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [(row[2], row[5], row[7]) for row in GOOD]
    Path("la.xlsx").write_bytes(workbook(rows, ("Chủ hộ", "Nơi cư trú", "Xếp loại")))
    assert main(["list", "import", *command]) == 1
    assert said in capsys.readouterr().err


@pytest.mark.usefixtures("machine")
def test_columns_said_on_the_command_line_are_taken(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [(row[2], row[5], row[7]) for row in GOOD]
    Path("la.xlsx").write_bytes(workbook(rows, ("Chủ hộ", "Nơi cư trú", "Xếp loại")))
    assert bring("la.xlsx", "--columns", "area=B,class=C", "--alike", "new") == 0
    assert "Hộ mới: 4" in capsys.readouterr().out


async def test_through_the_door_of_the_running_bot_a_long_list_is_told_on_the_way(tmp_path: Path) -> None:
    commune = await Commune.opened(MemoryStore())
    names = ("An", "Bình", "Chi", "Dung", "Giang", "Hoa", "Khánh", "Lan", "Mai", "Nga")
    called = ["Lò " + " ".join(names[int(digit)] for digit in f"{n:03}") for n in range(300)]
    rows = [
        (n, f"HN-{n}", name, 1950, f"0200509{n:05}", "Khu 1", None, "Hộ nghèo", None)
        for n, name in enumerate(called)
    ]
    sheets = csv_sheet(comma_separated(rows))
    assert not isinstance(sheets, SheetFault)
    tables = tables_in(sheets)
    wish = {"do": "list_bring", "staff": "nv-lan", "tables": packed(tables)}
    wish |= {"columns": columns_packed([one.columns for one in tables])}
    told: list[tuple[int, int]] = []
    before = len(await files(commune))
    async with listening(commune.app, tmp_path / "s.sock"):
        door = tmp_path / "s.sock"
        answer = await carried_out(lambda one: ask(door, one), wish, lambda *far: told.append(far))
        with pytest.raises(ConfigError):
            await carried_out(lambda one: ask(door, one), wish | {"staff": "nv-ba"}, lambda *_: None)
    assert answer["status"] == "brought"
    assert len(await files(commune)) == before + 300
    assert told[0][1] >= 300 and told[-1] == (1, 1)


def test_the_lock_of_a_running_bot_without_a_door_is_told(
    machine: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.commands.import_odk.TRIES", 1)
    with settings().store_path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert bring("tot.xlsx") == 1
    assert "does not answer" in capsys.readouterr().err
