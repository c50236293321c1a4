"""The data dictionary: every column is explained, and its beginning as it is read."""

from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

from bot.cases.case import State
from bot.cases.movement import Movement
from bot.documents.export.export_dictionary import COLUMNS, Entry, dictionary
from bot.documents.export.export_layout import layout_of
from bot.documents.export.export_words import export_words
from bot.documents.export.export_writer import ABOUT
from bot.errors import ConfigError
from bot.scoring.packs import available_packs, load_pack

PACK = load_pack("2022-2025")
WORDS = export_words(PACK.id)
ENTRIES = dictionary(PACK)
GOLDEN = Path(__file__).parent / "export_dictionary.txt"


def entry(table: str, name: str) -> Entry:
    [found] = [one for one in ENTRIES if (one.table, one.id) == (table, name)]
    return found


def lines() -> list[str]:
    rows = (" | ".join(str(cell or "").replace("\n", "; ") for cell in one.row) for one in ENTRIES)
    return [row.rstrip() for row in rows]


def test_its_beginning_as_it_is_read() -> None:
    assert lines()[:40] == GOLDEN.read_text("utf-8").splitlines()


def test_the_first_line_says_that_the_national_layout_is_not_known() -> None:
    first = ENTRIES[0]
    assert (first.kind, first.table, first.id) == ("note", "", "")
    assert "Chưa biết bố cục" in first.label and "hệ thống dữ liệu quốc gia" in first.label
    assert any("hệ thống dữ liệu quốc gia" in one for one in WORDS.to_compare)


def test_every_column_has_a_row_and_no_two_are_alike() -> None:
    columns = [(one.table, one.id) for table in layout_of((PACK,)).columns.values() for one in table]
    rows = [(one.table, one.id) for one in ENTRIES if one.kind != "note"]
    assert rows == columns
    assert max(Counter(columns).values()) == 1


def test_every_answer_of_phieu_a_phieu_b_and_the_income_form_is_a_column() -> None:
    rows = {(one.table, one.id) for one in ENTRIES}
    for question in (q for s in PACK.forms["phieu_b"].sections for q in s.questions):
        assert ("households" if question.scope == "household" else "members", question.id) in rows
    for question in (q for s in PACK.forms["income"].sections for q in s.questions):
        assert ("households", f"income.{question.id}") in rows
    assert {("households", f"pa0{n}") for n in range(1, 10)} <= rows


def test_every_row_says_what_for_how_sensitive_and_from_where() -> None:
    for one in ENTRIES:
        if one.kind != "note":
            assert one.label and one.purpose and one.sensitivity and one.source, one.id


@pytest.mark.parametrize("name", ["ethnicity", "insured", "disabled_or_ill", "undernourished", "relation"])
def test_health_ethnicity_and_family_life_are_sensitive(name: str) -> None:
    assert entry("members", name).sensitivity == "sensitive"


def test_values_have_their_words() -> None:
    assert entry("members", "sex").values == {"male": "Nam", "female": "Nữ"}
    assert entry("members", "ethnicity").values["07"] == "Nùng"
    assert entry("members", "insured").values == {"yes": "có", "no": "không", "unknown": "không rõ"}
    assert entry("households", "result.class").values["poor"] == "Hộ nghèo"
    assert entry("households", "result.class").values["average_living_standard"]
    assert set(entry("households", "state").values) == set(get_args(State)) - {"erased"}
    decided = set(entry("households", "decision.class").values)
    assert decided >= {"poor", "near_poor", "none", "average_living_standard", "low_income"}
    assert set(entry("households", "decision.outcome").values) == {"recognised", "left", "refused"}
    assert set(entry("households", "decision.movement").values) == set(get_args(Movement))
    assert set(entry("households", "procedure").values) == set(PACK.procedures)
    assert set(entry("deprivations", "indicator").values) == {one.id for one in PACK.indicators}
    assert entry("households", "floor_area_m2").unit == "m²"


def test_nothing_in_the_words_is_for_a_column_that_is_not_there() -> None:
    columns = {table: {one.id for one in found} for table, found in layout_of((PACK,)).columns.items()}
    columns |= {"round": set(ABOUT), "dictionary": set(COLUMNS)}
    for table, words in WORDS.columns.items():
        assert set(words) <= columns[table], table
    assert set(WORDS.tables) == set(columns)
    used = {one.values for found in WORDS.columns.values() for one in found.values()}
    assert set(WORDS.values) <= used
    for form, words_of_form in WORDS.forms.items():
        ids = {q.id for s in PACK.forms[form].sections for q in s.questions}
        assert set(words_of_form.sensitive) <= ids


def test_who_complained_phones_chats_and_notes_are_no_columns() -> None:
    ids = {one.id for one in ENTRIES}
    assert not ids & {
        "phone",
        "chat",
        "by",
        "by_name",
        "words",
        "answer",
        "helper_name",
        "question",
        "note",
        "reasons",
    }


@pytest.mark.parametrize("pack_id", available_packs())
def test_every_pack_has_words_a_draft_those_it_is_based_on(pack_id: str) -> None:
    assert export_words(pack_id).notes


def test_a_pack_without_words_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.documents.export.export_words.files", lambda _: Path("/nowhere"))
    with pytest.raises(ConfigError):
        export_words.__wrapped__(PACK.id)
