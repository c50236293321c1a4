"""Reports out of a store: what is counted, who may have them, when the official ones leave and when not."""

from collections.abc import Awaitable
from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from bot.cases.case import Case, Move
from bot.cases.papers import Order, PaperId, Shape, paper
from bot.cases.procedure_codes import AVERAGE, LEAVING
from bot.documents.issuing import issue
from bot.documents.reports.report_facts import households
from bot.errors import PaperError, PaperRefusal
from bot.ports import CaseFilter
from tests.integration.commune import Commune
from tests.integration.decided import file
from tests.integration.surveys import SENT_AT
from tests.papers.dossiers import decided, official
from tests.unit.documents.test_report_workbook import cell


async def round_id(commune: Commune) -> str:
    return (await file(commune, 1)).round_id


async def made(
    commune: Commune, which: PaperId = "reports_preliminary", shape: Shape = "xlsx", who: str = "nv-lan"
) -> bytes:
    row = paper(which)
    assert row is not None
    found = await issue(commune.store, Order(row, shape, await round_id(commune), who, "2026-12-08"))
    assert found is not None
    return found


async def refused(wanted: Awaitable[bytes]) -> str:
    with pytest.raises(PaperRefusal) as caught:
        await wanted
    return caught.value.words


async def others(commune: Commune) -> list[Case]:
    """The seed's own files of the round that are one."""
    cases = await commune.store.cases(CaseFilter(await round_id(commune)))
    return [one for one in cases if not one.code.startswith("HL-9") and one.state != "submitted"]


async def closed(commune: Commune) -> None:
    """All of those left the commune."""
    move = Move(SENT_AT, "nv-lan", "Lan", "close", "closed", "cả nhà chuyển đi nơi khác")
    for one in await others(commune):
        gone = replace(one, state="closed", moves=(*one.moves, move), version=one.version + 1)
        await commune.store.seed([gone])


async def test_preliminary_counts_what_is_decided_and_leaves_the_rest_undecided() -> None:
    """On last year's list: 10 poor, 6 near-poor; decided are HL-9001 to 9007, the others not surveyed yet."""
    book = await made(await decided())
    poor = {"Đầu kỳ": 10, "Thoát nghèo, còn cận nghèo": 1, "Vượt chuẩn cận nghèo": 1, "Phát sinh mới": 1,
            "Tái nghèo": 0, "Chưa có kết quả (không thuộc mẫu)": 7, "Cuối kỳ": 2}  # fmt: skip
    assert {name: cell("7.2", name, "Tổng cộng", "Hộ", book) for name in poor} == poor
    near = {"Đầu kỳ": 6, "Vượt chuẩn cận nghèo": 1, "Từ hộ nghèo": 1, "Tái cận nghèo": 1, "Cuối kỳ": 2}
    assert {name: cell("7.3", name, "Tổng cộng", "Hộ", book) for name in near} == near
    assert cell("7.2", "Cuối kỳ", "Tổng cộng", "Khẩu", book) in (None, "")
    sheet = load_workbook(BytesIO(book))["7.2"]
    words = "\n".join(str(one.value) for row in sheet.iter_rows() for one in row)
    assert "SƠ BỘ" in words and "HL-0001" in words and "Hoàng" not in words


async def test_official_ones_wait_for_every_file_of_the_round() -> None:
    words = await refused(made(await decided(), "reports_final"))
    assert "Còn 22 hồ sơ chưa có quyết định: HL-0001, HL-0002" in words and "HL-0007" not in words


async def test_official_ones_leave_when_all_is_decided_or_closed() -> None:
    commune = await decided()
    await closed(commune)
    book = await made(commune, "reports_final")
    poor = {"Đầu kỳ": 10, "Thoát nghèo, còn cận nghèo": 1, "Vượt chuẩn cận nghèo": 1, "Giảm khác": 7,
            "Phát sinh mới": 1, "Cuối kỳ": 2}  # fmt: skip
    assert {name: cell("7.2", name, "Tổng cộng", "Hộ", book) for name in poor} == poor
    assert cell("7.8", "Tổng số", "Tổng cộng", "Khẩu", book) == 4 + 3, "of HL-9001 and HL-9006"
    text = "\n".join(
        page.extract_text() for page in PdfReader(BytesIO(await made(commune, "reports_final", "pdf"))).pages
    )
    assert "CHÍNH THỨC" in text and "SƠ BỘ" not in text and "Bảng điểm tập huấn" not in text


async def test_a_result_of_the_training_table_keeps_the_official_ones_back() -> None:
    commune = await decided()
    await closed(commune)
    case = await file(commune, 6)
    record = await commune.store.form(case.survey or "")
    assert record is not None
    [sent] = record.results
    training = replace(sent, data={**sent.data, "official": False})
    await commune.store.seed([replace(record, results=(training,), version=record.version + 1)])
    words = await refused(made(commune, "reports_final", "pdf"))
    assert "1 hồ sơ" in words and "HL-9006" in words and "HL-9001" not in words
    sheet = load_workbook(BytesIO(await made(commune)))["7.1"]
    assert "Bảng điểm tập huấn" in "".join(str(one.value) for row in sheet.iter_rows() for one in row)


async def test_a_decision_that_does_not_balance_is_refused_with_its_file_in_both_versions() -> None:
    commune = await decided()
    await closed(commune)
    case = await file(commune, 6)
    assert case.decision is not None
    wrong = replace(case, decision=replace(case.decision, movement="new_poor"), version=case.version + 1)
    await commune.store.seed([wrong])
    versions: tuple[PaperId, ...] = ("reports_preliminary", "reports_final")
    for which in versions:
        words = await refused(made(commune, which))
        assert "Biểu 7.2, Tổng cộng: cuối kỳ đếm được 2 Hộ, tính theo tăng giảm là 3." in words
        assert "HL-9006" in words and "HL-9001" not in words


async def test_a_refusal_to_leave_without_a_list_noted_is_no_poor_household_and_tells() -> None:
    """Asked to leave, found poor, and nobody noted which list it is on: neither counted nor passed over."""
    commune = await decided()
    case = await file(commune, 1)
    asked = replace(case, procedure=LEAVING, state="refused", version=case.version + 1)
    await commune.store.seed([asked])
    words = await refused(made(commune))
    assert "Biểu 7.2" in words and "HL-9001" in words and "HL-9006" not in words


async def test_what_is_being_amended_is_not_counted() -> None:
    commune = await decided()
    before = await made(commune)
    case = await file(commune, 1)
    record = await commune.store.form(case.survey or "")
    assert record is not None
    fewer = replace(record.answers, members=record.answers.members[:1])
    await commune.store.seed([replace(record, answers=fewer, result=None, version=record.version + 1)])
    assert await made(commune) == before


async def test_average_living_standard_stands_in_7_1_alone() -> None:
    commune = await decided()
    case = await file(commune, 4)
    assert case.decision is not None
    decision = replace(case.decision, class_id="average_living_standard", movement=None)
    record = await commune.store.form(case.survey or "")
    assert record is not None
    [sent] = record.results
    income = replace(
        sent, data={"pack": "2022-2025", "class": decision.class_id, "members": 5, "official": False}
    )
    await commune.store.seed(
        [
            replace(case, procedure=AVERAGE, income=case.survey, survey=None, decision=decision,
                    state="recognised", version=case.version + 1),
            replace(record, results=(income,), version=record.version + 1),
        ]
    )  # fmt: skip
    plan = next(one for one in await commune.store.rounds() if one.id == case.round_id)
    [one] = [one for one in await households(commune.store, plan) if one.code == case.code]
    assert one.average and one.persons == 5 and one.kind is None and one.moved.before == "none"
    sheet = load_workbook(BytesIO(await made(commune)), data_only=True)["7.1"]
    [total] = [row for row in sheet.iter_rows(values_only=True) if row[1] == "Tổng cộng"]
    assert total[2] in (None, "") and total[8] == 1


@pytest.mark.parametrize(
    ("who", "may"),
    [("nv-lan", True), ("nv-binh", True), ("nv-mttq", True), ("nv-ba", False), ("nv-hoa", False)],
)
async def test_who_may_have_them(who: str, may: bool) -> None:
    """An officer of some areas has no report of the whole commune."""
    commune = await decided()
    names = {one.chat: one.id for one in await commune.store.staff()}
    staff = names.get(f"web:{who.removeprefix('nv-')}", who)
    if may:
        assert await made(commune, who=staff)
    else:
        with pytest.raises(PaperError):
            await made(commune, who=staff)


async def test_official_results_are_the_same_in_both_versions_once_all_is_decided() -> None:
    commune = await decided()
    await closed(commune)
    await official(commune, 1)
    first, last = await made(commune), await made(commune, "reports_final")
    for name in ("Đầu kỳ", "Cuối kỳ"):
        assert cell("7.3", name, "Tổng cộng", "Hộ", first) == cell("7.3", name, "Tổng cộng", "Hộ", last)
