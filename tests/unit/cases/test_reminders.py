"""What is told to whom on a day: by what the files are, by how each has set it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cases.case import Applicant, Case, State, Visit
from bot.cases.commune import Staff
from bot.cases.complaint import Complaint
from bot.cases.digest import digest_of
from bot.cases.reminders import (
    Item,
    Reminders,
    Standing,
    for_enumerator,
    for_household,
    for_officer,
    of_officer,
    stage_of,
    theirs,
)
from bot.cases.timeline import DateKind, Due, due_on
from bot.cases.working_days import WorkingDays
from bot.runtime.clock import VIETNAM

AT = datetime(2026, 10, 9, 9, 0, tzinfo=VIETNAM)
TODAY = AT.date()
DAYS = WorkingDays()
BA = Staff("nv-ba", "Ba", "", "enumerator", ("kp3",), "web:ba")
TU = Staff("nv-tu", "Tư", "", "enumerator", ("kp3",), "web:tu")
HOA = Staff("nv-hoa", "Hòa", "", "officer", ("kp3",), "web:hoa")
LAN = Staff("nv-lan", "Lan", "", "officer", (), "web:lan")


def standing(
    state: State, number: int = 1, *dues: Due, waits: int = 0, holder: str | None = None, **fields: object
) -> Standing:
    case = Case(f"c{number}", f"HL-000{number}", "2026", "kp3", state, "Hoàng Mơ", "1984")
    return Standing(replace(case, **fields), dues, waits, holder)  # type: ignore[arg-type]


def visit(next_on: date) -> tuple[Visit, ...]:
    return (Visit(TODAY - timedelta(2), AT, "nv-ba", "nobody_home", "đi chợ", next_on),)


def whats(items: object) -> list[tuple[str, str]]:
    return [(one.what, one.stage) for one in items if isinstance(one, Item)]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("left", "told"), [(4, False), (3, True), (2, False), (1, True), (0, False)])
def test_visits_left_are_told_three_days_and_one_before_the_plan_ends(left: int, told: bool) -> None:
    own = [standing("listed"), standing("received", 2)]
    survey = due_on("survey", DAYS.after(TODAY, left), TODAY, DAYS)
    assert bool(whats(for_enumerator("nv-ba", own, TODAY, survey))) is told


def test_nothing_is_said_of_the_plan_where_nobody_is_left_or_it_is_over() -> None:
    survey = due_on("survey", DAYS.after(TODAY, 3), TODAY, DAYS)
    assert whats(for_enumerator("nv-ba", [standing("returned")], TODAY, survey)) == []
    assert whats(for_enumerator("nv-ba", [standing("listed")], TODAY, None)) == []
    over = due_on("survey", TODAY - timedelta(1), TODAY, DAYS)
    assert whats(for_enumerator("nv-ba", [standing("listed")], TODAY, over)) == []


@pytest.mark.parametrize(("waits", "told"), [(1, False), (2, True), (3, False), (5, True), (6, False)])
def test_a_survey_sent_back_is_told_of_again(waits: int, told: bool) -> None:
    assert bool(whats(for_enumerator("nv-ba", [standing("returned", waits=waits)], TODAY, None))) is told


@pytest.mark.parametrize(("waits", "told"), [(2, False), (3, True), (4, False)])
def test_a_request_is_told_of_once_it_has_waited_more_than_two_days(waits: int, told: bool) -> None:
    assert bool(whats(for_officer([standing("submitted", waits=waits)], TODAY))) is told


def test_files_with_the_same_date_are_told_in_one() -> None:
    due = due_on("limit", DAYS.after(TODAY, 3), TODAY, DAYS)
    [item] = for_officer([standing("surveyed", 1, due), standing("listed", 2, due)], TODAY)
    assert (item.what, len(item.files), item.legal) == ("limit", 2, True)


def test_a_posting_is_told_of_only_when_it_is_over() -> None:
    for left in (3, 1):
        hangs = due_on("posting_end", DAYS.after(TODAY, left), TODAY, DAYS)
        assert list(for_officer([standing("posted", 1, hangs)], TODAY)) == []
    over = due_on("posting_end", TODAY - timedelta(1), TODAY, DAYS)
    assert whats(for_officer([standing("posted", 1, over)], TODAY)) == [("posting_end", "late")]


def test_what_is_late_for_longer_is_not_told_alone() -> None:
    friday = date(2026, 10, 9)
    dues = [due_on("recheck_due", friday, friday + timedelta(n), DAYS) for n in range(1, 6)]
    assert [stage_of(one) for one in dues] == ["late", "late", "late", "", ""]  # Sat, Sun, Mon, Tue, Wed


def test_a_re_check_that_is_with_nobody_is_told_to_others_than_who_surveyed_first() -> None:
    one = Complaint(
        "k", AT, TODAY, "web:m", "M", "chat", "household", "xem lại", in_window=True, first_by=("nv-ba",)
    )
    again = [standing("returned", 1, complaints=(one,))]
    assert theirs(BA, again) == ()
    assert theirs(TU, again) == tuple(again)


def test_an_enumerator_has_what_nobody_else_has_and_what_was_given_to_them() -> None:
    given_ = [
        standing("listed", 1),
        standing("listed", 2, holder="nv-tu"),
        standing("listed", 3, holder="nv-ba"),
        standing("complained", 4),
        standing("complained", 5, holder="nv-ba"),
        standing("posted", 6),
        standing("listed", 7, kin_of=("nv-ba",)),
        standing("listed", 8, area="kp5"),
    ]
    assert [one.case.id for one in theirs(BA, given_)] == ["c1", "c3", "c5"]
    assert [one.case.id for one in of_officer(HOA, given_)] == ["c1", "c2", "c3", "c4", "c5", "c6", "c7"]
    assert len(of_officer(LAN, given_)) == 8


def test_an_appointment_only_the_day_before_and_only_while_somebody_has_to_come() -> None:
    tomorrow = TODAY + timedelta(1)
    afternoon = AT.replace(hour=16)
    to_come = standing("listed", visits=visit(tomorrow), applicants=(Applicant("web:mai"),))
    assert whats(for_household(to_come, afternoon)) == [("appointment", "")]
    assert whats(for_household(to_come, AT)) == []
    assert whats(for_household(to_come, afternoon + timedelta(1))) == []
    assert whats(for_household(standing("surveyed", visits=visit(tomorrow)), afternoon)) == []


def test_the_window_on_its_last_day_also_when_it_hangs_again() -> None:
    hanging: tuple[DateKind, ...] = ("posting_end", "reposting_end")
    for what in hanging:
        due = due_on(what, TODAY, TODAY, DAYS)
        assert whats(for_household(standing("posted", 1, due), AT)) == [("window", "")]
        before = due_on(what, TODAY, TODAY - timedelta(1), DAYS)
        assert whats(for_household(standing("posted", 1, before), AT - timedelta(1))) == []


@given(st.integers(0, 23), st.integers(0, 23), st.integers(0, 500_000))
def test_quiet_hours_end_and_never_before_now(start: int, end: int, minutes: int) -> None:
    at = AT + timedelta(minutes=minutes)
    settings = Reminders(quiet_from=start, quiet_until=end)
    awake = settings.awake(at)
    assert not settings.is_quiet(awake)
    assert at <= awake <= at + timedelta(days=1)
    assert (awake == at) is not settings.is_quiet(at)


def test_quiet_over_midnight_within_a_day_and_never() -> None:
    night, noon = Reminders(), Reminders(quiet_from=12, quiet_until=14)
    hours = range(24)
    assert [h for h in hours if night.is_quiet(AT.replace(hour=h))] == [0, 1, 2, 3, 4, 5, 21, 22, 23]
    assert [h for h in hours if noon.is_quiet(AT.replace(hour=h))] == [12, 13]
    never = Reminders(quiet_from=0, quiet_until=0)
    assert not any(never.is_quiet(AT.replace(hour=h)) for h in hours)


def test_the_morning_message_counts_and_puts_the_nearest_date_first() -> None:
    limit = due_on("limit", DAYS.after(TODAY, 3), TODAY, DAYS)
    recheck = due_on("recheck_due", DAYS.after(TODAY, 1), TODAY, DAYS)
    complaint = Complaint("k", AT, TODAY, "web:m", "M", "chat", "household", "xem lại", in_window=True)
    office = [
        standing("surveyed", 1, limit),
        standing("complained", 2, recheck, limit, complaints=(complaint,)),
        standing("submitted", 3, waits=3),
        standing("listed", 4, limit),
    ]
    digest = digest_of("nv-ba", (), office, TODAY, Reminders())
    assert dict(digest.counts) == {
        "waiting": 1, "long_waiting": 1, "to_review": 1, "complaints": 1, "soon": 3,
    }  # fmt: skip
    assert [(one.due.what, len(one.files)) for one in digest.urgent] == [("recheck_due", 1), ("limit", 2)]


def test_what_somebody_does_without_is_not_in_the_morning_message() -> None:
    visiting = [standing("listed", visits=visit(TODAY)), standing("returned", 2)]
    assert dict(digest_of("nv-ba", visiting, (), TODAY, Reminders()).counts) == {
        "visit_today": 1, "visits": 1, "returned": 1,
    }  # fmt: skip
    less = digest_of("nv-ba", visiting, (), TODAY, Reminders(off=("visits",)))
    assert dict(less.counts) == {"returned": 1} and not less.is_for_today
    assert digest_of("nv-ba", (), (), TODAY, Reminders()).counts == ()


def test_a_name_says_what_whom_which_file_and_which_day() -> None:
    due = due_on("recheck_due", date(2026, 12, 2), date(2026, 11, 27), DAYS)
    [item] = for_enumerator(
        "nv-tu", [standing("complained", 7, due, holder="nv-tu")], date(2026, 11, 27), None
    )
    assert item.name(TU.id) == "remind:recheck_due:nv-tu:c7:2026-12-02:3"
    later = replace(item, stage="1")
    assert len({item.name("a"), item.name("b"), later.name("a")}) == 3


def test_who_agreed_on_the_visit_goes_there_and_somebody_else_where_they_cannot() -> None:
    agreed = replace(standing("listed", visits=visit(TODAY)), host="nv-ba")
    assert whats(for_enumerator("nv-ba", [agreed], TODAY, None)) == [("visit_today", "")]
    assert whats(for_enumerator("nv-tu", [agreed], TODAY, None)) == []
    given_on = replace(agreed, holder="nv-tu")
    assert whats(for_enumerator("nv-tu", [given_on], TODAY, None)) == [("visit_today", "")]
    assert whats(for_enumerator("nv-tu", [replace(agreed, host=None)], TODAY, None)) == [("visit_today", "")]
