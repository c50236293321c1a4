"""What must hold for every household: order and answers not asked change nothing, nothing is raised."""

import random
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.scoring.contract import score_object
from bot.scoring.packs import load_pack
from tests.unit.scoring.households import make

PACK = load_pack("2022-2025")
QUESTIONS = [q for section in PACK.forms["phieu_b"].sections for q in section.questions]
BIRTHS = st.dates(min_value=date(1930, 1, 1), max_value=date(2026, 10, 1))


def value_of(question: Any) -> st.SearchStrategy[Any]:
    ids = [option.id for option in question.options]
    if question.kind == "choice":
        return st.sampled_from(ids)
    if question.kind == "yes_no":
        return st.sampled_from(["yes", "no", "unknown"] if question.unknown else ["yes", "no"])
    if question.kind == "many":
        return st.lists(st.sampled_from(ids), unique=True).map(lambda chosen: without_both(question, chosen))
    if question.kind == "decimal":
        return st.integers(1, 400)
    if question.kind == "date":
        return BIRTHS.map(str) | st.integers(1930, 2026).map(str)
    return st.just("07")  # ethnicity, and a name


def without_both(question: Any, chosen: list[str]) -> list[str]:
    kept: list[str] = []
    for one in chosen:
        if not set(question.option(one).excludes) & set(kept):
            kept.append(one)
    return kept


def answers_of(scope: str) -> st.SearchStrategy[dict[str, Any]]:
    """Every question of the scope answered, asked or not."""
    chosen = [q for q in QUESTIONS if q.scope == scope and q.kind != "roster"]
    return st.fixed_dictionaries({q.id: value_of(q) for q in chosen})


AREAS = st.sampled_from([{"type": "urban"}, *({"type": "rural", "region": r.id} for r in PACK.regions)])
HOUSEHOLDS = st.builds(
    lambda answers, members, area: make(area=area) | {"answers": answers, "members": members},
    answers_of("household"),
    st.lists(answers_of("member"), min_size=1, max_size=6),
    AREAS,
)


def without_missing(output: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in output.items() if key != "missing"}


@given(HOUSEHOLDS)
@settings(max_examples=150, deadline=None)
def test_a_full_household_always_has_a_result_in_bounds(obj: dict[str, Any]) -> None:
    output = score_object(obj)
    assert "error" not in output
    assert output["score_a"] >= 0
    assert output["score_b"] == 10 * len(output["deprived"])
    assert not set(output["deprived"]) & set(output["unknown"])
    assert (output["class"] is None) == bool(output["unknown"]) == bool(output["missing"])
    line = 140 if obj["area"]["type"] == "rural" else 175
    if output["class"] is not None:
        under = output["score_a"] <= line
        expected = ("poor" if output["score_b"] >= 30 else "near_poor") if under else "not_poor"
        assert output["class"] == expected


@given(HOUSEHOLDS, st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_order_changes_nothing(obj: dict[str, Any], rng: random.Random) -> None:
    def mixed(value: Any) -> Any:
        if isinstance(value, dict):
            return dict(rng.sample([(key, mixed(inner)) for key, inner in value.items()], len(value)))
        if isinstance(value, list):
            return rng.sample([mixed(inner) for inner in value], len(value))
        return value

    before, after = score_object(obj), score_object(mixed(obj))
    assert without_missing(after) == without_missing(before)
    assert len(after["missing"]) == len(before["missing"])


@given(HOUSEHOLDS, st.data())
@settings(max_examples=300, deadline=None)
def test_answers_not_asked_change_nothing(obj: dict[str, Any], data: st.DataObject) -> None:
    before = score_object(obj, explain=True)
    number = data.draw(st.integers(0, len(obj["members"]) - 1))
    name = data.draw(st.sampled_from(sorted(obj["members"][number])))
    members = [dict(member) for member in obj["members"]]
    del members[number][name]
    without = score_object(obj | {"members": members}, explain=True)
    if "error" in without:  # it was asked
        assert without["field"] == f"members[{number}].{name}"
        return
    members[number][name] = data.draw(st.sampled_from(["nonsense", 5, None, [], {"a": 1}]))
    assert score_object(obj | {"members": members}, explain=True) == without == before


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(JSON)
def test_any_json_gets_an_answer(obj: Any) -> None:
    assert set(score_object(obj)) == {"line", "field", "error"}


@given(HOUSEHOLDS, st.data())
@settings(max_examples=200, deadline=None)
def test_any_value_anywhere_gets_an_answer(obj: dict[str, Any], data: st.DataObject) -> None:
    place = data.draw(st.sampled_from(["top", "area", "answers", "member"]))
    inner = {"top": obj, "area": obj["area"], "answers": obj["answers"], "member": obj["members"][0]}[place]
    inner = dict(inner)
    inner[data.draw(st.sampled_from(sorted(inner)))] = data.draw(JSON)
    changed = {
        "top": inner,
        "area": obj | {"area": inner},
        "answers": obj | {"answers": inner},
        "member": obj | {"members": [inner, *obj["members"][1:]]},
    }[place]
    output = score_object(changed)
    assert "score_a" in output or set(output) == {"line", "field", "error"}
