"""The dates of a file: computed from what happened to it, never before its event, never cut by a day off."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cases.case import Case, State
from bot.cases.commune import Phase, Round
from bot.cases.complaint import Complaint
from bot.cases.dossier import Dossier
from bot.cases.posting import Posting
from bot.cases.timeline import RUNNING, Due, between, dates_of, due_on, last_day, review_started, round_dates
from bot.cases.working_days import Swap, WorkingDays
from bot.runtime.clock import VIETNAM
from bot.scoring.packs import load_pack

PACK = load_pack("2022-2025")
DAYS = WorkingDays(PACK.days_off)
ANNUAL, IN_YEAR = PACK.procedures["1.011606"], PACK.procedures["1.011607"]
AT = datetime(2026, 11, 1, 9, 0, tzinfo=VIETNAM)
SURVEY = Phase("survey", date(2026, 10, 1), date(2026, 10, 20))
PLAN = Round("2026", "2026", "1.011606", PACK.id, "KH", date(2026, 10, 1), (SURVEY,))
DATES = st.dates(date(2023, 1, 1), date(2027, 12, 31))
CODES = st.sampled_from(sorted(PACK.procedures))


def day(text: str) -> date:
    number, month = text.split("/")
    return date(2026, int(month), int(number))


def file_in(state: State, **fields: object) -> Case:
    return replace(Case("c1", "HL-0001", "2026", "kp3", state, "A", "1980"), **fields)  # type: ignore[arg-type]


def posting(on: date, *, again: bool = False) -> Posting:
    return Posting("p1", "2026", "kp3", on, ("nhà văn hóa",), True, ("c1",), "nv", "B", AT, again)


def complaint(on: date) -> Complaint:
    return Complaint("k1", AT, on, "web:mai", "M", "chat", "household", "xin xem lại", in_window=True)


def found(case: Case, today: date, code: str = "1.011606", **more: object) -> dict[str, Due]:
    dues = dates_of(case, PLAN, PACK.procedures[code], DAYS, today, **more)  # type: ignore[arg-type]
    return {one.what: one for one in dues}


def test_the_worked_case_step_by_step() -> None:
    hung = found(file_in("posted"), day("17/11"), posting=posting(day("17/11")))
    assert (hung["posting_end"].on, hung["posting_end"].left) == (day("20/11"), 3)
    complained = file_in("complained", complaints=(complaint(day("20/11")),))
    assert found(complained, day("27/11"))["recheck_due"] == Due("recheck_due", day("2/12"), 3, 0, False)
    again = found(file_in("posted"), day("2/12"), posting=posting(day("2/12"), again=True))
    assert again["reposting_end"].on == day("7/12")
    up = Dossier("d1", "2026", ANNUAL.code, ("c1",), "nv", "B", day("7/12"), reported_on=day("7/12"))
    reported = found(file_in("reported"), day("14/12"), dossier=up)
    assert reported["opinion_due"] == Due("opinion_due", day("14/12"), 0, 0, False)
    assert reported["limit"].on == day("14/12")


def test_the_recheck_is_due_until_it_hangs_again() -> None:
    for state in ("complained", "surveyed", "returned", "approved", "voted_down", "to_post"):
        case = file_in(state, complaints=(complaint(day("20/11")),))
        assert "recheck_due" in found(case, day("21/11")), state
    assert "recheck_due" not in found(file_in("posted", complaints=(complaint(day("20/11")),)), day("3/12"))
    late_one = replace(complaint(day("20/11")), in_window=False)
    assert "recheck_due" not in found(file_in("surveyed", complaints=(late_one,)), day("21/11"))


def test_an_opinion_counts_from_the_day_the_report_arrived_where_that_is_known() -> None:
    up = Dossier("d1", "2026", ANNUAL.code, ("c1",), "nv", "B", day("1/12"), reported_on=day("1/12"))
    later = replace(up, received_on=day("3/12"))
    assert found(file_in("reported"), day("3/12"), dossier=up)["opinion_due"].on == day("8/12")
    assert found(file_in("reported"), day("3/12"), dossier=later)["opinion_due"].on == day("10/12")


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("27/11", (3, 0, False)),
        ("28/11", (3, 0, False)),
        ("1/12", (1, 0, False)),
        ("2/12", (0, 0, False)),
        ("3/12", (0, 1, True)),
        ("5/12", (0, 2, True)),
    ],
)
def test_days_left_and_days_late(today: str, expected: tuple[int, int, bool]) -> None:
    one = due_on("recheck_due", day("2/12"), day(today), DAYS)
    assert (one.left, one.days_late, one.late) == expected


def test_over_on_the_weekend_right_after_it() -> None:
    one = due_on("posting_end", day("20/11"), day("21/11"), DAYS)
    assert (one.late, one.days_late) == (True, 0)


def test_fifteen_days_begin_on_the_fifteenth_or_when_the_paper_came_after_it() -> None:
    early, later = (file_in("listed", received_on=day(one)) for one in ("3/11", "20/11"))
    assert review_started(early, IN_YEAR) == day("15/11")
    assert review_started(later, IN_YEAR) == day("20/11")
    assert last_day(early, PLAN, IN_YEAR, DAYS) == day("30/11")
    assert last_day(later, PLAN, IN_YEAR, DAYS) == day("7/12")  # 5/12 is a Saturday
    assert review_started(early, ANNUAL) is None
    assert last_day(file_in("listed"), PLAN, IN_YEAR, DAYS) is None


def test_the_latest_posting_of_a_round() -> None:
    one = round_dates(PLAN, ANNUAL, DAYS, day("12/11"))
    assert one is not None
    assert (one.limit, one.latest.on, one.with_complaint.on) == (day("14/12"), day("2/12"), day("17/11"))
    assert one.with_complaint.left == 3
    assert round_dates(PLAN, IN_YEAR, DAYS, day("12/11")) is None


@given(st.sampled_from(RUNNING), CODES, DATES, st.integers(0, 40))
def test_no_date_before_its_event_nor_on_a_day_off(state: State, code: str, event: date, wait: int) -> None:
    case = file_in(state, received_on=event, complaints=(complaint(event),))
    up = Dossier("d1", "2026", code, ("c1",), "nv", "B", event, reported_on=event)
    for one in found(case, event + timedelta(wait), code, posting=posting(event), dossier=up).values():
        if one.what == "limit" and PACK.procedures[code].ends is not None:
            continue  # the season ends by its own day, whatever happened
        assert one.on > event
        assert DAYS.counts(one.on)
        assert one.late == (event + timedelta(wait) > one.on)
        assert not (one.left and one.days_late)


@given(CODES, DATES, DATES)
def test_another_day_off_never_makes_a_date_earlier(code: str, event: date, off: date) -> None:
    saturday = date(2028, 12, 30)  # worked for it, far away
    more = WorkingDays(PACK.days_off, (Swap(off, saturday),))
    procedure = PACK.procedures[code]
    for state in ("posted", "complained", "reported"):
        case = file_in(state, received_on=event, complaints=(complaint(event),))
        up = Dossier("d1", "2026", code, ("c1",), "nv", "B", event, reported_on=event)
        plain, longer = (
            dates_of(case, PLAN, procedure, one, event, posting(event), up) for one in (DAYS, more)
        )
        before, after = ({one.what: one.on for one in some} for some in (plain, longer))
        assert before.keys() == after.keys()
        assert all(after[name] >= on for name, on in before.items())


@given(DATES, st.integers(1, 60))
def test_what_is_left_is_what_was_counted(event: date, count: int) -> None:
    assert between(DAYS, event, DAYS.after(event, count)) == count


def test_nothing_is_due_where_all_is_decided_or_nothing_received() -> None:
    for state in ("submitted", "recognised", "refused", "left", "withdrawn", "erased", "closed"):
        assert found(file_in(state), day("20/11")) == {}, state
