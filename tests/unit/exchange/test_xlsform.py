"""The exported forms: whole, named as the contract has it, marked, written from the pack's data."""

import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pyxform.validators.odk_validate import check_xform
from pyxform.xls2xform import convert

from bot.errors import PackError
from bot.exchange.xlsform.questions import condition
from bot.exchange.xlsform.sheet import Row, Sheets, write
from bot.exchange.xlsform.surveys import forms_of, screening_form, survey_form
from bot.scoring.forms import Condition
from bot.scoring.pack import Pack
from bot.scoring.packs import load_pack
from bot.scoring.points import OFFICIAL, Item

PACK = load_pack("2022-2025")
DAY = date(2026, 10, 1)
FORMS = {sheets.form_id: sheets for sheets in forms_of(PACK, DAY)}


def row(sheets: Sheets, name: str) -> Row:
    return next(one for one in sheets.survey if one.name == name and not one.type.startswith("end"))


def formula(pack: Pack, name: str) -> str:
    return row(survey_form(pack, DAY), name).calculation


def changed(item: str, choice: str, **changes: object) -> Pack:
    """The pack with one row of its table changed."""
    items = tuple(
        replace(
            one,
            rows=tuple(
                replace(r, **changes) if (one.id, r.choice) == (item, choice) else r  # type: ignore[arg-type]
                for r in one.rows
            ),
        )
        for one in PACK.table.items
    )
    return PACK.with_table(replace(PACK.table, items=items))


# ── other tools take them ────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("form", FORMS)
def test_pyxform_converts_without_a_warning(form: str) -> None:
    warnings: list[str] = []
    made = convert(write(FORMS[form]), warnings=warnings)
    assert warnings == []
    assert f'id="{form}"' in made.xform
    assert f'version="{PACK.digest[:12]}-{PACK.table.digest[:12]}"' in made.xform


@pytest.mark.skipif(shutil.which("java") is None, reason="no Java: ODK Validate cannot be run")
@pytest.mark.parametrize("form", FORMS)
def test_odk_validate_accepts(form: str, tmp_path: Path) -> None:
    file = tmp_path / f"{form}.xml"
    file.write_text(convert(write(FORMS[form])).xform, encoding="utf-8")
    assert check_xform(str(file)) == []


# ── names ────────────────────────────────────────────────────────────────────────────────────
def test_every_question_has_its_element_in_its_place() -> None:
    survey = FORMS["phieu_b"].survey
    names = [one.name for one in survey]
    inside = names.index("members"), len(names) - names[::-1].index("members") - 1
    for section in PACK.forms["phieu_b"].sections:
        for question in section.questions:
            place = names.index(question.id)
            assert (inside[0] < place < inside[1]) == (question.scope == "member"), question.id
    assert {"case_code", "visited_on", "respondent", "area_type", "area_region"} <= set(names)
    assert {f"g_{one.id}" for one in PACK.forms["phieu_b"].sections} <= set(names)


def test_what_is_no_question_says_so_by_its_name() -> None:
    known = {q.id for section in PACK.forms["phieu_b"].sections for q in section.questions}
    known |= {"case_code", "visited_on", "respondent", "area_type", "area_region", "members"}
    others = {one.name for one in FORMS["phieu_b"].survey} - known
    assert [name for name in others if not name.startswith(("x_", "calc_", "g_"))] == []


def test_entries_beyond_the_number_of_members_are_not_there() -> None:
    """Collect keeps them where the number is made smaller: all of a member stands inside the group."""
    rows = list(FORMS["phieu_b"].survey)
    names = [(one.type, one.name) for one in rows]
    first, last = names.index(("begin_repeat", "members")), names.index(("end_repeat", "members"))
    assert names[first + 1] == ("begin_group", "g_member")
    assert names[last - 1] == ("end_group", "g_member")
    assert rows[first + 1].relevant == "position(..) <= ${household_size}"


@pytest.mark.parametrize("form", FORMS)
def test_no_name_stands_twice(form: str) -> None:
    names = [one.name for one in FORMS[form].survey if not one.type.startswith("end")]
    assert len(names) == len(set(names))


def test_the_screening_asks_each_criterion() -> None:
    asked = [one.name for one in FORMS["phieu_a"].survey if one.type == "select_one yes_no"]
    assert asked == [f"pa0{n}" for n in range(1, 10)]
    assert "< 4" in row(FORMS["phieu_a"], "calc_listed").calculation


# ── the mark ─────────────────────────────────────────────────────────────────────────────────
def official(signed: bool) -> Pack:
    items = tuple(
        replace(one, rows=tuple(replace(r, provenance=OFFICIAL) for r in one.rows))
        for one in PACK.table.items
    )
    return PACK.with_table(replace(PACK.table, items=items, signed=signed))


@pytest.mark.parametrize(("pack", "marked"), [(PACK, True), (official(False), True), (official(True), False)])
def test_only_a_signed_official_table_goes_without_the_mark(pack: Pack, marked: bool) -> None:
    sheets = survey_form(pack, DAY)
    assert (PACK.table_label["vi"] in sheets.title) is marked
    labels = [one.label.get("vi") for one in sheets.survey if one.name in ("x_mark", "x_mark_result")]
    assert labels == ([PACK.table_label["vi"]] * 2 if marked else [])


def test_signing_alone_does_not_make_the_training_table_official() -> None:
    signed = PACK.with_table(replace(PACK.table, signed=True))
    assert PACK.table_label["vi"] in survey_form(signed, DAY).title


# ── from the data ────────────────────────────────────────────────────────────────────────────
def test_other_points_are_in_the_formula() -> None:
    column = PACK.table.columns[0]
    points = dict(PACK.table.items[10].row("tv").points) | {column: 37}
    assert ", 37, " not in formula(PACK, "calc_item_a11")
    assert ", 37, " in formula(changed("a11", "tv", points=points), "calc_item_a11")


def test_another_band_is_in_the_formula() -> None:
    assert "< 800 * ${calc_n}" in formula(PACK, "calc_item_a07")
    assert "< 875 * ${calc_n}" in formula(changed("a07", "<8", below=Decimal("8.75")), "calc_item_a07")
    finer = formula(changed("a07", "<8", below=Decimal("8.125")), "calc_item_a07")
    assert "round(${floor_area_m2} * 1000) < 8125 * ${calc_n}" in finer


def test_other_answers_of_a_row_are_in_the_formula() -> None:
    assert "${water} = 'rain'" not in formula(PACK, "calc_item_a09")
    assert "${water} = 'rain'" in formula(changed("a09", "piped", answers=("piped", "rain")), "calc_item_a09")


def test_an_item_without_its_rule_counts_by_its_rows() -> None:
    weak = "${calc_weak_members} = ${calc_n}"
    assert weak in formula(PACK, "calc_item_a01")
    items = tuple(replace(one, rule="") for one in PACK.table.items)
    assert weak not in formula(PACK.with_table(replace(PACK.table, items=items)), "calc_item_a01")


def test_an_unknown_measure_or_rule_is_refused() -> None:
    first, *rest = PACK.table.items
    for wrong in (replace(first, measure="tractors", rule=""), replace(first, rule="only_strong")):
        with pytest.raises(PackError, match="no formula"):
            survey_form(PACK.with_table(replace(PACK.table, items=(wrong, *rest))), DAY)


def test_the_end_of_working_age_is_that_of_the_year() -> None:
    for year in (2025, 2026):
        limits = PACK.working_age[year]
        said = row(survey_form(PACK, date(year, 10, 1)), "calc_m_employment").calculation
        assert f"${{calc_months}} < {limits.male}" in said
        assert f"${{calc_months}} < {limits.female}" in said


@pytest.mark.parametrize("day", [date(2020, 12, 31), date(2029, 1, 1)])
def test_a_year_without_limits_is_refused(day: date) -> None:
    with pytest.raises(PackError, match="no working-age limit"):
        survey_form(PACK, day)


def test_a_draft_is_refused() -> None:
    with pytest.raises(PackError, match="draft"):
        forms_of(load_pack("2027-2030"), date(2027, 10, 1))


def test_only_the_table_s_own_columns_can_be_chosen() -> None:
    some = PACK.with_table(replace(PACK.table, columns=("rural_southeast", "urban")))
    choices = survey_form(some, DAY).choices
    assert list(choices["area_region"]) == ["rural_southeast"]
    assert set(choices["area_type"]) == {"rural", "urban"}
    rural = PACK.with_table(replace(PACK.table, columns=("rural_southeast",)))
    assert set(survey_form(rural, DAY).choices["area_type"]) == {"rural"}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (Condition("age", at_least=3, below=31), "(${calc_age} >= 3 and ${calc_age} < 31)"),
        (Condition("age", above=105), "${calc_age} > 105"),
        (Condition("work", one_of=("public", "farm")), "(${work} = 'public' or ${work} = 'farm')"),
        (Condition("schooling_met", one_of=("no",)), "${calc_schooling_met} = 'no'"),
        (Condition("national_id"), "${national_id} != ''"),
    ],
)
def test_conditions_as_xpath(given: Condition, said: str) -> None:
    assert condition(given) == said


# ── as a spreadsheet ─────────────────────────────────────────────────────────────────────────
def test_both_languages_stand_in_the_sheets() -> None:
    book = load_workbook(BytesIO(write(FORMS["phieu_b"])))
    headings = [cell.value for cell in book["survey"][1]]
    for language in ("Tiếng Việt (vi)", "English (en)"):
        assert f"label::{language}" in headings
        label, kind = headings.index(f"label::{language}"), headings.index("type")
        bare = [
            line[headings.index("name")]
            for line in book["survey"].iter_rows(min_row=2, values_only=True)
            if not str(line[kind]).startswith(("end", "calculate")) and not line[label]
        ]
        assert bare == []
    settings = dict(zip(*book["settings"].iter_rows(values_only=True), strict=True))
    assert settings["default_language"] == "Tiếng Việt (vi)"


def test_what_a_commune_wrote_is_never_a_formula_nor_a_reference() -> None:
    words = "=1+1 ${calc_class}"
    items = (replace(PACK.table.items[0], text=words), *PACK.table.items[1:])
    sheets = survey_form(PACK.with_table(replace(PACK.table, items=items)), DAY)
    assert "${calc_class}" not in row(sheets, "x_items").label["vi"]
    made = Sheets("f", "t", "v", (Row("note", "x", {"vi": "=1+1", "en": "=1+1"}),), {})
    cells = [cell for line in load_workbook(BytesIO(write(made)))["survey"].iter_rows() for cell in line]
    assert [cell.data_type for cell in cells if cell.value == "=1+1"] == ["s", "s"]


def of_items(*items: Item) -> Pack:
    return PACK.with_table(replace(PACK.table, items=items))


def test_no_item_takes_the_name_of_another_calculation() -> None:
    """An officer may call an item what the form calls its own: "score_a", "n", "b_water"."""
    ids = ("score_a", "n", "b_water", "ready", "months", "all_work", "class")
    items = [replace(PACK.table.items[0], id=one) for one in ids]
    made = convert(xlsform=BytesIO(write(survey_form(of_items(*items), DAY))), validate=False)
    assert all(f"calc_item_{one}" in made.xform for one in ids)


def with_bound(bound: str, item: str = "a08") -> Pack:
    found = next(one for one in PACK.table.items if one.id == item)
    low, high = replace(found.rows[0], below=Decimal(bound)), replace(found.rows[-1], at_least=Decimal(bound))
    return of_items(replace(found, rows=(low, high)))


@pytest.mark.parametrize(
    ("pack", "said"),
    [
        (of_items(replace(PACK.table.items[0], id="a 1")), "cannot be named"),
        (of_items(replace(PACK.table.items[0], id="a'1")), "cannot be named"),
        (with_bound("0." + "3" * 40), "more than 8 digits"),
        (with_bound("1.9999999999999999999", "a05"), "more than 8 digits"),
    ],
)
def test_what_a_formula_cannot_say_exactly_is_refused(pack: Pack, said: str) -> None:
    with pytest.raises(PackError, match=said):
        survey_form(pack, DAY)


def test_a_small_bound_is_written_without_an_exponent() -> None:
    """XPath knows none: 1E-7 would be no number."""
    assert "< 0.0000001" in formula(with_bound("0.0000001", "a05"), "calc_item_a05")


def test_a_formula_too_long_for_a_cell_is_refused_and_never_cut() -> None:
    item = next(one for one in PACK.table.items if one.id == "a08")
    bounds = [Decimal(n) for n in range(700)]
    rows = (
        replace(item.rows[0], choice=f"b{n}", at_least=low, below=high)
        for n, (low, high) in enumerate(zip(bounds, [*bounds[1:], None], strict=True))
    )
    sheets = survey_form(of_items(replace(item, rows=tuple(rows))), DAY)
    with pytest.raises(PackError, match="calc_item_a08"):
        write(sheets)


def test_control_characters_of_a_table_do_not_reach_the_workbook() -> None:
    sheets = survey_form(of_items(replace(PACK.table.items[0], text="Số\x07\u202e người")), DAY)
    assert "Số   người" in row(sheets, "x_items").label["vi"]
    assert write(sheets)


def test_screening_does_not_depend_on_the_table() -> None:
    assert screening_form(official(True)).survey == screening_form(PACK).survey
