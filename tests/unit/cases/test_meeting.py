"""The village meeting: half of those attending, and what stands for a result that was voted on."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cases.case import Case, Move
from bot.cases.form_record import FormRecord, SentResult
from bot.cases.meeting import GROUPS, Attendance, Meeting, Vote, mark_of, needed, passes
from bot.cases.moves import way
from bot.handlers.exceptions import allowed
from bot.handlers.income import sending
from bot.handlers.meeting_agenda import kind_of
from bot.handlers.meeting_draft import missing, standing
from bot.scoring.answers import Answers

NOON = datetime(2026, 10, 5, 12, 0, tzinfo=UTC)
HALF = Fraction(1, 2)


def meeting(**fields: object) -> Meeting:
    known: dict[str, object] = {
        "place": "Nhà văn hóa", "chair": "Ba", "secretary": "Tư", "signer": "Xuân", "votes": (),
        "attendance": tuple(Attendance(group, 2) for group in GROUPS), **fields,
    }  # fmt: skip
    return Meeting("m", "r", "kp3", 1, date(2026, 10, 5), listed=4, by="nv-ba", by_name="Ba", **known)  # type: ignore[arg-type]


@given(st.integers(0, 5_000), st.integers(1, 5_000))
def test_at_least_half_of_those_attending_agree(agree: int, attended: int) -> None:
    assert passes(agree, attended) == (Fraction(agree, attended) >= HALF)


@given(st.integers(1, 5_000))
def test_the_fewest_who_must_agree_are_the_fewest_that_pass(attended: int) -> None:
    assert passes(needed(attended), attended)
    assert not passes(needed(attended) - 1, attended)


def test_exactly_half_passes_and_a_meeting_of_nobody_never_does() -> None:
    assert passes(12, 24) and not passes(12, 25) and passes(13, 25)
    assert not passes(0, 0) and not passes(0, 1)


def test_those_attending_are_all_groups_together() -> None:
    assert meeting().attended == 12


def test_what_nobody_has_said_yet_is_asked_in_the_order_of_the_minutes() -> None:
    assert missing(meeting()) is None
    assert missing(meeting(place="", chair="")) == ("place", None)
    assert missing(meeting(attendance=(), signer="")) == ("group", "steering")
    assert missing(meeting(attendance=(Attendance("steering", 0),))) == ("group", "unions")


def test_a_vote_stands_only_while_it_means_the_same_of_those_attending() -> None:
    votes = (
        Vote("a", 12, True, "m"),
        Vote("b", 6, True, "m"),
        Vote("c", 5, False, "m"),
        Vote("d", 8, True, "m"),
    )
    fewer = tuple(Attendance(group, 2 if group != "others" else 0) for group in GROUPS)
    kept = standing(meeting(votes=votes, attendance=fewer))
    assert [vote.case_id for vote in kept] == ["b", "d"]  # a: 12 of 10; c: 5 of 10 is half now


def test_the_mark_of_a_result_changes_when_it_is_sent_again_or_scored_again() -> None:
    data = {"score_a": 112, "score_b": 40, "class": "poor"}
    one = SentResult(NOON, Answers((), {}), data)
    record = FormRecord("f", "phieu_b", "nv-ba", "c", "p", "d", Answers((), {}), NOON, finished_at=NOON)
    assert mark_of(record) == ""
    sent = FormRecord(
        "f", "phieu_b", "nv-ba", "c", "p", "d", Answers((), {}), NOON, finished_at=NOON, sent=data,
        results=(one,),
    )  # fmt: skip
    again = FormRecord(
        "f", "phieu_b", "nv-ba", "c", "p", "d", Answers((), {}), NOON, finished_at=NOON, sent=data,
        results=(one, one),
    )  # fmt: skip
    assert (mark_of(sent), mark_of(again)) == ("1:112:40:poor", "2:112:40:poor")


def test_who_changes_stands_first() -> None:
    assert kind_of("none", "poor") == kind_of("none", "near_poor") == "new"
    assert kind_of("poor", "not_poor") == kind_of("near_poor", "not_poor") == "leaving"
    assert kind_of("poor", "near_poor") == kind_of("near_poor", "poor") == "changed"
    assert kind_of("poor", "poor") == kind_of("none", "not_poor") == "same"


# ── exceptions ───────────────────────────────────────────────────────────────────────────────
def test_an_exception_needs_its_own_condition_beside_the_table() -> None:
    file = Case("c", "HL-1", "r", "kp3", "approved", "Mai", "1984", survey="f")
    assert not allowed(file, "skip_meeting")  # no re-check is open
    closed = Case("c", "HL-1", "r", "kp3", "closed", "Mai", "1984", received_on=date(2026, 10, 1))
    listed = Case(
        "c", "HL-1", "r", "kp3", "closed", "Mai", "1984", moves=(Move(NOON, "x", "x", "screen_in", "listed"),)
    )  # fmt: skip
    assert [one for one in ("reopen", "reopen_listed") if allowed(closed, one)] == ["reopen"]
    assert [one for one in ("reopen", "reopen_listed") if allowed(listed, one)] == ["reopen_listed"]
    old = Case("c", "HL-1", "r", "kp3", "listed", "Mai", "1984", previous_class="poor")
    assert not allowed(old, "unlist") and allowed(old, "close")


@pytest.mark.parametrize("procedure", ("1.011609", "3.000412"))
def test_an_income_file_closed_and_opened_again_can_be_sent_anew(procedure: str) -> None:
    again = Case("c", "HL-1", "r", "kp3", "received", "Mai", "1984", income="f", procedure=procedure)
    record = FormRecord("f", "income", "nv-ba", "c", "p", "d", Answers((), {}), NOON, finished_at=NOON)
    to = way(again, sending(again, record), "enumerator")
    assert to is not None and to.leads_to == "surveyed"
