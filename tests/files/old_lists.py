"""Last year's lists as communes write them: titles above, merged cells, sums below. All is made up."""

import io
from collections.abc import Sequence

from openpyxl import Workbook

HEADINGS = (
    "STT",
    "Mã hộ",
    "Họ và tên chủ hộ",
    "Ngày sinh",
    "Số CCCD",
    "Khu phố",
    "Địa chỉ",
    "Phân loại",
    "Năm thoát nghèo",
)
GOOD: tuple[tuple[str | int | None, ...], ...] = (
    (1, "HN-101", "HOÀNG VĂN CHÀI", "12/04/1979", 20079900001, "Khu 3", None, "Hộ nghèo", None),
    (2, "HN-102", "Nông Thị Bích", 1985, "020185900002", "KP3", None, "Hộ cận nghèo", None),
    (3, "HN-103", "Hứa Văn Tuấn", "03/05/2001", None, "khu phố 3", "Xóm Đồi", "Cận nghèo", None),
    (4, "HN-104", "Triệu Thị Mẩy", "1955", None, "Khu 5", "Bản Khuông", "hộ nghèo", 2021),
)
BAD: tuple[tuple[str | int | None, ...], ...] = (
    (5, "HN-105", "Lường Văn Tến", "31/2/1960", None, "Khu 5", None, "Hộ nghèo", None),
    (6, "HN-104", "Bế Văn Sáng", "1970", None, "Khu 13", None, "Thoát nghèo", None),
)


def workbook(
    rows: Sequence[Sequence[str | int | None]], headings: Sequence[str] = HEADINGS, sheet: str = "2025"
) -> bytes:
    """The rows below two lines of title and the headings, a line of sums below them."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    page.append(["UBND XÃ HỮU LŨNG"])
    page.append(["DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2025"])
    page.merge_cells("A2:I2")
    page.append(list(headings))
    for row in rows:
        page.append(list(row))
    page.append(["Tổng cộng", None, f"{len(rows)} hộ"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def comma_separated(rows: Sequence[Sequence[str | int | None]], between: str = ";") -> bytes:
    """The same rows as a spreadsheet program saves them as CSV UTF-8."""
    lines = [HEADINGS, *rows]
    text = "\r\n".join(between.join("" if cell is None else str(cell) for cell in row) for row in lines)
    return text.encode("utf-8-sig")


FILES: dict[str, bytes] = {
    "ho-ngheo-2025.xlsx": workbook(GOOD),
    "ho-ngheo-2025-sai.xlsx": workbook((*GOOD, *BAD)),
    "ho-ngheo-2025.csv": comma_separated(GOOD),
    "ho-ngheo-cot-la.xlsx": workbook(
        [(row[2], row[5], row[7]) for row in GOOD], ("Chủ hộ", "Nơi cư trú", "Xếp loại")
    ),
}
"""What the transcripts send."""
