"""The papers of one round, read back side by side: each household in the same lists, with the same class and
people, and every sum that of its lines. What is right is reckoned here, from what the test put in."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise

import pytest
from openpyxl import load_workbook

from bot.cases.papers import PaperId, Shape
from bot.ports import Store
from tests.papers.drawn import AREAS, CLASSES, FORM, NAMES, ON, Home, codes, drawn, live, round_of, sums
from tests.papers.reading import docx_lines, made

# ── read ─────────────────────────────────────────────────────────────────────────────────────
Row = list[str]


@dataclass(frozen=True, slots=True)
class Papers:
    store: Store
    round_id: str

    async def file(self, paper: PaperId, subject: str, shape: Shape = "docx") -> bytes:
        return await made(self.store, paper, subject, shape, "nv-lan", ON)

    async def lines(self, paper: PaperId, subject: str) -> list[str]:
        return docx_lines(await self.file(paper, subject))


def rows(lines: list[str]) -> list[Row]:
    """Table rows with the code of a file."""
    split = [line.split(" | ") for line in lines]
    return [cells for cells in split if len(cells) > 1 and cells[1].startswith("HL-")]


def between(lines: list[str], begin: str, end: str = "") -> list[str]:
    """The lines from the one that is `begin` on to the one that begins with `end`."""
    start = lines.index(begin)
    stop = next((n for n, one in enumerate(lines) if n > start and end and one.startswith(end)), len(lines))
    return lines[start:stop]


Test = Callable[[Home], bool]
LISTS: dict[str, Test] = {
    "I. DANH SÁCH HỘ NGHÈO": lambda one: one.after == "poor",
    "II. DANH SÁCH HỘ CẬN NGHÈO": lambda one: one.after == "near_poor",
    "III. DANH SÁCH HỘ THOÁT NGHÈO": lambda one: one.before == "poor" != one.after,
    "IV. DANH SÁCH HỘ THOÁT CẬN NGHÈO": lambda one: (one.before, one.after) == ("near_poor", "none"),
}


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_the_same_household_stands_in_the_same_lists_of_every_paper(seed: int) -> None:
    homes = drawn(seed)
    papers = Papers(*await round_of(homes))
    for area in AREAS:
        await before_the_decision(papers, area, [one for one in live(homes) if one.area == area])
    await lists_and_report(papers, live(homes))
    await decisions(papers, live(homes))
    await certificates(papers, live(homes))
    await everything_as_data(papers, homes)
    await reports(papers, homes)


async def before_the_decision(papers: Papers, area: str, homes: list[Home]) -> None:
    """Phụ lục I, the minutes, the notice that hangs: the same households, by the list they come from."""
    first = await papers.lines("phu_luc_i", f"{papers.round_id}/{area}")
    old = [one for one in homes if one.before != "none"]
    assert {cells[1]: cells[7] for cells in rows(first)} == {
        one.code: NAMES[one.before] if one.before != "none" else "" for one in homes
    }
    assert {cells[1]: cells[2] for cells in rows(first)} == {one.code: one.name for one in homes}
    total = f"Tổng số: {len(homes)} hộ, trong đó {len(old)} hộ thuộc danh sách đang quản lý, "
    assert f"{total}{len(homes) - len(old)} hộ có Giấy đề nghị rà soát." in first
    minutes = await papers.lines("phu_luc_v", f"m-{area}")
    half = minutes[: minutes.index("Phụ lục V", 1)]
    assert {(c[1], c[2], c[5]) for c in rows(half)} == {
        (one.code, one.name, NAMES[FORM[one.after]]) for one in homes
    }
    assert rows(half) == rows(minutes[len(half) :]), "both copies say the same"
    assert any(f"thống nhất kết quả của {len(homes)} hộ" in line for line in half)
    notice = [line.split(" | ") for line in await papers.lines("posting_notice", f"p-{area}")]
    hung = {cells[1]: cells[3] for cells in notice if len(cells) == 4 and cells[0].isdigit()}
    assert hung == {one.name: NAMES[FORM[one.after]] for one in homes}
    assert any(f"Danh sách có {len(homes)} hộ." in cells[0] for cells in notice)


async def lists_and_report(papers: Papers, homes: list[Home]) -> None:
    lines = await papers.lines("phu_luc_vi", "d1")
    for title, wanted in LISTS.items():
        own = [one for one in homes if wanted(one)]
        part = between(lines, title, "Cộng: ") if own else []
        assert {cells[1]: cells[7] for cells in rows(part)} == {one.code: str(one.people) for one in own}
        for cells in rows(part):
            [home] = [one for one in own if one.code == cells[1]]
            assert cells[2:6] == [home.name, "02/03/1984", "Nữ", "Nùng"], "of the head, wherever in the form"
            assert (cells[10], cells[11]) == (NAMES.get(home.before, "–"), NAMES.get(home.after, "–"))
        if own:
            assert lines[lines.index(title) + len(part)] == f"Cộng: {sums(own)}."
    report = await papers.lines("report_up", "d1")
    [whole] = [line.split(" | ") for line in report if line.startswith("Cộng |")]
    expected = [str(len(homes))]
    for wanted in LISTS.values():
        own = [one for one in homes if wanted(one)]
        expected += [str(len(own)), str(sum(one.people for one in own))]
    assert whole[1:] == expected
    old = [one for one in homes if one.before != "none"]
    assert any(f"Tổng số: {sums(homes)}; trong đó {len(old)} hộ thuộc danh sách" in line for line in report)


async def decisions(papers: Papers, homes: list[Home]) -> None:
    """Two of them, each with its own households; together they recognise everybody who is on a list."""
    lines = await papers.lines("mau_02", "d1")
    begins = [n for n, line in enumerate(lines) if line == "Mẫu số 02"] + [len(lines)]
    wanted = {("125/QĐ-UBND", False), ("130/QĐ-UBND", True)}
    numbers = set()
    for start, end in pairwise(begins):
        one = lines[start:end]
        number = next(no for no, _ in wanted if f"Số: {no}" in one[1])
        numbers.add(number)
        own = [x for x in homes if x.second == (number == "130/QĐ-UBND") and x.state != "refused"]
        listed = Counter(cells[1] for cells in rows(one))
        expected = Counter(x.code for x in own) + Counter(
            x.code for x in own if (x.before, x.after) == ("poor", "near_poor")
        )
        assert listed == expected
        poor = [x for x in own if x.after != "none"]
        if poor:
            said = next(line for line in one if line.startswith("- Hộ nghèo, hộ cận nghèo sau"))
            assert f": {sums(poor)};" in said
    assert numbers == {"125/QĐ-UBND" for x in homes if not x.second and x.state != "refused"} | {
        "130/QĐ-UBND" for x in homes if x.second and x.state != "refused"
    }


async def certificates(papers: Papers, homes: list[Home]) -> None:
    lines = await papers.lines("mau_03", "d1")
    given = {}
    for n, line in enumerate(lines):
        if line.startswith("Hộ gia đình ông/bà: "):
            said = next(x for x in lines[n:] if x.startswith("Được công nhận là "))
            code = next(x for x in lines[n:] if x.startswith("Mã hồ sơ: ")).removeprefix("Mã hồ sơ: ")
            given[code] = (line.split(" | ")[0].removeprefix("Hộ gia đình ông/bà: "), said)
    recognised = [one for one in homes if one.state == "recognised"]
    assert set(given) == codes(recognised)
    for one in recognised:
        name, said = given[one.code]
        number = "130/QĐ-UBND ngày 10" if one.second else "125/QĐ-UBND ngày 08"
        assert name == one.name
        assert said.startswith(f"Được công nhận là {NAMES[one.after]} theo Quyết định số {number} tháng 12")


async def everything_as_data(papers: Papers, homes: list[Home]) -> None:
    """The export and the list for insurance cards."""
    data = json.loads(await papers.file("round_export", papers.round_id, "json"))
    found = {one["code"]: one for one in data["households"] if one["state"] != "withdrawn"}
    assert set(found) == codes(homes)
    for one in homes:
        row = found[one.code]
        assert (row["class_before"], row["state"], len(row["members"])) == (one.before, one.state, one.people)
        assert row["result"]["class"] == FORM[one.after] and row["head"] == one.name
        if not one.gone:
            assert (row["decision"]["class"], row["decision"]["movement"]) == (one.after, one.movement)
    [page] = load_workbook(BytesIO(await papers.file("insurance_list", papers.round_id, "xlsx"))).worksheets
    people = [row for row in page.iter_rows(values_only=True) if isinstance(row[0], int)]
    recognised = [one for one in homes if one.state == "recognised"]
    assert Counter((row[10], row[9]) for row in people) == Counter(
        {(one.code, NAMES[one.after]): one.people for one in recognised}
    )
    certificate = {code: row["decision"]["certificate"] for code, row in found.items() if row["decision"]}
    assert all(row[11] == certificate[str(row[10])] for row in people)


MOVES: dict[tuple[str, str], Test] = {
    ("7.2", "Đầu kỳ"): lambda one: one.before == "poor",
    ("7.2", "Thoát nghèo, còn cận nghèo"): lambda one: (one.before, one.after) == ("poor", "near_poor"),
    ("7.2", "Vượt chuẩn cận nghèo"): lambda one: (one.before, one.after) == ("poor", "none"),
    ("7.2", "Từ hộ cận nghèo"): lambda one: (one.before, one.after) == ("near_poor", "poor"),
    ("7.2", "Tái nghèo"): lambda one: (one.before, one.after, one.again) == ("none", "poor", True),
    ("7.2", "Phát sinh mới"): lambda one: (one.before, one.after, one.again) == ("none", "poor", False),
    ("7.2", "Cuối kỳ"): lambda one: one.after == "poor",
    ("7.3", "Đầu kỳ"): lambda one: one.before == "near_poor",
    ("7.3", "Rơi xuống hộ nghèo"): lambda one: (one.before, one.after) == ("near_poor", "poor"),
    ("7.3", "Vượt chuẩn cận nghèo"): lambda one: (one.before, one.after) == ("near_poor", "none"),
    ("7.3", "Từ hộ nghèo"): lambda one: (one.before, one.after) == ("poor", "near_poor"),
    ("7.3", "Tái cận nghèo"): lambda one: (one.before, one.after, one.again) == ("none", "near_poor", True),
    ("7.3", "Phát sinh mới"): lambda one: (one.before, one.after, one.again) == ("none", "near_poor", False),
    ("7.3", "Cuối kỳ"): lambda one: one.after == "near_poor",
}


Numbers = dict[tuple[str, str, str], dict[str, object]]
"""By report, area and unit ("" where rows are of one kind): what stands under which heading."""


def numbers(book: bytes) -> Numbers:
    found: Numbers = {}
    for sheet in load_workbook(BytesIO(book), data_only=True).worksheets:
        lines = list(sheet.iter_rows(values_only=True))
        head = next(n for n, line in enumerate(lines) if line[0] == "TT")
        titles = [below or above for above, below in zip(lines[head], lines[head + 1], strict=True)]
        area = ""
        for line in lines[head + 3 :]:
            area = str(line[1] or area)
            unit = str(line[2]) if line[2] in ("Hộ", "Khẩu") else ""
            cells = {str(name): cell for name, cell in zip(titles, line, strict=True) if name}
            found.setdefault((sheet.title, area, unit), cells)
    return found


async def reports(papers: Papers, homes: list[Home]) -> None:
    """The official ones: the same households and people as the decisions' lists, by area and together."""
    book = numbers(await papers.file("reports_final", papers.round_id, "xlsx"))
    for name, area in {"Khu 3": "kp3", "Khu 5": "kp5", "Tổng cộng": ""}.items():
        own = [one for one in homes if not area or one.area == area]
        for (report, column), wanted in MOVES.items():
            counted = [one for one in own if wanted(one) and (column == "Đầu kỳ" or not one.gone)]
            shown = (book[report, name, "Hộ"][column], book[report, name, "Khẩu"][column])
            assert shown == (len(counted), sum(one.people for one in counted)), (name, report, column)
        for report, kind in (("7.2", "poor"), ("7.3", "near_poor")):
            gone = [one for one in own if one.gone and one.before == kind]
            assert book[report, name, "Hộ"]["Giảm khác"] == len(gone)
        ends = [len([one for one in live(own) if one.after == kind]) for kind in ("poor", "near_poor")]
        assert book["7.4", name, ""]["Tổng số hộ nghèo"] == ends[0]
        assert book["7.6", name, ""]["Tổng số hộ cận nghèo"] == ends[1]


async def test_the_case_of_the_test_is_a_round_worth_reading() -> None:
    """Somebody of every kind, or the test above says little."""
    homes = [one for seed in (1, 2, 3) for one in drawn(seed)]
    assert {one.movement for one in live(homes)} >= {"poor_to_near_poor", "relapsed_poor", "new_poor"}
    assert any(one.gone for one in homes) and {one.second for one in live(homes)} == {True, False}
    assert {(one.before, one.after) for one in live(homes)} == {(b, a) for b in CLASSES for a in CLASSES}
