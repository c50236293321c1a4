"""The income form on paper: its sums are those that were sent, a loss is called one, none is rounded up."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from bot.cases.case import Case
from bot.cases.form_record import FormRecord, SentResult
from bot.cases.papers import Shape
from bot.errors import PaperError, PaperRefusal
from bot.scoring.answers import Answers, Value
from bot.scoring.income import income
from bot.scoring.income_stored import stored_income
from bot.scoring.packs import load_pack
from bot.scoring.score import Place
from tests.integration.commune import Commune
from tests.integration.surveys import SENT_AT, surveyed
from tests.papers.reading import assert_golden, docx_lines, made, overflow, pdf_pages, pdf_words

ON = "2026-10-06"
PACK = load_pack("2022-2025")
MARK = "Phiếu thu nhập chưa đối chiếu bản in"
FARM: Mapping[str, Value] = {
    "purpose": "mstb", "farming": "yes", "household_size": "3", "sources": ("wages", "crops", "livestock"),
    "wages_revenue": "40000000", "crops_revenue": "48000000", "crops_cost": "12000000",
    "livestock_revenue": "5000000", "livestock_cost": "9500000", "social_allowance_amount": "6000000",
}  # fmt: skip
WORKER: Mapping[str, Value] = {
    "purpose": "low_income_worker", "worker_name": "Nông Văn Thợ", "poor_household": "no",
    "household_size": "2", "sources": ("wages",), "wages_revenue": "50000001", "social_allowance_amount": "0",
}  # fmt: skip


async def measured(answers: Mapping[str, Value], **changes: Value) -> tuple[Commune, Case, FormRecord]:
    """A file with an income form that was sent."""
    commune = await Commune.opened()
    case, survey = await surveyed(commune.store, 1)
    given = Answers((), {**answers, **changes})
    data = stored_income(income(PACK, given, Place("rural", "rural_northern_mountains"), date(2026, 10, 1)))
    record = FormRecord(
        "f-income", "income", "nv-ba", case.id, PACK.id, PACK.digest, given, SENT_AT, survey.round_id,
        visited_on=date(2026, 10, 1), respondent="Hoàng Thị Mơ", read_back=True, seen_at=SENT_AT,
        finished_at=SENT_AT, result=data, sent=data, results=(SentResult(SENT_AT, given, data),),
    )  # fmt: skip
    after = replace(case, income=record.id, version=2)
    await commune.store.seed([record, after])
    return commune, after, record


async def paper(commune: Commune, case: Case, shape: Shape = "docx", staff: str = "nv-lan") -> bytes:
    return await made(commune.store, "income_form", case.id, shape, staff, ON)


async def test_golden() -> None:
    commune, case, _ = await measured(FARM)
    assert_golden("income_form.docx", "\n".join(docx_lines(await paper(commune, case))))
    file = await paper(commune, case, "pdf")
    assert_golden("income_form.pdf", "\n\n".join(pdf_pages(file)).replace(PACK.digest[:12], "PACK"))
    assert f"Bộ quy định 2022-2025, mã {PACK.digest[:12]}" in pdf_pages(file)[0]
    assert overflow(file) == []


async def test_every_line_adds_up_to_what_was_sent() -> None:
    commune, case, record = await measured(FARM)
    found = docx_lines(await paper(commune, case))
    [at] = [number for number, line in enumerate(found) if line == "Nguồn thu | Thu | Chi | Còn lại"]
    rows = [line.split(" | ") for line in found[at + 1 : at + 4]]
    assert [row[1:] for row in rows] == [
        ["40.000.000", "–", "40.000.000"],
        ["48.000.000", "12.000.000", "36.000.000"],
        ["5.000.000", "9.500.000", "lỗ 4.500.000"],
    ]
    kept = record.results[-1].data["earnings"]
    assert sum(revenue - cost for _, revenue, cost in kept) == 71_500_000  # type: ignore[attr-defined]
    assert found[at + 4] == "CỘNG |  |  | 71.500.000"
    [average] = [line for line in found if line.startswith("Bình quân")]
    assert average.endswith("71.500.000 đồng : 12 tháng : 3 người = hơn 1.986.111 đồng.")
    assert any(
        line.startswith("Không tính vào thu nhập: trợ cấp xã hội") and "6.000.000" in line for line in found
    )


async def test_the_mark_of_a_form_not_read_in_print() -> None:
    commune, case, _ = await measured(FARM)
    found = docx_lines(await paper(commune, case))
    assert found[0] == MARK.upper()
    assert f"{MARK}. Không dùng để quyết định." in found
    for page in pdf_pages(await paper(commune, case, "pdf")):
        assert page.splitlines()[-1].startswith(f"{MARK} · Mã hồ sơ HL-9001")


async def test_a_worker_by_name_with_the_rule_of_decree_30() -> None:
    commune, case, _ = await measured(WORKER)
    found = docx_lines(await paper(commune, case))
    assert "Người lao động | Nông Văn Thợ" in found
    assert any("từ 2.250.000 trở xuống đồng" in line and "30/2025" in line for line in found)
    assert "Kết quả theo phiếu: Người lao động có thu nhập thấp" in found
    assert not any("Nông, lâm, ngư, diêm nghiệp |" in line for line in found), "not asked of a worker"


async def test_an_answer_that_decides_alone_is_named() -> None:
    commune, case, _ = await measured(FARM, farming="no")
    found = docx_lines(await paper(commune, case))
    gate = "Không so với mức chuẩn vì câu trả lời “Nông, lâm, ngư, diêm nghiệp”"
    assert any(line.startswith(gate) for line in found)
    assert not any(line.startswith("Mức so sánh") for line in found)


async def test_a_loss_in_all_is_called_one_and_no_sign_stands_alone() -> None:
    commune, case, _ = await measured(FARM, wages_revenue="0", crops_cost="90000000")
    found = docx_lines(await paper(commune, case))
    assert "CỘNG |  |  | lỗ 46.500.000" in found
    [average] = [line for line in found if line.startswith("Bình quân")]
    assert average.endswith("lỗ 46.500.000 đồng : 12 tháng : 3 người = dưới 0 đồng.")
    assert not any(re.search(r"(?<![A-Z])[-−]\d", line) for line in found)


async def test_an_amendment_under_way_changes_nothing_on_paper() -> None:
    commune, case, record = await measured(FARM)
    before = docx_lines(await paper(commune, case))
    answers = record.answers.put({"wages_revenue": "90000000"})
    await commune.store.seed([replace(record, answers=answers, result=None, version=2)])
    after = docx_lines(await paper(commune, case))
    assert [line for line in after if not line.startswith("Phiếu đang được sửa")] == before
    assert len(after) == len(before) + 1


async def test_without_the_rules_of_then_the_band_of_now_is_not_shown() -> None:
    commune, case, record = await measured(FARM)
    data = {**record.results[-1].data, "digest": "e" * 64}
    last = replace(record.results[-1], data=data)
    await commune.store.seed([replace(record, results=(last,), sent=data, result=data, version=2)])
    found = docx_lines(await paper(commune, case))
    assert any(line.startswith("Mức so sánh không in ra được") for line in found)
    assert not any("2.250.000" in line for line in found)
    assert "CỘNG |  |  | 71.500.000" in found and "Kết quả theo phiếu: Hộ có mức sống trung bình" in found


async def test_what_people_wrote_is_text() -> None:
    words = "{{ x }} <b> & #set $m$ *a* _b_"
    commune, case, record = await measured(WORKER, worker_name=words)
    await commune.store.seed(
        [replace(case, head=words, version=3), replace(record, respondent=words, version=2)]
    )
    found = docx_lines(await paper(commune, case))
    assert f"Người lao động | {words}" in found
    file = await paper(commune, case, "pdf")
    assert pdf_words(file).count(words) == 3
    assert overflow(file) == []


async def test_all_sources_and_long_sums_stay_in_their_columns() -> None:
    names = ("wages", "crops", "livestock", "forestry", "fishing", "salt", "business", "other")
    big = str(10**12)
    amounts = {f"{one}_revenue": big for one in names} | {f"{one}_cost": "1" for one in names[1:7]}
    commune, case, _ = await measured(FARM, sources=names, **amounts)
    file = await paper(commune, case, "pdf")
    assert overflow(file) == []
    assert "7.999.999.999.994" in pdf_words(file)
    assert len(pdf_pages(file)) <= 2


@pytest.mark.parametrize("staff", ["nv-nam", "nv-nobody", ""])
async def test_nobody_else_gets_it(staff: str) -> None:
    commune, case, _ = await measured(FARM)
    with pytest.raises(PaperError) as refused:
        await paper(commune, case, staff=staff)
    assert not isinstance(refused.value, PaperRefusal)


async def test_before_it_is_sent_the_officer_is_told() -> None:
    commune = await Commune.opened()
    case, _ = await surveyed(commune.store, 1)
    with pytest.raises(PaperRefusal) as refused:
        await paper(commune, case)
    assert "HL-9001" in refused.value.words
