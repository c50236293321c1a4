"""Mẫu số 01 with more on it than a sheet holds: nothing is cut, nothing leaves the margins."""

import re

import pytest

from bot.scoring.answers import Value
from tests.papers.reading import overflow
from tests.unit.documents.paper import (
    MEMBERS,
    baselines,
    letters,
    pages,
    printed,
    printed_ends,
    request,
    said,
    text,
    words,
)
from tests.unit.documents.papers.hostile import HOSTILE

RIGHT_EDGE = 210 - 15 + 0.1  # mm, with a hair for rounding
TABLE_HEAD = "TT Họ và tên Giới tính (1: Nam; 2: Nữ) Ngày, tháng, năm sinh"
TWENTY = {
    f"m{n}": {
        "name": f"Nguyễn Hoàng Thị Phương Thảo {n}",
        "sex": "female",
        "birth": "1984-03-02",
        "relation": "grandchild",
        "status": "studying",
    }
    for n in range(1, 20)
}


def on_the_sheet(file: bytes) -> bool:
    """All text between the foot (11 mm from the bottom) and the page number (10 mm from the top)."""
    return all(10 < height < 297 - 9 for page in pages(file) for height in baselines(page))


def test_twenty_members_flow_on_with_the_heading_again() -> None:
    file = printed(request(members=TWENTY))
    first, second = map(words, pages(file))
    assert TABLE_HEAD in first
    assert TABLE_HEAD in second
    assert second.startswith("2 TT Họ và tên")  # the page's number, then the heading
    rows = re.findall(r"(\d\d) Nguyễn Hoàng Thị Phương Thảo (\d+) 2 02/03/1984", f"{first} {second}")
    assert [(int(row), int(n)) for row, n in rows] == [(n + 1, n) for n in range(1, 20)]
    assert "giấy có giá trị khi có chữ ký – giấy gồm 2 trang" in first
    assert overflow(file) == []


def test_a_reason_of_ten_thousand_letters_is_all_there() -> None:
    reason = " ".join(f"lý do thứ {n}." for n in range(1, 801))
    assert len(reason) > 10_000
    file = printed(request(reason_words=reason))
    assert re.findall(r"thứ (\d+)\.", text(file)) == [str(n) for n in range(1, 801)]
    assert on_the_sheet(file)


@pytest.mark.parametrize("field", ["name", "permanent_address", "reason_words", "helper_name"])
def test_a_word_without_end_is_broken_never_cut(field: str) -> None:
    file = printed(said(field, "W" * 999))
    times = 3 if field == "name" else 1  # the name stands in the table and under the signature too
    assert letters(file).count("W") == times * 999
    assert all(end <= RIGHT_EDGE for _, end in printed_ends(file))


def test_a_word_without_end_stays_within_its_cell() -> None:
    row = {
        "m0": {"name": "W" * 500, "sex": "male", "birth": "1990", "relation": "child", "status": "studying"}
    }
    file = printed(request(members={**row, **MEMBERS}))
    assert letters(file).count("W") == 500
    assert all(
        end <= 83.1 for piece, end in printed_ends(file) if set(piece) == {"W"}
    )  # the column's edge, mm
    assert overflow(file) == []


def test_a_huge_cell_runs_over_pages_and_never_off_the_sheet() -> None:
    huge: dict[str, Value] = {**MEMBERS["m1"], "name": "Ạ" * 3000}
    file = printed(request(members={**MEMBERS, "m1": huge}))
    assert letters(file).count("Ạ") == 3000
    assert on_the_sheet(file)


def test_a_name_of_ten_thousand_letters_is_printed_whole() -> None:
    file = printed(request(name="Ạ" * 10_000, members={}))
    assert letters(file).count("Ạ") == 3 * 10_000  # the field, the table and under the signature
    assert on_the_sheet(file)


def test_ordinary_text_stays_within_the_margins() -> None:
    assert overflow(printed(request())) == []
    assert overflow(printed()) == []


@pytest.mark.parametrize("field", ["name", "permanent_address", "reason_words", "helper_name", "m1.name"])
@pytest.mark.parametrize("odd", HOSTILE)
def test_the_worst_that_is_typed_stays_within_the_margins(odd: str, field: str) -> None:
    file = printed(said(field, odd))
    assert overflow(file) == []
    assert "".join(odd.split()) in letters(file)
