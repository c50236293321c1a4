"""A Word template set as PDF: paragraphs, runs, tags, pages; templates by hand, the PDF read back."""

from io import BytesIO
from typing import Any

import pytest
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Mm, Pt
from pypdf import PdfReader

from bot.documents.word.paper_pdf import pdf, pdf_many
from tests.unit.documents.word_template import MARGINS, PER_MM, Read, field, made, printed

PLACES = (
    ("trái", WD_ALIGN_PARAGRAPH.LEFT),
    ("giữa", WD_ALIGN_PARAGRAPH.CENTER),
    ("phải", WD_ALIGN_PARAGRAPH.RIGHT),
)
LEFT, RIGHT = MARGINS["left"] * PER_MM, (210 - MARGINS["right"]) * PER_MM


def test_text_in_order_with_its_letters_bold_and_sized() -> None:
    def fill(document: Any) -> None:
        paragraph = document.add_paragraph("Kính gửi: ")
        paragraph.add_run("{{ to }}").bold = True
        run = paragraph.add_run(" Nghiêng")
        run.italic, run.font.size = True, Pt(20)
        document.add_paragraph("Dòng hai")

    read = printed(fill, {"to": "Chủ tịch"})
    assert read.text() == "Kính gửi: Chủ tịch Nghiêng Dòng hai"
    assert "Bold" in read.word("Chủ")["fontname"]
    assert "Bold" not in read.word("Kính")["fontname"]
    assert "Italic" in read.word("Nghiêng")["fontname"]
    assert read.word("Nghiêng")["size"] == pytest.approx(20)
    assert read.word("Kính")["size"] == pytest.approx(13)


def test_styles_are_inherited_and_overridden() -> None:
    def fill(document: Any) -> None:
        base = document.styles.add_style("Base", WD_STYLE_TYPE.PARAGRAPH)
        base.font.size, base.font.bold = Pt(18), True
        child = document.styles.add_style("Child", WD_STYLE_TYPE.PARAGRAPH)
        child.base_style, child.font.bold = base, False
        mark = document.styles.add_style("Mark", WD_STYLE_TYPE.CHARACTER)
        mark.font.size = Pt(9)
        paragraph = document.add_paragraph("thừa ", style="Child")
        paragraph.add_run("nhỏ", style="Mark").bold = True
        document.add_paragraph("gốc", style="Base")

    read = printed(fill)
    assert read.word("thừa")["size"] == pytest.approx(18)
    assert "Bold" not in read.word("thừa")["fontname"]
    assert read.word("nhỏ")["size"] == pytest.approx(9)
    assert "Bold" in read.word("nhỏ")["fontname"]
    assert "Bold" in read.word("gốc")["fontname"]


def test_alignment_and_indents() -> None:
    def fill(document: Any) -> None:
        for text, align in PLACES:
            document.add_paragraph(text).alignment = align
        one = document.add_paragraph("thụt " + "chữ " * 60 + "cuối")
        one.paragraph_format.left_indent, one.paragraph_format.first_line_indent = Mm(20), Mm(-10)
        one.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY

    read = printed(fill)
    middle = (read.word("giữa")["x0"] + read.word("giữa")["x1"]) / 2
    assert read.word("trái")["x0"] == pytest.approx(LEFT, abs=1)
    assert middle == pytest.approx((LEFT + RIGHT) / 2, abs=1)
    assert read.word("phải")["x1"] == pytest.approx(RIGHT, abs=1)
    assert read.word("thụt")["x0"] == pytest.approx(LEFT + 10 * PER_MM, abs=1)
    assert read.word("cuối")["x0"] >= LEFT + 20 * PER_MM - 1
    rows = {round(word["top"]) for word in read.words() if word["text"] == "chữ"}
    assert len(rows) > 1
    first = [word for word in read.words() if word["text"] == "chữ" and round(word["top"]) == min(rows)]
    assert first[-1]["x1"] == pytest.approx(RIGHT, abs=1)  # justified


@pytest.mark.parametrize(("line", "expected"), [(1.0, 14.94), (1.5, 22.4), (Pt(30), 30)])
def test_line_spacing_and_space_between(line: float, expected: float) -> None:
    def fill(document: Any) -> None:
        for text in ("một", "hai"):
            document.add_paragraph(text).paragraph_format.line_spacing = line
        third = document.add_paragraph("ba")
        third.paragraph_format.line_spacing, third.paragraph_format.space_before = line, Pt(12)

    read = printed(fill)
    one, two, three = (read.word(text)["top"] for text in ("một", "hai", "ba"))
    assert two - one == pytest.approx(expected, abs=0.3)
    assert three - two == pytest.approx(expected + 12, abs=0.3)


def test_an_empty_paragraph_takes_a_line_also_when_its_value_is_empty() -> None:
    def fill(document: Any) -> None:
        for text in ("trên", "{{ nothing }}", "", "dưới"):
            document.add_paragraph(text).paragraph_format.line_spacing = 1.0

    read = printed(fill, {"nothing": None})
    assert read.word("dưới")["top"] - read.word("trên")["top"] == pytest.approx(3 * 14.94, abs=0.3)


def test_tabs_and_dotted_lines() -> None:
    def fill(document: Any) -> None:
        one = document.add_paragraph("Họ tên:\t{{ name }}\tcuối")
        one.paragraph_format.tab_stops.add_tab_stop(Mm(40))
        one.paragraph_format.tab_stops.add_tab_stop(Mm(120), WD_TAB_ALIGNMENT.RIGHT)
        two = document.add_paragraph("Lý do:\t")
        two.paragraph_format.tab_stops.add_tab_stop(Mm(165), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        three = document.add_paragraph("\tgiữa")
        three.paragraph_format.tab_stops.add_tab_stop(Mm(60), WD_TAB_ALIGNMENT.CENTER)

    read = printed(fill, {"name": "Mai"})
    assert read.word("Mai")["x0"] == pytest.approx(LEFT + 40 * PER_MM, abs=1)
    assert read.word("cuối")["x1"] == pytest.approx(LEFT + 120 * PER_MM, abs=1)
    middle = read.word("giữa")
    assert (middle["x0"] + middle["x1"]) / 2 == pytest.approx(LEFT + 60 * PER_MM, abs=1)
    dots = [char for char in read.pages[0].chars if char["text"] == "."]
    assert max(dot["x1"] for dot in dots) == pytest.approx(RIGHT, abs=6)
    assert not read.beyond()


def test_breaks_capitals_and_hidden_text() -> None:
    def fill(document: Any) -> None:
        paragraph = document.add_paragraph()
        paragraph.add_run("hoa").font.all_caps = True
        paragraph.add_run("mất").font.hidden = True
        paragraph.add_run(" một").add_break()
        paragraph.add_run("hai")
        paragraph.add_run("2").font.superscript = True
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        document.add_paragraph("ba")
        document.add_paragraph("bốn").paragraph_format.page_break_before = True

    read = printed(fill)
    assert [read.text(page) for page in range(3)] == ["HOA một hai 2", "ba", "bốn"]
    assert read.word("hai")["top"] > read.word("một")["top"] + 10
    assert next(char for char in read.pages[0].chars if char["text"] == "2")["size"] < 10


def test_page_numbers_from_the_second_page() -> None:
    def fill(document: Any) -> None:
        page = document.sections[0]
        page.different_first_page_header_footer = True
        page.header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        field(page.header.paragraphs[0], " PAGE \\* MERGEFORMAT ")
        page.first_page_footer.paragraphs[0].add_run("chân {{ code }}")
        field(page.footer.paragraphs[0], "NUMPAGES")
        for number in range(3):
            document.add_paragraph(f"trang-{number}").paragraph_format.page_break_before = number > 0

    template, data = made(fill), {"code": "HL-0001"}
    read = Read(pdf(template, data, on=None, title="x"))
    assert [read.text(page) for page in range(3)] == ["trang-0 chân HL-0001", "2 trang-1 3", "3 trang-2 3"]
    number = read.word("2", 1)
    assert (number["x0"] + number["x1"]) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=1)
    assert 10 * PER_MM - 2 < number["top"] < MARGINS["top"] * PER_MM

    both = Read(pdf_many(template, [data, {"code": "HL-0002"}], on=None, title="x"))
    assert both.text(3) == "trang-0 chân HL-0002"
    assert [both.text(page) for page in (1, 4, 5)] == ["2 trang-1 3", "2 trang-1 3", "3 trang-2 3"]


def test_a_section_of_its_own_lies_across() -> None:
    def fill(document: Any) -> None:
        document.add_paragraph("dọc")
        page = document.add_section(WD_SECTION.NEW_PAGE)
        page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
        document.add_paragraph("ngang")

    pages = printed(fill).pages
    assert [(round(page.width / PER_MM), round(page.height / PER_MM)) for page in pages] == [
        (210, 297),
        (297, 210),
    ]
    assert [page.extract_text() for page in pages] == ["dọc", "ngang"]


def test_statements_between_paragraphs_and_within() -> None:
    def fill(document: Any) -> None:
        for text in (
            "{%p for one in people %}",
            "{{ loop.index }}. {{ one.name }}{% if one.old %} (già){% else %} (trẻ){% endif %}",
            "{%p endfor %}",
            "{%p if people|length < 2 %}",
            "ít",
            "{%p else %}",
            "nhiều",
            "{%p endif %}",
        ):
            document.add_paragraph(text)

    people = [{"name": "An", "old": True}, {"name": "Bình", "old": False}]
    assert printed(fill, {"people": people}).text() == "1. An (già) 2. Bình (trẻ) nhiều"
    assert printed(fill, {"people": []}).text() == "ít"


def test_a_tag_cut_into_runs_by_the_editor_is_one_tag() -> None:
    def fill(document: Any) -> None:
        paragraph = document.add_paragraph()
        for piece in ("Tên {", "{ na", "me }", "} hết"):
            paragraph.add_run(piece)

    assert printed(fill, {"name": "Mai"}).text() == "Tên Mai hết"


HOSTILE = [
    "#import evil",
    'a " b',
    "a \\ b",
    "{{ 7*7 }}",
    "{% for %}",
    "$x$ *y* _z_ <l> @r",
    "\\u{41}",
    "a // b /* c */",
    "}]) #x",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_is_printed_as_typed(value: str) -> None:
    read = printed(lambda document: document.add_paragraph("trước {{ value }} sau"), {"value": value})
    assert read.text() == f"trước {value} sau"


@pytest.mark.parametrize("text", ["#x", 'a " b', "a \\ b", "$x$", "a {b} c", "\\u{41}", "{_{ x }_}"])
def test_the_template_s_own_text_is_text(text: str) -> None:
    assert printed(lambda document: document.add_paragraph(text)).text() == text


def test_letters_without_a_glyph_become_boxes_and_lines_stay_lines() -> None:
    def fill(document: Any) -> None:
        document.add_paragraph("{{ value }}")

    assert printed(fill, {"value": "😀 ខ"}).text() == "□ □"
    read = printed(fill, {"value": "một\nhai"})
    assert read.word("hai")["top"] > read.word("một")["top"] + 10


def test_nothing_runs_over_the_margins() -> None:
    def fill(document: Any) -> None:
        document.add_paragraph("Từ {{ long }} hết")
        document.add_paragraph("…" * 300).alignment = WD_ALIGN_PARAGRAPH.JUSTIFY

    read = printed(fill, {"long": "W" * 10_000})
    assert not read.beyond()
    assert read.letters().count("W") == 10_000
    assert len(read.pages) > 2


def test_a_word_that_fits_a_line_is_not_cut() -> None:
    read = printed(lambda document: document.add_paragraph("chữ " * 21 + "24/2021/QĐ-TTg.và.những.chữ.khác"))
    assert "24/2021/QĐ-TTg.và.những.chữ.khác" in [word["text"] for word in read.words()]


def test_the_same_paper_is_the_same_bytes_and_an_archive_file() -> None:
    template = made(lambda document: document.add_paragraph("{{ x }}"))
    first, again = (pdf(template, {"x": "một"}, on="2026-10-05", title='Giấy "x"') for _ in range(2))
    assert first == again
    reader = PdfReader(BytesIO(first))
    assert reader.metadata is not None
    assert reader.metadata.title == 'Giấy "x"'
    assert b"pdfaid:part" in first
