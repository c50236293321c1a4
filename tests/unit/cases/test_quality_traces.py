"""What a trace keeps of a survey: the time between screens, likeness, people, how it was entered."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from bot.cases.case import Case, Move
from bot.cases.form_record import AnswerChange, FormRecord, SentResult
from bot.cases.quality import SurveyTrace, answers_before, gaps_between, likeness_to_others, trace_of
from bot.cases.quality_members import members_apart
from bot.cases.quality_times import question_seconds, time_figures
from bot.runtime.clock import VIETNAM
from bot.scoring.answers import Answers, Value

NOON = datetime(2026, 10, 5, 12, 0, tzinfo=VIETNAM)


def said(
    key: str, after: float, by: str = "nv-ba", reason: str = "", old: Value | None = None
) -> AnswerChange:
    """An answer so many seconds after noon."""
    return AnswerChange("f", key, old, "x", by, NOON + timedelta(seconds=after), reason)


# ── time ─────────────────────────────────────────────────────────────────────────────────────
def test_seconds_stand_with_the_question_they_led_to() -> None:
    log = [said("m1.sex", 0), said("wall", 12), said("m2.insured", 30)]
    assert gaps_between(log) == (("wall", 12.0), ("insured", 18.0))


def test_answers_of_one_moment_are_one_screen() -> None:
    """A checklist, a choice that states more, a burst that came in together."""
    log = [
        said("wall", 0),
        said("m1.insured", 9),
        said("m2.insured", 9),
        said("m1.pension", 9.4),
        said("roof", 20),
    ]
    assert gaps_between(log) == (("insured", 9.0), ("roof", 10.6))


def test_half_a_second_is_one_screen_and_more_are_two() -> None:
    assert gaps_between([said("wall", 0), said("roof", 0.5)]) == ()
    assert gaps_between([said("wall", 0), said("roof", 0.6)]) == (("roof", 0.6),)


@pytest.mark.parametrize("by", ["mau_01", "last_list"])
def test_what_was_carried_over_takes_no_time(by: str) -> None:
    log = [said("m1.name", 0, by=by), said("m1.sex", 100), said("wall", 110)]
    assert gaps_between(log) == (("wall", 10.0),)


def test_a_change_with_a_reason_is_not_the_survey() -> None:
    log = [said("wall", 0), said("roof", 10), said("wall", 5_000, reason="nhớ lại")]
    assert gaps_between(log) == (("roof", 10.0),)


# ── the record ───────────────────────────────────────────────────────────────────────────────
ANSWERS = Answers(("m1",), {"m1.name": "Hoàng Thị Mai", "m1.birth": "1984", "wall": "durable"})
DATA = {"score_a": 95, "line": 140, "score_b": 30, "class": "poor", "official": False}


def record(**changes: Any) -> FormRecord:
    made = FormRecord(
        "f", "phieu_b", "nv-tu", "c1", "2022-2025", "d", ANSWERS, NOON, visited_on=NOON.date(),
        read_back=True, finished_at=NOON, sent=DATA, results=(SentResult(NOON, ANSWERS, DATA),),
    )  # fmt: skip
    return replace(made, **changes)


def case(*moves: Move) -> Case:
    return Case("c1", "HL-0001", "r", "kp3", "surveyed", "Hoàng Thị Mai", "1984", survey="f", moves=moves)


def made(
    form: FormRecord, *moves: Move, log: tuple[AnswerChange, ...] = (), request: Answers | None = None
) -> SurveyTrace:
    found = trace_of(case(*moves), form, log, request)
    assert found is not None
    return found


def test_a_trace_of_a_survey() -> None:
    by_ba = Move(NOON, "nv-ba", "Ông Ba", "finish_survey", "surveyed")
    amended = Move(NOON, "nv-tu", "Ông Tư", "amend_survey", "surveyed")
    change = said("wall", 60, reason="nhớ lại", old="durable")
    found = made(record(), by_ba, amended, log=(said("wall", 0), said("roof", 30), change))
    assert (found.code, found.initials, found.area, found.enumerator) == ("HL-0001", "H.T.M", "kp3", "nv-ba")
    assert (found.timing, found.gaps, found.changed) == ("timed", (("roof", 30.0),), (change,))
    assert (found.score_a, found.line, found.score_b, found.official) == (95, 140, 30, False)


def test_what_was_never_sent_has_no_trace() -> None:
    assert trace_of(case(), record(finished_at=None, sent=None, results=()), ()) is None


def test_the_last_result_counts() -> None:
    again = SentResult(NOON, ANSWERS, {**DATA, "score_a": 120, "official": True}, "t1")
    found = made(record(results=(SentResult(NOON, ANSWERS, DATA), again)))
    assert (found.score_a, found.official) == (120, True)


@pytest.mark.parametrize(
    ("changes", "timing"),
    [
        ({}, "timed"),
        ({"visited_on": date(2026, 10, 4)}, "paper"),
        ({"visited_on": None}, "timed"),
        ({"read_back": False}, "brought"),
        ({"read_back": False, "visited_on": date(2026, 10, 4)}, "brought"),
    ],
)
def test_how_it_was_entered(changes: dict[str, Any], timing: str) -> None:
    assert made(record(**changes)).timing == timing


def test_changes_are_taken_back_from_the_last_one() -> None:
    now = Answers(("m1", "m2"), {"wall": "c", "roof": "new"})
    changed = (
        said("wall", 0, reason="1", old="a"),
        said("wall", 1, reason="2", old="b"),
        said("roof", 2, reason="3"),
        replace(said("members", 3, reason="4"), old=("m1",)),
    )
    assert answers_before(now, changed) == Answers(("m1",), {"wall": "a"})
    assert answers_before(now, ()) == now


# ── likeness ─────────────────────────────────────────────────────────────────────────────────
def household(*people: dict[str, Value], **values: Value) -> Answers:
    members = tuple(f"m{n}" for n in range(1, len(people) + 1))
    own = {
        f"{m}.{name}": value for m, one in zip(members, people, strict=True) for name, value in one.items()
    }
    return Answers(members, {**own, **values})


MAI: dict[str, Value] = {
    "name": "Mai",
    "birth": "1984",
    "sex": "female",
    "relation": "head",
    "insured": "yes",
}
NAM: dict[str, Value] = {"name": "Nam", "birth": "2010", "sex": "male", "relation": "child", "insured": "no"}
HERE = household(MAI, NAM, wall="durable", assets=("tv",))


def test_who_they_are_makes_no_difference() -> None:
    others = household(
        {**MAI, "name": "Lan", "birth": "1990", "ethnicity": "07"}, NAM, wall="durable", assets=("tv",)
    )
    assert likeness_to_others(HERE) == likeness_to_others(others)
    assert likeness_to_others(HERE)[1] == 4


def test_the_order_of_the_people_makes_no_difference() -> None:
    assert likeness_to_others(HERE) == likeness_to_others(household(NAM, MAI, wall="durable", assets=("tv",)))


@pytest.mark.parametrize(
    "other",
    [
        household(MAI, NAM, wall="not_durable", assets=("tv",)),
        household(MAI, NAM, wall="durable", assets=("tv", "fridge")),
        household({**MAI, "insured": "no"}, NAM, wall="durable", assets=("tv",)),
        household(MAI, wall="durable", assets=("tv",)),
        household(MAI, NAM, wall="durable"),
    ],
)
def test_how_they_live_does(other: Answers) -> None:
    assert likeness_to_others(HERE)[0] != likeness_to_others(other)[0]


def test_who_was_taken_off_the_list_does_not_count() -> None:
    left = replace(household(MAI, NAM, wall="durable", assets=("tv",)), members=("m1",))
    assert likeness_to_others(left) == likeness_to_others(household(MAI, wall="durable", assets=("tv",)))


# ── people ───────────────────────────────────────────────────────────────────────────────────
def request(*others: tuple[str, str], head: tuple[str, str] = ("Hoàng Thị Mai", "1984-03-02")) -> Answers:
    """Mẫu 01: the head stands outside the list."""
    people = {f"m{n}": one for n, one in enumerate(others, 1)}
    values = {f"{m}.{f}": v for m, one in people.items() for f, v in zip(("name", "birth"), one, strict=True)}
    return Answers(tuple(people), {"name": head[0], "birth": head[1], **values})


def survey(*everybody: tuple[str, str]) -> Answers:
    return household(*({"name": name, "birth": birth} for name, birth in everybody))


HEAD = ("Hoàng Thị Mai", "1984-03-02")
SON = ("Lý Văn Nam", "2010-05-06")


@pytest.mark.parametrize(
    ("there", "here", "gone", "added"),
    [
        (request(SON), survey(HEAD, SON), (), ()),
        (request(SON), survey(SON, HEAD), (), ()),
        (request(SON), survey(HEAD), ("Lý Văn Nam",), ()),
        (request(), survey(HEAD, SON), (), ("Lý Văn Nam",)),
        (request(SON), survey(SON), ("Hoàng Thị Mai",), ()),
        (request(SON), survey(HEAD, ("Lý Văn Đông", "2012")), ("Lý Văn Nam",), ("Lý Văn Đông",)),
        (request(SON), survey(HEAD, ("lý văn  NAM", "2011")), (), ()),  # the birth put right
        (request(SON), survey(HEAD, ("Ly Van Nam", "2010-05-06")), (), ()),
        (request(("Đỗ Nam", "2010")), survey(HEAD, ("Do Nam", "2011")), (), ()),
        (request(SON), survey(HEAD, ("Lý Minh Nam", "2010-05-06")), (), ()),  # the name put right
        (request(("Lý Văn Nam", "2010")), survey(HEAD, ("Lý An", "2010")), ("Lý Văn Nam",), ("Lý An",)),
        (request(("Lý Văn Nam", "-")), survey(HEAD, ("Lý An", "-")), ("Lý Văn Nam",), ("Lý An",)),
        (request(SON, SON), survey(HEAD, SON), ("Lý Văn Nam",), ()),  # of two alike one is left
        (request(SON, ("Lý Hà", "2010-05-06")), survey(HEAD, ("Lý Hà", "2010-05-06")), ("Lý Văn Nam",), ()),
    ],
)
def test_people_of_the_request_beside_those_of_the_survey(
    there: Answers, here: Answers, gone: tuple[str, ...], added: tuple[str, ...]
) -> None:
    assert members_apart(there, here) == (gone, added)
    trace = made(record(results=(SentResult(NOON, here, DATA),)), request=there)
    assert (trace.gone, trace.added) == (gone, added)


def test_without_a_request_nobody_is_missing() -> None:
    trace = made(record())
    assert (trace.gone, trace.added) == ((), ())


# ── figures ──────────────────────────────────────────────────────────────────────────────────
def test_figures_over_some_surveys() -> None:
    base = made(record())
    traces = [
        replace(base, gaps=(("wall", 10.0), ("roof", 50.0), ("water", 4_000.0))),
        replace(base, gaps=(("wall", 20.0), ("roof", 100.0))),
        replace(base, timing="paper", gaps=(("wall", 1.0),)),
        replace(base, timing="brought"),
    ]
    figures = time_figures(traces, 30)
    assert (figures.files, figures.timed, figures.paper, figures.brought) == (4, 2, 1, 1)
    assert figures.form_seconds == 90  # of 60 and 120: the pause does not count
    assert figures.question_seconds == 35  # of 10, 20, 50, 100
    assert (time_figures([], 30).form_seconds, time_figures([], 30).question_seconds) == (0, 0)


def test_a_question_answered_seldom_has_no_middle() -> None:
    base = made(record())
    traces = [replace(base, gaps=(("wall", n * 10.0), ("roof", 5.0))) for n in (1, 2)]
    last = replace(base, gaps=(("wall", 90.0), ("roof", 2_000.0)))
    paper = replace(base, timing="paper", gaps=(("roof", 5.0),))
    assert question_seconds([*traces, last, paper], 30) == {"wall": 20.0}
