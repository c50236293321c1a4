"""Mẫu số 01 as printed: read back with pypdf, compared word by word."""

import io
import re
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pytest
from pypdf import PdfReader

from bot.documents.lettering import unprintable
from bot.documents.typesetting import DocumentError
from bot.documents.word.docx_build import template
from bot.documents.word.paper_pdf import pdf
from bot.scoring.answers import Value
from bot.scoring.forms import SKIPPED
from tests.papers.reading import assert_golden, docx_lines, pdf_pages
from tests.unit.documents.paper import (
    CODE,
    MEMBERS,
    MILLIMETRE,
    PACK,
    VALUES,
    data,
    letters,
    pages,
    printed,
    request,
    said,
    text,
    word,
)

GOLDEN = Path(__file__).with_name("mau_01_full.txt")
OPEN_FIELDS = (
    "Họ và tên",
    "Dân tộc",
    "Số CCCD/CMND",
    "Ngày cấp",
    "Nơi thường trú",
    "Nơi ở hiện tại",
    "Lý do đề nghị",
)
FREE_TEXTS = (
    "name",
    "ethnicity",
    "national_id",
    "permanent_address",
    "current_address",
    "reason_words",
    "helper_name",
)
ODD = [
    "#strong[x] $a^2$ \\ *b* _c_ @d <e> **f** __g__ [[h]]",
    "`f` // g /* h */ -- --- ... ~ = - + \"i\" 'k'",
    '#panic() #read("mau_01.typ") ${x} {{y}} {% z %} {# no #} \\u{41} &amp; <w:t>',
]


def test_a_full_paper_reads_as_written() -> None:
    (page,) = pages(printed(request()))
    lines = [" ".join(line.split()) for line in page.extract_text().splitlines()]
    assert lines == GOLDEN.read_text("utf-8").splitlines()


def test_the_word_paper_says_the_same_as_the_pdf() -> None:
    """Whatever stands on the one stands on the other, word by word."""
    shown = re.sub(r"[\s|/]+", " ", " ".join(docx_lines(word(request()))))
    told = re.sub(r"[\s|/]+", " ", text(printed(request())))
    assert sorted(shown.split()) == sorted(told.split())


def test_a_blank_paper_is_the_form_to_fill_by_hand() -> None:
    blank = text(printed())
    for label in OPEN_FIELDS:
        assert re.search(rf"{label}: \.{{20,}}", blank), label
    assert "Giới tính (1: Nam; 2: Nữ): ......" in blank
    assert "Sinh ngày ........ tháng ........ năm ............" in blank
    assert "Đang đi học) 01 02 03 Lý do" in blank
    assert "Phần ghi thêm" not in blank
    assert CODE in pages(printed())[0].extract_text()


def test_a_missing_number_alone_is_a_dotted_line() -> None:
    without = text(printed(request(national_id=SKIPPED)))
    assert re.search(r"Số CCCD/CMND: \.{20,} Ngày cấp: 09/05/2021", without)
    assert "Số CCCD/CMND: 020184001234 Ngày cấp: 09/05/2021" in text(printed(request()))


def test_a_space_is_as_good_as_nothing() -> None:
    assert data(request(national_id=" \n")) == data(request(national_id=None))


def test_a_year_alone_leaves_day_and_month_open() -> None:
    assert "Sinh ngày ........ tháng ........ năm 1984 Dân tộc: Nùng" in text(printed(request(birth="1984")))


def test_where_nothing_else_was_said_the_household_lives_where_it_is_registered() -> None:
    shown = text(printed(request(current_address=SKIPPED)))
    assert f"Nơi ở hiện tại: {VALUES['permanent_address']} Thông tin" in shown


@pytest.mark.parametrize("code", ["1.011606", "1.011607", "1.011609", "3.000412"])
def test_the_title_names_what_is_asked_for_in_capitals(code: str) -> None:
    asked = PACK.procedures[code].asks["vi"].upper()
    assert f"GIẤY ĐỀ NGHỊ {asked} Kính gửi" in text(printed(replace(request(), procedure=code)))


def test_reasons_chosen_stand_before_the_households_own_words() -> None:
    shown = text(printed(request(reasons=("illness", "lost_work"), reason_words="Con ốm.")))
    assert "Lý do đề nghị: Ốm đau, bệnh nặng; Mất việc, mất nguồn thu; Con ốm. ......" in shown


def test_without_a_reason_there_is_room_to_write_it() -> None:
    assert data(request(reasons=(), reason_words=SKIPPED))["more"] == ["", ""]


def test_the_helper_stands_outside_the_form() -> None:
    note = "Phần ghi thêm của hệ thống, không thuộc Mẫu số 01. Người giúp hộ lập giấy: Nguyễn Văn Lâm."
    assert f"(Ký, ghi rõ họ tên) Hoàng Thị Mai {note}" in text(printed(request()))
    assert "Phần ghi thêm" not in text(printed(request(for_whom="self")))


@pytest.mark.parametrize("field", FREE_TEXTS)
@pytest.mark.parametrize("odd", ODD)
def test_signs_of_any_markup_print_as_they_are(field: str, odd: str) -> None:
    assert "".join(odd.split()) in letters(printed(said(field, odd)))
    assert odd in "\n".join(docx_lines(word(said(field, odd))))


@pytest.mark.parametrize("odd", ODD)
def test_signs_of_any_markup_print_as_they_are_in_the_table(odd: str) -> None:
    record = said("m1.name", odd)
    assert "".join(odd.split()) in letters(printed(record))
    assert f"02 | {odd} | 1 | 1982" in "\n".join(docx_lines(word(record)))


def test_decomposed_letters_come_out_composed() -> None:
    typed = unicodedata.normalize("NFD", "Đặng Thị Nguyễn Huệ")
    assert "Họ và tên: Đặng Thị Nguyễn Huệ Giới tính" in text(printed(request(name=typed)))
    assert "Họ và tên: Đặng Thị Nguyễn Huệ" in "\n".join(docx_lines(word(request(name=typed))))


def test_letters_of_minority_names_print() -> None:
    name = "H'Bĭch Ƀuôn Yă Jŭ Čil"
    assert f"Họ và tên: {name} Giới tính" in text(printed(request(name=name)))
    assert unprintable(name) == ""


def test_a_letter_without_a_glyph_prints_as_a_box_and_stays_in_word() -> None:
    record = request(reason_words="Nhà ngập 😭", for_whom="self")
    assert "Lý do đề nghị: Nhà ngập □ ...." in text(printed(record))
    assert "Lý do đề nghị: Nhà ngập 😭" in "\n".join(docx_lines(word(record)))


def test_the_same_data_gives_the_same_bytes() -> None:
    first = printed(request())
    assert printed(request(name="Ai Khác")) != first
    assert printed(request()) == first


def test_another_process_gives_the_same_bytes() -> None:
    script = (
        "import sys; from tests.unit.documents.paper import printed, request;"
        "sys.stdout.buffer.write(printed(request()))"
    )
    root = Path(__file__).parents[3]
    other = subprocess.run([sys.executable, "-c", script], cwd=root, check=True, capture_output=True).stdout
    assert other == printed(request())


def test_papers_can_be_printed_in_threads() -> None:
    requests = [request(name=f"Vi Văn {n}") for n in range(12)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(printed, requests)) == [printed(one) for one in requests]


def test_the_file_is_an_archive_pdf_on_a4_with_our_font_only() -> None:
    reader = PdfReader(io.BytesIO(printed(request())))
    about = reader.trailer["/Root"]["/Metadata"].get_data().decode()  # type: ignore[index]
    assert re.search(r"<pdfaid:part>2</pdfaid:part>", about)
    assert re.search(r"<pdfaid:conformance>B</pdfaid:conformance>", about)
    (page,) = reader.pages
    assert [round(float(side) / MILLIMETRE) for side in page.mediabox[2:]] == [210, 297]
    fonts = {font.get_object()["/BaseFont"].split("+")[1] for font in page["/Resources"]["/Font"].values()}  # type: ignore[index]
    assert fonts == {f"LiberationSerif{face}" for face in ("", "-Bold", "-Italic")}


def test_the_file_tells_its_code_and_no_person() -> None:
    reader = PdfReader(io.BytesIO(printed(request())))
    assert reader.metadata is not None
    assert str(reader.metadata["/Title"]) == f"Mẫu – {CODE}"
    assert str(reader.metadata["/CreationDate"]) == "D:19700101000000Z"
    assert "Mai" not in str(reader.metadata)


def test_a_template_that_asks_for_what_is_not_there_is_a_fault_without_personal_data() -> None:
    known = data(request())
    known.pop("reason")
    with pytest.raises(DocumentError) as caught:
        _print_of(known)
    assert "Mai" not in str(caught.value)


def _print_of(known: dict[str, object]) -> bytes:
    return pdf(template(PACK.id, "mau_01"), known, on=None, title="")


OTHER: dict[str, Value] = {
    "for_whom": "self",
    "sex": "male",
    "birth": "1990",
    "id_issued": "2020-01-01",
    "status": "studying",
    "ethnicity": "01",
    "reasons": ("illness",),
}


@pytest.mark.parametrize("field", VALUES)
def test_every_answer_the_paper_asks_for_reaches_it(field: str) -> None:
    """One taken out of the template or the data would leave the paper unchanged."""
    assert text(printed(said(field, OTHER.get(field, "Khác")))) != text(printed(request()))


@pytest.mark.parametrize("field", MEMBERS["m1"])
def test_every_answer_on_a_member_reaches_the_paper(field: str) -> None:
    value = {"relation": "other", "sex": "female"}.get(field, OTHER.get(field, "Khác"))
    assert text(printed(said(f"m1.{field}", value))) != text(printed(request()))


def test_mau_04_says_its_number_who_issued_the_card_and_ticks_the_sex() -> None:
    record = request("04", id_issuer="Cục Cảnh sát")
    shown, told = text(printed(record)), "\n".join(docx_lines(word(record)))
    assert "Mẫu số 04" in shown and "Mẫu số 01" not in shown.partition("Phần ghi thêm")[0]
    assert "không thuộc Mẫu số 04" in shown
    assert "Cơ quan cấp: Cục Cảnh sát" in shown
    assert "CÔNG NHẬN HỘ THOÁT NGHÈO, HỘ THOÁT CẬN NGHÈO" in shown
    assert "1: Nam; 2: Nữ" in shown  # of the table of members, as in Mẫu 01
    assert re.search(r"Giới tính: Nam \s*Nữ X", told)
    assert re.search(r"Giới tính: Nam X\s+Nữ", "\n".join(docx_lines(word(request("04", sex="male")))))
    assert "Cơ quan cấp" not in text(printed(request(id_issuer="Cục Cảnh sát")))


@pytest.mark.parametrize("number", ["01", "04"])
def test_golden(number: str) -> None:
    record = request(number, id_issuer="Cục Cảnh sát" if number == "04" else None)
    assert_golden(f"mau_{number}.docx", "\n".join(docx_lines(word(record))))
    assert_golden(f"mau_{number}.pdf", "\n\n".join(pdf_pages(printed(record))))


@pytest.mark.parametrize(("sex", "word_before"), [("male", "Nam"), ("female", "Nữ"), (SKIPPED, "")])
def test_the_cross_of_mau_04_stands_in_the_box_after_the_word(sex: str, word_before: str) -> None:
    with pdfplumber.open(io.BytesIO(printed(request("04", sex=sex)))) as opened:
        page = opened.pages[0]
        found = page.extract_words()
        boxes = sorted((one["x0"], one["x1"]) for one in (*page.rects, *page.curves) if 8 < one["width"] < 20)
    ends = {one["text"]: one["x1"] for one in found if one["text"] in ("Nam", "Nữ") and one["top"] < 300}
    crosses = [one for one in found if one["text"] == "X"]
    assert len(boxes) == 2
    for name, (left, right) in zip(("Nam", "Nữ"), boxes, strict=True):
        assert ends[name] < left < ends[name] + 10
        inside = [one for one in crosses if left < one["x0"] and one["x1"] < right]
        assert len(inside) == (1 if name == word_before else 0)
