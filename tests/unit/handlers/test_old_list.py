"""Last year's list as sheets: which column is what, which rows are households, what is wrong with others."""

from datetime import date
from decimal import Decimal

import pytest

from bot.cases.commune import Area
from bot.dialogue.reading import Problem
from bot.handlers.old_list_columns import ABOVE, Table, column_number, meanings, tables_in
from bot.handlers.old_list_pack import csv_sheet, packed, unpacked
from bot.handlers.old_list_rows import Household, ReadList, area_of, read_rows
from bot.scoring.sheets import Cell, Sheet, SheetFault
from tests.files.old_lists import BAD, GOOD, HEADINGS, comma_separated

TODAY = date(2026, 10, 5)
AREAS = tuple(
    Area(f"kp{number}", name, None, None, "", TODAY)
    for number, name in enumerate(("Khu 1", "Khu 2", "Khu 3", "Khu 4", "Khu 5", "Thôn Đồng Tâm"), 1)
)
SHORT = ("Chủ hộ", "Thôn", "Phân loại")


def sheet(*rows: tuple[Cell, ...], name: str = "2025", merged: tuple[str, ...] = ()) -> Sheet:
    return Sheet(name, rows, merged)


def table(*rows: tuple[Cell, ...], name: str = "2025", merged: tuple[str, ...] = ()) -> Table:
    [found] = tables_in([sheet(*rows, name=name, merged=merged)])
    return found


def read(*rows: tuple[Cell, ...], headings: tuple[Cell, ...] = SHORT) -> ReadList:
    of = table(headings, *rows)
    return read_rows([of], [of.columns], AREAS, TODAY)


def wrong(*rows: tuple[Cell, ...], headings: tuple[Cell, ...] = SHORT) -> list[str]:
    return [
        one.key.removeprefix("old_list.bad.")
        for bad in read(*rows, headings=headings).bad
        for one in bad.wrong
    ]


# ── headings ─────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Họ và tên chủ hộ", "name"),
        ("HỌ TÊN CHỦ HỘ (*)", "name"),
        ("Thôn/ấp/khu", "area"),
        ("Tổ dân phố", "area"),
        ("Ngày, tháng, năm sinh", "birth"),
        ("Năm sinh", "birth_year"),
        ("Số CCCD/CMND", "national_id"),
        ("Mã số định danh", "national_id"),
        ("Mã hộ", "code"),
        ("Phân loại (hộ nghèo, hộ cận nghèo)", "class"),
        ("Hộ nghèo/Hộ cận nghèo", "class"),
        ("Hộ nghèo", "poor"),
        ("Cận nghèo", "near_poor"),
        ("Năm thoát nghèo", "formerly"),
    ],
)
def test_a_heading_is_known_by_its_words(heading: str, field: str) -> None:
    assert [name for name, _ in meanings(heading)] == [field]


@pytest.mark.parametrize("heading", ["", "STT", "Ngày cấp CCCD", "Giới tính", "Ghi chú", "Số khẩu"])
def test_what_is_not_needed_is_taken_for_nothing(heading: str) -> None:
    assert meanings(heading) == ()


def test_headings_below_titles_and_over_two_merged_rows() -> None:
    found = table(
        ("UBND XÃ", None, None, None),
        ("DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO", None, None, None),
        (None, None, None, None),
        ("STT", "Họ và tên chủ hộ", "Khu phố", "Phân loại", None),
        (None, None, None, "Hộ nghèo", "Hộ cận nghèo"),
        (1, "Hoàng Văn Chài", "Khu 3", "x", None),
        merged=("A4:A5", "B4:B5", "C4:C5", "D4:E4"),
    )
    assert (found.first, dict(found.columns)) == (6, {"name": 1, "area": 2, "poor": 3, "near_poor": 4})
    assert found.missing(found.columns) == ""


def test_the_first_household_is_never_taken_for_a_second_row_of_headings() -> None:
    assert table(SHORT, ("Hoàng Văn Chài", "Khu 3", "Hộ nghèo")).first == 2


def test_a_column_that_is_not_known_is_missing_and_two_alike_are_not_sure() -> None:
    assert table(("Chủ hộ", "Nơi nào", "Phân loại"), ("A B", "Khu 3", "x")).missing({"name": 0}) == "area"
    twice = table(("Họ và tên", "Họ và tên", "Thôn", "Phân loại"), ("A B", "C D", "Khu 3", "Hộ nghèo"))
    assert (twice.unsure, twice.missing(twice.columns)) == (("name",), "name")


def test_the_surest_heading_wins_over_one_that_might_do() -> None:
    found = table(("Họ và tên", "Họ và tên chủ hộ", "Thôn", "Phân loại"), ("con", "A B", "Khu 3", "x"))
    assert found.columns["name"] == 1


def test_a_sheet_of_one_class_says_so_in_its_title() -> None:
    poor = table(("DANH SÁCH HỘ NGHÈO",), ("Chủ hộ", "Thôn", "Năm sinh"), ("A B", "Khu 3", 1950))
    near = table(("Chủ hộ", "Thôn", "Năm sinh"), ("A B", "Khu 3", 1950), name="Hộ cận nghèo")
    both = table(("HỘ NGHÈO, CẬN NGHÈO",), ("Chủ hộ", "Thôn", "Năm sinh"), ("A B", "Khu 3", 1950))
    assert "all_poor" in poor.columns and "all_near_poor" in near.columns
    assert both.missing(both.columns) == "class"


def test_strange_headings_are_found_by_their_shape_and_notes_are_no_list() -> None:
    strange = table(("Đại diện", "Nơi cư trú", "Xếp loại"), ("Hoàng Văn Chài", "Khu 3", "Hộ nghèo"))
    assert strange.missing(strange.columns) == "name"
    assert tables_in([sheet(("Ghi chú", "Liên hệ anh Nam")), sheet()]) == ()


# ── rows ─────────────────────────────────────────────────────────────────────────────────────
def test_the_households_of_the_example_as_they_are_meant() -> None:
    of = table(HEADINGS, *GOOD)
    found = read_rows([of], [of.columns], AREAS, TODAY)
    assert found.bad == () and found.left == ()
    assert [(one.name, one.area, one.old_class, one.birth) for one in found.good] == [
        ("Hoàng Văn Chài", "kp3", "poor", "1979-04-12"),
        ("Nông Thị Bích", "kp3", "near_poor", "1985"),
        ("Hứa Văn Tuấn", "kp3", "near_poor", "2001-05-03"),
        ("Triệu Thị Mẩy", "kp5", "poor", "1955"),
    ]
    assert [one.national_id for one in found.good[:2]] == ["020079900001", "020185900002"]
    assert (found.good[3].formerly, found.good[3].address, found.good[3].row) == ("poor", "Bản Khuông", 5)


def test_every_bad_row_says_all_that_is_wrong_with_it() -> None:
    of = table(HEADINGS, *GOOD, *BAD)
    found = read_rows([of], [of.columns], AREAS, TODAY)
    said = {one.row: [each.key.removeprefix("old_list.bad.") for each in one.wrong] for one in found.bad}
    assert (len(found.good), said) == (4, {6: ["birth"], 7: ["area", "class"]})


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ((None, "Khu 3", "Hộ nghèo"), "no_name"),
        (("12", "Khu 3", "Hộ nghèo"), "name"),
        (("Hoàng Văn Chài", None, "Hộ nghèo"), "no_area"),
        (("Hoàng Văn Chài", "Khu 30", "Hộ nghèo"), "area"),
        (("Hoàng Văn Chài", "Khu 3", "Hộ khá"), "class"),
        (("Hoàng Văn Chài", "Khu 3", None), "class"),
    ],
)
def test_what_is_missing_or_not_known_is_named(row: tuple[Cell, ...], why: str) -> None:
    assert wrong(row) == [why]


@pytest.mark.parametrize(
    ("poor", "near", "why"),
    [("x", None, []), (None, 1, []), ("x", "x", ["two_marks"]), (None, 0, ["no_mark"])],
)
def test_one_of_two_columns_is_marked(poor: Cell, near: Cell, why: list[str]) -> None:
    headings = ("Chủ hộ", "Thôn", "Hộ nghèo", "Hộ cận nghèo")
    assert wrong(("Hoàng Văn Chài", "Khu 3", poor, near), headings=headings) == why


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (20079900001, "020079900001"),
        (1079900001, "001079900001"),
        ("020 079 900001", "020079900001"),
        (Decimal("20079900001"), "020079900001"),
        (12345678, "012345678"),
        ("020079", None),
        ("123", None),
    ],
)
def test_zeros_that_a_spreadsheet_took_are_put_back(cell: Cell, number: str | None) -> None:
    headings = (*SHORT, "Số CCCD")
    found = read(("Hoàng Văn Chài", "Khu 3", "Hộ nghèo", cell), headings=headings)
    if number is None:
        assert [one.wrong[0].key for one in found.bad] == ["old_list.bad.number"]
    else:
        assert [one.national_id for one in found.good] == [number]


def test_sums_signatures_blanks_and_numbering_are_no_households() -> None:
    found = read(
        (1, 2, 3),
        ("Hoàng Văn Chài", "Khu 3", "Hộ nghèo"),
        (None, None, None),
        SHORT,
        ("Lộc Thị Pí", "Khu 3", "Hộ nghèo"),
        ("Tổng cộng", "2 hộ", "2"),
        ("Người lập biểu",),
    )
    assert [one.row for one in found.good] == [3, 6]
    assert (found.bad, [row for _, row in found.left]) == ((), [7, 8])


def test_an_area_merged_over_its_rows_counts_for_each() -> None:
    of = table(
        SHORT,
        ("Hoàng Văn Chài", "Khu 3", "Hộ nghèo"),
        ("Lộc Thị Pí", None, "Hộ nghèo"),
        merged=("B2:B3",),
    )
    assert [one.area for one in read_rows([of], [of.columns], AREAS, TODAY).good] == ["kp3", "kp3"]


def test_the_same_household_twice_is_bad_unless_something_tells_them_apart() -> None:
    headings = (*SHORT, "Mã hộ")
    one, two = ("Hoàng Văn Chài", "Khu 3", "Hộ nghèo"), ("HOÀNG VĂN CHÀI", "KP3", "Cận nghèo")
    assert wrong(one, two) == ["twice"]
    assert wrong((*one, "A1"), (*two, "A2"), headings=headings) == []
    assert wrong((*one, "A1"), ("Lộc Thị Pí", "Khu 3", "Hộ nghèo", "a1"), headings=headings) == ["code_twice"]
    numbers = (*SHORT, "CCCD")
    other = ("Lộc Thị Pí", "Khu 3", "Hộ nghèo", 20079900001)
    assert wrong((*one, 20079900001), other, headings=numbers) == ["number_twice"]


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("khu 3", "kp3"),
        ("KP3", "kp3"),
        ("Khu phố 03", "kp3"),
        ("3", "kp3"),
        ("đồng tâm", "kp6"),
        ("Thôn Đồng Tâm", "kp6"),
        ("Khu", None),
        ("Khu 13", None),
        ("Đồng", None),
    ],
)
def test_an_area_is_known_by_its_name_or_number(text: str, area: str | None) -> None:
    found = area_of(text, AREAS)
    assert isinstance(found, Problem) if area is None else found == area


def test_a_number_that_two_areas_bear_is_asked_for() -> None:
    two = (AREAS[0], Area("t1", "Thôn 1", None, None, "", TODAY))
    assert isinstance(area_of("1", two), Problem)
    assert area_of("Thôn 1", two) == "t1"


# ── packed, and .csv ─────────────────────────────────────────────────────────────────────────
def test_a_list_packed_and_unpacked_is_the_same() -> None:
    of = table(HEADINGS, *GOOD)
    assert unpacked(packed([of])) == (of,)


@pytest.mark.parametrize("text", ["", "nonsense", "!!", "AAAA"])
def test_what_is_no_packed_list_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        unpacked(text)


@pytest.mark.parametrize("between", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_comma_separated_files_say_what_the_workbook_says(between: str, encoding: str) -> None:
    data = comma_separated(GOOD, between).decode("utf-8-sig").encode(encoding)
    sheets = csv_sheet(data)
    assert not isinstance(sheets, SheetFault)
    [of] = tables_in(sheets)
    found = read_rows([of], [of.columns], AREAS, TODAY)
    assert [one.name for one in found.good] == [_named(row) for row in GOOD]


def _named(row: tuple[str | int | None, ...]) -> str:
    return "Hoàng Văn Chài" if row[0] == 1 else str(row[2])


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7", b"\xff\xd8\xff\xe0JFIF", "Hộ nghèo".encode("cp1258", "replace")]
)
def test_what_is_no_list_is_answered_with_what_would_be(data: bytes) -> None:
    assert csv_sheet(data) == SheetFault("old_list.file.unknown")


def test_letters_of_columns() -> None:
    assert [column_number(letters) for letters in ("A", "z", "AA")] == [0, 25, 26]


def test_a_row_says_itself_without_the_whole_number() -> None:
    row = Household("0.1", "2025", 4, "Hoàng Văn Chài", "kp3", "poor", "1979", "020079900001", "HN-1")
    assert row.said == "Hoàng Văn Chài · 1979 · kp3 · HN-1 · …0001"


def test_an_area_in_a_row_of_its_own_counts_for_those_below_it() -> None:
    of = table(
        ("STT", "Chủ hộ", "Phân loại", "Năm sinh"),
        ("I", "Khu phố 3", None, None),
        (1, "Hoàng Văn Chài", "Hộ nghèo", 1979),
        ("II. Khu 5", None, None, None),
        (2, "Lộc Thị Pí", "Hộ cận nghèo", 1982),
        (3, "Lò Văn Sáu", "Hộ cận nghèo", 1970),
        ("Tổng cộng", "3 hộ", None, None),
    )
    assert of.missing(of.columns) == "area"
    columns = {**of.columns, ABOVE: 0}
    assert of.missing(columns) == ""
    found = read_rows([of], [columns], AREAS, TODAY)
    assert [(one.area, one.row) for one in found.good] == [("kp3", 3), ("kp5", 5), ("kp5", 6)]
    assert (found.bad, [row for _, row in found.left]) == ((), [7])


def test_a_household_above_the_first_row_of_an_area_has_none() -> None:
    of = table(("Chủ hộ", "Phân loại", "Năm sinh"), ("Hoàng Văn Chài", "Hộ nghèo", 1979), ("Khu 5",))
    found = read_rows([of], [{**of.columns, ABOVE: 0}], AREAS, TODAY)
    assert [one.wrong[0].key for one in found.bad] == ["old_list.bad.no_area"]
