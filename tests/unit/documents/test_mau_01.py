"""Mẫu số 01 as printed: read back with pypdf, compared word by word."""

import io
import re
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from bot.documents.mau_01 import Mau01, Member, missing_letters, render_mau_01
from bot.documents.typesetting import DocumentError
from tests.unit.documents.paper import BLANK, FULL, MEMBERS, MILLIMETRE, letters, pages, text

GOLDEN = Path(__file__).with_name("mau_01_full.txt")
OPEN_FIELDS = ("Họ và tên", "Dân tộc", "Số CCCD/CMND", "Nơi thường trú", "Nơi ở hiện tại", "Lý do đề nghị")
FREE_TEXTS = ("commune", "province", "purpose", "name", "ethnicity", "national_id", "permanent_address")
FREE_TEXTS += ("current_address", "reason", "place", "filed_by", "file_code")


def test_a_full_paper_reads_as_written():
    (page,) = pages(FULL)
    printed = [" ".join(line.split()) for line in page.extract_text().splitlines()]
    assert printed == GOLDEN.read_text("utf-8").splitlines()


def test_a_blank_paper_is_the_form_to_fill_by_hand():
    blank = text(BLANK)
    for label in OPEN_FIELDS:
        assert re.search(rf"{label}: \.{{20,}}", blank), label
    assert "Chủ tịch Ủy ban nhân dân xã/phường/thị trấn ......" in blank
    assert "Sinh ngày ........ tháng ........ năm ............" in blank
    assert "Ngày cấp: ........./........./............." in blank
    assert "Đang đi học) 01 02 03 Lý do" in blank
    assert "Phần ghi thêm" not in blank


def test_a_missing_number_alone_is_a_dotted_line():
    assert re.search(r"Số CCCD/CMND: \.{20,} Ngày cấp: 09/05/2021", text(replace(FULL, national_id=None)))
    assert "Số CCCD/CMND: 020184001234 Ngày cấp: 09/05/2021" in text(FULL)


def test_a_space_is_as_good_as_nothing():
    assert render_mau_01(replace(FULL, national_id=" \n")) == render_mau_01(replace(FULL, national_id=None))


def test_a_year_alone_leaves_day_and_month_open():
    assert "Sinh ngày ........ tháng ........ năm 1984 Dân tộc: Nùng" in text(replace(FULL, birth="1984"))


def test_the_title_names_another_purpose_in_capitals():
    purpose = "xác định hộ làm nông nghiệp, lâm nghiệp, ngư nghiệp, diêm nghiệp có mức sống trung bình"
    assert f"GIẤY ĐỀ NGHỊ {purpose.upper()} Kính gửi" in text(replace(FULL, purpose=purpose))


def test_the_helper_stands_outside_the_form():
    note = "Phần ghi thêm của hệ thống, không thuộc Mẫu số 01. Người giúp hộ lập giấy: Nguyễn Văn Lâm."
    assert f"(Ký, ghi rõ họ tên) Hoàng Thị Mai {note} Mã hồ sơ" in text(FULL)
    assert "Phần ghi thêm" not in text(replace(FULL, filed_by=None))


@pytest.mark.parametrize("field", FREE_TEXTS)
@pytest.mark.parametrize(
    "odd",
    [
        "#strong[x] $a^2$ \\ *b* _c_ @d <e>",
        "`f` // g /* h */ -- --- ... ~ = - + \"i\" 'k'",
        '#panic() #read("mau_01.typ") ${x} {{y}} \\u{41} &amp;',
    ],
)
def test_signs_of_the_typesetter_print_as_they_are(field, odd):
    expected = odd.upper() if field == "purpose" else odd
    assert "".join(expected.split()) in letters(replace(FULL, **{field: odd}))


def test_signs_of_the_typesetter_print_as_they_are_in_the_table():
    odd = "#x[y] $z$ *n*"
    member = Member(odd, "male", "1990", odd, odd)
    assert f"01 {odd} 1 1990 {odd} {odd} Lý do" in text(replace(FULL, members=(member,)))


def test_decomposed_letters_come_out_composed():
    typed = unicodedata.normalize("NFD", "Đặng Thị Nguyễn Huệ")
    assert "Họ và tên: Đặng Thị Nguyễn Huệ Giới tính" in text(replace(FULL, name=typed))


def test_letters_of_minority_names_print():
    name = "H'Bĭch Ƀuôn Yă Jŭ Čil"
    assert f"Họ và tên: {name} Giới tính" in text(replace(FULL, name=name))
    assert missing_letters(replace(FULL, name=name)) == ""


def test_a_letter_without_a_glyph_prints_as_a_box_and_is_told_beforehand():
    data = replace(FULL, reason="Nhà ngập 😭", members=(Member("Thạch ភា", "male"),))
    assert missing_letters(data) == "😭ភា"
    assert "Lý do đề nghị: Nhà ngập □ Hữu Lũng" in text(data)


def test_the_same_data_gives_the_same_bytes():
    first = render_mau_01(FULL)
    assert render_mau_01(replace(FULL, name="Ai Khác")) != first
    assert render_mau_01(replace(FULL)) == first


def test_another_process_gives_the_same_bytes():
    script = (
        "import sys; from tests.unit.documents.paper import FULL, render_mau_01;"
        "sys.stdout.buffer.write(render_mau_01(FULL))"
    )
    root = Path(__file__).parents[3]
    other = subprocess.run([sys.executable, "-c", script], cwd=root, check=True, capture_output=True).stdout
    assert other == render_mau_01(FULL)


def test_papers_can_be_printed_in_threads():
    requests = [replace(FULL, file_code=f"HL-{n:04}") for n in range(12)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(render_mau_01, requests)) == [render_mau_01(request) for request in requests]


def test_the_file_is_an_archive_pdf_on_a4_with_our_font_only():
    reader = PdfReader(io.BytesIO(render_mau_01(FULL)))
    about = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert re.search(r"<pdfaid:part>2</pdfaid:part>", about)
    assert re.search(r"<pdfaid:conformance>B</pdfaid:conformance>", about)
    (page,) = reader.pages
    assert [round(float(side) / MILLIMETRE) for side in page.mediabox[2:]] == [210, 297]
    fonts = {font.get_object()["/BaseFont"].split("+")[1] for font in page["/Resources"]["/Font"].values()}
    assert fonts == {f"LiberationSerif{face}" for face in ("", "-Bold", "-Italic")}


def test_the_file_tells_its_code_and_the_papers_date_but_no_person():
    reader = PdfReader(io.BytesIO(render_mau_01(FULL)))
    assert reader.metadata["/Title"] == "Mẫu số 01 – Giấy đề nghị – HL-2607"
    assert reader.metadata["/CreationDate"] == "D:20261005000000Z"
    assert "Mai" not in str(reader.metadata)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"birth": "02/03/1984"}, "birth"),
        ({"date": "2026"}, "date"),
        ({"id_issued": "2021-02-30"}, "id_issued"),
        ({"sex": "Nữ"}, "sex"),
        ({"members": (MEMBERS[0], Member("A", birth="lâu rồi"))}, "members[1].birth"),
        ({"members": (Member("A", sex="x"),)}, "members[0].sex"),
    ],
)
def test_a_value_of_another_shape_is_a_fault_naming_the_field_not_the_value(wrong, field):
    with pytest.raises(DocumentError) as caught:
        render_mau_01(replace(FULL, **wrong))
    assert caught.value.where == f"HL-2607 {field}"
    assert not any(str(value) in str(caught.value) for value in wrong.values())


def test_every_field_reaches_the_paper():
    """A field added to Mau01 and forgotten in the template would leave the paper unchanged."""
    of_04 = replace(FULL, number="04")
    changed = {"sex": None, "birth": None, "id_issued": None, "date": None, "members": MEMBERS[:1]}
    changed["number"] = "04"
    for field in fields(Mau01):
        before = of_04 if field.name == "id_issuer" else FULL
        other = replace(before, **{field.name: changed.get(field.name, "Khác")})
        assert render_mau_01(other) != render_mau_01(before), field.name


def test_mau_04_says_its_number_who_issued_the_card_and_ticks_the_sex():
    said = text(replace(FULL, number="04", id_issuer="Cục Cảnh sát", purpose=None))
    assert "Mẫu số 04" in said and "Mẫu số 01" not in said.partition("Phần ghi thêm")[0]
    assert "Cơ quan cấp: Cục Cảnh sát" in said
    assert "CÔNG NHẬN HỘ THOÁT NGHÈO, HỘ THOÁT CẬN NGHÈO" in said
    assert "1: Nam; 2: Nữ" in said  # of the table of members, as in Mẫu 01
    assert "Cơ quan cấp" not in text(replace(FULL, id_issuer="Cục Cảnh sát"))
