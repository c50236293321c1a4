"""The slips around a complaint: by when, for whose eyes, and that the re-check stays blind."""

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from bot.cases.case import Case
from bot.cases.complaint import Complaint
from bot.cases.form_record import FormRecord
from bot.cases.papers import Order, Shape, paper
from bot.cases.working_days import Swap
from bot.documents.issuing import issue
from bot.errors import PaperError, PaperRefusal
from bot.runtime.clock import VIETNAM
from tests.integration.commune import Commune
from tests.integration.surveys import PACK, hung, surveyed
from tests.papers.reading import assert_golden, docx_lines, made, overflow, pdf_pages, pdf_words
from tests.unit.documents.papers.hostile import HOSTILE

ON = "2026-11-18"
AT = datetime(2026, 11, 18, 9, 0, tzinfo=VIETNAM)
MARK = "Bảng điểm tập huấn – chưa đối chiếu"
WHO, WORDS = "Lý Văn Bảy", "Nhà ông ấy có hai xe máy."
ONE = Complaint(
    "k1", AT, date(2026, 11, 18), "nv-lan", WHO, "counter", "other", WORDS, True,
    posting="p-c-made-1", first_survey="f-made-1", first_by=("nv-ba",),
)  # fmt: skip


async def complained(one: Complaint = ONE, *more: Complaint, **changes: Any) -> tuple[Commune, Case]:
    """A file of Khu 3, surveyed by Ba (poor by the form), hung out on 17/11, complained of, given to Tu."""
    commune = await Commune.opened()
    case, record = await surveyed(commune.store, 1, "complained")
    poor = {**(record.sent or {}), "class": "poor"}
    await commune.store.seed([replace(record, sent=poor, results=(), version=record.version + 1)])
    case, posting = hung(case, date(2026, 11, 17))
    known = {
        "complaints": (one, *more),
        "assigned_to": "nv-tu",
        "address": "Xóm Đồi",
        "version": 2,
        **changes,
    }
    case = replace(case, **known)
    await commune.store.seed([posting, case])
    return commune, case


async def rechecked(one: Complaint, **changes: Any) -> tuple[Commune, Case]:
    """The same once Tu has sent the re-check: not poor any more."""
    commune, case = await complained(replace(one, recheck="f-again", recheck_by="nv-tu"), **changes)
    first = await commune.store.form("f-made-1")
    assert first is not None and first.sent is not None
    again = {**first.sent, "class": "not_poor"}
    await commune.store.seed(
        [
            replace(
                first,
                id="f-again",
                owner="nv-tu",
                sent=again,
                results=(),
                visited_on=date(2026, 11, 20),
                version=1,
            )
        ]
    )
    return commune, case


async def text(commune: Commune, case: Case, paper_id: str = "recheck_slip", staff: str = "nv-lan") -> str:
    file = await made(commune.store, paper_id, f"{case.id}/{case.complaints[0].id}", "docx", staff, ON)
    return "\n".join(docx_lines(file))


@pytest.mark.parametrize("name", ["complaint_slip", "recheck_slip"])
async def test_golden(name: str) -> None:
    commune, case = await complained()
    assert_golden(f"{name}.docx", await text(commune, case, name))
    file = await made(commune.store, name, f"{case.id}/k1", "pdf", "nv-lan", ON)
    assert_golden(f"{name}.pdf", "\n\n".join(pdf_pages(file)))
    assert overflow(file) == []


async def test_golden_of_an_answered_recheck() -> None:
    answered = replace(ONE, answered_at=AT, answered_by="nv-lan", answer="Đã xem lại: hộ không nghèo.")
    commune, case = await rechecked(answered, state="posted")
    assert_golden("recheck_slip_answered.docx", await text(commune, case))


# ── by when ──────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("procedure", "received", "due", "days", "again"),
    [
        ("1.011606", date(2026, 11, 17), "27/11/2026", 7, 3),  # 24/11 is a day off
        ("1.011606", date(2026, 11, 20), "02/12/2026", 7, 3),  # the worked case of PROCESS.md
        ("1.011607", date(2026, 11, 20), "02/12/2026", 7, 3),
        ("1.011609", date(2026, 11, 20), "26/11/2026", 3, 0),
        ("3.000412", date(2026, 11, 20), "26/11/2026", 3, 0),
    ],
)
async def test_the_last_day_is_counted_from_the_pack(
    procedure: str, received: date, due: str, days: int, again: int
) -> None:
    commune, case = await complained(replace(ONE, received_on=received), procedure=procedure)
    slip, recheck = await text(commune, case, "complaint_slip"), await text(commune, case)
    assert f"chậm nhất ngày {due} ({days} ngày làm việc" in slip
    assert f"Phúc tra chậm nhất | {due} ({days} ngày làm việc" in recheck
    assert ("niêm yết lại 3 ngày làm việc" in slip) == bool(again)
    step = PACK.procedures[procedure].step("recheck")
    assert step is not None and step.limit is not None and step.limit.days == days


async def test_swapped_days_of_the_commune_count() -> None:
    commune, case = await complained()
    [known] = await commune.store.communes()
    swap = Swap(date(2026, 11, 23), date(2026, 12, 12))
    await commune.store.seed([replace(known, swaps=(swap,), version=known.version + 1)])
    assert "Phúc tra chậm nhất | 01/12/2026 " in await text(commune, case)


async def test_of_several_in_one_window_the_first_counts() -> None:
    """A second one joins the re-check under way; one taken back, or of another posting, moves nothing."""
    early = replace(ONE, id="k2", received_on=date(2026, 11, 17))
    late = replace(ONE, received_on=date(2026, 11, 20))
    other = replace(ONE, id="k3", received_on=date(2026, 10, 1), posting="p-old")
    commune, case = await complained(late, early, other)
    for name in ("complaint_slip", "recheck_slip"):
        assert "27/11/2026" in await text(commune, case, name)
    commune, case = await complained(late, replace(early, dropped=True), other)
    assert "02/12/2026" in await text(commune, case)


async def test_when_the_result_hung_stands_on_the_receipt() -> None:
    commune, case = await complained()
    row = "Kết quả được niêm yết | từ 17/11/2026 đến hết 20/11/2026"
    assert row in await text(commune, case, "complaint_slip")


async def test_outside_the_window_no_day_is_named_and_there_is_no_recheck() -> None:
    commune, case = await complained(replace(ONE, in_window=False, forwarded_to="Thanh tra xã, 18/11/2026"))
    said = await text(commune, case, "complaint_slip")
    assert "ngoài thời gian niêm yết" in said and "chậm nhất" not in said
    assert "Đã chuyển: Thanh tra xã, 18/11/2026" in said
    with pytest.raises(PaperRefusal) as caught:
        await text(commune, case)
    assert "không có phiếu phúc tra" in caught.value.words


async def test_what_became_of_it_stands_on_the_receipt() -> None:
    answered = replace(ONE, answered_at=AT, answer="Đã xem lại, giữ kết quả.")
    said = await text(*await complained(answered), paper_id="complaint_slip")
    assert "Đã trả lời ngày 18/11/2026: Đã xem lại, giữ kết quả." in said
    said = await text(*await complained(replace(ONE, dropped=True)), paper_id="complaint_slip")
    assert "đã rút" in said


# ── blind ────────────────────────────────────────────────────────────────────────────────────
SHAPES: tuple[Shape, ...] = ("docx", "pdf")


def everything(file: bytes, shape: Shape) -> str:
    """All text of a file, properties included."""
    if shape == "pdf":
        return pdf_words(file) + str(file)
    with zipfile.ZipFile(io.BytesIO(file)) as opened:
        return " ".join(opened.read(name).decode("utf-8", "replace") for name in opened.namelist())


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("staff", ["nv-lan", "nv-tu"])
async def test_the_recheck_shows_neither_the_first_result_nor_who_complained(
    staff: str, shape: Shape
) -> None:
    commune, case = await complained()
    file = await made(commune.store, "recheck_slip", f"{case.id}/k1", shape, staff, ON)
    said = everything(file, shape)
    for secret in (WHO, WORDS, "Hộ nghèo", "Hộ cận nghèo", "Không thuộc hộ nghèo", "Nông Văn Ba", MARK):
        assert secret not in said, secret
    assert "Ghi sau khi trả lời khiếu nại" in said
    assert "Hoàng Thị Mơ" in said


async def test_sent_but_not_answered_it_shows_its_own_result_only() -> None:
    said = await text(*await rechecked(ONE, state="surveyed"))
    assert "Kết quả phúc tra | Không thuộc hộ nghèo, hộ cận nghèo" in said
    assert "Kết quả đã niêm yết | Ghi sau khi trả lời khiếu nại" in said
    assert "Ngày phúc tra | 20/11/2026" in said
    assert MARK in said


async def test_answered_it_shows_both() -> None:
    said = await text(*await rechecked(replace(ONE, answered_at=AT, answer="Đã xem lại."), state="posted"))
    assert "Kết quả đã niêm yết | Hộ nghèo" in said
    assert "Kết quả phúc tra | Không thuộc hộ nghèo, hộ cận nghèo" in said
    assert "Ban Chỉ đạo trả lời | Đã xem lại." in said
    assert WHO not in said and WORDS not in said


async def test_a_recheck_by_income_says_its_class_as_the_pack_does() -> None:
    one = replace(ONE, recheck="f-again", recheck_by="nv-tu")
    commune, case = await complained(one, procedure="1.011609")
    first = await commune.store.form("f-made-1")
    assert first is not None and PACK.income is not None
    named, words = next((name, one.text["vi"]) for name, one in PACK.income.classes.items())
    sent = {"class": named, "official": False}
    again: FormRecord = replace(first, id="f-again", form="income", sent=sent, results=(), version=1)
    await commune.store.seed([again])
    assert f"Kết quả phúc tra | {words}" in await text(commune, case)


# ── for whose eyes ───────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("staff", ["nv-lan", "nv-hoa"])
async def test_officers_of_the_area_may_have_both(staff: str) -> None:
    commune, case = await complained()
    assert WHO in await text(commune, case, "complaint_slip", staff)
    assert "PHIẾU PHÚC TRA" in await text(commune, case, "recheck_slip", staff)


@pytest.mark.parametrize("staff", ["nv-ba", "nv-tu", "nv-nam", "nv-binh", "nv-mo", "nv-nobody", ""])
async def test_nobody_else_learns_who_complained(staff: str) -> None:
    commune, case = await complained()
    with pytest.raises(PaperError):
        await text(commune, case, "complaint_slip", staff)


@pytest.mark.parametrize("staff", ["nv-ba", "nv-nam", "nv-binh", "nv-mo", "nv-nobody", ""])
async def test_nobody_but_officers_and_who_makes_it_may_have_the_recheck(staff: str) -> None:
    """Ba made the survey that was complained of."""
    commune, case = await complained()
    with pytest.raises(PaperError):
        await text(commune, case, "recheck_slip", staff)


@pytest.mark.parametrize("subject", ["c-gone/k1", "c-made-1/k-gone", "c-made-1"])
async def test_erased_there_is_none(subject: str) -> None:
    commune, _ = await complained()
    for name in ("complaint_slip", "recheck_slip"):
        row = paper(name)
        assert row is not None
        assert await issue(commune.store, Order(row, "pdf", subject, "nv-lan", ON)) is None


@pytest.mark.parametrize("odd", HOSTILE)
@pytest.mark.parametrize("name", ["complaint_slip", "recheck_slip"])
async def test_whatever_was_typed_prints_as_it_is(name: str, odd: str) -> None:
    one = replace(ONE, words=odd, by_name=odd, answered_at=AT, answer=odd, forwarded_to=odd)
    commune, case = await complained(one, head=odd, address=odd)
    file = await made(commune.store, name, f"{case.id}/k1", "pdf", "nv-lan", ON)
    assert overflow(file) == []
    assert "".join(odd.split()) in "".join(pdf_words(file).split())
    assert " ".join(odd.split()) in " ".join((await text(commune, case, name)).split())
