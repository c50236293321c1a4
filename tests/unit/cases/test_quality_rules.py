"""Each rule of quality at its limit: one step before it says nothing, on it it fires, and it says why."""

from dataclasses import fields, replace
from datetime import datetime, timedelta
from statistics import median
from typing import Any, get_args

import pytest

from bot.cases.form_record import AnswerChange
from bot.cases.quality import USUAL, SurveyTrace, Thresholds
from bot.cases.quality_rules import (
    OF_A_FORM,
    OF_AN_ENUMERATOR,
    RULES,
    Concern,
    RuleId,
    compare,
    concerns_of,
    concerns_of_enumerator,
)
from bot.runtime.clock import VIETNAM
from tests.unit.locales.catalogues import texts

NOON = datetime(2026, 10, 5, 12, 0, tzinfo=VIETNAM)
POOR_FROM = 30
CALM = (("wall", 20.0),) * 20
"""Twenty answers, one every twenty seconds: nothing to look at."""


def trace(name: str = "1", **changes: Any) -> SurveyTrace:
    made = SurveyTrace(
        f"c{name}", f"HL-{name}", "H.T.M", "kp3", "ba", "timed", CALM, score_a=100, line=140, score_b=10,
        likeness=name, likeness_of=30,
    )  # fmt: skip
    return replace(made, **changes)


def fired(one: SurveyTrace, *others: SurveyTrace, **limits: int) -> dict[str, Concern]:
    """What fires for the first of these files."""
    beside = compare((one, *others), replace(USUAL, **limits), POOR_FROM)
    return {found.rule.id: found for found in concerns_of(one, beside)}


def of_enumerator(*traces: SurveyTrace, **limits: int) -> tuple[Concern, ...]:
    """What fires over Ba's files among these."""
    own = tuple(one for one in traces if one.enumerator == "ba")
    return concerns_of_enumerator("ba", own, compare(traces, replace(USUAL, **limits), POOR_FROM))


def changes(count: int) -> tuple[AnswerChange, ...]:
    return tuple(AnswerChange("f", f"q{n}", "1", "2", "ba", NOON, "nhớ lại") for n in range(count))


# ── the table ────────────────────────────────────────────────────────────────────────────────
def test_the_table_names_every_rule_once_with_one_check_of_its_kind() -> None:
    ids = [rule.id for rule in RULES]
    assert sorted(ids) == sorted(get_args(RuleId))
    for rule in RULES:
        table = OF_AN_ENUMERATOR if rule.looks_at == "enumerator" else OF_A_FORM
        assert rule.id in table
    assert len(OF_A_FORM) + len(OF_AN_ENUMERATOR) == len(RULES)


def test_every_setting_is_some_rules_and_every_rule_has_words() -> None:
    named = {one for rule in RULES for one in rule.settings}
    assert named == {one.name for one in fields(Thresholds)}
    assert [rule.words for rule in RULES if rule.words not in texts("vi")] == []


def test_a_calm_survey_says_nothing() -> None:
    assert fired(trace(), trace("2")) == {}


# ── time ─────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("seconds", "fires"), [(299.9, True), (300.0, False), (300.1, False)])
def test_form_too_fast(seconds: float, fires: bool) -> None:
    found = fired(trace(gaps=(("wall", seconds - 100), ("roof", 100.0))))
    assert ("form_too_fast" in found) == fires


def test_form_too_fast_says_how_long_the_others_took() -> None:
    others = [trace(str(n), gaps=(("wall", n * 60.0),)) for n in (20, 22, 29)]
    one = fired(trace(gaps=(("wall", 250.0),)), *others)["form_too_fast"]
    assert one.figures == {"seconds": 250, "others": 3, "median": 22 * 60, "limit": 5}


@pytest.mark.parametrize(
    "others", [(10,), (10, 20), (240, 240), (1, 2, 240), (240, 3, 900, 901), (5, 240, 6)]
)
def test_the_middle_of_the_others_leaves_the_form_itself_out(others: tuple[int, ...]) -> None:
    """Also where another took just as long."""
    made = [trace(f"o{n}", gaps=(("wall", float(one)),)) for n, one in enumerate(others)]
    one = fired(trace(gaps=(("wall", 240.0),)), *made)["form_too_fast"]
    assert one.figures["median"] == int(median(others))


def test_form_too_fast_is_compared_with_timed_forms_alone() -> None:
    paper, brought = trace("2", timing="paper"), trace("3", timing="brought")
    assert fired(trace(gaps=()), paper, brought)["form_too_fast"].figures["others"] == 0


def test_a_pause_is_no_work() -> None:
    """Two minutes of answers and a lunch of two hours are two minutes."""
    gaps = (("wall", 60.0), ("roof", 7_200.0), ("water", 60.0))
    assert fired(trace(gaps=gaps))["form_too_fast"].figures["seconds"] == 120
    assert "form_too_fast" not in fired(trace(gaps=gaps), pause_minutes=120)


def test_all_answers_at_one_moment_are_a_form_of_no_time() -> None:
    """A clock that stands, or a form typed ahead and sent at once: the officer is told and can ask."""
    assert list(fired(trace(gaps=()))) == ["form_too_fast"]


@pytest.mark.parametrize("timing", ["paper", "brought"])
def test_time_of_paper_and_of_other_tools_is_not_judged(timing: Any) -> None:
    fast = (("wall", 1.0),) * 30
    assert fired(trace(timing=timing, gaps=fast)) == {}
    assert set(fired(trace(gaps=fast))) == {"form_too_fast", "questions_too_fast"}


@pytest.mark.parametrize(("fast", "fires"), [(9, False), (10, True)])
def test_questions_too_fast_by_share(fast: int, fires: bool) -> None:
    gaps = (("wall", 2.9),) * fast + (("roof", 40.0),) * (20 - fast)
    found = fired(trace(gaps=gaps))
    assert ("questions_too_fast" in found) == fires
    if fires:
        figures = found["questions_too_fast"].figures
        assert figures == {"fast": 10, "count": 20, "seconds": 3, "limit": 50}


def test_questions_too_fast_needs_enough_answers_and_a_gap_under_the_limit() -> None:
    assert "questions_too_fast" not in fired(trace(gaps=(("wall", 1.0),) * 9))
    assert "questions_too_fast" in fired(trace(gaps=(("wall", 1.0),) * 10))
    assert "questions_too_fast" not in fired(trace(gaps=(("wall", 3.0),) * 10))


def test_a_share_of_nothing_needs_at_least_one_fast_answer() -> None:
    assert "questions_too_fast" not in fired(trace(), question_share=0)


# ── changes, people, likeness ────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("count", "limit", "fires"), [(0, 1, False), (1, 1, True), (2, 3, False), (0, 0, False)]
)
def test_changed_after_score(count: int, limit: int, fires: bool) -> None:
    found = fired(trace(changed=changes(count)), changes=limit)
    assert ("changed_after_score" in found) == fires
    if fires:
        assert found["changed_after_score"].figures == {"count": count, "limit": limit}


@pytest.mark.parametrize(
    ("gone", "added", "limit", "fires"),
    [((), (), 1, False), (("Nam",), (), 1, True), ((), ("Hà",), 1, True), (("Nam",), ("Hà",), 3, False)],
)
def test_missing_members(gone: tuple[str, ...], added: tuple[str, ...], limit: int, fires: bool) -> None:
    found = fired(trace(gone=gone, added=added), members=limit)
    assert ("missing_members" in found) == fires
    if fires:
        assert found["missing_members"].figures == {"gone": gone, "added": added, "limit": limit}


@pytest.mark.parametrize(("count", "fires"), [(19, False), (20, True)])
def test_identical_answers(count: int, fires: bool) -> None:
    one, other = trace("1", likeness="x", likeness_of=count), trace("2", likeness="x", likeness_of=count)
    found = fired(one, other, trace("3"))
    assert ("identical_answers" in found) == fires
    if fires:
        assert found["identical_answers"].figures == {"count": 20, "cases": ("c2",), "limit": 20}


def test_every_file_that_is_alike_is_named_and_never_the_file_itself() -> None:
    alike = [trace(str(n), likeness="x") for n in range(3)]
    assert fired(*alike)["identical_answers"].figures["cases"] == ("c1", "c2")


# ── one enumerator ───────────────────────────────────────────────────────────────────────────
def files(who: str, near: int, far: int) -> list[SurveyTrace]:
    """near: just under the line; far: well under it."""
    made = [trace(f"{who}-n{n}", enumerator=who, score_a=140) for n in range(near)]
    return made + [trace(f"{who}-f{n}", enumerator=who) for n in range(far)]


@pytest.mark.parametrize(
    ("score_a", "score_b", "near"),
    [(140, 10, 1), (135, 10, 1), (134, 10, 0), (141, 10, 0), (100, 30, 1), (100, 40, 0), (160, 30, 0)],
)
def test_what_stands_just_under_a_line(score_a: int, score_b: int, near: int) -> None:
    """A on the line counts as under it (poor: A ≤ line); over the line điểm B does not matter."""
    found = of_enumerator(trace(score_a=score_a, score_b=score_b), line_files=1, line_share=1)
    assert len(found) == near


@pytest.mark.parametrize(
    ("near", "far", "fires"), [(4, 6, True), (3, 7, False), (9, 0, False), (10, 0, True)]
)
def test_just_under_line_by_share_and_number(near: int, far: int, fires: bool) -> None:
    assert bool(of_enumerator(*files("ba", near, far))) == fires


@pytest.mark.parametrize(("theirs", "fires"), [(2, True), (3, False)])
def test_just_under_line_beside_the_others(theirs: int, fires: bool) -> None:
    """40 % is twice 20 %, not twice 30 %."""
    found = of_enumerator(*files("ba", 4, 6), *files("tu", theirs, 10 - theirs))
    assert bool(found) == fires
    if fires:
        expected = {"near": 4, "files": 10, "others": 10, "others_near": 2, "poor_from": 30}
        assert expected.items() <= dict(found[0].figures).items()


def test_where_the_others_have_too_few_files_the_share_alone_counts() -> None:
    [found] = of_enumerator(*files("ba", 4, 6), *files("tu", 9, 0))
    assert found.figures["others"] == 0
    assert found.about == "ba"


# ── every limit turns its rule ───────────────────────────────────────────────────────────────
LOUD = trace(
    gaps=(("wall", 1.0),) * 30, changed=changes(2), gone=("Nam",), likeness="x", score_a=140,
)  # fmt: skip
OFF = {
    "form_minutes": 0, "question_seconds": 0, "question_share": 101, "question_count": 31, "changes": 3,
    "members": 2, "same_answers": 31,
}  # fmt: skip


@pytest.mark.parametrize("setting", OFF)
def test_a_setting_silences_its_rule_and_no_other(setting: str) -> None:
    other = trace("2", likeness="x")
    loud, quiet = set(fired(LOUD, other)), set(fired(LOUD, other, **{setting: OFF[setting]}))
    [gone] = loud - quiet
    assert setting in next(rule.settings for rule in RULES if rule.id == gone)
    assert loud == set(OF_A_FORM)


@pytest.mark.parametrize(
    "limits", [{"line_share": 41}, {"line_files": 11}, {"line_times": 3}, {"line_points": -1}]
)
def test_the_settings_of_just_under_line(limits: dict[str, int]) -> None:
    made = (*files("ba", 4, 6), *files("tu", 2, 8))
    assert of_enumerator(*made) != ()
    assert of_enumerator(*made, **limits) == ()


def test_many_surveys_are_looked_at_in_time() -> None:
    """1,500 files, each too fast and each like another: a list for one officer, far under a second."""
    traces = [trace(str(n), gaps=(("wall", 1.0),) * 30, likeness=str(n // 2)) for n in range(1_500)]
    beside = compare(traces, USUAL, POOR_FROM)
    begun = datetime.now(VIETNAM)
    assert all(len(concerns_of(one, beside)) == 3 for one in traces)
    assert datetime.now(VIETNAM) - begun < timedelta(seconds=1)
