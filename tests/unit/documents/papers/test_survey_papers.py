"""Phiếu B on paper: every line is the arithmetic of the result as it was sent, and nobody else gets it."""

import io
import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import docx
import pdfplumber
import pytest

from bot.cases.case import Case, Move
from bot.cases.form_record import FormRecord, SentResult
from bot.cases.papers import Order, Shape
from bot.documents.issuing import issue
from bot.errors import PaperError, PaperRefusal
from bot.ports import Store
from bot.runtime.clock import VIETNAM
from bot.scoring.own_table import under_table
from bot.scoring.packs import load_pack
from bot.scoring.score import score
from bot.scoring.stored import place_of, stored
from tests.integration.commune import Commune
from tests.integration.surveys import PACK, loaded, own_text, surveyed
from tests.papers.reading import assert_golden, docx_lines, made, overflow, pdf_pages, pdf_words

MARK = "Bảng điểm tập huấn – chưa đối chiếu"
CONTRACT = Path("docs/scoring-contract.md")
ON = "2026-10-06"
TABLE = "-".join(PACK.table.digest[n : n + 4] for n in (0, 4, 8))
FAMILY = ("mai", {"as": "nam", "insured": "unknown"}, "ha", "newborn")
LACKING = {"water": "other", "toilet": "none", "info_devices": []}


@pytest.fixture
async def commune() -> Commune:
    return await Commune.opened()


async def paper(store: Store, case: Case, shape: Shape = "docx", staff: str = "nv-lan") -> bytes:
    return await made(store, "phieu_b", case.id, shape, staff, ON)


async def lines(store: Store, case: Case) -> list[str]:
    return docx_lines(await paper(store, case))


def tables(file: bytes) -> dict[str, list[list[str]]]:
    """The rows of every table of the Word paper, by its heading."""
    found = {}
    for table in docx.Document(io.BytesIO(file)).tables:
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        found[" | ".join(rows[0])] = rows[1:]
    return found


def undated(text: str) -> str:
    """Without the digests of pack and table, which every change of a word in the pack moves."""
    return text.replace(PACK.digest[:12], "PACK").replace(TABLE, "TABLE")


def cells_of(pdf: bytes) -> list[str]:
    """Every cell of every ruled table of the PDF, as one line."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        found = [table for page in opened.pages for table in page.extract_tables()]
    return [" ".join(cell.split()) for table in found for row in table for cell in row if cell]


def points_of(file: bytes) -> list[list[str]]:
    [found] = [rows for head, rows in tables(file).items() if head.startswith("Mục | Nội dung")]
    return found


def indicators_of(file: bytes) -> list[list[str]]:
    [found] = [rows for head, rows in tables(file).items() if head.startswith("TT | Chỉ số")]
    return found


# ── what it says ─────────────────────────────────────────────────────────────────────────────
async def test_the_worked_example_of_the_contract_line_by_line(commune: Commune) -> None:
    """A = 75 + 10 + 0 + … = 175 as docs/scoring-contract.md writes it out."""
    case, _ = await surveyed(commune.store, 1)
    told = re.search(r"^A = (.+) = (\d+) \(a01 to a13\)", CONTRACT.read_text("utf-8"), re.MULTILINE)
    assert told is not None
    *rows, total = points_of(await paper(commune.store, case))
    numbers = [int(row[-1]) for row in rows]
    by_item: list[list[int]] = []
    for row, number in zip(rows, numbers, strict=True):
        if row[0]:
            by_item.append([])
        by_item[-1].append(number)
    written = " + ".join(f"({' + '.join(map(str, one))})" if len(one) > 1 else str(one[0]) for one in by_item)
    assert (written, total[-1]) == (told[1], told[2])
    assert sum(numbers) == int(total[-1]) == 175
    assert "nông thôn: 140" in "\n".join(await lines(commune.store, case))


async def test_golden(commune: Commune) -> None:
    case, record = await surveyed(
        commune.store, 1, people=("mai", {"as": "nam", "insured": "no"}, "ha", "newborn"), answers=LACKING
    )
    await commune.store.seed(
        [
            replace(
                record, visited_on=date(2026, 10, 1), respondent="Hoàng Thị Mai", read_back=True, version=2
            ),
            replace(case, address="Xóm Đồi, Khu 3", previous_class="near_poor", version=2),
        ]
    )
    assert_golden("phieu_b.docx", undated("\n".join(await lines(commune.store, case))))
    assert_golden("phieu_b.pdf", undated("\n\n".join(pdf_pages(await paper(commune.store, case, "pdf")))))


async def test_sums_and_rows_are_those_of_the_store(commune: Commune) -> None:
    case, record = await surveyed(commune.store, 1, people=FAMILY, answers=LACKING)
    file, data = await paper(commune.store, case), record.sent
    assert data is not None
    *rows, total = points_of(file)
    assert int(total[-1]) == data["score_a"] == sum(int(row[-1]) for row in rows)
    kept = data["points"]
    assert [int(row[-1]) for row in rows] == [one[2] for one in kept]  # type: ignore[attr-defined]
    pack = load_pack("2022-2025")
    [*rows, total] = indicators_of(file)
    assert [row[1] for row in rows] == [one.text["vi"] for one in pack.indicators]
    lacking = [one.id for one, row in zip(pack.indicators, rows, strict=True) if row[2] == "THIẾU HỤT"]
    assert lacking == data["deprived"]
    assert total[-1] == str(data["score_b"]) == str(sum(int(row[-1]) for row in rows if row[-1] != "–"))


async def test_not_known_is_not_no_and_not_asked_is_neither(commune: Commune) -> None:
    case, record = await surveyed(commune.store, 1, people=FAMILY)
    file = await paper(commune.store, case)
    [cells] = [rows for head, rows in tables(file).items() if "Bảo hiểm y tế" in head]
    heads = next(head for head in tables(file) if "Bảo hiểm y tế" in head).split(" | ")
    by_name = {row[1]: dict(zip(heads, row, strict=True)) for row in cells}
    assert by_name["Hoàng Văn Nam"]["Bảo hiểm y tế"] == "Chưa rõ"
    assert by_name["Hoàng Thị Mai"]["Bảo hiểm y tế"] == "Có"
    assert by_name["Hoàng Thị Mai"]["Suy dinh dưỡng"] == "–"
    assert by_name["Hoàng Thu Hà"]["Suy dinh dưỡng"] == "Không"
    [row] = [row for row in indicators_of(file) if row[1] == "Bảo hiểm y tế"]
    assert row[2:] == ["Chưa rõ", "Nam (Bảo hiểm y tế: Chưa rõ)", "–"]
    assert record.sent is not None and record.sent["class"] is None
    assert "Xếp loại theo phiếu: CHƯA XẾP LOẠI ĐƯỢC, CÒN CHỈ SỐ CHƯA RÕ" in docx_lines(file)


async def test_the_heads_number_comes_from_the_request_and_nobody_elses_is_made_up(commune: Commune) -> None:
    await commune.play("@screen nv-ba HL-0004\n@survey nv-ba HL-0004\n")
    case = await commune.store.case_by_code("HL-0004")
    assert case is not None
    request = await commune.store.form(case.request or "")
    number = request.answers.text("national_id") if request is not None else None
    file = await paper(commune.store, case)
    [rows] = [rows for head, rows in tables(file).items() if head.endswith("Số định danh, CCCD")]
    assert number and [row[-1] for row in rows] == [number, "", "", ""]
    assert f"Số định danh, CCCD chủ hộ: | {number}" in docx_lines(file)


async def test_a_rule_that_sets_points_is_named(commune: Commune) -> None:
    case, record = await surveyed(commune.store, 1, people=[{"as": "mai", "birth": "1950"}])
    [first, *_] = points_of(await paper(commune.store, case))
    rule = PACK.rules["only_weak_members"]
    assert first[2] == f"1 người. Quy tắc: {rule.text['vi']} ({rule.source})"
    assert first[-1] == "0" and "Mai (Ngày sinh: 1950)" in first[3]
    assert record.sent is not None and record.sent["points"][0][3] == "only_weak_members"  # type: ignore[index]


# ── the training mark ────────────────────────────────────────────────────────────────────────
async def test_the_mark_stands_above_at_the_result_and_on_every_page(commune: Commune) -> None:
    case, _ = await surveyed(commune.store, 1, people=FAMILY)
    file = await paper(commune.store, case)
    assert docx_lines(file)[0] == MARK.upper()
    assert f"{MARK}. Không dùng để quyết định." in docx_lines(file)
    section = docx.Document(io.BytesIO(file)).sections[0]
    for foot in (section.footer, section.first_page_footer):
        says = f"{MARK} · Mã hồ sơ HL-9001 · Bộ quy định 2022-2025 · Bảng điểm {TABLE}"
        assert foot.paragraphs[0].text == says
    assert any(f"Bộ quy định 2022-2025, mã {PACK.digest[:12]}." in line for line in docx_lines(file))
    pages = pdf_pages(await paper(commune.store, case, "pdf"))
    assert 2 <= len(pages) <= 4
    for page in pages:
        assert page.splitlines()[-1].startswith(f"{MARK} · Mã hồ sơ HL-9001")


async def rescored(commune: Commune, text: str) -> tuple[Case, FormRecord]:
    """A file whose result was worked out again under a signed table of the commune's own."""
    case, record = await surveyed(commune.store, 1)
    table, last = loaded(text), record.results[-1]
    place = place_of(last.data)
    assert place is not None
    own = under_table(PACK, text, signed=True)
    data = stored(score(own, last.answers, place, date(2026, 10, 1)))
    entry = SentResult(last.at.replace(day=5), last.answers, data, table.id)
    results = (*record.results, entry)
    after = replace(record, results=results, sent=data, result=data, version=2)
    await commune.store.seed([after, table])
    return case, after


async def test_under_a_signed_table_no_mark_and_its_rows(commune: Commune) -> None:
    text = own_text({"a01:1": 55})
    case, record = await rescored(commune, text)
    file = await paper(commune.store, case)
    words = "\n".join(docx_lines(file))
    assert record.sent is not None and record.sent["official"] is True
    assert "tập huấn –" not in words.replace("(tập huấn)", "") and MARK not in words
    assert points_of(file)[0][-2:] == ["3", "55"]  # the workbook has one more line above
    assert f"bảng xã nạp, mã {loaded(text).short}" in words
    assert "tính lại ngày 05/10/2026" in words
    assert "Bảng điểm xã nạp theo bản in, hai cán bộ đã ký" in words
    foot = docx.Document(io.BytesIO(file)).sections[0].first_page_footer.paragraphs[0].text
    assert foot.startswith("Mã hồ sơ HL-9001")


async def test_a_row_that_is_not_official_brings_the_mark_back(commune: Commune) -> None:
    case, _ = await rescored(commune, own_text(provenance="training"))
    assert docx_lines(await paper(commune.store, case))[0] == MARK.upper()


# ── the result as sent, no other ─────────────────────────────────────────────────────────────
async def test_an_amendment_under_way_changes_nothing_on_paper(commune: Commune) -> None:
    case, record = await surveyed(commune.store, 1)
    before = await lines(commune.store, case)
    changed = replace(record, answers=record.answers.put({"electricity_kwh": "400"}), result=None, version=2)
    await commune.store.seed([changed])
    after = await lines(commune.store, case)
    said = "Phiếu đang được sửa. Giấy này in câu trả lời và kết quả đã gửi."
    assert [one for one in after if one != said] == before
    assert said in after and "Điện mỗi tháng | 60 kWh" in after


@pytest.mark.parametrize(
    "spoiled", [{"score_a": 999}, {"table_digest": "f" * 64}, {"digest": "e" * 64}, {"line": 141}]
)
async def test_what_cannot_be_worked_out_again_shows_sums_as_sent_and_no_lines(
    commune: Commune, spoiled: dict[str, object]
) -> None:
    case, record = await surveyed(commune.store, 1, answers=LACKING)
    data = {**(record.sent or {}), **spoiled}
    last = replace(record.results[-1], data=data)
    await commune.store.seed([replace(record, results=(last,), sent=data, result=data, version=2)])
    file = await paper(commune.store, case)
    words = "\n".join(docx_lines(file))
    assert "Các dòng điểm không in ra được" in words
    assert f"Điểm A: {data['score_a']}, mức chuẩn {data['line']}" in words
    assert f"Điểm B: {data['score_b']}. Chỉ số thiếu hụt: Nguồn nước sinh hoạt" in words
    assert not any("Mục | Nội dung" in head or "Chỉ số" in head for head in tables(file))
    assert "CỘNG ĐIỂM" not in words


# ── long and hostile ─────────────────────────────────────────────────────────────────────────
HOSTILE = ("{{ x }}", "<b>đậm</b>", "A & B", '#set "x"', "$m$ *x* _y_ [z]", "{% if %}", "@ref \\ `c`")


async def test_twenty_people_with_long_names_go_on_over_the_pages(commune: Commune) -> None:
    names = [f"Nguyễn Thị Hoàng Phương Khánh Trường Ánh Dương Thùy Linh {n:02}" for n in range(20)]
    people = [{"as": "mai", "name": names[0]}, *({"as": "tu", "name": one} for one in names[1:])]
    case, record = await surveyed(commune.store, 1, people=people)
    address = "Ngõ rất dài " * 25
    await commune.store.seed(
        [replace(case, address=address, version=2), replace(record, respondent=names[3], version=2)]
    )
    file = await paper(commune.store, case, "pdf")
    assert overflow(file) == []
    cells = cells_of(file)
    assert [cells.count(one) for one in names] == [3] * 20
    assert address.strip() in pdf_words(file)
    pages = pdf_pages(file)
    assert len(pages) <= 8
    assert sum("Quan hệ với" in page for page in pages) >= 2, "the heading stands again on the next page"


@pytest.mark.parametrize("words", HOSTILE)
async def test_what_people_wrote_is_text(commune: Commune, words: str) -> None:
    case, record = await surveyed(commune.store, 1, people=[{"as": "mai", "name": words}])
    await commune.store.seed(
        [
            replace(case, head=words, address=words, version=2),
            replace(record, respondent=words, version=2),
        ]
    )
    found = await lines(commune.store, case)
    assert f"Họ và tên chủ hộ: | {words}, sinh 1984" in found
    assert f"Địa chỉ: | {words}" in found
    file = await paper(commune.store, case, "pdf")
    assert overflow(file) == []
    assert pdf_words(file).count(words) >= 3


async def test_an_officers_reason_of_twelve_lines_is_whole(commune: Commune) -> None:
    case, _ = await surveyed(commune.store, 1)
    reason = " ".join(f"Câu thứ {n} của lời giải thích vì sao đưa hộ này vào danh sách." for n in range(20))
    move = Move(datetime(2026, 9, 20, 9, 0, tzinfo=VIETNAM), "nv-lan", "Lan", "list_anyway", "listed", reason)
    await commune.store.seed([replace(case, moves=(move,), version=2)])
    file = await paper(commune.store, case, "pdf")
    assert f"Ban Chỉ đạo đưa vào danh sách: {reason}" in pdf_words(file)
    assert overflow(file) == []


# ── whose it is ──────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("staff", "area", "gets"),
    [
        ("nv-lan", "kp7", True),
        ("nv-hoa", "kp3", True),
        ("nv-hoa", "kp7", False),
        ("nv-ba", "kp3", True),
        ("nv-nam", "kp3", False),
        ("nv-binh", "kp3", True),
        ("nv-nobody", "kp3", False),
        ("", "kp3", False),
    ],
)
async def test_only_staff_who_may_see_the_survey(commune: Commune, staff: str, area: str, gets: bool) -> None:
    case, _ = await surveyed(commune.store, 1, area=area)
    if gets:
        assert await paper(commune.store, case, staff=staff)
        return
    with pytest.raises(PaperError) as refused:
        await paper(commune.store, case, staff=staff)
    assert not isinstance(refused.value, PaperRefusal), "nothing is said to whom it is not for"


async def test_not_of_kin(commune: Commune) -> None:
    case, _ = await surveyed(commune.store, 1)
    await commune.store.seed([replace(case, kin_of=("nv-ba",), version=2)])
    with pytest.raises(PaperError):
        await paper(commune.store, case, staff="nv-ba")


async def test_not_while_a_recheck_is_under_way_but_for_officers(commune: Commune) -> None:
    case, _ = await surveyed(commune.store, 1, "complained")
    assert await paper(commune.store, case)
    for staff in ("nv-ba", "nv-binh"):
        with pytest.raises(PaperError):
            await paper(commune.store, case, staff=staff)


async def test_erased_is_no_paper(commune: Commune) -> None:
    case, _ = await surveyed(commune.store, 1)
    await commune.store.seed([replace(case, state="erased", version=2)])
    order = Order.parse("phieu_b", f"pdf {case.id} nv-lan {ON}")
    assert order is not None
    assert await issue(commune.store, order) is None
    assert await issue(commune.store, replace(order, subject="c-none")) is None


async def test_before_it_is_sent_the_officer_is_told(commune: Commune) -> None:
    found = await commune.store.case_by_code("HL-0001")
    assert found is not None
    with pytest.raises(PaperRefusal) as refused:
        await paper(commune.store, found)
    assert "HL-0001 chưa có phiếu nào được gửi" in refused.value.words
