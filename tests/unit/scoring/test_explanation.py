"""A result explained: nothing left out, everything by its source, and as data under --why."""

import io
import json
from decimal import Decimal
from pathlib import Path

import pytest

from bot.commands.score import run
from bot.scoring.contract import read_input, score_object
from bot.scoring.explanation import Explanation, explain
from bot.scoring.forms import Form
from bot.scoring.packs import load_pack
from tests.unit.scoring.households import make

PACK = load_pack("2022-2025")
FORM: Form = PACK.forms["phieu_b"]


def explained(people: object = ("mai",), answers: object = None, area: object = None) -> Explanation:
    given = read_input(make(people, answers, area))  # type: ignore[arg-type]
    return explain(given.pack, given.answers, given.place, given.reference_date)


def because(found: Explanation, item: str) -> list[tuple[str, ...]]:
    return [one.because for one in found.points if one.line.item == item]


def test_every_point_of_the_result_stands_there_once() -> None:
    found = explained(["mai", "nam", "ha", "lan"])
    assert tuple(one.line for one in found.points) == found.result.lines
    assert sum(one.line.points for one in found.points) == found.result.score_a
    for one in found.points:
        assert one.item
        assert one.choice
        assert str(one.line.row) in one.source
        assert one.provenance in one.source


def test_points_name_the_answers_they_rest_on() -> None:
    found = explained(["mai", {"as": "nam", "work": "nonfarm_self"}, "ha", {"as": "lan", "pension": "yes"}])
    assert because(found, "a01") == [("household_size",)]
    assert because(found, "a02") == [("m3.birth", "m4.birth")]
    assert because(found, "a04") == [("m2.work",)]
    assert because(found, "a05") == [("m4.pension",)]
    assert because(found, "a06") == [("wall",), ("column",)]
    assert because(found, "a07") == [("floor_area_m2", "household_size")]
    assert because(found, "a09") == [("water",)]
    assert because(found, "a11") == [("assets",), ("assets",)]


def test_weak_by_illness_is_said_by_illness() -> None:
    assert because(explained(["mai", {"as": "nam", "disabled_or_ill": "yes"}]), "a02") == [
        ("m2.disabled_or_ill",)
    ]


def test_a_rule_stands_by_its_own_source() -> None:
    point = explained(["lan"]).points[0]
    assert (point.line.rule, point.line.points) == ("only_weak_members", 0)
    assert point.source == PACK.rules["only_weak_members"].source


def test_a_rule_names_the_answers_that_make_it_hold() -> None:
    found = explained(["lan", {"as": "nam", "disabled_or_ill": "yes"}])
    assert because(found, "a01") == [("household_size", "m1.birth", "m2.disabled_or_ill")]


def test_every_indicator_in_order_with_whom_it_rests_on() -> None:
    found = explained(["mai", {"as": "nam", "insured": "no", "work": "seeking"}], {"water": "other"})
    assert [one.indicator.id for one in found.judgements] == [one.id for one in PACK.indicators]
    by = {one.indicator.id: one.finding for one in found.judgements}
    assert (by["employment"].status, by["employment"].because) == ("deprived", ("m2.work",))
    assert (by["health_insurance"].because, by["water"].because) == (("m2.insured",), ("water",))
    assert by["nutrition"].status == "not_applicable"
    assert by["toilet"].status == "not_deprived"


@pytest.mark.parametrize(
    ("area", "line", "income"),
    [
        ({"type": "rural", "region": "rural_northern_mountains"}, 140, 1_500_000),
        ({"type": "urban"}, 175, 2_000_000),
    ],
)
def test_compared_with_the_line_of_its_area(area: object, line: int, income: int) -> None:
    found = explained(area=area)
    assert (found.result.line, found.income.points, found.income.income_vnd) == (line, line, income)
    assert found.under_line == (found.result.score_a <= line)
    assert found.deprivation.poor_from == 30


def test_undecided_has_no_class_and_says_so() -> None:
    found = explained([{"as": "mai", "insured": "unknown"}])
    assert (found.result.class_, found.class_words) == (None, None)


# ── as data ──────────────────────────────────────────────────────────────────────────────────
def test_as_data_with_the_fields_of_the_input() -> None:
    obj = make(["mai", {"as": "nam", "insured": "no"}], {"floor_area_m2": 39, "assets": []})
    output = score_object(obj, why=True)
    why = output.pop("why")
    assert output == score_object(obj)
    assert list(why) == ["points", "indicators", "compared", "distance", "changes"]
    assert sum(one["points"] for one in why["points"]) == output["score_a"]
    insured = next(one for one in why["indicators"] if one["id"] == "health_insurance")
    assert insured["because"] == [{"field": "members[1].insured", "value": "no"}]
    assert (insured["status"], insured["points"]) == ("deprived", 10)
    assert why["points"][0]["because"] == [{"field": "members", "value": "2"}]
    assert why["compared"]["a"]["income_vnd"] == 1_500_000
    assert why["compared"]["class"]["id"] == output["class"]
    assert why["distance"]["a_over_line"] == output["score_a"] - 140


def test_each_change_of_the_data_when_made_gives_the_class_it_says() -> None:
    obj = make([{"as": "mai", "insured": "no"}, "ha"], {"assets": ["tv"], "water": "other"})
    changes = score_object(obj, why=True)["why"]["changes"]
    assert changes
    for change in changes:
        changed = json.loads(json.dumps(obj, default=float), parse_float=Decimal)
        for one in change["answers"]:
            where, _, name = one["field"].rpartition(".")
            target = changed["answers"] if where == "answers" else changed["members"][int(where[8:-1])]
            target[name] = Decimal(one["after"]) if "bound" in one else one["after"]
        output = score_object(changed)
        assert "error" not in output, output
        assert (output["class"], output["score_a"], output["score_b"]) == (
            change["class"], change["score_a"], change["score_b"],
        )  # fmt: skip


def test_the_command_says_why_and_is_as_before_without(tmp_path: Path) -> None:
    file = tmp_path / "one.json"
    file.write_text(json.dumps(make(), default=float), encoding="utf-8")
    with_why, without = io.StringIO(), io.StringIO()
    assert run(str(file), True, with_why, why=True) == run(str(file), True, without) == 0
    answer = json.loads(with_why.getvalue())
    answer.pop("why")
    assert answer == json.loads(without.getvalue())


def test_an_error_has_no_why() -> None:
    assert set(score_object({}, why=True)) == {"line", "field", "error"}


# ── the household's own words ────────────────────────────────────────────────────────────────
def test_every_indicator_has_short_plain_words_without_points() -> None:
    for one in PACK.indicators:
        for words in one.plain.values():
            assert len(words.split()) <= 20, words
            assert words.endswith(".")
            assert not any(char.isdigit() for char in words), words
            assert "điểm" not in words.lower()
            assert "point" not in words.lower()


def test_people_are_named_where_the_indicator_is_about_some_of_them() -> None:
    named = {one.id for one in PACK.indicators if "{who}" in one.plain["vi"]}
    assert named == {
        "employment", "dependants", "nutrition", "health_insurance", "adult_education", "child_schooling",
    }  # fmt: skip
