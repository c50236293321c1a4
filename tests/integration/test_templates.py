"""Templates of papers: taken, changed in Word, given back, checked; what is printed then."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from openpyxl import load_workbook

from bot.cases.paper_template import packed
from bot.cases.papers import PaperId
from bot.dialogue.event import with_file
from bot.documents.reports.report_template import report_template
from bot.documents.word.docx_build import template
from bot.documents.word.template_check import check_template, sample
from bot.documents.word.template_fields import fields_of
from bot.errors import PaperRefusal
from tests.integration.commune import Commune
from tests.papers.reading import docx_lines, made, pdf_words

PACK, PAPER = "2022-2025", "phu_luc_i"
SHIPPED = template(PACK, "phu_luc_i")


def changed(how: Callable[[Any], object], file: bytes = SHIPPED) -> bytes:
    """The file as somebody leaves it in Word."""
    document = docx.Document(BytesIO(file))
    how(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


OWN = changed(lambda one: one.add_paragraph("In tại xã: {{ commune }}, {{ area }}"))
UNKNOWN = changed(lambda one: one.add_paragraph("{{ thon }} và {{ groups[0].tong }}"))
BROKEN = changed(lambda one: one.add_paragraph("{{ commune"))
SHORTER = changed(lambda one: one.element.body.remove(one.tables[1]._tbl))
SHORTER_STILL = changed(lambda one: one.element.body.remove(one.tables[1]._tbl), SHORTER)


async def at_the_paper(who: str = "lan") -> Commune:
    """Standing where a changed template of Phụ lục I is sent."""
    commune = await Commune.opened()
    await commune.play(
        f"👤 {who}: menu\n👤 {who}: [Thiết lập]\n👤 {who}: [Mẫu giấy tờ]\n"
        f"👤 {who}: [Xem tiếp (10)]\n👤 {who}: [Danh sách hộ cần rà soát (Phụ lục I)]\n"
        f"👤 {who}: [Gửi mẫu đã sửa]\n"
    )
    return commune


async def sent(commune: Commune, file: bytes, who: str = "lan") -> str:
    """What is said of it."""
    await commune.does(with_file(commune.event(who, "file"), "a.docx", file))
    return commune.phones.phone(f"web:{who}").shown[-1].text


async def in_use(commune: Commune) -> bytes | None:
    found = [one for one in await commune.store.paper_templates() if one.id == PAPER]
    return found[0].file if found else None


async def test_a_changed_template_counts_and_prints_as_word_and_pdf() -> None:
    commune = await at_the_paper()
    assert "Mẫu của xã được dùng" in await sent(commune, OWN)
    assert await in_use(commune) == OWN
    round_id = (await commune.store.rounds())[0].id
    subject = f"{round_id}/kp3"
    word = await made(commune.store, PAPER, subject, "docx", "nv-lan", "2026-10-05")
    assert docx_lines(word)[-1] == f"In tại xã: {(await commune.store.communes())[0].name}, Khu 3"
    pdf = await made(commune.store, PAPER, subject, "pdf", "nv-lan", "2026-10-05")
    assert "In tại xã:" in pdf_words(pdf)
    audits = [one.action for one in await commune.store.audits(PAPER)]
    assert audits == ["template_changed"]


async def test_unknown_fields_are_named_and_nothing_changes() -> None:
    commune = await at_the_paper()
    said = await sent(commune, UNKNOWN)
    assert "thon" in said
    assert "tong" in said
    assert await in_use(commune) is None
    assert "Mẫu của xã được dùng" in await sent(commune, OWN)  # still asked for


@pytest.mark.parametrize(
    ("file", "words"), [(b"not a file", "không mở được như một tệp Word"), (BROKEN, "bị hỏng")]
)
async def test_what_is_no_template_is_refused_with_what_would_be_right(file: bytes, words: str) -> None:
    commune = await at_the_paper()
    assert words in await sent(commune, file)
    assert await in_use(commune) is None


@pytest.mark.parametrize(("choice", "counts"), [("[Vẫn dùng]", True), ("[Không, để như cũ]", False)])
async def test_missing_fields_are_named_and_asked_about(choice: str, counts: bool) -> None:
    commune = await at_the_paper()
    assert "thiếu" in await sent(commune, SHORTER)
    assert await in_use(commune) is None
    await commune.play(f"👤 lan: {choice}\n")
    assert (await in_use(commune) == SHORTER) is counts


def _without_mark(paper: PaperId) -> bytes:
    """The shipped template, its line of the training mark emptied in Word; what asks for it stays."""

    def empty(document: Any) -> None:
        texts = [one for one in document.element.body.iter(qn("w:t")) if one.text]
        for one in texts:
            if "{{ training" in one.text:
                one.text = ""

    return changed(empty, template(PACK, paper))


@pytest.mark.parametrize(
    "paper", ["phu_luc_v", "posting_notice", "phieu_b", "income_form", "recheck_slip", "refusal_letter"]
)
def test_no_template_may_leave_out_the_training_mark(paper: PaperId) -> None:
    assert check_template(PACK, paper, _without_mark(paper)).fault == "template.no_mark"
    assert check_template(PACK, paper, template(PACK, paper)).usable


def test_nor_a_workbook_of_the_reports() -> None:
    book: Any = load_workbook(BytesIO(report_template(PACK)))
    for row in book["7.2"].iter_rows():
        for cell in row:
            if "{{ training }}" in str(cell.value):
                cell.value = None
    out = BytesIO()
    book.save(out)
    assert check_template(PACK, "reports", out.getvalue()).fault == "template.no_mark"


async def test_back_to_the_shipped_one() -> None:
    commune = await at_the_paper()
    await sent(commune, OWN)
    await commune.play("👤 lan: [Dùng lại mẫu có sẵn]\n")
    assert await in_use(commune) is None


async def test_a_template_that_no_longer_fits_is_refused_with_words() -> None:
    """As after an update: it names a field that is no more."""
    commune = await at_the_paper()
    await sent(commune, OWN)
    [kept] = await commune.store.paper_templates()
    stale = replace(kept, text=packed(UNKNOWN), version=kept.version + 1)
    await commune.store.seed([stale])
    round_id = (await commune.store.rounds())[0].id
    with pytest.raises(PaperRefusal) as refused:
        await made(commune.store, PAPER, f"{round_id}/kp3", "pdf", "nv-lan", "2026-10-05")
    assert "không còn khớp" in refused.value.words


async def test_an_officer_of_single_areas_and_an_enumerator_are_not_offered_it() -> None:
    commune = await Commune.opened()
    for who in ("hoa", "ba"):
        await commune.play(f"👤 {who}: menu\n")
        shown = commune.phones.phone(f"web:{who}").shown[-1]
        labels = [button.label for row in shown.rows for button in row]
        if "Thiết lập" in labels:
            await commune.play(f"👤 {who}: [Thiết lập]\n")
            shown = commune.phones.phone(f"web:{who}").shown[-1]
            labels = [button.label for row in shown.rows for button in row]
        assert "Mẫu giấy tờ" not in labels


async def test_what_a_pdf_cannot_show_is_named() -> None:
    commune = await at_the_paper()
    noted = changed(lambda one: one.add_paragraph("một", style="List Number"))
    assert "số thứ tự tự động" in await sent(commune, noted)
    assert await in_use(commune) is None


def test_every_field_of_a_template_is_found_and_can_be_tried() -> None:
    fields = fields_of(SHIPPED)
    assert {"commune", "lists[].groups[].title", "lists[].groups[].rows[].name"} <= fields
    data = sample(fields)
    assert isinstance(data["lists"], list)
    assert len(data["lists"]) == 2


@pytest.mark.parametrize("paper", ["reports_final", "audio", ""])
def test_a_paper_without_a_template(paper: str) -> None:
    assert check_template(PACK, paper, SHIPPED).fault == "template.no_such_paper"


@pytest.mark.parametrize(
    "tag",
    ["{{ commune.__class__.__mro__ }}", "{% include 'x' %}", "{{ self._TemplateReference__context }}"],
)
def test_hostile_tags_reach_nothing(tag: str) -> None:
    file = changed(lambda one: one.add_paragraph(tag))
    assert not check_template(PACK, PAPER, file).usable


async def test_a_yes_is_to_the_file_that_was_asked_about() -> None:
    """Of two officers who each send a template that lacks something, nobody says yes to the other's."""
    commune = await at_the_paper()
    assert "thiếu" in await sent(commune, SHORTER)
    [kept] = await commune.store.paper_templates()
    other = replace(kept, proposed=packed(SHORTER_STILL), version=kept.version + 1)
    await commune.store.seed([other])
    await commune.play("👤 lan: [Vẫn dùng]\n")
    assert "không còn chờ" in commune.phones.phone("web:lan").shown[-1].text
    assert await in_use(commune) is None


async def test_leaving_it_as_it_was_changes_nobodys_name() -> None:
    commune = await at_the_paper()
    await sent(commune, OWN)
    [kept] = await commune.store.paper_templates()
    await commune.store.seed([replace(kept, by="nv-mo", by_name="Hứa Thị Mơ", version=kept.version + 1)])
    await commune.play("👤 lan: [Gửi mẫu đã sửa]\n")
    await sent(commune, SHORTER)
    await commune.play("👤 lan: [Không, để như cũ]\n")
    assert "Hứa Thị Mơ" in commune.phones.phone("web:lan").shown[-1].text
    assert await in_use(commune) == OWN


async def test_its_file_is_called_as_the_paper_is() -> None:
    commune = await at_the_paper()
    await commune.play("👤 lan: 0\n👤 lan: [Tải mẫu đang dùng]\n")
    names = [one.file_name for one in commune.phones.phone("web:lan").shown]
    assert "mau-in-phu-luc-i.docx" in names


async def test_the_shipped_one_is_not_called_the_communes_own() -> None:
    commune = await at_the_paper()
    await sent(commune, OWN)
    await commune.play("👤 lan: [Tải mẫu có sẵn]\n")
    [paper] = [one for one in commune.phones.phone("web:lan").shown if one.file_name]
    assert paper.file_name == "mau-goc-phu-luc-i.docx"
    assert "mẫu của xã" not in paper.text


async def test_fields_are_named_as_they_stand_in_the_file() -> None:
    commune = await at_the_paper()
    assert "[]" not in await sent(commune, SHORTER)


async def test_a_template_that_does_not_print_with_real_data_is_refused_with_words() -> None:
    """Loops in one another, which two invented rows do not show."""
    commune = await at_the_paper()
    loops = "".join(f"{{% for a{at} in lists[0].groups %}}" for at in range(14)) + "x" + "{% endfor %}" * 14
    deep = changed(lambda one: one.add_paragraph(loops))
    await sent(commune, OWN)
    [kept] = await commune.store.paper_templates()
    await commune.store.seed([replace(kept, text=packed(deep), version=kept.version + 1)])
    round_id = (await commune.store.rounds())[0].id
    for shape in ("pdf", "docx"):
        with pytest.raises(PaperRefusal) as refused:
            await made(commune.store, PAPER, f"{round_id}/kp3", shape, "nv-lan", "2026-10-05")
        assert "không in được" in refused.value.words


async def test_a_tag_that_was_allowed_once_is_refused_with_words() -> None:
    commune = await at_the_paper()
    await sent(commune, OWN)
    [kept] = await commune.store.paper_templates()
    calling = changed(lambda one: one.add_paragraph("{{ commune.upper() }}"))
    await commune.store.seed([replace(kept, text=packed(calling), version=kept.version + 1)])
    round_id = (await commune.store.rounds())[0].id
    with pytest.raises(PaperRefusal):
        await made(commune.store, PAPER, f"{round_id}/kp3", "pdf", "nv-lan", "2026-10-05")
