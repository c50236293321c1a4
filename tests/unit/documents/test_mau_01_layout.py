"""Mẫu số 01 with more on it than a sheet holds: nothing is cut, nothing leaves the margins."""

import re
from dataclasses import replace

import pytest

from bot.documents.mau_01 import Mau01, Member
from tests.unit.documents.paper import FULL, MEMBERS, baselines, letters, pages, printed_ends, text, words

RIGHT_EDGE = 210 - 15 + 0.1  # mm, with a hair for rounding
TABLE_HEAD = "TT Họ và tên Giới tính (1: Nam; 2: Nữ) Ngày, tháng, năm sinh"


def on_the_sheet(data: Mau01) -> bool:
    """All text between the foot (11 mm from the bottom) and the page number (10 mm from the top)."""
    return all(10 < height < 297 - 9 for page in pages(data) for height in baselines(page))


def test_twenty_members_flow_on_with_the_heading_again():
    twenty = tuple(
        Member(
            f"Nguyễn Hoàng Thị Phương Thảo {n}", "female", "1984-03-02", "Cháu nội của chủ hộ", "Đang đi học"
        )
        for n in range(1, 21)
    )
    first, second = map(words, pages(replace(FULL, members=twenty)))
    assert TABLE_HEAD in first
    assert TABLE_HEAD in second
    assert second.startswith("2 TT Họ và tên")  # the page's number, then the heading
    rows = re.findall(r"(\d\d) Nguyễn Hoàng Thị Phương Thảo (\d+) 2 02/03/1984", f"{first} {second}")
    assert [(int(row), int(n)) for row, n in rows] == [(n, n) for n in range(1, 21)]
    assert "giấy có giá trị khi có chữ ký – giấy gồm 2 trang" in first


def test_a_reason_of_ten_thousand_letters_is_all_there():
    counted = [f"lý do thứ {n}." for n in range(1, 801)]
    reason = " ".join(counted)
    assert len(reason) > 10_000
    printed = text(replace(FULL, reason=reason))
    assert re.findall(r"thứ (\d+)\.", printed) == [str(n) for n in range(1, 801)]
    assert on_the_sheet(replace(FULL, reason=reason))


ENDLESS = ("name", "commune", "permanent_address", "reason", "place", "filed_by", "purpose")


@pytest.mark.parametrize("field", ENDLESS)
def test_a_word_without_end_is_broken_never_cut(field):
    data = replace(FULL, **{field: "W" * 999})
    times = 2 if field == "name" else 1  # the name stands under the signature too
    assert letters(data).count("W") == times * 999
    assert all(end <= RIGHT_EDGE for _, end in printed_ends(data))


def test_a_word_without_end_stays_within_its_cell():
    row = Member("W" * 500, "male", "1990", "@" * 100, "&" * 100)
    data = replace(FULL, members=(row, *MEMBERS))
    printed = letters(data)
    assert [printed.count(letter) for letter in "W@&"] == [500, 100, 100]
    edges = {"W": 83, "@": 158, "&": 195}  # right edges of the three columns, mm from the left of the sheet
    assert all(end <= edges[piece[0]] for piece, end in printed_ends(data) if piece[0] in edges)


@pytest.mark.parametrize("field", ["name", "relation", "status"])
def test_a_huge_cell_runs_over_pages_and_never_off_the_sheet(field):
    data = replace(FULL, members=(replace(MEMBERS[0], **{field: "Ạ" * 3000}), *MEMBERS))
    assert letters(data).count("Ạ") == 3000
    assert on_the_sheet(data)


def test_ordinary_text_stays_within_the_margin():
    assert all(end <= RIGHT_EDGE for _, end in printed_ends(FULL))


def test_a_name_of_ten_thousand_letters_is_printed_whole():
    data = replace(FULL, name="Ạ" * 10_000, members=())
    assert letters(data).count("Ạ") == 2 * 10_000  # the field and the name under the signature
    assert on_the_sheet(data)
