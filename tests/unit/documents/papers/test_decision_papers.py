"""Mẫu 02: what is decided, with its lists. "Official" results are invented here: none exists."""

from dataclasses import replace

import pytest

from bot.cases.papers import PaperId
from bot.cases.procedure_codes import AVERAGE, WORKER
from bot.scoring.answers import Answers
from locales import translate
from tests.integration.commune import Commune
from tests.integration.decided import Home, file, opened
from tests.papers.dossiers import (
    NUMBER,
    by_hand,
    change,
    codes,
    decided,
    dossier,
    lines,
    pdf,
    refused,
    rows,
    waiting,
)
from tests.papers.reading import assert_golden, overflow, pdf_pages
from tests.unit.documents.papers.test_dossier_papers import TITLES


# ── the decision ─────────────────────────────────────────────────────────────────────────────
async def test_a_draft_to_be_signed_says_what_is_proposed() -> None:
    commune = await waiting()
    text = "\n".join(await lines(commune, "mau_02"))
    assert "Số: ………/QĐ-UBND" in text and NUMBER not in text and "Nguyễn Hòa Bình" not in text
    assert "Văn bản số 900/UBND ngày 07 tháng 12 năm 2026" in text
    assert "HL-9004" not in text  # refused: a letter, not a decision
    assert {n for n in range(1, 8) if f"HL-900{n}" in text} == {1, 2, 3, 5, 6, 7}


async def test_decided_it_has_number_day_signer_and_lists() -> None:
    commune = await decided()
    found = await lines(commune, "mau_02")
    text = "\n".join(found)
    assert text.count(NUMBER) == 4  # its head and each of its three lists
    assert "Nguyễn Hòa Bình" in text and "………/QĐ" not in text and "HL-9004" not in text
    first, second, third = (f"Danh sách số {n}" for n in (1, 2, 3))
    assert codes(rows(found, first, second)) == ["1", "6", "2", "7"]
    assert codes(rows(found, second, third)) == ["2", "3"]
    assert codes(rows(found, third)) == ["5"]
    assert "4 hộ, 10 khẩu; trong đó hộ nghèo: 2 hộ, 7 khẩu; hộ cận nghèo: 2 hộ, 3 khẩu" in text


async def test_what_was_decided_counts_not_what_the_form_would_say() -> None:
    commune = await decided()
    case = await file(commune, 1)
    assert case.decision is not None
    made_else = replace(case.decision, class_id="near_poor", movement="new_near_poor")
    await change(commune, case, decision=made_else)
    found = await lines(commune, "phu_luc_vi")
    assert codes(rows(found, TITLES[1], TITLES[2])) == ["1", "2", "7"]


async def test_a_decision_that_names_no_movement_still_puts_its_household_on_a_list() -> None:
    commune = await decided()
    for number in (3, 5):
        case = await file(commune, number)
        assert case.decision is not None
        await change(commune, case, decision=replace(case.decision, movement=None))
    text = "\n".join(await lines(commune, "mau_02"))
    assert {n for n in range(1, 8) if f"HL-900{n}" in text} == {1, 2, 3, 5, 6, 7}


async def test_files_left_for_later_make_a_draft_of_their_own() -> None:
    commune = await decided()
    case = await file(commune, 6)
    await change(commune, case, state="opinion_given", decision=None)
    pages = pdf_pages(await pdf(commune, "mau_02"))
    [first] = [n for n, page in enumerate(pages) if f"Số: {NUMBER}" in page]
    [second] = [n for n, page in enumerate(pages) if "Số: ………/QĐ-UBND" in page]
    assert first < second
    assert all("HL-9006" not in page for page in pages[first:second])
    assert any("HL-9006" in page for page in pages[second:])
    assert not any("HL-9001" in page for page in pages[second:])


async def test_before_the_opinion_came_its_number_is_dots_and_without_it_nothing_is_said() -> None:
    commune = await waiting()
    one = await dossier(commune)
    await change(commune, one, opinion_on=None, opinion_no="", opinion_agrees=None)
    text = "\n".join(await lines(commune, "mau_02"))
    assert "tại Văn bản số ………………… ngày ........ tháng" in text
    one = await dossier(commune)
    await change(commune, one, opinion_words="Quá năm ngày chưa có văn bản trả lời.")
    assert "Căn cứ ý kiến" not in "\n".join(await lines(commune, "mau_02"))


async def test_nobody_recognised_is_answered_with_words() -> None:
    commune = await waiting(Home(1, now="not_poor"))
    assert await refused(commune, "mau_02") == translate("vi", "paper.nobody_recognised", {})


# ── by income ────────────────────────────────────────────────────────────────────────────────
async def by_income(procedure: str, class_id: str, *, sure: bool = True) -> Commune:
    """One file recognised and one not, under a procedure of income. INVENTED: no income form is official."""
    commune = await opened(Home(1), Home(2))
    for number, named in ((1, class_id), (2, "above")):
        case = await file(commune, number)
        record = await commune.store.form(case.survey or "")
        assert record is not None
        data = {"class": named, "official": sure}
        changed = replace(
            record,
            form="income",
            answers=Answers((), {"household_size": "5"}),
            sent=data,
            result=data,
            version=record.version + 1,
        )
        await commune.store.seed([changed])
        await change(commune, case, income=case.survey, survey=None)
    await by_hand(commune, 1, 2, procedure=procedure)
    return commune


INCOME: tuple[tuple[PaperId, str, str], ...] = (
    ("mau_02_income", AVERAGE, "average_living_standard"),
    ("mau_02_worker", WORKER, "low_income"),
)


@pytest.mark.parametrize(("paper", "procedure", "class_id"), INCOME)
async def test_a_decision_by_income_were_its_form_official(
    paper: PaperId, procedure: str, class_id: str
) -> None:
    commune = await by_income(procedure, class_id)
    text = "\n".join(await lines(commune, paper))
    assert "HL-9001" in text and "HL-9002" not in text
    assert overflow(await pdf(commune, paper)) == []
    assert_golden(f"{paper}.docx", text)
    assert_golden(f"{paper}.pdf", "\n\n".join(pdf_pages(await pdf(commune, paper))))


@pytest.mark.parametrize(("paper", "procedure", "class_id"), INCOME)
async def test_as_it_is_today_a_decision_by_income_is_refused(
    paper: PaperId, procedure: str, class_id: str
) -> None:
    commune = await by_income(procedure, class_id, sure=False)
    assert await refused(commune, paper) == translate("vi", "paper.income_not_official", {})


async def test_people_of_an_income_form_are_its_number() -> None:
    found = await lines(await by_income(AVERAGE, "average_living_standard"), "mau_02_income")
    assert [cells[7] for cells in (line.split(" | ") for line in found) if "HL-9001" in cells] == ["5"]
