"""The scorer beside the contract: what it refuses, official tables, Phiếu A, the words behind a result."""

from dataclasses import replace
from datetime import date

import pytest

from bot.scoring.answers import Answers
from bot.scoring.contract import read_input
from bot.scoring.explain import class_text, item_text, provenance_text
from bot.scoring.packs import load_pack
from bot.scoring.points import OFFICIAL
from bot.scoring.score import Place, ScoringError, missing_answers, score
from bot.scoring.screening import from_contract, screen, to_contract
from tests.unit.scoring.households import make, scored

PACK = load_pack("2022-2025")
GIVEN = read_input(make(["mai", "ha"]))
RURAL = Place("rural", "rural_northern_mountains")


def refused(place: Place = RURAL, answers: Answers = GIVEN.answers, at: date = GIVEN.reference_date) -> str:
    with pytest.raises(ScoringError) as caught:
        score(PACK, answers, place, at)
    assert caught.value.remedy
    return caught.value.field


def test_no_class_where_the_area_is_not_set() -> None:
    assert refused(Place(None)) == "area.type"
    assert refused(Place("rural")) == "area.region"
    assert refused(Place("rural", "urban")) == "area.region"


def test_no_result_without_members_or_with_an_answer_missing() -> None:
    assert refused(answers=Answers()) == "members"
    without = GIVEN.answers.put({"m2.insured": None, "roof": None})
    assert missing_answers(PACK, without, GIVEN.reference_date) == ("m2.insured", "roof")
    assert refused(answers=without) == "m2.insured"


def test_no_result_outside_the_years_of_the_working_age_table() -> None:
    assert refused(at=date(2029, 10, 1)) == "reference_date"


def test_a_draft_pack_does_not_classify() -> None:
    with pytest.raises(ScoringError) as caught:
        score(replace(PACK, status="draft"), GIVEN.answers, RURAL, GIVEN.reference_date)
    assert caught.value.field == "pack"


def test_official_only_where_every_row_used_is() -> None:
    items = tuple(
        replace(item, rows=tuple(replace(row, provenance=OFFICIAL) for row in item.rows))
        for item in PACK.table.items
    )
    table = replace(PACK.table, items=items, signed=True)
    result = score(PACK.with_table(table), GIVEN.answers, RURAL, GIVEN.reference_date)
    assert (result.official, result.table_provenance) == (True, ("official",))
    unsigned = PACK.with_table(replace(table, signed=False))
    assert not score(unsigned, GIVEN.answers, RURAL, GIVEN.reference_date).official
    mixed = PACK.with_table(replace(table, items=(*items[:12], PACK.table.items[12])))
    result = score(mixed, GIVEN.answers, RURAL, GIVEN.reference_date)
    assert (result.official, result.table_provenance) == (False, ("official", "training"))


def test_the_result_keeps_what_it_was_worked_out_with() -> None:
    result = scored(make())
    assert (result.pack, result.digest) == ("2022-2025", PACK.digest)
    assert (result.column, result.line) == ("rural_northern_mountains", 140)
    urban = scored(make(area={"type": "urban"}))
    assert (urban.column, urban.line) == ("urban", 175)


def test_a_finding_names_each_member_once() -> None:
    young = {"as": "an", "certificate": "none", "firm_certified": "no"}
    result = scored(make(["mai", young]))
    finding = next(f for f in result.findings if f.indicator == "adult_education")
    assert finding.members == ("m2",)
    floor = next(
        f for f in scored(make(answers={"floor_area_m2": 5})).findings if f.indicator == "floor_area"
    )
    assert (floor.status, floor.members) == ("deprived", ())


@pytest.mark.parametrize(("count", "listed"), [(0, True), (3, True), (4, False), (9, False)])
def test_fewer_than_four_criteria_go_on_the_list(count: int, listed: bool) -> None:
    criteria = [f"pa0{n}" for n in range(1, count + 1)]
    screened = screen(PACK, criteria)
    assert (screened.count, screened.listed) == (count, listed)


def test_a_criterion_named_twice_or_unknown_counts_once_or_not() -> None:
    assert screen(PACK, ["pa01", "pa01", "pa10"]).count == 1


def test_criteria_as_the_contract_writes_them() -> None:
    written = to_contract(PACK, ["pa02", "pa09"])
    assert written == {
        "pa01": "no", "pa02": "yes", "pa03": "no", "pa04": "no", "pa05": "no",
        "pa06": "no", "pa07": "no", "pa08": "no", "pa09": "yes",
    }  # fmt: skip
    assert from_contract(PACK, written) == ("pa02", "pa09")


def test_the_words_behind_a_result_come_from_the_pack() -> None:
    line = scored(make()).lines[0]
    assert item_text(PACK, line)[1] == "1 người"
    assert provenance_text(PACK, "training", "en") == "Points made up for training, not the circular's"
    assert provenance_text(PACK, "official") == "official"
    assert class_text(PACK, "near_poor")["vi"] == "Hộ cận nghèo"
