"""The draft of 2027–2030: what it says, what it never says, and that nothing is classified by it."""

from datetime import date

import pytest

from bot.errors import PackError
from bot.scoring.classify import classify
from bot.scoring.contract import read_input, score_object
from bot.scoring.packs import available_packs, load_pack, pack_files, read_pack, usable_packs
from bot.scoring.score import Place, ScoringError, score
from tests.unit.scoring.households import make

OLD, NEW = load_pack("2022-2025"), load_pack("2027-2030")


def test_it_is_known_and_not_usable() -> None:
    assert available_packs() == ("2022-2025", "2027-2030")
    assert usable_packs() == ("2022-2025",)
    assert NEW.status == "draft"
    assert (NEW.effective_from, NEW.effective_until) == (date(2027, 1, 1), date(2030, 12, 31))


def test_what_the_press_says_of_the_decree() -> None:
    assert {area: line.income_vnd for area, line in NEW.lines.items()} == {
        "rural": 2_200_000,
        "urban": 2_800_000,
    }
    assert NEW.deprivation.count == 3
    assert "351/2025" in NEW.source
    assert {NEW.certainty, NEW.deprivation.certainty} == {"press"}
    assert {line.certainty for line in NEW.lines.values()} == {"press"}


def test_the_indicators_as_far_as_known() -> None:
    assert NEW.draft is not None
    by_status = {
        status: [one.id for one in NEW.draft.indicators if one.status == status]
        for status in ("kept", "gone", "new")
    }
    assert by_status["gone"] == ["information_devices"]
    assert by_status["new"] == ["waste_treatment", "digital_services"]
    assert by_status["kept"] == [one.id for one in OLD.indicators if one.id != "information_devices"]
    assert len(by_status["kept"]) + len(by_status["new"]) == 13  # and the press says 12: to be checked
    assert any("12 hay 13" in words["vi"] for words in NEW.missing)


def test_what_is_missing_is_named_in_both_languages() -> None:
    said = {"vi": "", "en": ""}
    for words in NEW.missing:
        for language in said:
            said[language] += words[language] + "; "
    for wanted in ("Phiếu A", "Phiếu B", "Bảng điểm A"):
        assert wanted in said["vi"]
    for wanted in ("Phiếu A", "Phiếu B", "points table", "lines in points", "threshold", "school levels"):
        assert wanted in said["en"]
    assert OLD.missing == ()


def test_no_number_of_the_old_standard_stands_in_the_new() -> None:
    assert [line.points for line in NEW.lines.values()] == [None, None]
    assert (NEW.table.items, NEW.table.columns) == ((), ())
    assert (NEW.indicators, NEW.groups, NEW.rules, NEW.income) == ((), {}, {}, None)
    with pytest.raises(ValueError, match="no points"):
        classify(NEW, "rural", 0, 30)


def test_residents_can_still_ask_on_mau_01() -> None:
    assert NEW.forms["mau_01"] is OLD.forms["mau_01"]


def test_it_refuses_to_classify_and_says_what_is_missing() -> None:
    given = read_input(make(["mai"]))
    with pytest.raises(ScoringError) as caught:
        score(NEW, given.answers, Place("rural", "rural_northern_mountains"), date(2027, 10, 1))
    assert caught.value.field == "pack"
    assert "Phiếu B of the new standard" in caught.value.remedy


def test_the_contract_gives_an_error_for_it_whatever_else_is_given() -> None:
    given = {**make(["mai"]), "pack": "2027-2030", "reference_date": "2027-10-01"}
    for one in (given, {"pack": "2027-2030"}):
        found = score_object(one, line=4)
        assert (found["line"], found["field"]) == (4, "pack")
        assert "2027-2030 is a draft and does not classify" in found["error"]
        assert "points table" in found["error"]
        assert "class" not in found


def test_an_unknown_pack_is_told_those_that_classify() -> None:
    assert score_object({"pack": "2031"})["error"] == "must be one of 2022-2025"


def test_a_draft_changes_with_the_pack_it_is_based_on() -> None:
    """A form of it keeps what it began with: its own file and the forms of the base."""
    files = pack_files("2022-2025")
    other = read_pack("2022-2025", files | {"mau_01.toml": files["mau_01.toml"] + b"\n# changed\n"})
    again = read_pack("2027-2030", pack_files("2027-2030"), {"2022-2025": other})
    assert again.digest != NEW.digest
    assert read_pack("2027-2030", pack_files("2027-2030")).digest == NEW.digest


def test_a_draft_has_one_file() -> None:
    files = pack_files("2027-2030") | {"phieu_b.toml": pack_files("2022-2025")["phieu_b.toml"]}
    with pytest.raises(PackError, match=r"a draft has no phieu_b\.toml") as caught:
        read_pack("2027-2030", files)
    assert caught.value.remedy


def test_all_faults_of_a_file_are_named_at_once() -> None:
    text = pack_files("2027-2030")["pack.toml"].decode()
    text = text.replace("income_vnd = 2_200_000", "income_vnd = 2_200_000\npoints = 140")
    text = text.replace("income_vnd = 2_800_000", "income_vnd = 2_800_000\npoints = 175")
    with pytest.raises(PackError) as caught:
        read_pack("2027-2030", {"pack.toml": text.encode()})
    wheres = [one.where.partition(" ")[2] for one in (caught.value, *caught.value.others)]
    assert wheres == ["lines[rural].points", "lines[urban].points"]
