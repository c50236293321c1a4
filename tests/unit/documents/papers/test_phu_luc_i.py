"""Phụ lục I: who is on the list of an area, in which group, under which procedure; who may have it."""

from dataclasses import replace
from typing import Any

import pytest

from bot.cases.case import Case, Move
from bot.cases.form_record import FormRecord
from bot.cases.procedure_codes import ANNUAL, AVERAGE, IN_YEAR, LEAVING, WORKER
from bot.errors import PaperError, PaperRefusal
from bot.ports import Store
from bot.scoring.answers import Answers
from tests.integration.commune import Commune
from tests.integration.surveys import PACK, SENT_AT
from tests.papers.reading import assert_golden, docx_lines, made, overflow, pdf_pages, pdf_words
from tests.papers.villages import HOSTILE, LONG_ADDRESS, LONG_NAME, ON, filed

HEADS = ("Phụ lục I", "DANH SÁCH HỘ GIA ĐÌNH CẦN RÀ SOÁT")
REASON = "Bốn tiêu chí là của con đã tách hộ. "


@pytest.fixture
async def store() -> Store:
    return (await Commune.opened()).store


async def lines(store: Store, area: str = "kp3", staff: str = "nv-lan") -> list[str]:
    subject = f"{await round_id(store)}/{area}"
    return docx_lines(await made(store, "phu_luc_i", subject, "docx", staff, ON))


async def pages(store: Store, area: str = "kp3") -> list[str]:
    subject = f"{await round_id(store)}/{area}"
    return pdf_pages(await made(store, "phu_luc_i", subject, "pdf", "nv-lan", ON))


async def round_id(store: Store) -> str:
    return next(one.id for one in await store.rounds() if one.reference_date.year == 2026)


async def asked(store: Store, number: int, head: str, **changes: Any) -> Case:
    """A file on the list with its request: nothing surveyed yet."""
    case, _ = await filed(store, number, "listed", head)
    answers = {"sex": "female", "birth": "1984", "ethnicity": "07", "current_address": "12 Xóm Đồi"}
    request = FormRecord(
        f"f-asked-{number}", "mau_01", "web:x", case.id, PACK.id, PACK.digest, Answers((), answers), SENT_AT
    )
    changed = replace(
        case, survey=None, request=request.id, birth="1984", version=case.version + 1, **changes
    )
    await store.seed([request, changed])
    return changed


def anyway(words: str) -> tuple[Move, ...]:
    return (Move(SENT_AT, "nv-lan", "Hoàng Thị Lan", "list_anyway", "listed", words),)


def codes(found: list[str]) -> list[str]:
    """The files of the list, in its order."""
    cells = [line.split(" | ") for line in found]
    return [row[1] for row in cells if len(row) == 9 and row[1].startswith("HL-")]


# ── what it says ─────────────────────────────────────────────────────────────────────────────
async def test_the_lists_of_an_area_line_by_line(store: Store) -> None:
    await asked(store, 1, "Vi Thị Hồng")
    await asked(store, 2, "Lý Văn Sơn", moves=anyway(REASON.strip()))
    await asked(store, 3, "Hứa Thị Mơ", procedure=IN_YEAR)
    await asked(store, 4, "Đàm Văn Quyết", procedure=LEAVING, previous_class="near_poor")
    assert_golden("phu_luc_i.docx", "\n".join(await lines(store)))
    assert_golden("phu_luc_i.pdf", "\n\f\n".join(await pages(store)))


async def test_both_groups_are_numbered_through_and_counted(store: Store) -> None:
    await asked(store, 1, "Vi Thị Hồng")
    found = await lines(store)
    numbered = [line.split(" | ")[0] for line in found if " | HL-" in line]
    assert numbered == ["1", "2", "3", "4"]
    assert codes(found) == ["HL-0001", "HL-0002", "HL-0003", "HL-9001"]
    old = next(n for n, line in enumerate(found) if line.startswith("I. Hộ thuộc danh sách"))
    new = next(n for n, line in enumerate(found) if line.startswith("II. Hộ có Giấy đề nghị"))
    assert "(3 hộ)" in found[old] and "(1 hộ)" in found[new] and new - old == 4
    assert any(line.startswith("Tổng số: 4 hộ, trong đó 3 hộ") for line in found)


async def test_every_household_of_the_list_in_the_store_stands_on_it_once(store: Store) -> None:
    for number, state in enumerate(("listed", "surveyed", "approved", "posted", "recognised", "left"), 1):
        await filed(store, number, state, f"Hộ {number}")  # type: ignore[arg-type]
    off = ("received", "not_listed", "closed", "withdrawn", "erased")
    for number, state in enumerate(off, 11):
        await filed(store, number, state, f"Hộ {number}")  # type: ignore[arg-type]
    found = [code for code in codes(await lines(store)) if code.startswith("HL-9")]
    assert found == [f"HL-9{number:03}" for number in range(1, 7)]


async def test_a_file_of_another_area_or_by_income_is_on_no_list(store: Store) -> None:
    await filed(store, 1, "listed", "Vi Thị Hồng", area="kp5")
    await filed(store, 2, "listed", "Lý Văn Sơn", procedure=AVERAGE)
    await filed(store, 3, "listed", "Hứa Thị Mơ", procedure=WORKER)
    assert codes(await lines(store)) == ["HL-0001", "HL-0002", "HL-0003"]


async def test_why_it_was_listed_anyway_stands_there_in_full(store: Store) -> None:
    words = REASON * 12
    await asked(store, 1, "Lý Văn Sơn", moves=anyway(words.strip()))
    row = next(line for line in await lines(store) if "HL-9001" in line)
    assert row.endswith(words.strip())
    assert " ".join(await pages(store)).count("tách hộ") == 12


async def test_a_word_for_taking_it_off_does_not_stand_beside_one_that_is_back_on(store: Store) -> None:
    off = Move(SENT_AT, "nv-lan", "Lan", "unlist", "not_listed", "Hộ đã chuyển đi xã khác.")
    await asked(store, 1, "Lý Văn Sơn", moves=(off,), previous_class="poor")
    assert "chuyển đi" not in " ".join(await lines(store))


# ── the lists within the year ────────────────────────────────────────────────────────────────
async def test_requests_within_the_year_have_a_list_of_their_own_on_pages_of_its_own(store: Store) -> None:
    await asked(store, 1, "Vi Thị Hồng", procedure=IN_YEAR, previous_class="near_poor")
    await asked(store, 2, "Lý Văn Sơn", procedure=LEAVING, previous_class="poor")
    found = await lines(store)
    assert found.count("Phụ lục I") == 3
    titles = [found[n + 1] for n, line in enumerate(found) if line == HEADS[1]]
    assert titles == [
        "Rà soát hộ nghèo, hộ cận nghèo định kỳ hằng năm",
        "Rà soát hộ nghèo, hộ cận nghèo thường xuyên hằng năm",
        "Hộ có Giấy đề nghị rà soát hộ thoát nghèo, hộ thoát cận nghèo thường xuyên hằng năm",
    ]
    assert codes(found)[-2:] == ["HL-9001", "HL-9002"]
    assert sum(line == "Tổng số: 1 hộ." for line in found) == 2
    leaving = next(n for n, line in enumerate(found) if line == titles[2])
    assert any("Mẫu số 04" in line for line in found[leaving:])
    assert sum("DANH SÁCH HỘ" in page for page in await pages(store)) == 3


async def held_for(store: Store, procedure: str) -> None:
    """The round is for this procedure, and the annual files of Khu 3 are under one by income."""
    [plan] = [one for one in await store.rounds() if one.reference_date.year == 2026]
    await store.seed([replace(plan, procedure=procedure, version=plan.version + 1)])
    for code in ("HL-0001", "HL-0002", "HL-0003"):
        case = await store.case_by_code(code)
        assert case is not None and case.procedure == ANNUAL
        await store.seed([replace(case, procedure=AVERAGE, version=case.version + 1)])


async def test_a_round_within_the_year_has_its_own_list_even_of_nobody(store: Store) -> None:
    await held_for(store, IN_YEAR)
    found = await lines(store)
    assert "Rà soát hộ nghèo, hộ cận nghèo thường xuyên hằng năm" in found
    assert "Tổng số: 0 hộ." in found and "định kỳ" not in " ".join(found)


async def test_where_no_procedure_of_the_round_makes_a_list_it_says_so(store: Store) -> None:
    await held_for(store, AVERAGE)
    with pytest.raises(PaperRefusal) as refused:
        await lines(store)
    assert "Phụ lục I" in refused.value.words


# ── who, and whatever names there are ────────────────────────────────────────────────────────
@pytest.mark.parametrize("staff", ["nv-lan", "nv-hoa", "nv-ba", "nv-tu", "nv-binh", "nv-mo"])
async def test_whose_area_it_is_may_have_it(store: Store, staff: str) -> None:
    assert HEADS[0] in await lines(store, staff=staff)


@pytest.mark.parametrize(
    ("staff", "area"),
    [("nv-nam", "kp3"), ("nv-ba", "kp5"), ("nv-hoa", "kp5"), ("", "kp3"), ("nobody", "kp3")],
)
async def test_nobody_else_may(store: Store, staff: str, area: str) -> None:
    with pytest.raises(PaperError):
        await lines(store, area, staff)


async def test_long_and_hostile_words_stand_whole_within_the_page(store: Store) -> None:
    long_reason = HOSTILE + " " + REASON * 26
    assert len(long_reason) > 950  # the longest an officer can write is 1.000 letters
    await asked(store, 1, LONG_NAME, address=LONG_ADDRESS.strip(), moves=anyway(long_reason.strip()))
    await asked(store, 2, HOSTILE, address=HOSTILE)
    for number in range(3, 40):
        await asked(store, number, "Á" * 60)
    subject = f"{await round_id(store)}/kp3"
    file = await made(store, "phu_luc_i", subject, "pdf", "nv-lan", ON)
    assert overflow(file) == []
    text = pdf_words(file)
    assert text.count("tách hộ.") == 26 and text.count("bên kia suối,") == 5
    assert text.count("Đang thuộc") >= 3  # headings on each page
    found = "\n".join(await lines(store))
    for part in (LONG_NAME, HOSTILE, LONG_ADDRESS.strip(), long_reason.strip()):
        assert part in found
