"""The lists after the review and the report upward. "Official" results are invented here: none exists."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from bot.cases.complaint import Complaint
from bot.cases.movement import KINDS, Moved, balance
from bot.cases.papers import PaperId
from bot.cases.procedure_codes import LEAVING
from bot.documents.word.paper_form import paper_form
from bot.runtime.clock import VIETNAM
from tests.integration.decided import Home, file, opened
from tests.papers.dossiers import (
    HOMES,
    by_hand,
    change,
    codes,
    decided,
    dossier,
    lines,
    official,
    pdf,
    rows,
    waiting,
)
from tests.papers.reading import assert_golden, pdf_pages

LISTS: tuple[PaperId, ...] = ("phu_luc_vi", "report_up", "mau_02")
AT = datetime(2026, 12, 1, 9, 0, tzinfo=VIETNAM)
PACK = "2022-2025"


# ── golden texts ─────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("paper", LISTS)
async def test_every_line_as_an_official_reads_it(paper: PaperId) -> None:
    commune = await decided()
    assert_golden(f"{paper}.docx", "\n".join(await lines(commune, paper)))
    assert_golden(f"{paper}.pdf", "\n\n".join(pdf_pages(await pdf(commune, paper))))


# ── Phụ lục VI ───────────────────────────────────────────────────────────────────────────────
TITLES = [paper_form(PACK, "phu_luc_vi").word(f"list_{name}") for name in ("poor", "near_poor")] + [
    paper_form(PACK, "phu_luc_vi").word(f"list_left_{name}") for name in ("poverty", "near_poverty")
]


@pytest.mark.parametrize("state", [waiting, decided])
async def test_each_household_stands_in_its_lists_before_and_after_the_decision(state: Any) -> None:
    found = await lines(await state(), "phu_luc_vi")
    ends = [*TITLES[1:], ""]
    assert [codes(rows(found, *pair)) for pair in zip(TITLES, ends, strict=True)] == [
        ["1", "6"],
        ["2", "7"],
        ["2", "3"],
        ["5"],
    ]
    [first, second] = rows(found, TITLES[0], TITLES[1])
    assert first[0] == "1" and second[0] == "2"  # numbered through both areas
    assert first[2:8] == ["Hoàng Thị Mơ", "02/03/1984", "Nữ", "Nùng", "Xóm Đồi, Khu 3, xã Hữu Lũng", "4"]
    assert first[8:] == ["175", "0", "–", "Hộ nghèo"]
    assert [cells[10:] for cells in rows(found, TITLES[2], TITLES[3])] == [
        ["Hộ nghèo", "Hộ cận nghèo"],
        ["Hộ nghèo", "–"],
    ]


async def test_sums_are_those_of_the_rows() -> None:
    found = await lines(await decided(), "phu_luc_vi")
    for title, end in zip(TITLES, [*TITLES[1:], ""], strict=True):
        own = rows(found, title, end)
        people = sum(int(cells[7]) for cells in own)
        at = found.index(title)
        total = next(line for line in found[at:] if line.startswith("Cộng"))
        assert total == f"Cộng: {len(own)} hộ, {people} khẩu."
    assert "7 hộ, 13 khẩu. Hộ không thuộc danh sách nào ở trên: 1 hộ, 1 khẩu." in "\n".join(found)


async def test_a_list_with_nobody_says_so() -> None:
    commune = await waiting(Home(1))
    found = await lines(commune, "phu_luc_vi")
    assert [found[found.index(title) + 1] for title in TITLES[1:]] == ["Không có."] * 3
    assert codes(rows(found, TITLES[0], TITLES[1])) == ["1"]


async def test_who_asks_to_leave_and_stays_is_on_the_list_as_before_and_in_no_decision() -> None:
    """A near-poor household that asked to leave and was found poor: 1.011608 is no way to another list."""
    stays = Home(1, now="poor", before="near_poor", procedure=LEAVING)
    commune = await opened(stays, Home(2, now="not_poor", before="poor", procedure=LEAVING))
    await official(commune, 1, 2)
    await by_hand(commune, 1, 2, procedure=LEAVING)
    found = await lines(commune, "phu_luc_vi")
    assert codes(rows(found, TITLES[1], TITLES[2])) == ["1"]
    assert codes(rows(found, TITLES[2], TITLES[3])) == ["2"]
    text = "\n".join(await lines(commune, "mau_02"))
    assert "HL-9002" in text and "HL-9001" not in text
    assert "Công nhận danh sách hộ thoát nghèo, hộ thoát cận nghèo thường xuyên hằng năm" in text
    assert "ý kiến" not in text  # nobody above is asked under this procedure


# ── the report upward ────────────────────────────────────────────────────────────────────────
async def test_the_report_counts_what_the_store_holds() -> None:
    commune = await decided()
    found = await lines(commune, "report_up")
    text = "\n".join(found)
    assert "Số: 45/BC-UBND" in text and "Hữu Lũng, ngày 04 tháng 12 năm 2026" in text
    assert "Kính gửi: Chủ tịch Ủy ban nhân dân tỉnh Lạng Sơn." in found
    table = [line.split(" | ") for line in found if line.startswith(("Khu ", "Cộng"))]
    assert table == [
        ["Khu 3", "5", "1", "4", "2", "3", "2", "3", "0", "0"],
        ["Khu 5", "2", "1", "3", "0", "0", "0", "0", "1", "1"],
        ["Cộng", "7", "2", "7", "2", "3", "2", "3", "1", "1"],
    ]
    for column in range(1, 10):
        assert sum(int(one[column]) for one in table[:-1]) == int(table[-1][column])


async def test_the_movement_is_of_the_whole_round_and_balances() -> None:
    commune = await waiting()
    found = await lines(commune, "report_up")
    table = [line.split(" | ") for line in found if line.startswith(("Hộ nghèo | ", "Hộ cận nghèo | "))]
    [poor, near] = [[int(number) for number in cells[1:]] for cells in table]
    for row in (poor, near):
        start, to_other, left, gone, undecided, from_other, relapsed, new, end = row
        assert end == start - to_other - left - gone - undecided + from_other + relapsed + new
    everybody = [await commune.store.case_by_code(f"HL-{n:04}") for n in range(1, 41)]
    old = [c.previous_class for c in everybody if c is not None and c.procedure == "1.011606"]
    assert (poor[0], near[0]) == (old.count("poor") + 3, old.count("near_poor") + 1)
    assert (poor[4], near[4]) == (old.count("poor"), old.count("near_poor"))  # nothing found there yet
    own = [Moved("", h.before, NOW[h.now], h.formerly != "none") for h in HOMES]
    ours = [balance(own, kind) for kind in KINDS]
    assert [row[1:4] + row[5:] for row in (poor, near)] == [
        [b.to_other, b.left, b.gone, b.from_other, b.relapsed, b.new, b.end] for b in ours
    ]


NOW: Any = {"poor": "poor", "near_poor": "near_poor", "not_poor": "none"}


async def test_a_draft_has_dots_and_the_council_stands_where_it_agreed() -> None:
    commune = await waiting()
    one = await dossier(commune)
    await change(commune, one, report_no="", reported_on=None, council_on=date(2026, 12, 3))
    text = "\n".join(await lines(commune, "report_up"))
    assert "Số: ………/BC-UBND" in text
    assert "Hữu Lũng, ngày ........ tháng ........ năm ............" in text
    assert "Thường trực Hội đồng nhân dân xã Hữu Lũng ngày 03 tháng 12 năm 2026" in text


async def test_who_is_asked_hangs_on_the_day() -> None:
    commune = await waiting()
    await change(commune, await dossier(commune), reported_on=date(2023, 12, 4), opinion_on=None)
    assert "Kính gửi: Chủ tịch UBND cấp huyện." in await lines(commune, "report_up")


async def test_complaints_are_counted_and_nobody_is_named() -> None:
    commune = await waiting()
    base = Complaint("k1", AT, AT.date(), "web:x", "Nông Văn Xeng", "chat", "other", "Nhà này có xe.", True)
    kinds = [
        replace(base, answered_at=AT, answer="Đã xem."),
        replace(base, id="k2", dropped=True),
        replace(base, id="k3"),
        replace(base, id="k4", in_window=False),
        replace(base, id="k5", in_window=False, answered_at=AT),
    ]
    await change(commune, await file(commune, 1), complaints=tuple(kinds))
    text = "\n".join(await lines(commune, "report_up"))
    assert (
        "Nhận 3 khiếu nại trong thời gian niêm yết: đã phúc tra và trả lời 1; người khiếu nại rút 1;" in text
    )
    assert "chưa trả lời 1." in text and "Ngoài thời gian niêm yết: 2 khiếu nại, đã trả lời 1." in text
    assert "Xeng" not in text and "có xe" not in text
