"""An invented household's Mẫu số 01 from its request, and how to read a printed one back."""

import io
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache

from fontTools.ttLib import TTFont
from pypdf import PageObject, PdfReader

from bot.cases.form_record import FormId, FormRecord
from bot.documents.data.request_papers import blank, request_data
from bot.documents.paper_values import Data
from bot.documents.typesetting import FONTS
from bot.documents.word.docx_build import template
from bot.documents.word.docx_fill import docx
from bot.documents.word.paper_form import paper_form
from bot.documents.word.paper_pdf import pdf
from bot.runtime.clock import VIETNAM
from bot.scoring.answers import Answers, Value
from bot.scoring.packs import load_pack

MILLIMETRE = 72 / 25.4
PACK = load_pack("2022-2025")
COMMUNE: Data = {
    "commune": "thị trấn Hữu Lũng",
    "province": "tỉnh Lạng Sơn",
    "place": "Hữu Lũng",
    "invented": False,
}
CODE = "HL-2607"
HELPED = {"for_whom": "other", "helper_name": "Nguyễn Văn Lâm"}
# All people are invented.
VALUES: dict[str, Value] = {
    **HELPED,
    "name": "Hoàng Thị Mai",
    "sex": "female",
    "birth": "1984-03-02",
    "ethnicity": "07",
    "national_id": "020184001234",
    "id_issued": "2021-05-09",
    "permanent_address": "Số 12, ngõ 5, khu phố 3, thị trấn Hữu Lũng, tỉnh Lạng Sơn",
    "current_address": "Nhà bà Nông Thị Sen, khu phố 3, thị trấn Hữu Lũng, tỉnh Lạng Sơn "
    "(đối diện nhà văn hóa)",
    "status": "working",
    "reasons": (),
    "reason_words": "Nhà bị ngập trong đợt lũ tháng 9.\n"
    "Chồng tôi bị tai nạn lao động, không còn đi làm được.",
}
MEMBERS: dict[str, dict[str, Value]] = {
    "m1": {
        "name": "Vi Văn Nam",
        "sex": "male",
        "birth": "1982",
        "relation": "spouse",
        "status": "not_working",
    },
    "m2": {
        "name": "Vi Thị Thu Hà",
        "sex": "female",
        "birth": "2011-11-20",
        "relation": "child",
        "status": "studying",
    },
    "m3": {"name": "Nông Thị Sen", "sex": "female", "relation": "parent"},
    "m4": {"name": "Vi Văn Bé", "sex": "male", "birth": "2026-09-30", "relation": "child"},
}


def request(
    number: str = "01", members: Mapping[str, Mapping[str, Value]] = MEMBERS, **changes: Value | None
) -> FormRecord:
    """The request of Hoàng Thị Mai's household with these answers other; None takes one away."""
    values = VALUES | {f"{member}.{name}": v for member, said in members.items() for name, v in said.items()}
    answers = Answers(tuple(members), values).put(changes)
    at = datetime(2026, 10, 5, 8, 0, tzinfo=VIETNAM)
    form: FormId = "mau_04" if number == "04" else "mau_01"
    return FormRecord("f1", form, "web:mai", "c1", PACK.id, PACK.digest, answers, at, finished_at=at)


def said(field: str, value: Value | None) -> FormRecord:
    """The same request with one answer other."""
    record = request()
    return replace(record, answers=record.answers.put({field: value}))


def data(record: FormRecord | None, **changes: object) -> Data:
    """What stands on its paper; None: on the form that is filled in by hand."""
    form = paper_form(PACK.id, "mau_04" if record is not None and record.form == "mau_04" else "mau_01")
    known = blank(CODE) if record is None else request_data(form, record, CODE)
    return {**COMMUNE, **known, **changes}


def printed(record: FormRecord | None = None, **changes: object) -> bytes:
    """The PDF; without a record of the empty form. changes: of its data."""
    name = "mau_04" if record is not None and record.form == "mau_04" else "mau_01"
    return pdf(template(PACK.id, name), data(record, **changes), on=None, title=f"Mẫu – {CODE}")


def word(record: FormRecord | None = None) -> bytes:
    """The Word paper."""
    name = "mau_04" if record is not None and record.form == "mau_04" else "mau_01"
    return docx(template(PACK.id, name), data(record))


def pages(file: bytes) -> list[PageObject]:
    return list(PdfReader(io.BytesIO(file)).pages)


def words(page: PageObject) -> str:
    """The page's text as one line, so that a break within a field does not matter."""
    return " ".join(page.extract_text().split())


def text(file: bytes) -> str:
    """The whole paper as one line, without the head and the foot that interrupt a text over pages."""
    return re.sub(
        r" Mã hồ sơ \S+ – in từ hệ thống; .*? trang( \d+)?(?= |$)", " ", " ".join(map(words, pages(file)))
    )


def letters(file: bytes) -> str:
    """The whole text without any white space: for words that had to be broken."""
    return re.sub(r"\s", "", text(file))


def printed_ends(file: bytes) -> list[tuple[str, float]]:
    """Every piece of text and where it ends, in millimetres from the left edge of the sheet."""
    found: list[tuple[str, float]] = []

    def note(piece: str, cm: list[float], tm: list[float], font: dict[str, str], size: float) -> None:
        if piece := piece.strip():
            start = tm[4] * cm[0] + cm[4]
            found.append((piece, (start + size * width(piece, font["/BaseFont"])) / MILLIMETRE))

    for page in pages(file):
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
