"""The template of a points table: filled from the print it gives the table; each bad cell is named."""

import re
import unicodedata
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.documents.points_table.table_file import check_file
from bot.documents.points_table.table_words import MEASURE_WORDS, standing
from bot.documents.points_table.table_workbook import filled_workbook, table_template
from bot.errors import PackError
from bot.scoring.measures import MEASURES
from bot.scoring.own_table import read_own_table, write_table
from bot.scoring.points import OFFICIAL, PointsTable
from bot.scoring.table_compare import differences
from locales import translate
from tests.unit.documents.filled_table import (
    COLUMNS,
    PACK,
    SOURCE,
    TABLE,
    checked,
    filled_book,
    found,
    saved,
)
from tests.unit.documents.filled_table import (
    MEASURES as MEASURES_SHEET,
)
from tests.unit.locales.in_code import BOT


def official_training() -> PointsTable:
    """The training table with the commune's columns, as if it had been copied from a print."""
    items = tuple(
        replace(
            item,
            rows=tuple(
                replace(row, points={c: row.points[c] for c in COLUMNS}, provenance=OFFICIAL)
                for row in item.rows
            ),
        )
        for item in PACK.table.items
    )
    return read_own_table(PACK, write_table(replace(PACK.table, items=items, columns=COLUMNS)))


def sheet(data: bytes, name: str) -> Any:
    return load_workbook(BytesIO(data))[name]


# ── the good way ─────────────────────────────────────────────────────────────────────────────
def test_filled_from_the_print_it_is_the_table() -> None:
    result = checked(filled_book())
    assert found(result) == []
    wanted = official_training()
    assert result.table == wanted
    assert result.text == write_table(wanted)
    assert result.table is not None
    assert result.table.provenances == (OFFICIAL,)
    assert not result.table.signed
    assert result.document == "Thông tư số 02/2022/TT-BLĐTBXH · 30/03/2022 · Phụ lục III"
    assert result.source is not None
    assert result.source.filled_by == "Lê Thị Lan"


def test_the_template_has_no_points_and_every_empty_cell_is_named() -> None:
    data = table_template(PACK, COLUMNS)
    rows = list(sheet(data, TABLE).iter_rows(min_row=3, min_col=10, max_col=11, values_only=True))
    assert {value for row in rows for value in row} == {None}
    result = check_file(PACK, COLUMNS, data)
    empty = [one for one in found(result) if one[2] == "bad.points_empty"]
    cells = sum(len(item.rows) for item in PACK.table.items) * len(COLUMNS)
    assert len(empty) == cells
    assert [one[1] for one in empty[:3]] == ["J3", "K3", "J4"]
    assert [one for one in found(result) if one[0] == SOURCE] == [
        (SOURCE, "C3", "bad.number_missing"),
        (SOURCE, "C4", "bad.issued_missing"),
        (SOURCE, "C5", "bad.appendix_missing"),
        (SOURCE, "C7", "bad.filled_by_missing"),
    ]
    assert result.table is None
    assert result.text == ""
    assert result.document == ""


def test_of_very_many_bad_cells_the_first_are_named_and_the_others_counted() -> None:
    every = (*(region.id for region in PACK.regions), "urban")
    result = check_file(PACK, every, table_template(PACK, every))
    rows = sum(len(item.rows) for item in PACK.table.items)
    assert len(result.problems) == 200
    assert result.more == rows * len(every) + 4 - 200


# ── each way of being wrong, at its cell ─────────────────────────────────────────────────────
BAD: list[tuple[dict[str, object], list[tuple[str, str]]]] = [
    # points
    ({"J17": None}, [("J17", "points_empty")]),
    ({"J17": " \u00a0"}, [("J17", "points_empty")]),
    ({"K17": 12.5}, [("K17", "points_fraction")]),
    ({"K17": "12,5"}, [("K17", "points_fraction")]),
    ({"K17": "mười"}, [("K17", "points_text")]),
    ({"K17": "1O"}, [("K17", "points_text")]),
    ({"K17": "1,000"}, [("K17", "points_text")]),
    ({"K17": True}, [("K17", "points_text")]),
    ({"K17": date(2022, 8, 20)}, [("K17", "points_text")]),
    ({"K17": "#N/A"}, [("K17", "points_text")]),
    ({"K17": "1.000"}, [("K17", "points_far")]),
    ({"K17": -1000}, [("K17", "points_far")]),
    ({"K17": "=J17*2"}, [("K17", "formula")]),
    # items
    ({"A3": None}, [("A3", "item_missing")]),
    ({"A63": "a01"}, [("A63", "item_twice"), ("A64", "item_twice"),
                      ("B63", "item_text_missing"), ("B64", "item_text_missing"),
                      ("C63", "measure_missing"), ("C64", "measure_missing"),
                      ("E62", "entry_missing"), ("E62", "none_missing")]),
    ({"A64": "mục 13"}, [("A64", "item_shape"), ("B64", "item_text_missing"),
                         ("C64", "measure_missing"), ("E63", "none_missing")]),
    ({"B3": None}, [("B3", "item_text_missing")]),
    ({"B5": "Số người"}, [("B5", "differs")]),
    ({"C26": None}, [("C26", "measure_missing")]),
    ({"C26": "income"}, [("C26", "measure_unknown")]),
    ({"C27": "electricity_kwh"}, [("C27", "differs")]),
    ({"D3": "only_strong"}, [("D3", "rule_unknown")]),
    ({"D4": "only_strong"}, [("D4", "differs")]),
    ({"B3": "x" * 401}, [("B3", "too_long")]),
    # choices
    ({"E14": "college"}, [("E14", "choice_twice")]),
    ({"E14": None}, [("E14", "choice_missing")]),
    ({"E14": "trung cấp"}, [("E14", "choice_shape")]),
    ({"F14": None}, [("F14", "choice_text_missing")]),
    ({"E43": "tractor"}, [("E43", "choice_unknown"), ("E52", "entry_missing")]),
    ({"E52": "tv"}, [("E52", "choice_twice"), ("E52", "none_missing")]),
    # bands
    ({"H27": 9}, [("H27", "band_hole")]),
    ({"H27": 7}, [("H27", "band_overlap")]),
    ({"I27": 21}, [("H28", "band_overlap")]),
    ({"I27": 8}, [("I27", "band_empty")]),
    ({"I27": None}, [("I27", "band_open")]),
    ({"I30": 99}, [("I30", "band_last")]),
    ({"H26": 1}, [("H26", "band_first")]),
    ({"H3": 0}, [("H3", "band_first")]),
    ({"H27": None, "I27": None}, [("H27", "band_missing")]),
    ({"H26": None, "H27": None}, [("H27", "band_missing")]),
    ({"H28": 8}, [("H28", "band_same")]),
    ({"H27": "tám"}, [("H27", "band_number")]),
    ({"H27": -8}, [("H27", "band_number")]),
    ({"H27": "8.000.000"}, [("H27", "band_number")]),
    ({"H4": 2.5}, [("H4", "band_whole")]),
    ({"H13": 1}, [("H13", "band_unwanted")]),
    ({"I42": 1}, [("I42", "band_unwanted")]),
    # answers
    ({"G37": None}, [("G37", "answers_empty"), ("G38", "answer_missing")]),
    ({"G37": "drilled_well pond"}, [("G37", "answer_unknown")]),
    ({"G37": "drilled_well rain"}, [("G38", "answer_twice")]),
    ({"G38": "protected_dug_well, protected_spring; other"}, [("G38", "answer_missing")]),
    ({"G3": "college"}, [("G3", "answers_unwanted")]),
    ({"G42": "tv"}, [("G42", "answers_unwanted")]),
    # columns
    ({"J2": None}, [("A1", "column_missing"), ("J3", "column_unnamed")]),
    ({"D2": "x"}, [("A1", "column_missing"), ("D1", "column_unknown")]),
    ({"L2": "urban"}, [("L1", "column_twice")]),
    ({"L2": "rural_southeast"}, [("L1", "column_other")]),
    ({"L5": "xem lại"}, [("L5", "column_unnamed")]),
]  # fmt: skip


@pytest.mark.parametrize(("edits", "wanted"), BAD, ids=lambda one: str(one)[:50])
def test_a_bad_cell_is_named(edits: dict[str, object], wanted: list[tuple[str, str]]) -> None:
    book = filled_book()
    for cell, value in edits.items():
        book[TABLE][cell] = value
    result = checked(book)
    assert sorted(found(result)) == sorted((TABLE, cell, f"bad.{key}") for cell, key in wanted)
    assert result.table is None
    for one in result.problems:
        for language in ("vi", "en"):
            assert "{" not in translate(language, one.key, one.args)


@pytest.mark.parametrize(
    ("cell", "value", "key"),
    [
        ("C3", None, "number_missing"),
        ("C3", "=A1", "formula"),
        ("C4", None, "issued_missing"),
        ("C4", "31/2/2022", "issued_shape"),
        ("C4", "tháng 3/2022", "issued_shape"),
        ("C4", "30/3/22", "issued_shape"),
        ("C4", "30/3/1922", "issued_shape"),
        ("C4", 44650, "issued_shape"),
        ("C5", " ", "appendix_missing"),
        ("C7", None, "filled_by_missing"),
        ("C7", "x" * 401, "too_long"),
    ],
)
def test_what_is_said_of_the_print_is_looked_at(cell: str, value: object, key: str) -> None:
    book = filled_book()
    book[SOURCE][cell] = value
    assert found(checked(book)) == [(SOURCE, cell, f"bad.{key}")]


@pytest.mark.parametrize("value", ["30-03-2022", "ngày 30 tháng 3 năm 2022", date(2022, 3, 30)])
def test_the_day_may_be_written_in_several_ways(value: object) -> None:
    book = filled_book()
    book[SOURCE]["C4"] = value
    source = checked(book).source
    assert source is not None
    assert source.issued == date(2022, 3, 30)


def test_every_kind_of_bad_cell_is_tried() -> None:
    """What the code can say of a cell of the table is said by one of the cases above."""
    files = [one for one in (BOT / "scoring").glob("table_*.py") if one.stem != "table_cells"]
    source = "".join(one.read_text("utf-8") for one in files)
    known = set(re.findall(r'"table\.bad\.(\w+)"', source))
    elsewhere = {"no_table", "two_tables", "merged"}
    assert known - elsewhere == {key for _, wanted in BAD for _, key in wanted}


def test_two_bad_cells_are_both_named_in_the_order_of_the_sheet() -> None:
    book = filled_book()
    book[TABLE]["K40"], book[TABLE]["J4"], book[SOURCE]["C5"] = "x", 1.5, None
    assert found(checked(book)) == [
        (SOURCE, "C5", "bad.appendix_missing"),
        (TABLE, "J4", "bad.points_fraction"),
        (TABLE, "K40", "bad.points_text"),
    ]


# ── workbooks that are not the template ──────────────────────────────────────────────────────
def test_merged_cells_are_named() -> None:
    book = filled_book()
    book[TABLE].merge_cells("J27:J28")
    assert (TABLE, "J27", "bad.merged") in found(checked(book))


def test_a_copy_of_the_table_is_one_too_many() -> None:
    book = filled_book()
    book.copy_worksheet(book[TABLE]).title = "Cũ"
    assert found(checked(book)) == [("Cũ", "A2", "bad.two_tables")]


def test_without_its_hidden_ids_there_is_no_table() -> None:
    book = filled_book()
    book[TABLE].delete_rows(2)
    assert found(checked(book)) == [("", "", "bad.no_table")]


def test_without_the_information_sheet_there_is_no_source() -> None:
    book = filled_book()
    del book[SOURCE]
    assert found(checked(book)) == [("", "", "bad.no_source")]


def test_a_template_of_another_pack_is_refused() -> None:
    book = filled_book()
    book[SOURCE]["C8"] = "2027-2030"
    assert found(checked(book)) == [("", "", "bad.other_pack")]


def test_a_template_with_another_communes_columns_is_refused() -> None:
    result = check_file(PACK, ("rural_mekong_delta", "urban"), saved(filled_book()))
    assert found(result) == [(TABLE, "A1", "bad.column_missing"), (TABLE, "J1", "bad.column_other")]


def test_a_table_shown_cannot_come_back_as_an_official_one() -> None:
    """Training points with a name for the print would look like the law's."""
    book = load_workbook(BytesIO(filled_workbook(PACK, PACK.table)))
    for cell, text in {"C3": "TT 02", "C4": "30/3/2022", "C5": "III", "C7": "Lan"}.items():
        book[SOURCE][cell] = text
    result = check_file(PACK, PACK.table.columns, saved(book))
    assert found(result) == [("", "", "bad.shown")]


def test_an_empty_table_is_named() -> None:
    book = filled_book()
    book[TABLE].delete_rows(3, 100)
    assert found(checked(book)) == [(TABLE, "A3", "bad.no_rows")]


# ── what the print may change ────────────────────────────────────────────────────────────────
def test_an_item_may_be_banded_anew_in_any_order_of_rows() -> None:
    book = filled_book()
    table = book[TABLE]
    table["I27"], table["H28"], table["I28"] = 15, 15, 22.5
    table["H29"], table["I29"], table["H30"] = "22,5", "1.000", "1.000"
    table.insert_rows(31)
    for cell, value in {"A31": "a07", "F31": "rất rộng", "H31": 2000, "J31": 40, "K31": 50}.items():
        table[cell] = value
    table["I30"] = 2000
    result = checked(book)
    assert found(result) == []
    assert result.table is not None
    item = result.table.items[6]
    assert [row.choice for row in item.rows] == ["<8", "8-15", "15-22.5", "22.5-1000", "1000-2000", "2000+"]
    assert differences(official_training(), result.table).rebanded == ("a07",)


def test_the_lowest_band_may_leave_its_beginning_empty() -> None:
    book = filled_book()
    book[TABLE]["H26"] = book[TABLE]["H3"] = None
    result = checked(book)
    assert result.table == official_training()


def test_bands_may_stand_in_any_order() -> None:
    book = filled_book()
    table = book[TABLE]
    for column in "FHIJK":
        upper, lower = table[f"{column}29"], table[f"{column}30"]
        upper.value, lower.value = lower.value, upper.value
    result = checked(book)
    assert found(result) == []
    assert result.text == write_table(official_training())


def test_an_item_may_be_added_and_one_dropped() -> None:
    book = filled_book()
    table = book[TABLE]
    table.delete_rows(53, 6)
    added = [("a14", "Số phòng ngủ", "members", None, None, "1–3 người", None, 1, 4, 10, 5),
             (None, None, None, None, None, "từ 4 người", None, 4, None, 0, 0)]  # fmt: skip
    for line in added:
        table.append(line)
    result = checked(book)
    assert found(result) == []
    assert result.table is not None
    changed = differences(official_training(), result.table)
    assert (changed.added, changed.dropped) == (("a14",), ("a12",))
    assert [(row.choice, row.points["urban"]) for row in result.table.items[-1].rows] == [
        ("<4", 5),
        ("4+", 0),
    ]


def test_words_and_answers_may_be_changed() -> None:
    book = filled_book()
    table = book[TABLE]
    table["B36"] = "Nguồn nước ăn uống"
    table["G37"], table["G38"] = "drilled_well, protected_dug_well", "protected_spring rain other"
    result = checked(book)
    assert result.table is not None
    changed = differences(official_training(), result.table)
    assert (changed.reworded, changed.rebanded) == (("a09",), ("a09",))
    assert result.table.items[8].rows[1].answers == ("drilled_well", "protected_dug_well")


# ── what spreadsheet programs make of a file ─────────────────────────────────────────────────
def test_oddities_that_mean_the_same_give_the_same_table() -> None:
    book = filled_book()
    table, source = book[TABLE], book[SOURCE]
    table["J3"], table["K3"], table["H4"] = 75.0, " 80 ", "2"
    table["A3"], table["E13"], table["C13"] = " A01 ", "COLLEGE\u00a0", "best_certificate"
    table["B10"] = unicodedata.normalize("NFD", table["B10"].value) + " \u00a0 "
    table["F13"] = "cao đẳng\ntrở lên"
    table["A9"] = None
    source["C5"] = "Phụ\u00a0lục  III"
    table.insert_rows(10, 2)
    table["Z300"] = "  "
    table.row_dimensions[40].hidden = True
    book.move_sheet(TABLE, -2)
    table.title = "Sheet 1 (2)"
    book[MEASURES_SHEET].sheet_state = "hidden"
    result = checked(book)
    assert found(result) == []
    assert result.text == write_table(official_training())


def test_columns_may_stand_in_another_order() -> None:
    book = filled_book()
    table = book[TABLE]
    for row in range(1, 65):
        table[f"J{row}"].value, table[f"K{row}"].value = table[f"K{row}"].value, table[f"J{row}"].value
    assert checked(book).text == write_table(official_training())


def test_extra_columns_of_spaces_are_nothing() -> None:
    book = filled_book()
    book[TABLE]["M3"] = " "
    assert found(checked(book)) == []


# ── how the template looks ───────────────────────────────────────────────────────────────────
def test_cells_know_what_may_be_typed_into_them() -> None:
    page = sheet(table_template(PACK, COLUMNS), TABLE)
    rules = {str(rule.sqref).split(":")[0]: rule for rule in page.data_validations.dataValidation}
    assert (rules["J3"].type, rules["J3"].formula1, rules["J3"].formula2) == ("whole", "-999", "999")
    assert rules["H3"].type == rules["I3"].type == "decimal"
    assert rules["C3"].type == rules["D3"].type == "list"
    first, last = rules["C3"].formula1.rpartition("!")[2].replace("$", "").split(":")
    listed = [row[0].value for row in sheet(table_template(PACK, COLUMNS), MEASURES_SHEET)[first:last]]
    assert [one.partition(":")[0] for one in listed] == list(MEASURES)
    assert all(rule.error and rule.showErrorMessage for rule in rules.values())


def test_the_list_of_rules_holds_the_packs_rules() -> None:
    data = table_template(PACK, COLUMNS)
    page = sheet(data, TABLE)
    rules = {str(rule.sqref).split(":")[0]: rule for rule in page.data_validations.dataValidation}
    first, last = rules["D3"].formula1.rpartition("!")[2].replace("$", "").split(":")
    listed = [row[0].value for row in sheet(data, MEASURES_SHEET)[first:last]]
    assert [one.partition(":")[0] for one in listed] == list(PACK.rules)


def test_the_heading_stays_and_the_ids_are_hidden() -> None:
    page = sheet(table_template(PACK, COLUMNS), TABLE)
    assert page.freeze_panes == "B3"
    assert page.row_dimensions[2].hidden
    assert "Trung du và miền núi phía Bắc" in page["J1"].value
    assert page["J3"].fill.fgColor.rgb != page["F3"].fill.fgColor.rgb
    assert page["B3"].alignment.wrap_text


def test_every_measure_is_explained_with_its_ids() -> None:
    assert list(MEASURE_WORDS) == list(MEASURES)
    page = sheet(table_template(PACK, COLUMNS), MEASURES_SHEET)
    cells = [row for row in page.iter_rows(values_only=True) if row[2]]
    assert ("protected_spring", "Khe, mó nước được bảo vệ") in [(row[2], row[1]) for row in cells]


def test_a_table_shown_says_how_far_it_may_be_trusted() -> None:
    data = filled_workbook(PACK, PACK.table)
    values = [row[2] for row in sheet(data, SOURCE).iter_rows(values_only=True)]
    assert "Bảng điểm tập huấn – chưa đối chiếu" in values
    page = sheet(data, TABLE)
    assert page.cell(3, len(PACK.table.columns) + 10).value == "Bảng điểm 2016–2020, thang điểm cũ"
    assert page["J3"].value == 75
    signed = replace(official_training(), signed=True)
    assert standing(PACK, signed) != standing(PACK, official_training()) != standing(PACK, PACK.table)


@pytest.mark.parametrize("columns", [(), ("urban", "mars")])
def test_a_template_needs_columns_of_the_pack(columns: tuple[str, ...]) -> None:
    with pytest.raises(PackError, match="columns"):
        table_template(PACK, columns)
