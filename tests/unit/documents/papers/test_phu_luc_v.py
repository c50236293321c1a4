"""The minutes of a village meeting: what was voted on as it was voted on, twice; a draft to write on."""

import io
from dataclasses import replace
from datetime import date

import docx
import pytest
from docx.oxml.ns import qn

from bot.cases.case import Move
from bot.cases.complaint import Complaint
from bot.cases.form_record import SentResult
from bot.cases.papers import Order, paper
from bot.documents.issuing import issue
from bot.errors import PaperError, PaperRefusal
from bot.ports import Store
from bot.runtime.clock import VIETNAM
from tests.integration.commune import Commune
from tests.integration.surveys import SENT_AT
from tests.papers.reading import assert_golden, docx_lines, made, overflow, pdf_pages, pdf_words
from tests.papers.villages import HOSTILE, HOSTILE_SHORT, LACKING, LONG_NAME, ON, begun, filed, held

TRAINING = "Bảng điểm tập huấn – chưa đối chiếu"
COPIES = ("(Bản lưu tại thôn)", "(Bản gửi Ban Chỉ đạo rà soát cấp xã)")
BLANK = "……"


@pytest.fixture
async def store() -> Store:
    return (await Commune.opened()).store


async def lines(store: Store, meeting: str = "m1", staff: str = "nv-lan") -> list[str]:
    return docx_lines(await made(store, "phu_luc_v", meeting, "docx", staff, ON))


async def words(store: Store, meeting: str = "m1") -> str:
    return pdf_words(await made(store, "phu_luc_v", meeting, "pdf", "nv-lan", ON))


async def usual(store: Store) -> None:
    """Three files: one agreed with by 20 of 24, one by exactly half, one by fewer."""
    files = [
        await filed(store, 1, "to_post", "Hoàng Văn Chài", survey=LACKING),
        await filed(store, 2, "to_post", "Nông Thị Bích"),
        await filed(store, 3, "voted_down", "Lý Văn Sơn"),
    ]
    await held(store, files, (20, 12, 11), said={files[2][0].id: "Hộ còn ruộng ở xã bên, cần xem lại."})


def households(found: list[str]) -> list[str]:
    """The rows of the households, of both copies."""
    return [line for line in found if "| HL-" in line]


# ── what it says ─────────────────────────────────────────────────────────────────────────────
async def test_the_minutes_of_a_meeting_line_by_line(store: Store) -> None:
    await usual(store)
    assert_golden("phu_luc_v.docx", "\n".join(await lines(store)))
    pages = pdf_pages(await made(store, "phu_luc_v", "m1", "pdf", "nv-lan", ON))
    assert_golden("phu_luc_v.pdf", "\n\f\n".join(pages))


async def test_both_copies_say_the_same_and_count_their_own_pages(store: Store) -> None:
    await usual(store)
    found = await lines(store)
    second = found.index(COPIES[1]) - 2
    assert [line for line in found[:second] if line != COPIES[0]] == [
        line for line in found[second:] if line != COPIES[1]
    ]
    opened = docx.Document(io.BytesIO(await made(store, "phu_luc_v", "m1", "docx", "nv-lan", ON)))
    starts = [one._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) for one in opened.sections]
    assert starts == ["1", "1"]
    pages = pdf_pages(await made(store, "phu_luc_v", "m1", "pdf", "nv-lan", ON))
    begins = [number for number, text in enumerate(pages) if text.startswith("Phụ lục V")]
    assert len(begins) == 2
    assert [text.split("\n")[0] for text in pages if not text.startswith("Phụ lục V")] == ["2"] * 2


async def test_every_vote_stands_with_its_result_and_the_rest_of_those_who_came(store: Store) -> None:
    await usual(store)
    [one, half, under] = households(await lines(store))[:3]
    assert one.startswith("1 | HL-9001 | Hoàng Văn Chài | ") and one.endswith("| 20 | 4 | Đồng ý")
    assert half.endswith("| Không thuộc hộ nghèo, hộ cận nghèo | 12 | 12 | Đồng ý")
    assert under.endswith("| 11 | 13 | Chưa đồng ý, rà soát lại")
    said = await words(store)
    assert "3 hộ trên tổng số 4 hộ có tên trong danh sách, chiếm tỷ lệ 75%" in said
    assert "thống nhất kết quả của 2 hộ; chưa thống nhất và rà soát lại 1 hộ" in said
    assert said.count("HL-9003, Lý Văn Sơn: Hộ còn ruộng ở xã bên, cần xem lại.") == 2
    assert "Tổng số người dự họp: 24 người" in said


async def test_points_and_class_are_those_of_the_vote_whatever_was_surveyed_since(store: Store) -> None:
    case, record = await filed(store, 1, "to_post", "Hoàng Văn Chài")
    await held(store, [(case, record)], (20,))
    before = households(await lines(store))[0]
    again = SentResult(SENT_AT, record.answers, {**(record.sent or {}), "score_a": 7, "class": "poor"})
    since = replace(record, results=(*record.results, again), sent=again.data, version=record.version + 1)
    await store.seed([since])
    assert households(await lines(store))[0] == before
    assert "| 7 |" not in before


async def test_the_names_of_those_who_came_stand_by_group_and_nothing_where_only_counted(
    store: Store,
) -> None:
    await usual(store)
    found = await lines(store)
    at = next(n for n, line in enumerate(found) if line.startswith("- Ban Chỉ đạo rà soát cấp xã"))
    assert found[at].endswith(": 2 người.") and found[at + 1] == "Gồm: Hoàng Thị Lan, Vi Văn Hòa"
    assert found[at + 2].startswith("- Chi bộ") and found[at + 3].startswith("- Mặt trận")


async def test_three_signatures_with_the_names_of_the_minutes(store: Store) -> None:
    await usual(store)
    signed = [line for line in await lines(store) if line.startswith("ĐẠI DIỆN CÁC HỘ DÂN")]
    assert len(signed) == 2
    for name in ("Lý Thị Páo | THƯ KÝ", "Triệu Thị Tư | CHỦ TRÌ", "Nông Văn Ba"):
        assert name in signed[0]


async def test_files_left_out_of_the_vote_are_named(store: Store) -> None:
    files = [await filed(store, 1, "to_post", "Hoàng Văn Chài")]
    await held(store, files, (20,), words="Phiếu đổi sau khi biểu quyết, không tính: HL-9009")
    assert (await words(store)).count("không tính: HL-9009") == 2


async def test_a_vote_without_a_known_class_says_so(store: Store) -> None:
    case, record = await filed(store, 1, "to_post", "Hoàng Văn Chài")
    one = await held(store, [(case, record)], (20,))
    for mark, row in (("1:9:0:None", "| 9 | 0 | Chưa phân loại |"), ("", "|  |  | Chưa phân loại |")):
        [vote] = one.votes
        one = replace(one, votes=(replace(vote, mark=mark),), version=one.version + 1)
        await store.seed([one])
        assert row in households(await lines(store))[0]


# ── the training mark ────────────────────────────────────────────────────────────────────────
async def test_the_mark_goes_when_every_result_voted_on_is_official(store: Store) -> None:
    case, record = await filed(store, 1, "to_post", "Hoàng Văn Chài")
    await held(store, [(case, record)], (20,))
    assert TRAINING in await words(store)
    data = {**(record.sent or {}), "official": True}
    sent = (SentResult(SENT_AT, record.answers, data),)
    await store.seed([replace(record, sent=data, results=sent, version=record.version + 1)])
    assert TRAINING not in await words(store)


async def test_the_mark_stands_on_every_page_also_where_people_sign(store: Store) -> None:
    await usual(store)
    pages = pdf_pages(await made(store, "phu_luc_v", "m1", "pdf", "nv-lan", ON))
    assert len(pages) > 2
    assert all(TRAINING in one for one in pages)


async def test_the_mark_stays_for_a_training_result_though_a_re_check_was_official(store: Store) -> None:
    """What was voted on stands in the first survey by then, which the complaint remembers."""
    case, record = await filed(store, 1, "complained", "Hoàng Văn Chài")
    await held(store, [(case, record)], (20,))
    data = {**(record.sent or {}), "official": True, "score_a": 1}
    recheck = replace(record, id="f-re", sent=data, results=(SentResult(SENT_AT, record.answers, data),))
    about = Complaint(
        "k1", SENT_AT, date(2026, 10, 13), "x", "X", "chat", "household", "…", True, first_survey=record.id
    )
    changed = replace(case, survey="f-re", complaints=(about,), version=case.version + 1)
    await store.seed([recheck, changed])
    assert TRAINING in await words(store)


async def test_a_result_that_cannot_be_found_any_more_counts_as_training(store: Store) -> None:
    case, record = await filed(store, 1, "to_post", "Hoàng Văn Chài")
    await held(store, [(case, record)], (20,))
    await store.seed([replace(case, survey=None, version=case.version + 1)])
    assert TRAINING in await words(store)


# ── a draft ──────────────────────────────────────────────────────────────────────────────────
async def test_a_draft_is_there_to_be_written_on(store: Store) -> None:
    case, _ = await filed(store, 1, "approved", "Hoàng Văn Chài", previous_class="poor")
    await filed(store, 2, "approved", "Nông Thị Bích", survey=LACKING)
    await begun(store, case.round_id)
    assert_golden("phu_luc_v_draft.docx", "\n".join(await lines(store, "m2")))
    pages = pdf_pages(await made(store, "phu_luc_v", "m2", "pdf", "nv-lan", ON))
    assert_golden("phu_luc_v_draft.pdf", "\n\f\n".join(pages))


async def test_a_drafts_agenda_is_what_waits_for_the_meeting_and_no_vote_stands_in_it(store: Store) -> None:
    case, record = await filed(store, 1, "approved", "Hoàng Văn Chài", previous_class="poor")
    await filed(store, 2, "surveyed", "Nông Thị Bích")
    await filed(store, 3, "approved", "Lý Văn Sơn", area="kp5")
    await filed(store, 4, "approved", "Vi Thị Hồng", procedure="1.011609")
    await filed(store, 5, "approved", "Hoàng Thị Mơ", survey=LACKING)
    draft = await begun(store, case.round_id)
    # some votes are entered already: they count when the meeting is closed, not before
    closed = await held(store, [(case, record)], (20,), id="m3")
    await store.seed([replace(draft, votes=closed.votes, version=draft.version + 1)])
    found = households(await lines(store, "m2"))
    assert [line.split(" | ")[1] for line in found] == ["HL-9005", "HL-9001"] * 2  # new before leaving
    assert all(line.endswith(" |  |  | ") for line in found)
    said = await words(store, "m2")
    assert f"thống nhất kết quả của {BLANK} hộ" in said and "ngày ........ tháng" in said


async def test_a_draft_says_what_is_known_already(store: Store) -> None:
    case, record = await filed(store, 1, "approved", "Hoàng Văn Chài")
    closed = await held(store, [(case, record)], (20,))
    await begun(
        store,
        case.round_id,
        place="Nhà ông Chài",
        chair="Nông Văn Ba",
        attendance=closed.attendance[:1],
    )
    said = await words(store, "m2")
    assert "Địa điểm: Nhà ông Chài" in said and "Chủ trì cuộc họp: Nông Văn Ba" in said
    assert "giảm nghèo: 2 người" in said and f"đoàn thể của thôn: {BLANK} người" in said
    assert "ngày 12 tháng 10 năm 2026" in said


async def test_a_survey_being_amended_is_not_on_the_agenda(store: Store) -> None:
    case, record = await filed(store, 1, "approved", "Hoàng Văn Chài")
    await begun(store, case.round_id)
    assert households(await lines(store, "m2"))
    await store.seed([replace(record, result={}, version=record.version + 1)])
    assert not households(await lines(store, "m2"))


async def test_a_draft_thrown_away_is_refused_with_words(store: Store) -> None:
    case, _ = await filed(store, 1, "approved", "Hoàng Văn Chài")
    await begun(store, case.round_id, cancelled_at=SENT_AT.astimezone(VIETNAM))
    with pytest.raises(PaperRefusal) as refused:
        await lines(store, "m2")
    assert "đã bỏ" in refused.value.words


# ── who, and whatever names there are ────────────────────────────────────────────────────────
@pytest.mark.parametrize("staff", ["nv-lan", "nv-hoa", "nv-ba", "nv-tu", "nv-binh", "nv-mo"])
async def test_whose_area_it_is_may_have_it(store: Store, staff: str) -> None:
    await usual(store)
    assert COPIES[0] in await lines(store, staff=staff)


@pytest.mark.parametrize("staff", ["nv-nam", "nv-tien", "", "nobody"])
async def test_nobody_else_may(store: Store, staff: str) -> None:
    await usual(store)
    with pytest.raises(PaperError):
        await lines(store, staff=staff)


async def test_who_is_not_on_the_staff_any_more_may_not(store: Store) -> None:
    await usual(store)
    [ba] = [one for one in await store.staff() if one.id == "nv-ba"]
    await store.seed([replace(ba, active=False, version=ba.version + 1)])
    with pytest.raises(PaperError):
        await lines(store, staff="nv-ba")


async def test_of_a_meeting_that_is_not_there_there_is_no_paper(store: Store) -> None:
    row = paper("phu_luc_v")
    assert row is not None
    assert await issue(store, Order(row, "docx", "gone", "nv-lan", ON)) is None


async def test_an_erased_file_keeps_its_line_without_its_name(store: Store) -> None:
    await usual(store)
    case = await store.case_by_code("HL-9003")
    assert case is not None
    move = Move(SENT_AT, "x", "", "erase", "erased")
    await store.seed([replace(case, state="erased", moves=(move,), version=case.version + 1)])
    said = await words(store)
    assert "Lý Văn Sơn" not in said and "còn ruộng" not in said
    assert said.count("(hồ sơ đã xóa)") == 2 and "rà soát lại 1 hộ" in said


async def test_long_and_hostile_names_stand_whole_within_the_page(store: Store) -> None:
    files = [
        await filed(store, n, "to_post", head)
        for n, head in enumerate((LONG_NAME, HOSTILE_SHORT, *(["Á" * 60] * 20)), 1)
    ]
    said = {files[0][0].id: "Ý kiến dài. " * 60, files[1][0].id: HOSTILE}
    await held(store, files, (20,) * len(files), said=said, place=HOSTILE, chair=LONG_NAME, signer=LONG_NAME)
    file = await made(store, "phu_luc_v", "m1", "pdf", "nv-lan", ON)
    assert overflow(file) == []
    text = pdf_words(file)
    for part in (LONG_NAME, HOSTILE):
        assert part in text
    assert text.count("Ý kiến dài.") == 120
    assert HOSTILE_SHORT in "\n".join(await lines(store))
    assert text.count("(9)") >= 4  # headings stand again on each page of the table
