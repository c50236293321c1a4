"""A commune's own workbook: columns moved, words changed; unknown and missing tags are named."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.documents.reports.report_check import check_reports
from bot.documents.reports.report_template import report_template
from tests.unit.documents.test_report_workbook import PACK, cell, reckoned_again, workbook

SHIPPED = report_template(PACK)


def changed(*changes: Callable[[Any], None]) -> bytes:
    book: Any = load_workbook(BytesIO(SHIPPED))
    for change in changes:
        change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def wider(book: Any) -> None:
    """Other widths and words, a logo's place above, a sheet of their own."""
    sheet = book["7.2"]
    sheet.column_dimensions["B"].width = 40
    sheet["A5"] = "BIỂU DIỄN BIẾN HỘ NGHÈO CỦA XÃ"
    book.create_sheet("Ghi chú")["A1"] = "Xã {{ commune }}"


def swapped(book: Any) -> None:
    """7.1: total households and total persons change places, with the formulas that use them."""
    sheet = book["7.1"]
    for row in range(9, 14):
        first, second = sheet[f"C{row}"].value, sheet[f"D{row}"].value
        if row == 10:
            continue
        sheet[f"C{row}"], sheet[f"D{row}"] = second, first
    for row in (12, 13):
        for one in sheet[row]:
            if isinstance(one.value, str) and one.value.startswith("="):
                here = one.value.replace(f"C{row}", "@").replace(f"D{row}", f"C{row}").replace("@", f"D{row}")
                one.value = here


def test_the_shipped_one_lacks_nothing() -> None:
    assert check_reports(PACK, SHIPPED) == check_reports(PACK, changed())
    found = check_reports(PACK, SHIPPED)
    assert (found.unknown, found.missing, found.fault) == ((), (), "")


def test_widths_words_and_order_may_change_and_figures_stay(tmp_path: Path) -> None:
    template = changed(wider, swapped)
    found = check_reports(PACK, template)
    assert found.usable and found.missing == ()
    made, _ = workbook(template=template)
    assert reckoned_again(made, tmp_path) > 300
    assert cell("7.1", "Tổng số hộ", "Tổng cộng", made=made) == 230
    assert cell("7.1", "Tỷ lệ %", "Khu phố 1", made=made) == 2
    book = load_workbook(BytesIO(made))
    assert book["7.1"]["C9"].value == "Tổng số khẩu" and book["7.1"]["C12"].value == 400
    assert book["7.2"]["A5"].value == "BIỂU DIỄN BIẾN HỘ NGHÈO CỦA XÃ"
    assert book["7.2"].column_dimensions["B"].width == 40
    assert book["Ghi chú"]["A1"].value == "Xã THỊ TRẤN HỮU LŨNG"


def test_unknown_and_missing_tags_are_named_with_their_sheet() -> None:
    def broken(book: Any) -> None:
        book["7.2"]["D12"] = "{{ begin }}"
        book["7.3"]["D11"] = None
        book["7.3"]["D12"] = None
        book["7.3"]["D13"] = None

    found = check_reports(PACK, changed(broken))
    assert found.unknown == ("7.2: column.begin",) and not found.usable
    assert found.missing == ("7.3: column.start",)


def test_a_sheet_taken_out_is_missing() -> None:
    def without(book: Any) -> None:
        book.remove(book["7.11"])

    found = check_reports(PACK, changed(without))
    assert found.usable and {one.partition(":")[0] for one in found.missing} == {"7.11"}
    made, _ = workbook(template=changed(without))
    assert "7.11" not in load_workbook(BytesIO(made)).sheetnames


def test_a_formula_into_another_kind_of_row_is_refused() -> None:
    def shifted(book: Any) -> None:
        book["7.5"]["C12"] = "='7.4'!C13"

    assert check_reports(PACK, changed(shifted)).unknown == ("7.5: C12 ='7.4'!C13",)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"nothing" * 100])
def test_what_is_no_workbook(data: bytes) -> None:
    assert check_reports(PACK, data).fault == "template.not_excel"
