"""The hand-worked cases of tests/cases: the law as data, every number typed by hand."""

from typing import Any

import pytest

from bot.scoring.contract import score_object
from bot.scoring.packs import load_pack
from bot.scoring.score import Result
from tests.unit.scoring.households import make, read_cases, scored

ITEMS = [f"a{n:02}" for n in range(1, 14)]
HOUSEHOLDS = [case for name in ("lines.toml", "shapes.toml") for case in read_cases(name)["cases"]]
ITEM_ROWS = [(item["item"], row) for item in read_cases("items.toml")["items"] for row in item["rows"]]
JUDGED = [
    (entry["indicator"], row)
    for entry in read_cases("indicators.toml")["indicators"]
    for row in entry["rows"]
]


def points_by_item(result: Result) -> list[int]:
    return [sum(line.points for line in result.lines if line.item == item) for item in ITEMS]


@pytest.mark.parametrize("case", HOUSEHOLDS, ids=lambda case: case["name"])
def test_household(case: dict[str, Any]) -> None:
    assert sum(case["a"]) == case["score_a"], "the case's own arithmetic"
    assert 10 * len(case.get("deprived", [])) == case["score_b"], "the case's own arithmetic"
    obj = make(case["people"], case.get("answers"), case.get("area"))
    result = scored(obj)
    assert points_by_item(result) == case["a"]
    output = score_object(obj)
    assert (output["score_a"], output["score_b"]) == (case["score_a"], case["score_b"])
    assert output["deprived"] == case.get("deprived", [])
    assert output["class"] == case["class"]
    assert (output["unknown"], output["missing"]) == ([], [])
    first = result.lines[0]
    assert first.rule == case.get("rule_a01")
    assert first.choice == case.get("choice_a01", first.choice)
    found = {finding.indicator: finding.status for finding in result.findings}
    for indicator, status in case.get("status", {}).items():
        assert found[indicator] == status


@pytest.mark.parametrize(("item", "row"), ITEM_ROWS)
def test_item_of_the_points_table(item: str, row: dict[str, Any]) -> None:
    places = ({"type": "rural", "region": "rural_northern_mountains"}, {"type": "urban"})
    for place, points in zip(places, row["points"], strict=True):
        result = scored(make(row.get("people", ["mai"]), row.get("answers"), place))
        lines = [line for line in result.lines if line.item == item]
        assert " ".join(line.choice for line in lines) == row["choice"]
        assert sum(line.points for line in lines) == points


@pytest.mark.parametrize(("indicator", "row"), JUDGED)
def test_indicator(indicator: str, row: dict[str, Any]) -> None:
    obj = make(row.get("people", ["mai"]), row.get("answers"), None, row.get("reference_date", ""))
    result = scored(obj)
    finding = next(one for one in result.findings if one.indicator == indicator)
    assert finding.status == row["is"]
    assert list(finding.because) == row.get("because", [])
    output = score_object(obj)
    assert (indicator in output["deprived"]) == (row["is"] == "deprived")
    assert (indicator in output["unknown"]) == (row["is"] == "unknown")
    if output["unknown"]:
        assert output["class"] is None


def test_every_choice_of_the_table_has_a_case() -> None:
    shown = {(item, choice) for item, row in ITEM_ROWS for choice in row["choice"].split()}
    table = {(item.id, row.choice) for item in load_pack("2022-2025").table.items for row in item.rows}
    assert shown == table


def test_every_indicator_has_cases_both_ways() -> None:
    for indicator in load_pack("2022-2025").indicators:
        statuses = {row["is"] for name, row in JUDGED if name == indicator.id}
        assert {"deprived", "not_deprived"} <= statuses
