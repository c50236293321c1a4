"""The letter to a household that is not recognised: number, day, reasons, what it can do."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.cases.case import Case
from bot.cases.dossier import Decision
from bot.cases.papers import Order, paper
from bot.documents.issuing import issue
from bot.errors import PaperError, PaperRefusal
from tests.integration.commune import Commune
from tests.integration.surveys import PACK, surveyed
from tests.papers.reading import assert_golden, docx_lines, made, overflow, pdf_pages, pdf_words
from tests.unit.documents.papers.hostile import HOSTILE

ON = "2026-12-10"
MARK = "Bảng điểm tập huấn – chưa đối chiếu"
REASONS = "Phiếu A: hộ có 5 mục, từ 4 mục thì không rà soát.\nXã đã xem lại tại nhà ngày 07/10/2026."
OWN = Decision(date(2026, 10, 9), "30/TB-UBND", "nv-lan", "Hoàng Thị Lan", "none", None, "", REASONS)
"""Entered by an officer with number and day of the letter; the officer's name is not the signer's."""
IN_DOSSIER = replace(OWN, on=date(2026, 12, 8), number="125/QĐ-UBND", by_name="Nguyễn Hòa Bình")


async def refused(decision: Decision | None = OWN, **changes: Any) -> tuple[Commune, Case]:
    """HL-0004 of Khu 3, whose request was refused."""
    commune = await Commune.opened()
    case = await commune.store.case_by_code("HL-0004")
    assert case is not None
    known = {"state": "refused", "decision": decision, "version": case.version + 1, **changes}
    case = replace(case, **known)
    await commune.store.seed([case])
    return commune, case


async def text(commune: Commune, case: Case, staff: str = "nv-lan") -> str:
    return "\n".join(docx_lines(await made(commune.store, "refusal_letter", case.id, "docx", staff, ON)))


async def test_golden() -> None:
    commune, case = await refused()
    assert_golden("refusal_letter.docx", await text(commune, case))
    file = await made(commune.store, "refusal_letter", case.id, "pdf", "nv-lan", ON)
    assert_golden("refusal_letter.pdf", "\n\n".join(pdf_pages(file)))
    assert overflow(file) == []


async def test_number_and_day_entered_after_phieu_a_are_the_letters_own() -> None:
    said = await text(*await refused())
    assert "Số: 30/TB-UBND" in said
    assert "Hữu Lũng, ngày 09 tháng 10 năm 2026" in said
    assert "Quyết định số 30" not in said
    assert "Nguyễn Hòa Bình" in said  # the chairman, not the officer who typed it
    assert "Hoàng Thị Lan" not in said


async def test_in_a_dossier_the_letter_names_the_decision_and_leaves_its_own_number_open() -> None:
    said = await text(*await refused(IN_DOSSIER, dossier="d1"))
    assert "Quyết định số 125/QĐ-UBND ngày 08 tháng 12 năm 2026, Chủ tịch" in said
    assert "Số: ....." in said and "Hữu Lũng, ngày ........ tháng" in said
    assert "Số: 125" not in said


async def test_every_line_of_the_reasons_is_there() -> None:
    lines = (await text(*await refused())).splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("Lý do: "))
    assert [lines[at].removeprefix("Lý do: "), lines[at + 1]] == REASONS.splitlines()


@pytest.mark.parametrize("code", ["1.011606", "1.011607", "1.011608", "1.011609", "3.000412"])
async def test_it_names_the_procedure_as_the_pack_does(code: str) -> None:
    commune, case = await refused(procedure=code)
    procedure = PACK.procedures[code]
    said = await text(commune, case)
    assert f"“{procedure.title['vi']}” (mã {code}; căn cứ: {procedure.source}), Chủ tịch" in said
    whose = "ông/bà" if code == "3.000412" else "hộ ông/bà"
    assert f"đã nhận Giấy đề nghị {procedure.asks['vi']} của {whose} ngày" in said


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (
            "1.011606",
            "Hộ ông/bà không đủ điều kiện theo quy định để được công nhận là hộ nghèo, hộ cận nghèo.",
        ),
        ("1.011608", "để được công nhận là hộ thoát nghèo, hộ thoát cận nghèo."),
        ("1.011609", "diêm nghiệp có mức sống trung bình."),
        (
            "3.000412",
            "Ông/bà không đủ điều kiện theo quy định để được công nhận là người lao động có thu nhập thấp.",
        ),
    ],
)
async def test_it_says_what_was_asked_for_and_of_whom(code: str, words: str) -> None:
    """A household that stays poor is not told that it is none; a worker is no household."""
    said = await text(*await refused(procedure=code))
    assert any(line.endswith(words) for line in said.splitlines())
    assert f"V/v trả lời {'người lao động' if code == '3.000412' else 'hộ gia đình'} HL-0004" in said


async def test_a_household_that_did_not_ask_is_not_told_that_it_did() -> None:
    said = await text(*await refused(request=None))
    assert "Giấy đề nghị" not in said
    assert "đã xem xét hộ ông/bà (mã hồ sơ HL-0004)" in said


async def test_the_mark_stands_where_a_result_was_computed_with_training_points() -> None:
    assert MARK not in await text(*await refused())
    commune = await Commune.opened()
    case, record = await surveyed(commune.store, 1)
    case = replace(case, state="refused", decision=IN_DOSSIER, dossier="d1", version=2)
    await commune.store.seed([case])
    assert MARK in await text(commune, case)
    official = {**(record.sent or {}), "official": True}
    await commune.store.seed([replace(record, sent=official, results=(), version=record.version + 1)])
    assert MARK not in await text(commune, case)


async def test_the_household_may_have_its_own() -> None:
    assert "Kính gửi: Ông/bà Hoàng Văn Phúc" in await text(*await refused(), staff="")


@pytest.mark.parametrize("staff", ["nv-nam", "nv-nobody"])
async def test_nobody_else_may_have_it(staff: str) -> None:
    with pytest.raises(PaperError):
        await text(*await refused(), staff=staff)


@pytest.mark.parametrize(("state", "decision"), [("listed", None), ("recognised", OWN), ("refused", None)])
async def test_without_a_refusal_there_is_no_letter(state: str, decision: Decision | None) -> None:
    with pytest.raises(PaperRefusal) as caught:
        await text(*await refused(decision, state=state))
    assert "không có văn bản trả lời" in caught.value.words


async def test_of_two_chairmen_neither_is_named() -> None:
    commune, case = await refused()
    lan = next(one for one in await commune.store.staff() if one.id == "nv-mo")
    await commune.store.seed([replace(lan, also=("chairman",), version=lan.version + 1)])
    assert "Nguyễn Hòa Bình" not in await text(commune, case)


async def test_erased_there_is_none() -> None:
    row = paper("refusal_letter")
    assert row is not None
    commune = await Commune.opened()
    assert await issue(commune.store, Order(row, "pdf", "c-gone", "nv-lan", ON)) is None


@pytest.mark.parametrize("odd", HOSTILE)
async def test_whatever_was_typed_prints_as_it_is(odd: str) -> None:
    commune, case = await refused(replace(OWN, reasons=odd, number=odd[:20]), head=odd, address=odd)
    file = await made(commune.store, "refusal_letter", case.id, "pdf", "nv-lan", ON)
    assert overflow(file) == []
    printed, typed = "".join(pdf_words(file).split()), "".join(odd.split())
    assert printed.count(typed) >= 3 or "".join(odd.splitlines()[0].split()) in printed
    assert " ".join(odd.split()) in " ".join((await text(commune, case)).split())
