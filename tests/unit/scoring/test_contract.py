"""The scoring contract: the output's shape, what is refused and where, what is ignored."""

import json
from copy import deepcopy
from typing import Any

import pytest

from bot.scoring.contract import score_object
from tests.unit.scoring.households import make


def error_of(obj: object, field: str) -> str:
    answer = score_object(obj, line=7)
    assert set(answer) == {"line", "field", "error"}
    assert (answer["line"], answer["field"]) == (7, field)
    return str(answer["error"])


def changed(path: str, value: object) -> dict[str, Any]:
    """The base family of three with one value changed; ... takes the key away."""
    obj: Any = deepcopy(make(["mai", {"as": "nam", "work": "nonfarm_wage", "labour_contract": "yes"}, "ha"]))
    *parents, last = (int(part) if part.isdigit() else part for part in path.split("."))
    inner = obj
    for part in parents:
        inner = inner[part]
    if value is ...:
        del inner[last]
    else:
        inner[last] = value
    return obj  # type: ignore[no-any-return]


def test_the_output_is_exactly_the_contracts() -> None:
    assert list(score_object(make()).items()) == [
        ("score_a", 175),
        ("score_b", 0),
        ("deprived", []),
        ("unknown", []),
        ("missing", []),
        ("class", "not_poor"),
        ("table_provenance", ["table-2016", "training"]),
        ("official", False),
    ]


def test_explain_names_each_entry_its_points_and_its_source() -> None:
    lines = score_object(make(), explain=True)["lines"]
    assert [(line["item"], line["choice"], line["points"]) for line in lines] == [
        ("a01", "1", 75), ("a02", "0", 10), ("a03", "other", 0), ("a04", "none", 0), ("a05", "0", 0),
        ("a06", "wall", 5), ("a06", "column", 5), ("a07", "40+", 20), ("a08", "50-100", 20), 
        ("a09", "other", 0),        ("a10", "hygienic", 5), ("a11", "tv", 5), ("a11", "motorbike", 20),
        ("a12", "garden", 5), ("a13", "cattle_1", 5),
    ]  # fmt: skip
    assert all(line["rule"] is None for line in lines)
    assert lines[0]["source"] == (
        "points.csv:2 rural_northern_mountains (Bảng điểm 2016–2020, thang điểm cũ)"
    )


def test_explain_names_the_rule_that_sets_the_points() -> None:
    first = score_object(make(["lan"]), explain=True)["lines"][0]
    assert (first["item"], first["choice"], first["points"], first["rule"]) == (
        "a01",
        "1",
        0,
        "only_weak_members",
    )
    assert "Bảng điểm A mục 1" in first["source"]


@pytest.mark.parametrize(
    ("path", "field"),
    [
        *((f"members.0.{key}", f"members[0].{key}") for key in (
            "name", "sex", "birth", "relation", "ethnicity", "certificate", "work", "insured", "pension",
            "social_allowance", "disabled_or_ill", "uses_internet",
        )),
        ("members.1.labour_contract", "members[1].labour_contract"),
        ("members.2.attending", "members[2].attending"),
        ("members.2.undernourished", "members[2].undernourished"),
        *((f"answers.{key}", f"answers.{key}") for key in (
            "floor_area_m2", "wall", "column", "roof", "electricity_kwh", "water", "toilet", "assets",
            "info_devices", "land", "livestock", "causes", "target_groups",
        )),
        ("pack", "pack"), ("reference_date", "reference_date"), ("area", "area"), ("area.type", "area.type"),
        ("area.region", "area.region"), ("answers", "answers"), ("members", "members"),
    ],
)  # fmt: skip
def test_what_is_asked_and_missing_is_an_error_at_its_field(path: str, field: str) -> None:
    assert error_of(changed(path, ...), field)


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        ("pack", "2030-2035", "pack"),
        ("pack", ["2022-2025"], "pack"),
        ("reference_date", "2026-02-30", "reference_date"),
        ("reference_date", "20261001", "reference_date"),
        ("reference_date", "2026", "reference_date"),
        ("reference_date", "2019-10-01", "reference_date"),  # no working-age limit
        ("area.type", "town", "area.type"),
        ("area.type", None, "area.type"),
        ("area.region", "urban", "area.region"),
        ("area.region", "rural_moon", "area.region"),
        ("members", [], "members"),
        ("members", {}, "members"),
        ("members.1", "nam", "members[1]"),
        ("members.0.name", "  ", "members[0].name"),
        ("members.0.sex", "nữ", "members[0].sex"),
        ("members.0.birth", "1984-13-02", "members[0].birth"),
        ("members.0.birth", "84", "members[0].birth"),
        ("members.0.birth", "1899", "members[0].birth"),
        ("members.0.birth", "2026-10-02", "members[0].birth"),
        ("members.0.birth", "2027", "members[0].birth"),
        ("members.0.birth", True, "members[0].birth"),
        ("members.0.birth", "19840302", "members[0].birth"),
        ("members.0.ethnicity", "55", "members[0].ethnicity"),
        ("members.0.ethnicity", 7, "members[0].ethnicity"),
        ("members.0.insured", "maybe", "members[0].insured"),
        ("members.0.insured", True, "members[0].insured"),
        ("members.0.pension", "unknown", "members[0].pension"),
        ("members.0.national_id", "12345", "members[0].national_id"),
        ("members.1.labour_contract", "unknown", "members[1].labour_contract"),
        ("members.2.attending", "school", "members[2].attending"),
        ("answers.wall", "brick", "answers.wall"),
        ("answers.floor_area_m2", 0, "answers.floor_area_m2"),
        ("answers.floor_area_m2", -1, "answers.floor_area_m2"),
        ("answers.floor_area_m2", "42", "answers.floor_area_m2"),
        ("answers.floor_area_m2", True, "answers.floor_area_m2"),
        ("answers.floor_area_m2", float("nan"), "answers.floor_area_m2"),
        ("answers.electricity_kwh", -0.01, "answers.electricity_kwh"),
        ("answers.electricity_kwh", 10**400, "answers.electricity_kwh"),
        ("answers.assets", "tv", "answers.assets"),
        ("answers.assets", ["tv", "tv"], "answers.assets"),
        ("answers.assets", ["none"], "answers.assets"),
        ("answers.assets", [["tv"]], "answers.assets"),
        ("answers.livestock", ["cattle_1", "cattle_2"], "answers.livestock"),
        ("answers.livestock", ["pigs_11", "pigs_5"], "answers.livestock"),
        ("answers.land", ["perennial_small", "perennial_large"], "answers.land"),
        ("answers.previous_class", "rich", "answers.previous_class"),
        ("answers.pa03", "maybe", "answers.pa03"),
    ],
)
def test_what_cannot_be_is_an_error_at_its_field(path: str, value: object, field: str) -> None:
    assert error_of(changed(path, value), field)


def test_the_error_says_what_would_be_right() -> None:
    assert error_of(changed("answers.wall", "brick"), "answers.wall") == (
        "must be one of durable, not_durable"
    )
    assert error_of(changed("members.2.birth", "2026-10-02"), "members[2].birth") == (
        "is after the reference date"
    )


@pytest.mark.parametrize("obj", [None, [], "text", 5, True, {}, {"pack": {}}, {"pack": "2022-2025"}])
def test_anything_else_is_an_error_too(obj: object) -> None:
    assert set(score_object(obj)) == {"line", "field", "error"}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("members.0.labour_contract", "nonsense"),  # a farmer is not asked
        ("members.0.firm_certified", "no"),  # 42
        ("members.0.attending", 17),  # over 30
        ("members.0.undernourished", "yes"),  # no child
        ("members.2.work", "public"),  # ten years old
        ("members.2.firm_certified", []),
        ("answers.note", "visited twice"),
        ("members.0.phone", "0912345678"),
        ("visited", "2026-10-02"),
        ("members.0.national_id", "024184001234"),
        ("members.0.national_id", "081234567"),
        ("answers.previous_class", "poor"),
        ("answers.was_poor_before", "yes"),
        ("answers.pa01", "yes"),
    ],
)
def test_what_is_not_asked_changes_nothing(path: str, value: object) -> None:
    plain = score_object(make(["mai", {"as": "nam", "work": "nonfarm_wage", "labour_contract": "yes"}, "ha"]))
    assert score_object(changed(path, value)) == plain


def test_region_is_ignored_in_town() -> None:
    with_region = make(area={"type": "urban", "region": 5})
    assert score_object(with_region) == score_object(make(area={"type": "urban"}))


def test_a_year_may_be_a_number() -> None:
    assert score_object(make([{"as": "mai", "birth": 1984}])) == score_object(
        make([{"as": "mai", "birth": "1984"}])
    )


def test_unknown_answers_leave_indicators_undecided_and_no_class() -> None:
    people: list[str | dict[str, str]] = [
        {"as": "mai", "insured": "unknown"},
        "nam",
        {"as": "ha", "insured": "unknown", "undernourished": "unknown"},
    ]
    output = score_object(make(people, {"water": "other"}))
    assert output["score_b"] == 10
    assert output["deprived"] == ["water"]
    assert output["unknown"] == ["nutrition", "health_insurance"]
    assert output["missing"] == ["members[2].undernourished", "members[0].insured", "members[2].insured"]
    assert output["class"] is None


def test_no_class_while_undecided_even_over_the_line() -> None:
    output = score_object(make([{"as": "mai", "insured": "unknown"}], {"assets": ["car"]}))
    assert output["score_a"] == 210  # 175 − 25 + 60
    assert output["class"] is None


def test_output_is_plain_json() -> None:
    output = score_object(make(), explain=True)
    assert json.loads(json.dumps(output)) == output
