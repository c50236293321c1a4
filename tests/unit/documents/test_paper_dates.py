"""Dates on papers, after Nghị định 30/2020/NĐ-CP."""

import pytest

from bot.documents.vietnamese import PartialDate, long_date, partial_date, short_date


@pytest.mark.parametrize(
    ("iso", "expected"),
    [
        ("2026-11-05", "ngày 05 tháng 11 năm 2026"),
        ("2026-11-10", "ngày 10 tháng 11 năm 2026"),
        ("2026-01-09", "ngày 09 tháng 01 năm 2026"),
        ("2028-02-29", "ngày 29 tháng 02 năm 2028"),
        ("2026-03-01", "ngày 01 tháng 3 năm 2026"),
        ("1984", "ngày ........ tháng ........ năm 1984"),
        (None, "ngày ........ tháng ........ năm ............"),
    ],
)
def test_long_date(iso, expected):
    assert long_date(partial_date(iso)) == expected


@pytest.mark.parametrize(("iso", "expected"), [("1984-03-02", "02/03/1984"), ("1984", "1984"), (None, "")])
def test_short_date(iso, expected):
    assert short_date(partial_date(iso)) == expected


def test_the_parts_are_numbers():
    assert partial_date("1984-03-02") == PartialDate(2, 3, 1984)


@pytest.mark.parametrize(
    "wrong", ["", "84", "02/03/1984", "2026-02-30", "1984-03", "20260305", "2026-W10-4", "１９８４"]
)
def test_anything_else_is_refused(wrong):
    with pytest.raises(ValueError, match=r".+"):
        partial_date(wrong)
