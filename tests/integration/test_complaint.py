"""Complaints: what counts and until when, who re-checks, what nobody else sees, and what happens at once."""

import asyncio
from dataclasses import replace
from datetime import date, datetime

import pytest

from bot.cases.case import Applicant, Case, State
from bot.cases.form_record import FormRecord
from bot.cases.posting import Posting
from bot.runtime.clock import VIETNAM
from bot.scoring.answers import Answers
from locales import translate
from tests.integration.commune import Commune, Faults
from tests.integration.surveys import surveyed
from tests.integration.test_income import SENT as INCOME_SENT

WORDS = "Nhà tôi không có xe máy."
CONSENT = ("chào", "1", "1")
MENU = ("menu", "Họp dân, niêm yết, quyết định")


async def at(commune: Commune, day: str, hour: int = 9) -> None:
    """The clock goes to this day ("17/11") of 2026."""
    there = datetime.strptime(f"{day}/2026 {hour}", "%d/%m/%Y %H").replace(tzinfo=VIETNAM)
    commune.clock.move(there - commune.clock.now())


async def posted(commune: Commune, number: int = 1, state: State = "posted", **changes: object) -> Case:
    """A file of Khu 3, surveyed by Ba, on Mai's phone, hung out on 17/11: its window ends on 20/11."""
    case, _ = await surveyed(commune.store, number, state)
    posting = Posting(
        f"p{number}", case.round_id, case.area, date(2026, 11, 17), ("nhà văn hóa",), False, (case.id,),
        "nv-ba", "Ba", datetime(2026, 11, 17, 8, tzinfo=VIETNAM),
    )  # fmt: skip
    phones = {"applicants": (Applicant("web:mai"),), "postings": (posting.id,), "version": 2, **changes}
    case = replace(case, **phones)  # type: ignore[arg-type]
    await commune.store.seed([posting, case])
    return case


async def now(commune: Commune, case: Case) -> Case:
    found = await commune.store.case(case.id)
    assert found is not None
    return found


async def opened(day: str = "18/11", **changes: object) -> tuple[Commune, Case]:
    commune = await Commune.opened()
    case = await posted(commune, **changes)  # type: ignore[arg-type]
    await types(commune, "mai", *CONSENT)
    await at(commune, day)
    return commune, case


async def types(commune: Commune, who: str, *texts: str) -> str:
    for text in texts:
        said = await commune.types(who, text)
    return said


async def complain(commune: Commune, case: Case, who: str = "mai", words: str = WORDS) -> str:
    """From the file to the sending of what was read over."""
    await types(commune, who, case.code)
    await commune.taps(who, "complain")
    await types(commune, who, words)
    return await commune.taps(who, "send")


async def write(commune: Commune, case: Case, source: str, day: str, words: str = WORDS) -> str:
    """What an officer writes down for somebody at the counter."""
    await types(commune, "lan", case.code)
    await commune.taps("lan", "c.write")
    await commune.taps("lan", source)
    if source == "other":
        await types(commune, "lan", "Lý Văn Bảy")
    await types(commune, "lan", day, words)
    return await commune.taps("lan", "yes")


def letters(commune: Commune, who: str) -> str:
    """All a phone shows."""
    return "\n".join(one.text for one in commune.channel.phone(f"web:{who}").shown)


def choices(commune: Commune, who: str) -> str:
    return " ".join(button.id for row in commune.newest(who).rows for button in row)


# ── what counts, and until when ──────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("17/11", date(2026, 11, 27)),  # the very day; 18, 19, 20, 23, 25, 26, 27 (24/11 is a day off)
        ("20/11", date(2026, 12, 2)),  # the last day: the worked case of the process
        ("21/11", None),  # a Saturday after it
        ("23/11", None),  # the next working day
        ("25/11", None),
    ],
)
async def test_a_complaint_counts_up_to_the_last_day_of_the_posting(day: str, due: date | None) -> None:
    commune, case = await opened(day)
    text = await complain(commune, case)
    found = await now(commune, case)
    one = found.complaints[-1]
    assert (found.state == "complained", one.in_window) == (due is not None, due is not None)
    assert (one.words, one.via, one.source, one.by) == (WORDS, "chat", "household", "web:mai")
    if due is None:
        assert "ngoài thời gian niêm yết" in text
    else:
        assert f"{due:%d/%m/%Y}" in text and f"{due:%d/%m/%Y}" in letters(commune, "lan")


async def test_one_received_on_the_weekend_is_counted_from_that_day() -> None:
    commune = await Commune.opened()
    case = await posted(commune)
    posting = (await commune.store.of_round(Posting, case.round_id))[0]
    await commune.store.seed([replace(posting, posted_on=date(2026, 11, 19), version=2)])
    await types(commune, "mai", *CONSENT)
    await at(commune, "22/11")  # a Sunday inside the window of 20, 23 and 25/11
    text = await complain(commune, case)
    assert (await now(commune, case)).state == "complained"
    assert "02/12/2026" in text  # 23, 25, 26, 27, 30, 1, 2


async def test_a_paper_from_inside_the_window_counts_though_it_is_typed_later_and_summed_up_already() -> None:
    commune, case = await opened("24/11", state="settled")
    text = await write(commune, case, "household", "20/11")
    found = await now(commune, case)
    assert (found.state, found.complaints[-1].received_on) == ("complained", date(2026, 11, 20))
    assert "02/12/2026" in text


async def test_a_day_before_the_posting_or_after_today_starts_nothing() -> None:
    commune, case = await opened("19/11")
    await write(commune, case, "household", "16/11")
    found = await now(commune, case)
    assert (found.state, found.complaints[-1].in_window) == ("posted", False)
    await types(commune, "lan", case.code)
    await commune.taps("lan", "c.write")
    await commune.taps("lan", "household")
    await types(commune, "lan", "20/11")
    assert len((await now(commune, case)).complaints) == 1
    assert translate("vi", "complaint.day", {}) in commune.newest("lan").text


async def test_a_second_complaint_joins_the_re_check_of_the_first() -> None:
    commune, case = await opened("19/11")
    await write(commune, case, "other", "hôm nay")
    await complain(commune, case)
    found = await now(commune, case)
    assert [one.in_window for one in found.complaints] == [True, True]
    assert found.complaints[1].first_survey == case.survey and len(found.rechecks) == 2
    assert [move.action for move in found.moves] == ["complain", "record_complaint"]


async def test_a_word_that_says_nothing_is_asked_again_and_a_helper_s_complaint_says_who() -> None:
    helper = (Applicant("web:mai", helper=True),)
    commune, case = await opened(applicants=helper, helper_name="Hoàng Thị Mai")
    await types(commune, "mai", case.code)
    await commune.taps("mai", "complain")
    assert translate("vi", "complaint.words_short", {}) in await types(commune, "mai", "12")
    await types(commune, "mai", WORDS)
    await commune.taps("mai", "send")
    one = (await now(commune, case)).complaints[-1]
    assert (one.by_name, one.source) == ("Hoàng Thị Mai", "household")


# ── who may know ─────────────────────────────────────────────────────────────────────────────
async def test_the_household_hears_of_a_neighbour_s_complaint_only_that_it_is_looked_at_again() -> None:
    commune, case = await opened("19/11")
    await write(commune, case, "other", "hôm nay", "Nhà ấy giàu lắm.")
    await types(commune, "mai", case.code)
    assert translate("vi", "my_file.state.complained", {}) in commune.newest("mai").text
    for who in ("mai", "ba", "tu"):
        await types(commune, who, case.code)
        assert "Bảy" not in letters(commune, who) and "giàu" not in letters(commune, who)
    await types(commune, "lan", case.code)
    assert "Lý Văn Bảy" in letters(commune, "lan")
    found = await now(commune, case)
    assert all("giàu" not in move.note for move in found.moves)


# ── by whom ──────────────────────────────────────────────────────────────────────────────────
async def test_the_re_check_is_not_offered_to_who_surveyed_first_nor_to_kin() -> None:
    commune, case = await opened(kin_of=("nv-tu",))
    await complain(commune, case)
    await types(commune, "lan", case.code)
    await commune.taps("lan", "assign")
    assert "Khu 3 không còn ai khác" in commune.newest("lan").text
    assert ".nv-ba" not in choices(commune, "lan") and ".nv-tu" not in choices(commune, "lan")
    await commune.taps("lan", "nv-nam")
    assert (await now(commune, case)).assigned_to == "nv-nam"
    await types(commune, "nam", "menu")
    text = await commune.taps("nam", "to_visit")
    assert case.code in " ".join(b.label for row in commune.newest("nam").rows for b in row), text


async def test_one_who_answered_for_the_first_survey_does_not_re_check_either() -> None:
    commune, case = await opened()
    record = await commune.store.form(case.survey or "")
    assert record is not None
    await commune.store.seed([replace(record, owner="nv-tu", version=2)])  # begun by Tư, answered by Ba
    await complain(commune, case)
    assert set((await now(commune, case)).kept_from) == {"nv-ba", "nv-tu"}


async def test_of_two_officers_assigning_at_once_both_are_kept_and_the_last_one_counts() -> None:
    commune, case = await opened()
    await complain(commune, case)
    for who in ("lan", "hoa"):
        await types(commune, who, case.code)
        await commune.taps(who, "assign")
    taps = [
        commune.event(who, "choice", choice=f"{commune.newest(who).prompt}.nv-tu") for who in ("lan", "hoa")
    ]
    with Faults() as faults:
        await commune.does(*taps)
    found = await now(commune, case)
    assert faults.seen == [] and found.assigned_to == "nv-tu"
    assert [move.action for move in found.moves].count("assign") == 2


async def test_two_complaints_at_once_are_both_kept_and_start_one_re_check() -> None:
    commune, case = await opened(applicants=(Applicant("web:mai"), Applicant("web:son")))
    await types(commune, "son", *CONSENT)
    for who in ("mai", "son"):
        await types(commune, who, case.code)
        await commune.taps(who, "complain")
        await types(commune, who, WORDS)
    sends = [
        commune.event(who, "choice", choice=f"{commune.newest(who).prompt}.send") for who in ("mai", "son")
    ]
    with Faults() as faults:
        await asyncio.gather(*(commune.app.take(one) for one in sends))
        await commune.app.idle()
        await commune.app.outbox.settle()
    found = await now(commune, case)
    assert faults.seen == []
    assert sorted(move.action for move in found.moves) == ["complain", "record_complaint"]
    assert [one.in_window for one in found.complaints] == [True, True]


async def test_while_the_officer_sums_up_a_late_complaint_is_kept() -> None:
    commune, case = await opened("23/11")
    await types(commune, "mai", case.code)
    await commune.taps("mai", "complain")
    await types(commune, "mai", WORDS)
    await types(commune, "lan", *MENU)
    await types(commune, "lan", "Tổng hợp sau niêm yết")
    await types(commune, "lan", "1")
    both = [
        commune.event(who, "choice", choice=f"{commune.newest(who).prompt}.{what}")
        for who, what in (("lan", "yes"), ("mai", "send"))
    ]
    with Faults() as faults:
        await commune.does(*both)
    found = await now(commune, case)
    assert faults.seen == [] and len(found.complaints) == 1
    assert not found.complaints[0].in_window and found.state in ("settled", "posted")


# ── the re-check ─────────────────────────────────────────────────────────────────────────────
async def given(commune: Commune, case: Case, whom: str = "nv-tu") -> None:
    """Complained of by Mai and given to somebody else."""
    await complain(commune, case)
    await types(commune, "lan", case.code)
    await commune.taps("lan", "assign")
    await commune.taps("lan", whom)


async def begun(commune: Commune, case: Case, who: str = "tu") -> FormRecord:
    """The form of the re-check as it is when it has just been begun."""
    await types(commune, who, case.code)
    await commune.taps(who, "recheck")
    one = (await now(commune, case)).recheck
    assert one is not None
    record = await commune.store.form(one.recheck or "")
    assert record is not None
    return record


async def filled(commune: Commune, case: Case, who: str = "tu", **answers: str) -> None:
    """Re-checked with the first survey's answers but for these: its result is on the screen."""
    record = await begun(commune, case, who)
    first = await commune.store.form(case.survey or "")
    assert first is not None
    changed = Answers(first.answers.members, {**first.answers.values, **answers})
    await commune.store.seed([replace(record, answers=changed, version=record.version + 1)])
    await types(commune, who, case.code)
    await commune.taps(who, "recheck")
    await types(commune, who, "1", "2", "1")  # the class of last year, no relapse, who answered
    assert translate("vi", "survey.send", {}) in [b.label for row in commune.newest(who).rows for b in row]


async def sent(commune: Commune, case: Case, who: str = "tu", **answers: str) -> Case:
    await filled(commune, case, who, **answers)
    await commune.taps(who, "send")
    found = await now(commune, case)
    assert found.state == "surveyed"
    return found


async def test_the_re_check_begins_with_nothing_of_the_first_survey_and_the_first_result_stays() -> None:
    commune, case = await opened()
    await given(commune, case)
    record = await begun(commune, case)
    first = await commune.store.form(case.survey or "")
    assert first is not None and "roof" in first.answers.values
    assert set(record.answers.values) <= {"m1.name", "m1.relation", "m1.birth", "previous_class"}
    found = await now(commune, case)
    assert (found.survey, found.complaints[0].recheck_by) == (case.survey, "nv-tu")
    for who in ("ba", "tu"):
        text = await types(commune, who, case.code)
        assert "Điểm A" not in text and "Điểm B" not in text
    await types(commune, "mai", case.code)
    assert "result" in choices(commune, "mai")


async def test_only_whom_it_was_given_to_begins_and_sends_it() -> None:
    commune, case = await opened()
    await given(commune, case)
    await types(commune, "ba", case.code)
    assert "recheck" not in choices(commune, "ba") and "outcome" not in choices(commune, "ba")
    assert translate("vi", "recheck.others", {}) in commune.newest("ba").text
    await filled(commune, case)
    late = commune.event("tu", "choice", choice=f"{commune.newest('tu').prompt}.send")
    found = await now(commune, case)
    await commune.store.seed([replace(found, assigned_to="nv-nam", version=found.version + 1)])
    await commune.does(late)
    found = await now(commune, case)
    assert (found.state, found.survey) == ("complained", case.survey)


async def test_the_result_becomes_the_re_check_s_and_officers_see_what_differs() -> None:
    commune, case = await opened()
    await given(commune, case)
    found = await sent(commune, case, floor_area_m2="77")
    one = found.complaints[0]
    assert found.state == "surveyed" and found.survey == one.recheck != case.survey
    assert one.first_survey == case.survey and one.is_open
    await types(commune, "lan", case.code)
    text = await commune.taps("lan", "c.compare")
    assert text.count(" → 77 m²") == 1 and "3 câu trả lời khác nhau" in text  # these two were not asked first
    assert "Nông Văn Ba" in text and "Triệu Thị Tư" in text


async def test_who_made_the_first_survey_sees_nothing_of_the_re_check() -> None:
    commune, case = await opened()
    await given(commune, case)
    await sent(commune, case)
    text = await types(commune, "ba", case.code)
    assert "Điểm" not in text
    assert not {"amend", "why"} & {one.rpartition(".")[2] for one in choices(commune, "ba").split()}
    await types(commune, "ba", "menu")
    await commune.taps("ba", "visited")
    assert case.code not in commune.newest("ba").text + str(commune.newest("ba").rows)


async def test_a_returned_re_check_goes_to_who_made_it_also_from_another_area() -> None:
    commune, case = await opened(kin_of=("nv-tu",))
    await types(commune, "nam", "menu")
    await given(commune, case, "nv-nam")
    await sent(commune, case, "nam")
    await commune.play(
        f"👤 lan: {case.code}\n👤 lan: [Trả lại]\n👤 lan: [Nhà ở]\n👤 lan: 1\n"
        "👤 lan: [✔ Xong, ghi lời cho 1 câu]\n👤 lan: Xin xem lại tường.\n👤 lan: [Gửi trả lại]\n"
    )
    assert (await now(commune, case)).state == "returned"
    assert "trả lại" in letters(commune, "nam")
    assert translate("vi", "file.not_yours", {}) in await commune.taps("ba", f"!ret.{case.id}")


# ── taken back, answered, closed ─────────────────────────────────────────────────────────────
async def test_a_complaint_outside_the_window_is_answered_and_the_household_reads_it() -> None:
    commune, case = await opened("23/11")
    await complain(commune, case)
    await types(commune, "lan", *MENU)
    await types(commune, "lan", "Khiếu nại", "1")
    one = (await now(commune, case)).complaints[0]
    await commune.taps("lan", f"answer.{one.id}")
    assert translate("vi", "complaint.answer_short", {}) in await types(commune, "lan", "Không")
    await types(commune, "lan", "Đã xem lại phiếu, kết quả đúng.")
    found = await now(commune, case)
    assert (found.state, found.complaints[0].answer) == ("posted", "Đã xem lại phiếu, kết quả đúng.")
    assert "Đã xem lại phiếu" in letters(commune, "mai") and not found.complaints[0].is_open


async def test_of_two_complaints_one_taken_back_leaves_the_re_check_and_the_last_one_ends_it() -> None:
    commune, case = await opened("19/11")
    await write(commune, case, "other", "hôm nay")
    await complain(commune, case)
    await types(commune, "lan", case.code)
    assert "x.drop_complaint" not in choices(commune, "lan")
    await commune.taps("lan", "c.open")
    first = (await now(commune, case)).complaints[0]
    await commune.taps("lan", f"take_back.{first.id}")
    await types(commune, "lan", "Ông Bảy gọi điện xin rút hôm nay.")
    found = await now(commune, case)
    assert found.state == "complained" and [one.dropped for one in found.complaints] == [True, False]
    await types(commune, "lan", "menu", case.code)
    await commune.taps("lan", "x.drop_complaint")
    await types(commune, "lan", "Bà Mai đến xã xin rút hôm nay.")
    found = await now(commune, case)
    assert found.state == "posted" and not found.rechecks


async def test_a_re_check_whose_complaint_was_taken_back_is_not_sent() -> None:
    commune, case = await opened()
    await given(commune, case)
    await filled(commune, case)
    late = f"{commune.newest('tu').prompt}.send"
    await types(commune, "lan", case.code)
    await commune.taps("lan", "x.drop_complaint")
    await types(commune, "lan", "Bà Mai đến xã xin rút hôm nay.")
    await commune.does(commune.event("tu", "choice", choice=late))
    found = await now(commune, case)
    assert (found.state, found.survey) == ("posted", case.survey)


# ── a procedure that rests on income ─────────────────────────────────────────────────────────
async def test_an_income_result_is_re_checked_within_three_working_days_with_a_form_of_its_own() -> None:
    commune = await Commune.opened()
    await commune.play(INCOME_SENT)
    case = await commune.store.case_by_code("HL-0001")
    assert case is not None
    posting = Posting(
        "p1", case.round_id, case.area, date(2026, 11, 17), ("trụ sở",), False, (case.id,), "nv-ba", "Ba",
        datetime(2026, 11, 17, 8, tzinfo=VIETNAM),
    )  # fmt: skip
    case = replace(case, state="posted", procedure="1.011609", postings=("p1",), version=case.version + 1)
    await commune.store.seed([posting, case])
    await at(commune, "20/11")
    assert "26/11/2026" in await write(commune, case, "household", "hôm nay")  # 23, 25, 26
    await types(commune, "lan", case.code)
    await commune.taps("lan", "assign")
    await commune.taps("lan", "nv-tu")
    await types(commune, "tu", case.code)
    await commune.taps("tu", "recheck")
    for words in ("1", "có", "2", "2", "60tr", "12tr", "0"):
        await types(commune, "tu", words)
    await commune.play("👤 tu: [Hoàng Văn Chài]\n👤 tu: [Gửi Ban Chỉ đạo]\n")
    found = await now(commune, case)
    assert (found.state, found.complaints[0].first_survey) == ("surveyed", case.income)
    assert found.income == found.complaints[0].recheck != case.income
    await types(commune, "lan", case.code)
    text = await commune.taps("lan", "c.compare")
    assert "1.500.000 → 2.000.000 đồng" in text
