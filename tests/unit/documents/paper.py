"""An invented household's Mẫu số 01, and how to read a printed one back."""

import io
import re
from functools import cache

from fontTools.ttLib import TTFont
from pypdf import PageObject, PdfReader

from bot.documents.mau_01 import Mau01, Member, render_mau_01
from bot.documents.typesetting import FONTS

MILLIMETRE = 72 / 25.4

# All people are invented.
MEMBERS = (
    Member("Hoàng Thị Mai", "female", "1984-03-02", "Chủ hộ", "Có việc làm"),
    Member("Vi Văn Nam", "male", "1982", "Chồng", "Không có việc làm"),
    Member("Vi Thị Thu Hà", "female", "2011-11-20", "Con", "Đang đi học"),
    Member("Nông Thị Sen", "female", None, "Mẹ", None),
    Member("Vi Văn Bé", "male", "2026-09-30", "Con", None),
)
FULL = Mau01(
    file_code="HL-2607",
    commune="thị trấn Hữu Lũng",
    province="tỉnh Lạng Sơn",
    name="Hoàng Thị Mai",
    sex="female",
    birth="1984-03-02",
    ethnicity="Nùng",
    national_id="020184001234",
    id_issued="2021-05-09",
    permanent_address="Số 12, ngõ 5, khu phố 3, thị trấn Hữu Lũng, tỉnh Lạng Sơn",
    current_address="Nhà bà Nông Thị Sen, khu phố 3, thị trấn Hữu Lũng, tỉnh Lạng Sơn (đối diện nhà văn hóa)",
    members=MEMBERS,
    reason="Nhà bị ngập trong đợt lũ tháng 9.\nChồng tôi bị tai nạn lao động, không còn đi làm được.",
    place="Hữu Lũng",
    date="2026-10-05",
    filed_by="Nguyễn Văn Lâm",
)
BLANK = Mau01(file_code="HL-0001", commune=None, name=None)


def pages(data: Mau01) -> list[PageObject]:
    return list(PdfReader(io.BytesIO(render_mau_01(data))).pages)


def words(page: PageObject) -> str:
    """The page's text as one line, so that a break within a field does not matter."""
    return " ".join(page.extract_text().split())


def text(data: Mau01) -> str:
    """The whole paper as one line, without the head and the foot that interrupt a text over pages."""
    return re.sub(r" Mã hồ sơ \S+ – in từ hệ thống; .*? trang \d+ ", " ", " ".join(map(words, pages(data))))


def letters(data: Mau01) -> str:
    """The whole text without any white space: for words that had to be broken."""
    return re.sub(r"\s", "", text(data))


def printed_ends(data: Mau01) -> list[tuple[str, float]]:
    """Every piece of text and where it ends, in millimetres from the left edge of the sheet."""
    found: list[tuple[str, float]] = []

    def note(piece: str, cm: list[float], tm: list[float], font: dict[str, str], size: float) -> None:
        if piece := piece.strip():
            start = tm[4] * cm[0] + cm[4]
            found.append((piece, (start + size * width(piece, font["/BaseFont"])) / MILLIMETRE))

    for page in pages(data):
        page.extract_text(visitor_text=note)
    return found


def width(piece: str, font: str) -> float:
    """The length of `piece` in the font's own unit, without stretching or kerning."""
    glyphs, advances, unit = metrics(font.partition("LiberationSerif")[2].removeprefix("-") or "Regular")
    return sum(advances[glyphs[ord(letter)]][0] for letter in piece) / unit


@cache
def metrics(face: str) -> tuple[dict[int, str], dict[str, tuple[int, int]], int]:
    font = TTFont(FONTS / f"LiberationSerif-{face}.ttf")
    return font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm


def baselines(page: PageObject) -> list[float]:
    """How high every piece of text stands, in millimetres from the bottom of the sheet."""
    found: list[float] = []

    def note(piece: str, cm: list[float], tm: list[float], *_: object) -> None:
        if piece.strip():
            found.append((tm[5] * cm[3] + cm[5]) / MILLIMETRE)

    page.extract_text(visitor_text=note)
    return found
