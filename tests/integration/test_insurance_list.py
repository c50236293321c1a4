"""The list for health-insurance cards: who is on it, what is refused, what the page says."""

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.cases.case import State
from bot.cases.dossier import Decision
from bot.cases.form_record import FormRecord, SentResult
from bot.documents.export.insurance_list import insurance
from bot.errors import PaperRefusal
from bot.ports import Store
from bot.scoring.answers import Answers
from bot.scoring.own_table import under_table
from bot.scoring.score import score
from bot.scoring.stored import place_of, reference_date_of, stored
from storage.memory import MemoryStore
from tests.integration.rounds import HOSTILE, bare, plan_of
from tests.integration.surveys import PACK, SENT_AT, own_text, surveyed

OFFICIAL = under_table(PACK, own_text(), signed=True)
"""The pack under a table copied from the print and signed, as the commune's own would be."""


async def recognised(
    store: Store,
    number: int,
    class_id: str = "poor",
    *,
    official: bool = True,
    area: str = "kp3",
    state: State = "recognised",
    **survey: Any,
) -> None:
    """A file with a decision, its result by the official table or still by the training table."""
    case, record = await surveyed(store, number, "settled", area, **survey)
    if official:
        record = _again(record)
    made = Decision(
        date(2026, 12, 10), "125/QĐ-UBND", "nv-binh", "Bình", class_id, None, f"{number}/GCN-HN.HCN"
    )
    decided = replace(case, state=state, decision=made, address=f"Nhà số {number}", version=2)
    await store.seed([decided, replace(record, version=2)])


def _again(record: FormRecord) -> FormRecord:
    sent = record.sent or {}
    place, day = place_of(sent), reference_date_of(sent)
    assert place is not None and day is not None
    data = stored(score(OFFICIAL, record.answers, place, day))
    assert data["official"] is True
    return replace(
        record, sent=data, result=data, results=(*record.results, SentResult(SENT_AT, record.answers, data))
    )


async def listed(store: MemoryStore) -> list[tuple[object, ...]]:
    plan = await plan_of(store)
    [page] = load_workbook(io.BytesIO(await insurance(store, plan.id))).worksheets
    return list(page.iter_rows(values_only=True))


def table(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """The lines of people."""
    return [row for row in rows if isinstance(row[0], int)]


GOLDEN = """\
ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ HỮU LŨNG | Độc lập - Tự do - Hạnh phúc

DANH SÁCH NGƯỜI THUỘC HỘ NGHÈO, HỘ CẬN NGHÈO ĐỀ NGHỊ CẤP THẺ BẢO HIỂM Y TẾ
Bố cục do phần mềm đặt, chưa đối chiếu với mẫu của cơ quan bảo hiểm xã hội. \
Cột “Có BHYT” theo lời hộ trả lời khi khảo sát. Số CCCD chỉ có của chủ hộ có ghi trong giấy đề nghị.

STT | Họ và tên | Giới tính | Ngày sinh | Số CCCD/CMND | Quan hệ với chủ hộ | Dân tộc | Địa chỉ | \
Khu, thôn | Nhóm | Mã hồ sơ | Số giấy chứng nhận | Có BHYT
1 | Hoàng Thị Mai | Nữ | 02/03/1984 | 020184000123 | Chủ hộ | Nùng | 12 Xóm Đồi | Khu 3 | \
Hộ nghèo | HL-9002 | 2/GCN-HN.HCN | có
2 | Hoàng Văn Nam | Nam | 15/01/1982 | Vợ hoặc chồng | Nùng | 12 Xóm Đồi | Khu 3 | \
Hộ nghèo | HL-9002 | 2/GCN-HN.HCN | không
3 | Hoàng Thu Hà | Nữ | 20/05/2016 | Con | Nùng | 12 Xóm Đồi | Khu 3 | \
Hộ nghèo | HL-9002 | 2/GCN-HN.HCN | không rõ
4 | Hoàng Thị Mai | Nữ | 1984 | Chủ hộ | Nùng | Nhà số 1 | Khu 5 | \
Hộ cận nghèo | HL-9001 | 1/GCN-HN.HCN | có
Cộng: 4 người của 2 hộ; trong đó 3 người thuộc hộ nghèo, 1 người thuộc hộ cận nghèo.

........, ngày ..... tháng ..... năm .........
NGƯỜI LẬP | CHỦ TỊCH"""


async def test_the_list_as_it_is_read() -> None:
    store = await bare()
    await recognised(store, 1, "near_poor", area="kp5", people=[{"as": "mai", "birth": "1984"}])
    people = ["mai", {"as": "nam", "insured": "no"}, {"as": "ha", "insured": "unknown"}]
    await recognised(store, 2, people=people)
    await _request(store, 2, "Hoàng Thị Mai", "1984-03-02")
    await _request(store, 1, "Hoàng Thị Mơ", "1984")
    lines = [" | ".join(str(one) for one in row if one is not None) for row in await listed(store)]
    assert "\n".join(lines) == GOLDEN


async def _request(store: MemoryStore, number: int, name: str, birth: str) -> None:
    """A request with an identity number; it is the survey's head's only where name and birth agree."""
    case = await store.case(f"c-made-{number}")
    assert case is not None
    said = {"name": name, "birth": birth, "national_id": "020184000123"}
    if number == 2:
        said["permanent_address"] = "12 Xóm Đồi"
    request = FormRecord(
        f"f-r-{number}", "mau_01", "web:mai", case.id, PACK.id, PACK.digest, Answers((), said), SENT_AT
    )
    await store.seed([request, replace(case, request=request.id, version=case.version + 1)])


async def test_only_the_recognised_stand_on_it() -> None:
    store = await bare()
    await recognised(store, 1)
    await recognised(store, 2, "none", state="left", official=False)
    await recognised(store, 3, "none", state="refused", official=False)
    await recognised(store, 4, state="opinion_given", official=False)
    await surveyed(store, 5, "settled")
    await recognised(store, 6, "poor", state="refused")  # the form would have recognised it
    assert [row[10] for row in table(await listed(store))] == ["HL-9001"]


async def test_a_result_of_the_training_table_refuses_the_whole_list_and_is_named() -> None:
    store = await bare()
    await recognised(store, 1)
    await recognised(store, 2, official=False)
    plan = await plan_of(store)
    with pytest.raises(PaperRefusal) as refused:
        await insurance(store, plan.id)
    assert "HL-9002" in refused.value.words and "HL-9001" not in refused.value.words
    with pytest.raises(PaperRefusal, match="refused") as again:
        await insurance(store, plan.id, "en")
    assert "official points table: HL-9002" in again.value.words


async def test_many_are_counted_and_some_are_named() -> None:
    store = await bare()
    for number in range(1, 24):
        await recognised(store, number, official=False)
    with pytest.raises(PaperRefusal) as refused:
        await insurance(store, (await plan_of(store)).id)
    assert "23 hộ" in refused.value.words
    assert "HL-9020, …" in refused.value.words and "HL-9021" not in refused.value.words


async def test_nobody_recognised_is_no_list() -> None:
    store = await bare()
    await surveyed(store, 1, "settled")
    with pytest.raises(PaperRefusal) as refused:
        await insurance(store, (await plan_of(store)).id)
    assert "Chưa có danh sách" in refused.value.words


async def test_names_that_look_like_formulas_stay_names_and_nothing_is_cut() -> None:
    store = await bare()
    people = [
        {"as": "mai", "name": HOSTILE[0]},
        {"as": "nam", "name": HOSTILE[3]},
        {"as": "ha", "name": "Á" * 500},
    ]
    await recognised(store, 1, people=people)
    plan = await plan_of(store)
    [page] = load_workbook(io.BytesIO(await insurance(store, plan.id))).worksheets
    cells = [cell for row in page.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert [row[1] for row in table(await listed(store))] == [HOSTILE[0], HOSTILE[3], "Á" * 500]
    tall = [page.row_dimensions[n].height for n in (8, 10)]
    assert tall[1] > 18 * tall[0] / 2, "the row grows with the name"


async def test_it_prints_across_a4_with_its_headings_on_each_page() -> None:
    store = await bare()
    await recognised(store, 1)
    [page] = load_workbook(io.BytesIO(await insurance(store, (await plan_of(store)).id))).worksheets
    assert page.page_setup.orientation == "landscape" and str(page.page_setup.paperSize) == "9"
    assert page.print_title_rows == "$7:$7"
    assert page.cell(7, 1).value == "STT"
