"""The notice that hangs: names, area, results, the days of the law; nothing else of a household is in it."""

import io
import zipfile
from dataclasses import replace
from datetime import date, timedelta

import pdfplumber
import pypdf
import pytest

from bot.cases.complaint import Complaint
from bot.cases.form_record import FormRecord, SentResult
from bot.cases.papers import Order, paper
from bot.cases.procedure_codes import AVERAGE, IN_YEAR, LEAVING, WORKER
from bot.documents.issuing import issue
from bot.errors import PaperError
from bot.ports import Store
from bot.scoring.answers import Answers
from tests.integration.commune import Commune
from tests.integration.surveys import SENT_AT
from tests.papers.reading import assert_golden, docx_lines, made, overflow, pdf_pages, pdf_words
from tests.papers.villages import HOSTILE, LACKING, LONG_NAME, ON, File, filed, hung

TRAINING = "Bảng điểm tập huấn – chưa đối chiếu"
SECRETS = {
    "identity number": "020184000123",
    "birth": "1984-03-02",
    "birth, written": "02/03/1984",
    "year of birth": "1984",
    "phone": "0912345678",
    "address": "Xóm Đồi Chè",
    "people": "Nùng",
    "illness": "suy thận",
    "spouse": "Hoàng Văn Nam",
    "who complained": "Kẻ Tố Giác",
    "words of the complaint": "giấu ô tô",
    "who surveyed": "nv-ba",
    "who posted": "Nông Văn Ba",
    "helper": "Người Làm Giúp",
}
"""What is in the store of these households and must be nowhere in the file."""


@pytest.fixture
async def store() -> Store:
    return (await Commune.opened()).store


async def lines(store: Store, staff: str = "nv-lan", posting: str = "p1") -> list[str]:
    return docx_lines(await made(store, "posting_notice", posting, "docx", staff, ON))


async def words(store: Store, posting: str = "p1") -> str:
    return pdf_words(await made(store, "posting_notice", posting, "pdf", "nv-lan", ON))


async def usual(store: Store) -> list[File]:
    return [
        await filed(store, 1, "posted", "Nông Thị Bích"),
        await filed(store, 2, "posted", "Hoàng Văn Chài", survey=LACKING),
        await filed(store, 3, "posted", "Lý Văn Sơn"),
    ]


def rows(found: list[str]) -> list[str]:
    at = next(n for n, line in enumerate(found) if line.startswith("TT | "))
    return [line for line in found[at + 1 :] if " | Khu 3 | " in line]


# ── what it says ─────────────────────────────────────────────────────────────────────────────
async def test_the_notice_line_by_line(store: Store) -> None:
    await hung(store, await usual(store))
    assert_golden("posting_notice.docx", "\n".join(await lines(store)))
    pages = pdf_pages(await made(store, "posting_notice", "p1", "pdf", "nv-lan", ON))
    assert_golden("posting_notice.pdf", "\n\f\n".join(pages))
    assert len(pages) == 2


async def test_the_list_is_by_result_and_code_with_the_area_of_each(store: Store) -> None:
    await hung(store, await usual(store))
    assert rows(await lines(store)) == [
        "1 | Hoàng Văn Chài | Khu 3 | Hộ nghèo",
        "2 | Nông Thị Bích | Khu 3 | Không thuộc hộ nghèo, hộ cận nghèo",
        "3 | Lý Văn Sơn | Khu 3 | Không thuộc hộ nghèo, hộ cận nghèo",
    ]


async def test_nothing_else_of_a_household_is_anywhere_in_the_file(store: Store) -> None:
    """Both shapes, every part of them, what they say of themselves too."""
    people = ["mai", {"as": "nam", "disabled_or_ill": "yes"}]
    case, record = await filed(
        store, 1, "complained", "Hoàng Thị Mai", survey={"people": people, **LACKING},
        phone=SECRETS["phone"], address=SECRETS["address"], helper_name=SECRETS["helper"], birth="1984",
    )  # fmt: skip
    request = FormRecord(
        "f-req", "mau_01", "web:x", case.id, record.pack_id, record.pack_digest,
        Answers((), {"national_id": SECRETS["identity number"], "reason_words": SECRETS["illness"]}), SENT_AT,
    )  # fmt: skip
    about = Complaint(
        "k1", SENT_AT, date(2026, 10, 6), "x", SECRETS["who complained"], "chat", "other",
        SECRETS["words of the complaint"], True, "p1", record.id,
    )  # fmt: skip
    changed = replace(case, request=request.id, complaints=(about,), version=case.version + 1)
    await store.seed([request, changed])
    await hung(store, [(changed, record)])
    word = await made(store, "posting_notice", "p1", "docx", "nv-lan", ON)
    with zipfile.ZipFile(io.BytesIO(word)) as parts:
        inside = "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    print_ = await made(store, "posting_notice", "p1", "pdf", "nv-lan", ON)
    with pdfplumber.open(io.BytesIO(print_)) as opened:
        letters = "\n".join(page.extract_text() for page in opened.pages)
    said = pypdf.PdfReader(io.BytesIO(print_))
    about_it = f"{said.metadata} {said.xmp_metadata.rdf_root.toxml() if said.xmp_metadata else ''}"
    assert "Hoàng Thị Mai" in inside and "Hoàng Thị Mai" in letters
    assert "Hoàng Thị Mai" not in about_it
    points = {"score": str((record.sent or {})["score_a"])}
    assert len(points["score"]) == 3
    for kind, secret in (SECRETS | points).items():
        for text in (" ".join(docx_lines(word)), letters, about_it):
            assert secret not in text, kind
        if not secret.isdigit():  # digits alone are also measures of the page
            assert secret not in inside, kind
    for number in ("020184000123", "0912345678"):
        assert number not in inside


async def test_two_of_one_name_are_told_apart_by_their_files(store: Store) -> None:
    files = [await filed(store, n, "posted", "Hoàng Thị Mơ") for n in (1, 2)]
    await hung(store, files)
    assert [row.split(" | ")[1] for row in rows(await lines(store))] == [
        "Hoàng Thị Mơ (hồ sơ HL-9001)",
        "Hoàng Thị Mơ (hồ sơ HL-9002)",
    ]


# ── the days ─────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("posted", "until"),
    [("2026-10-05", "08/10/2026"), ("2026-11-20", "26/11/2026"), ("2026-11-14", "18/11/2026")],
    ids=["three working days", "over the weekend and 24/11", "hung on a Saturday"],
)
async def test_the_last_day_to_complain_is_counted_by_working_days(
    store: Store, posted: str, until: str
) -> None:
    await hung(store, await usual(store), posted_on=date.fromisoformat(posted))
    said = await words(store)
    assert f"đến hết ngày {until} (03 ngày làm việc, không tính ngày treo)" in said
    assert f"chậm nhất hết ngày {until}, bằng một trong các cách" in said
    assert "phúc tra trong không quá 07 ngày làm việc" in said


@pytest.mark.parametrize(
    ("procedure", "title", "days", "recheck"),
    [
        (IN_YEAR, "kết quả rà soát hộ nghèo, hộ cận nghèo", "08/10/2026 (03 ngày", "07"),
        (LEAVING, "kết quả rà soát hộ thoát nghèo, hộ thoát cận nghèo", "08/10/2026 (03 ngày", "07"),
    ],
)
async def test_under_another_procedure_its_own_title(
    store: Store, procedure: str, title: str, days: str, recheck: str
) -> None:
    files = [await filed(store, 1, "posted", "Nông Thị Bích", procedure=procedure)]
    await hung(store, files)
    said = await words(store)
    assert f"Niêm yết công khai {title}" in said and days in said
    assert f"không quá {recheck} ngày làm việc" in said


async def by_income(store: Store, procedure: str, **answers: str) -> File:
    """A file with a result of the income form."""
    case, record = await filed(store, 1, "posted", "Nông Thị Bích", procedure=procedure)
    class_id = "average_living_standard" if procedure == AVERAGE else "low_income"
    data: dict[str, object] = {"class": class_id, "official": True}
    sent = SentResult(SENT_AT, Answers((), answers), data)
    income = replace(record, id="f-inc", form="income", sent=data, results=(sent,), version=1)
    changed = replace(case, survey=None, income=income.id, version=case.version + 1)
    await store.seed([income, changed])
    return changed, income


async def test_by_income_five_days_at_the_office_and_three_for_the_re_check(store: Store) -> None:
    await hung(store, [await by_income(store, AVERAGE)], places=("trụ sở UBND xã",), loudspeaker=False)
    said = await words(store)
    assert "mức sống trung bình" in said and "Nơi niêm yết: trụ sở UBND xã." in said
    assert "đến hết ngày 12/10/2026 (05 ngày làm việc" in said and "không quá 03 ngày làm việc" in said
    assert TRAINING not in said


async def test_of_a_worker_it_is_the_worker_who_is_named(store: Store) -> None:
    await hung(store, [await by_income(store, WORKER, worker_name="Hoàng Văn Nam")])
    found = await lines(store)
    assert any(line == "TT | Họ và tên người lao động | Địa bàn | Kết quả" for line in found)
    assert rows(found)[0].startswith("1 | Hoàng Văn Nam | Khu 3 | ")
    assert "Nông Thị Bích" not in " ".join(found) and "Danh sách có 1 người." in " ".join(found)


# ── the result of a re-check ─────────────────────────────────────────────────────────────────
async def test_posted_again_it_has_a_heading_of_its_own(store: Store) -> None:
    await hung(store, (await usual(store))[:1], again=True)
    assert_golden("posting_notice_again.docx", "\n".join(await lines(store)))
    said = await words(store)
    assert "Niêm yết công khai kết quả phúc tra sau khiếu nại" in said
    assert "phúc tra trong không quá" not in said
    assert "thông báo kết quả phúc tra" in said  # the loudspeaker, too


async def test_what_hung_is_shown_though_a_re_check_found_otherwise(store: Store) -> None:
    case, record = await filed(store, 1, "to_post", "Nông Thị Bích")
    await hung(store, [(case, record)])
    data = {**(record.sent or {}), "class": "poor"}
    later = SentResult(SENT_AT + timedelta(days=9), record.answers, data)
    recheck = replace(record, id="f-re", sent=data, results=(later,))
    about = Complaint(
        "k1", SENT_AT, date(2026, 10, 6), "x", "X", "chat", "household", "…", True, "p1", record.id
    )
    now = await store.case(case.id)
    assert now is not None
    changed = replace(now, survey="f-re", complaints=(about,), version=now.version + 1)
    await store.seed([recheck, changed])
    assert rows(await lines(store))[0].endswith("| Không thuộc hộ nghèo, hộ cận nghèo")


# ── the loudspeaker, the mark ────────────────────────────────────────────────────────────────
async def test_the_loudspeaker_reads_short_lines_on_a_page_of_its_own(store: Store) -> None:
    await hung(store, await usual(store))
    first, second = pdf_pages(await made(store, "posting_notice", "p1", "pdf", "nv-lan", ON))
    assert "LOA TRUYỀN THANH" not in first
    assert "Hộ nghèo, có 1 hộ: Hoàng Văn Chài." in second
    assert TRAINING in first and TRAINING in second


async def test_without_a_loudspeaker_there_is_no_such_page(store: Store) -> None:
    await hung(store, await usual(store), loudspeaker=False)
    assert "LOA" not in await words(store)


async def test_the_mark_stands_on_every_page_also_where_the_chairman_signs(store: Store) -> None:
    await hung(store, [await filed(store, number, "posted", f"Hộ {number}") for number in range(1, 41)])
    pages = pdf_pages(await made(store, "posting_notice", "p1", "pdf", "nv-lan", ON))
    assert len(pages) > 2
    assert all(TRAINING in one for one in pages)


async def test_the_mark_stands_as_long_as_one_result_is_of_training(store: Store) -> None:
    files = await usual(store)
    await hung(store, files)
    for number, (_, record) in enumerate(files, 1):
        assert TRAINING in await words(store)
        data = {**(record.sent or {}), "official": True}
        sent = (SentResult(SENT_AT, record.answers, data),)
        await store.seed([replace(record, sent=data, results=sent, version=record.version + 1)])
        assert (TRAINING in await words(store)) == (number < len(files))


# ── who, and whatever names there are ────────────────────────────────────────────────────────
@pytest.mark.parametrize("staff", ["nv-lan", "nv-hoa", "nv-ba", "nv-tu", "nv-binh", "nv-mo"])
async def test_whose_area_it_is_may_have_it(store: Store, staff: str) -> None:
    await hung(store, await usual(store))
    assert len(rows(await lines(store, staff))) == 3


@pytest.mark.parametrize("staff", ["nv-nam", "nv-tien", "", "nobody"])
async def test_nobody_else_may(store: Store, staff: str) -> None:
    await hung(store, await usual(store))
    with pytest.raises(PaperError):
        await lines(store, staff)


async def test_who_was_erased_is_not_on_it_and_of_nobody_there_is_no_paper(store: Store) -> None:
    files = await usual(store)
    await hung(store, files)
    row = paper("posting_notice")
    assert row is not None
    order = Order(row, "docx", "p1", "nv-lan", ON)
    for left, (case, _) in zip((2, 1, 0), files, strict=True):
        now = await store.case(case.id)
        assert now is not None
        await store.seed([replace(now, state="erased", head="", version=now.version + 1)])
        file = await issue(store, order)
        assert (file is None) == (left == 0)
        if file is not None:
            assert len(rows(docx_lines(file))) == left and case.head not in "".join(docx_lines(file))
    assert await issue(store, replace(order, subject="gone")) is None


async def test_long_and_hostile_names_stand_whole_within_the_page(store: Store) -> None:
    heads = (LONG_NAME, HOSTILE, *(f"{'Á' * 58}{n:02}" for n in range(40)))
    files = [await filed(store, n, "posted", head) for n, head in enumerate(heads, 1)]
    await hung(store, files, places=(HOSTILE, "trụ sở UBND xã " * 20))
    file = await made(store, "posting_notice", "p1", "pdf", "nv-lan", ON)
    assert overflow(file) == []
    text = pdf_words(file)
    assert LONG_NAME in text and text.count("TT Họ và tên chủ hộ") >= 2
    assert f"Danh sách có {len(heads)} hộ." in text
    assert any(HOSTILE in row for row in rows(await lines(store)))
