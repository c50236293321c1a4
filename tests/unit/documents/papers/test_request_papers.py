"""The request on paper, ordered: whose it is, of which request, by which right; letters of before orders."""

from dataclasses import replace

import pytest

from bot.cases.case import Case
from bot.cases.form_record import FormId
from bot.cases.papers import Order, Shape, paper
from bot.dialogue.message import DocumentRef, PaperKind
from bot.documents.issuing import issue
from bot.documents.papers import StorePapers
from bot.errors import PaperError
from bot.ports import Store
from tests.integration.commune import Commune
from tests.papers.reading import docx_lines, made, overflow, pdf_words

ON = "2026-10-06"
SHAPES: tuple[Shape, ...] = ("pdf", "docx")


@pytest.fixture
async def store() -> Store:
    return (await Commune.opened()).store


async def case(store: Store, code: str) -> Case:
    found = await store.case_by_code(code)
    assert found is not None
    return found


async def ordered(store: Store, one: Case, staff: str = "nv-lan", paper_id: str = "mau_01") -> bytes | None:
    row = paper(paper_id)
    assert row is not None
    return await issue(store, Order(row, "docx", one.id, staff, ON))


async def test_it_says_what_the_household_asked_for(store: Store) -> None:
    one = await case(store, "HL-0004")
    record = await store.form(one.request or "")
    assert record is not None
    said = "\n".join(docx_lines(await made(store, "mau_01", one.id, "docx", "nv-lan", ON)))
    names = [record.answers.text("name", member) for member in record.answers.members]
    assert names and f"Họ và tên: {one.head}" in said
    assert all(f"{number:02} | {name} | " in said for number, name in enumerate((one.head, *names), 1))
    assert f"Số CCCD/CMND: {record.answers.text('national_id')}" in said
    assert "Kính gửi: Chủ tịch Ủy ban nhân dân xã Hữu Lũng, tỉnh Lạng Sơn" in said


async def test_a_household_without_a_request_gets_the_form_with_its_code_only(store: Store) -> None:
    one = await case(store, "HL-0001")
    for shape in SHAPES:
        file = await made(store, "mau_01", one.id, shape, "nv-ba", ON)
        said = pdf_words(file) if shape == "pdf" else "\n".join(docx_lines(file))
        assert one.head not in said
        assert "GIẤY ĐỀ NGHỊ" in said
    assert "Mã hồ sơ HL-0001" in pdf_words(await made(store, "mau_01", one.id, "pdf", "nv-ba", ON))


async def test_a_request_of_the_other_form_leaves_this_one_empty(store: Store) -> None:
    one = await case(store, "HL-0004")
    file = await ordered(store, one, paper_id="mau_04")
    assert file is not None
    assert one.head not in "\n".join(docx_lines(file))


async def test_erased_there_is_none(store: Store) -> None:
    one = await case(store, "HL-0004")
    assert await ordered(store, replace(one, id="c-gone")) is None
    await store.seed([replace(one, request="f-gone", version=one.version + 1)])
    assert await ordered(store, one) is None


@pytest.mark.parametrize("staff", ["nv-lan", "nv-hoa", "nv-ba", "nv-tu", "nv-binh", "nv-mo", ""])
async def test_these_may_have_it_of_khu_3(store: Store, staff: str) -> None:
    assert await ordered(store, await case(store, "HL-0004"), staff)


@pytest.mark.parametrize(
    ("staff", "code"),
    [("nv-nam", "HL-0004"), ("nv-hoa", "HL-0008"), ("nv-ba", "HL-0008"), ("nv-nobody", "HL-0004")],
)
async def test_nobody_else_may(store: Store, staff: str, code: str) -> None:
    with pytest.raises(PaperError):
        await ordered(store, await case(store, code), staff)


async def test_kin_may_not_and_who_left_may_not(store: Store) -> None:
    one = await case(store, "HL-0004")
    await store.seed([replace(one, kin_of=("nv-ba",), version=one.version + 1)])
    with pytest.raises(PaperError):
        await ordered(store, one, "nv-ba")
    tu = next(each for each in await store.staff() if each.id == "nv-tu")
    await store.seed([replace(tu, active=False, version=tu.version + 1)])
    with pytest.raises(PaperError):
        await ordered(store, one, "nv-tu")


@pytest.mark.parametrize("kind", ["mau_01", "mau_04"])
async def test_a_letter_queued_before_there_were_orders_still_gets_its_paper(
    store: Store, kind: PaperKind
) -> None:
    one = await case(store, "HL-0004")
    record = await store.form(one.request or "")
    assert record is not None
    form: FormId = "mau_04" if kind == "mau_04" else "mau_01"
    await store.seed([replace(record, form=form, version=record.version + 1)])
    file = await StorePapers(store).make(DocumentRef(kind, record.id, "a.pdf"))
    assert file is not None
    said = pdf_words(file)
    assert f"Họ và tên: {one.head}" in said
    assert f"Mẫu số {kind[-2:]} " in said
    assert "Mã hồ sơ HL-0004 – in từ hệ thống" in said
    assert overflow(file) == []


async def test_such_a_letter_of_an_erased_request_has_none(store: Store) -> None:
    assert await StorePapers(store).make(DocumentRef("mau_01", "f-gone", "a.pdf")) is None
