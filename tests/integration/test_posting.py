"""Results hang: which files, by which dates, who reads what; nothing that the meeting did not agree on."""

import asyncio
import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from bot.cases.case import Applicant, Case, Move, State
from bot.cases.complaint import Complaint
from bot.cases.form_record import SentResult
from bot.cases.meeting import Attendance, Meeting, Vote, mark_of
from bot.cases.posting import Posting
from bot.runtime.clock import VIETNAM
from locales import translate
from tests.integration.commune import Commune, Faults
from tests.integration.surveys import SENT_AT, surveyed
from tests.integration.test_income import SENT as INCOME_SENT

MARY = Applicant("web:mai")
HEADS = ("Hoàng Văn Chài", "Nông Thị Bích", "Lý Văn Sơn", "Vi Thị Hồng")
TO_POSTING = ("menu", "Họp dân, niêm yết, quyết định", "Niêm yết kết quả")


def day(text: str) -> date:
    """ "17/11" of 2026."""
    return datetime.strptime(f"{text}/2026", "%d/%m/%Y").replace(tzinfo=VIETNAM).date()


async def agreed(commune: Commune, count: int = 2, area: str = "kp3", **changes: Any) -> list[Case]:
    """Files that a meeting on 05/10 agreed on; the first one is Mai's."""
    found = []
    for n in range(1, count + 1):
        case, record = await surveyed(commune.store, n, "to_post", area)
        vote = Vote(case.id, 12, True, mark_of(record))
        moves = (Move(SENT_AT, "nv-ba", "Nông Văn Ba", "agree_at_meeting", "to_post"),)
        found.append(
            (
                replace(case, head=HEADS[(n - 1) % 4], moves=moves, version=2, meetings=("m1",), **changes),
                vote,
            )
        )
    held = Meeting(
        "m1", found[0][0].round_id, area, 1, date(2026, 10, 5), "Nhà văn hóa", "Ba", "Tư", "Mai",
        (Attendance("others", 20),), tuple(vote for _, vote in found), count, "nv-ba", "Ba", SENT_AT,
    )  # fmt: skip
    cases = [case for case, _ in found]
    cases[0] = replace(cases[0], applicants=(MARY,))
    await commune.store.seed([held, *cases])
    return cases


async def at(commune: Commune, text: str, hour: int = 9) -> None:
    """The clock goes to this day of 2026."""
    there = datetime.combine(day(text), datetime.min.time(), VIETNAM) + timedelta(hours=hour)
    commune.clock.move(there - commune.clock.now())


async def types(commune: Commune, who: str, *texts: str) -> str:
    for text in texts:
        said = await commune.types(who, text)
    return said


async def to_sure(commune: Commune, who: str = "ba", posted: str = "1") -> str:
    """From the menu to the last screen before the list hangs."""
    return await types(commune, who, *TO_POSTING, "1", "1", posted, "1", "1")


async def post(commune: Commune, who: str = "ba", posted: str = "1") -> str:
    await to_sure(commune, who, posted)
    return await commune.taps(who, "yes")


async def case_now(commune: Commune, case: Case) -> Case:
    found = await commune.store.case(case.id)
    assert found is not None
    return found


async def postings(commune: Commune) -> list[Posting]:
    [plan] = [one for one in await commune.store.rounds() if one.reference_date.year == 2026]
    return list(await commune.store.of_round(Posting, plan.id))


def shown(commune: Commune, who: str) -> list[str]:
    return [one.text for one in commune.channel.phone(f"web:{who}").shown]


# ── the dates ────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("posted", "until"),
    [("17/11", "20/11/2026"), ("20/11", "26/11/2026"), ("14/11", "18/11/2026")],
    ids=["three working days", "over the weekend and 24/11", "hung on a Saturday"],
)
async def test_the_last_day_is_counted_by_working_days(posted: str, until: str) -> None:
    commune = await Commune.opened()
    await agreed(commune)
    await at(commune, posted)
    text = await to_sure(commune)
    assert f"Treo từ ngày {posted}/2026, hết ngày {until}. Nhận khiếu nại đến hết ngày {until}." in text
    assert ("không phải ngày làm việc" in text) == (posted == "14/11")
    await commune.taps("ba", "yes")
    assert any(f"đến hết ngày {until}" in one for one in shown(commune, "mai"))


@pytest.mark.parametrize(
    ("posted", "warns"),
    [
        ("17/11", ""),
        (
            "18/11",
            "Nếu có khiếu nại thì không kịp hạn 14/12/2026. Để kịp, phải treo chậm nhất ngày 17/11/2026.",
        ),
        ("02/12", "Nếu có khiếu nại thì không kịp hạn 14/12/2026"),
        ("03/12", "không kịp hạn 14/12/2026. Muốn kịp phải treo chậm nhất ngày 02/12/2026."),
    ],
)
async def test_a_late_start_is_warned_of_and_may_be_posted(posted: str, warns: str) -> None:
    commune = await Commune.opened()
    [case, _] = await agreed(commune)
    await at(commune, posted)
    text = await to_sure(commune)
    assert (warns in text) if warns else ("⚠" not in text)
    await commune.taps("ba", "yes")
    assert (await case_now(commune, case)).state == "posted"


async def test_paper_first_the_day_it_was_hung_counts_and_never_one_before_the_meeting() -> None:
    commune = await Commune.opened()
    await agreed(commune)
    await at(commune, "12/10")
    text = await types(commune, "ba", *TO_POSTING, "1", "1", "4/10")
    assert "phải từ ngày 05/10/2026 trở đi" in text
    assert "không có ngày" in (await types(commune, "ba", "31/9")).lower()
    text = await types(commune, "ba", "6/10", "1", "2")
    assert "Treo từ ngày 06/10/2026, hết ngày 09/10/2026" in text
    assert "Thời gian niêm yết đã hết ngày 09/10/2026" in text
    await commune.taps("ba", "yes")
    [posting] = await postings(commune)
    assert (posting.posted_on, posting.loudspeaker) == (date(2026, 10, 6), False)
    assert any("đã dán công khai (niêm yết) từ ngày 06/10/2026" in one for one in shown(commune, "mai"))


# ── what hangs ───────────────────────────────────────────────────────────────────────────────
async def test_the_law_s_places_stand_and_others_can_only_be_added() -> None:
    commune = await Commune.opened()
    await agreed(commune)
    text = await types(commune, "ba", *TO_POSTING, "1", "1", "1")
    assert "nhà văn hóa" in text and "trụ sở Ủy ban nhân dân xã" in text
    await types(commune, "ba", "??", "cổng chợ Bến", "1", "1")
    await commune.taps("ba", "yes")
    [posting] = await postings(commune)
    assert len(posting.places) == 3
    assert posting.places[-1] == "cổng chợ Bến"


async def test_a_household_left_out_waits_and_nothing_is_told_of_it() -> None:
    commune = await Commune.opened()
    [first, second] = await agreed(commune)
    await types(commune, "ba", *TO_POSTING, "1", "2", "1", "1", "1", "1", "1")
    await commune.taps("ba", "yes")
    assert ((await case_now(commune, first)).state, (await case_now(commune, second)).state) == (
        "to_post",
        "posted",
    )
    assert not any("niêm yết" in one for one in shown(commune, "mai"))
    await types(commune, "ba", *TO_POSTING)
    assert commune.newest("ba").rows[0][0].label == "Khu 3 · 1 hộ"


async def test_what_the_meeting_did_not_see_does_not_hang() -> None:
    """Worked out again under another table since: it needs another meeting, and is named."""
    commune = await Commune.opened()
    [first, second] = await agreed(commune)
    record = await commune.store.form(first.survey or "")
    assert record is not None and record.sent is not None
    again = dict(record.sent) | {"score_a": 99}
    results = (*record.results, SentResult(SENT_AT + timedelta(hours=1), record.answers, again))
    await commune.store.seed([replace(record, sent=again, results=results, version=record.version + 1)])
    text = await types(commune, "ba", *TO_POSTING, "1")
    assert f"Chưa niêm yết được: {first.code}." in text
    await types(commune, "ba", "1", "1", "1", "1")
    await commune.taps("ba", "yes")
    assert ((await case_now(commune, first)).state, (await case_now(commune, second)).state) == (
        "to_post",
        "posted",
    )


async def test_no_vote_no_posting() -> None:
    commune = await Commune.opened()
    case, _ = await surveyed(commune.store, 1, "to_post")
    text = await types(commune, "ba", *TO_POSTING, "1")
    assert f"Chưa niêm yết được: {case.code}." in text
    assert commune.newest("ba").rows[0][0].label.startswith("‹")


async def test_only_those_of_the_area_post() -> None:
    commune = await Commune.opened()
    await agreed(commune)
    assert "Chưa có hồ sơ nào chờ niêm yết" in await types(commune, "nam", *TO_POSTING)
    for who in ("binh", "mttq"):
        said = await types(commune, who, "menu")
        assert "Niêm yết kết quả" not in said


# ── the papers ───────────────────────────────────────────────────────────────────────────────
async def test_the_papers_name_head_and_result_and_nothing_else() -> None:
    commune = await Commune.opened()
    await agreed(commune, birth="1984", phone="0912345678", address="Xóm Đồi")
    await post(commune)
    said = shown(commune, "ba")
    notice = next(one for one in said if "Kính thưa bà con Khu 3" in one)
    listed = next(one for one in said if "KẾT QUẢ RÀ SOÁT HỘ" in one)
    for paper in (notice, listed):
        assert "Hoàng Văn Chài" in paper and "Nông Thị Bích" in paper
        assert "Bản tập huấn" in paper
        assert "05/10/2026" in paper and "08/10/2026" in paper
        assert not re.search(r"1984|0912|912 ?345|Xóm Đồi|[Đđ]iểm|\b175\b|HL-9", paper)


async def test_whom_to_tell_in_person_are_those_without_a_phone_of_their_own() -> None:
    commune = await Commune.opened()
    [first, second] = await agreed(commune)
    await post(commune)
    [told] = [one for one in shown(commune, "ba") if "hộ không nhận tin qua máy" in one]
    assert second.code in told and "Nông Thị Bích" in told
    assert first.code not in told


async def test_the_notice_to_a_household_has_its_day_and_never_its_class() -> None:
    commune = await Commune.opened()
    [case, _] = await agreed(commune)
    await post(commune)
    [told] = [one for one in commune.channel.phone("web:mai").shown if case.code in one.text]
    assert "chậm nhất hết ngày 08/10/2026" in told.text
    assert not re.search(r"hộ nghèo|cận nghèo|Chài", told.text)


async def test_the_papers_come_again_and_a_list_is_taken_down_when_it_is_over() -> None:
    commune = await Commune.opened()
    await agreed(commune)
    await post(commune)
    text = await types(commune, "ba", *TO_POSTING, "1", "1")
    assert "đang treo" in text
    assert "Ghi đã gỡ xuống" not in str(commune.newest("ba").rows)
    before = len([one for one in shown(commune, "ba") if "KẾT QUẢ RÀ SOÁT HỘ" in one])
    await commune.taps("ba", "list")
    assert len([one for one in shown(commune, "ba") if "KẾT QUẢ RÀ SOÁT HỘ" in one]) == before + 1
    await at(commune, "09/10")
    await types(commune, "ba", *TO_POSTING, "1", "1")
    await commune.taps("ba", "down")
    assert "cần treo đến hết ngày 08/10/2026" in await types(commune, "ba", "7/10")
    assert "Đã ghi gỡ xuống ngày 09/10/2026" in await types(commune, "ba", "1")
    [posting] = await postings(commune)
    assert posting.taken_down_on == date(2026, 10, 9)


# ── races ────────────────────────────────────────────────────────────────────────────────────
async def test_a_file_sent_back_between_the_list_and_the_posting_does_not_hang() -> None:
    commune = await Commune.opened()
    [first, second] = await agreed(commune)
    await to_sure(commune)
    move = Move(commune.clock.now(), "nv-lan", "Hoàng Thị Lan", "return_survey", "returned")
    await commune.store.seed(
        [replace(first, state="returned", version=first.version + 1, moves=(*first.moves, move))]
    )
    text = await commune.taps("ba", "yes")
    did = translate("vi", "case.did.return_survey", {})
    assert f"{first.code} không vào lần niêm yết này: Hoàng Thị Lan {did}" in text
    [posting] = await postings(commune)
    assert posting.cases == (second.id,)
    assert (await case_now(commune, first)).postings == ()


async def test_of_two_who_post_at_once_one_posting_is_made_and_the_other_hears_of_it() -> None:
    commune = await Commune.opened()
    cases = await agreed(commune)
    for who in ("ba", "lan"):
        await to_sure(commune, who)
    taps = [commune.event(who, "choice", choice=f"{commune.newest(who).prompt}.yes") for who in ("ba", "lan")]
    with Faults() as faults:
        await asyncio.gather(*(commune.app.take(one) for one in taps))
        await commune.app.idle()
        await commune.app.outbox.settle()
    assert faults.seen == []
    [posting] = await postings(commune)
    assert set(posting.cases) == {one.id for one in cases}
    for case in cases:
        assert [move.action for move in (await case_now(commune, case)).moves].count("post") == 1
    second = "lan" if posting.by == "nv-ba" else "ba"
    assert f"{posting.by_name} {translate('vi', 'case.did.post', {})}" in commune.newest(second).text


# ── what the household reads ─────────────────────────────────────────────────────────────────
async def moved_to(commune: Commune, case: Case, state: State, **changes: Any) -> Case:
    now = await case_now(commune, case)
    after = replace(now, state=state, version=now.version + 1, **changes)
    await commune.store.seed([after])
    return after


async def scored_again(commune: Commune, case: Case, class_id: str) -> None:
    """The re-check found another class."""
    record = await commune.store.form(case.survey or "")
    assert record is not None and record.sent is not None
    data = dict(record.sent) | {"class": class_id}
    results = (*record.results, SentResult(commune.clock.now(), record.answers, data))
    await commune.store.seed([replace(record, sent=data, results=results, version=record.version + 1)])


@pytest.mark.parametrize("state", ["complained", "surveyed", "returned", "approved", "voted_down", "to_post"])
async def test_while_it_is_looked_at_again_the_household_reads_what_hung(state: State) -> None:
    commune = await Commune.opened()
    [case, _] = await agreed(commune)
    await post(commune)
    commune.clock.move(timedelta(hours=1))
    await scored_again(commune, case, "poor")
    await moved_to(commune, case, state)
    text = await commune.types("mai", case.code)
    assert "xem lại" in text
    text = await commune.taps("mai", "result")
    assert "Kết quả theo phiếu khảo sát: Không thuộc hộ nghèo, hộ cận nghèo." in text
    assert "chưa có kết quả mới" in text


@pytest.mark.parametrize(
    "state", ["posted", "settled", "reported", "opinion_given", "recognised", "left", "refused"]
)
async def test_the_result_is_there_from_the_posting_to_the_decision(state: State) -> None:
    commune = await Commune.opened()
    [case, _] = await agreed(commune)
    with Faults() as faults:
        await post(commune)
        await moved_to(commune, case, state)
        await commune.types("mai", case.code)
        text = await commune.taps("mai", "result")
    assert faults.seen == []
    assert "Kết quả theo phiếu khảo sát: Không thuộc hộ nghèo, hộ cận nghèo." in text
    assert ("chậm nhất hết ngày 08/10/2026" in text) == (state == "posted")
    assert "khiếu nại" in text


async def test_past_the_window_no_day_is_promised_any_more() -> None:
    commune = await Commune.opened()
    [case, _] = await agreed(commune)
    await post(commune)
    await at(commune, "09/10")
    assert "Đã hết thời gian niêm yết, ngày 08/10/2026" in await commune.types("mai", case.code)
    text = await commune.taps("mai", "result")
    assert "vẫn có quyền hỏi và khiếu nại" in text
    assert "chậm nhất" not in text


# ── summing up ───────────────────────────────────────────────────────────────────────────────
TO_SUM = ("menu", "Họp dân, niêm yết, quyết định", "Tổng hợp sau niêm yết")


async def test_nothing_is_summed_up_before_its_last_day_is_past() -> None:
    commune = await Commune.opened()
    [case, _] = await agreed(commune)
    await post(commune)
    await at(commune, "08/10", 23)
    text = await types(commune, "lan", *TO_SUM)
    assert "Chưa có hồ sơ nào hết hạn niêm yết" in text
    assert "2 hộ còn nhận khiếu nại đến hết ngày 08/10/2026" in text
    await at(commune, "09/10", 7)
    assert "Hết hạn niêm yết" in await types(commune, "lan", *TO_SUM)
    assert "Tổng hợp kết quả của 2 hộ, Khu 3?" in await types(commune, "lan", "1")
    assert "Đã tổng hợp 2 hộ" in await commune.taps("lan", "yes")
    assert (await case_now(commune, case)).state == "settled"


async def test_a_complaint_between_the_list_and_the_summing_up_keeps_the_file() -> None:
    commune = await Commune.opened()
    [first, second] = await agreed(commune)
    await post(commune)
    await at(commune, "09/10")
    await types(commune, "lan", *TO_SUM, "1")
    now = commune.clock.now()
    complaint = Complaint(
        "k1",
        now,
        day("08/10"),
        "nv-hoa",
        "Mai",
        "counter",
        "household",
        "Sai.",
        True,
        (await postings(commune))[0].id,
    )
    move = Move(now, "nv-hoa", "Vi Văn Hòa", "complain", "complained")
    before = await case_now(commune, first)
    await moved_to(commune, first, "complained", complaints=(complaint,), moves=(*before.moves, move))
    text = await commune.taps("lan", "yes")
    did = translate("vi", "case.did.complain", {})
    assert f"{first.code} chưa tổng hợp lần này: Vi Văn Hòa {did}" in text
    assert (await case_now(commune, first)).state == "complained"
    assert (await case_now(commune, second)).state == "settled"


async def test_only_officers_sum_up() -> None:
    commune = await Commune.opened()
    await agreed(commune)
    await types(commune, "ba", "menu", "Họp dân, niêm yết, quyết định")
    assert "Tổng hợp sau niêm yết" not in str(commune.newest("ba").rows)


# ── procedures that rest on income ───────────────────────────────────────────────────────────
async def of_income(commune: Commune) -> Case:
    """A file of 1.011609 whose income form was looked at; Mai's."""
    await commune.play(INCOME_SENT)
    found = await commune.store.case_by_code("HL-0001")
    assert found is not None
    case = replace(
        found, state="to_post", procedure="1.011609", applicants=(MARY,), version=found.version + 1
    )
    await commune.store.seed([case])
    return case


async def test_an_income_result_hangs_five_days_at_the_office_without_a_meeting() -> None:
    commune = await Commune.opened()
    case = await of_income(commune)
    text = await to_sure(commune)
    assert "hết ngày 12/10/2026" in text
    assert "nhà văn hóa" not in text
    assert "trụ sở Ủy ban nhân dân xã" in text
    await commune.taps("ba", "yes")
    await commune.types("mai", case.code)
    with Faults() as faults:
        said = await commune.taps("mai", "result")
    assert faults.seen == []
    assert "Kết quả theo phiếu khảo sát:" in said
    assert "chậm nhất hết ngày 12/10/2026" in said
    assert "3 ngày làm việc" in said  # of the re-check, by the procedure's own step


async def test_an_income_result_that_was_re_checked_is_not_posted_again_but_summed_up() -> None:
    commune = await Commune.opened()
    case = await of_income(commune)
    await post(commune)
    await moved_to(commune, case, "to_post")
    assert "Chưa có hồ sơ nào chờ niêm yết" in await types(commune, "ba", *TO_POSTING)
    assert "xem lại" in await commune.types("mai", case.code)
    await at(commune, "12/10")
    assert "Chưa có hồ sơ nào hết hạn niêm yết" in await types(commune, "lan", *TO_SUM)
    await at(commune, "13/10")
    await types(commune, "lan", *TO_SUM, "1")
    await commune.taps("lan", "yes")
    assert (await case_now(commune, case)).state == "settled"


async def test_what_was_re_checked_hangs_again_for_its_own_days_on_a_list_of_its_own() -> None:
    commune = await Commune.opened()
    [first, second] = await agreed(commune)
    await types(commune, "ba", *TO_POSTING, "1", "2", "2", "1", "1", "1", "1")
    await commune.taps("ba", "yes")
    await moved_to(commune, first, "to_post")
    await at(commune, "20/11")
    await types(commune, "ba", *TO_POSTING)
    labels = [row[0].label for row in commune.newest("ba").rows]
    assert labels[:2] == ["Khu 3 · 1 hộ", "Khu 3 · 1 hộ · kết quả phúc tra"]
    text = await types(commune, "ba", "2", "1", "1", "1", "1")
    assert "hết ngày 26/11/2026" in text
    await commune.taps("ba", "yes")
    assert any("KẾT QUẢ PHÚC TRA" in one for one in shown(commune, "ba"))
    [_, again] = await postings(commune)
    assert (again.again, again.cases) == (True, (first.id,))
    assert len((await case_now(commune, first)).postings) == 2
    assert (await case_now(commune, second)).postings == ()


async def test_a_long_list_is_paged_and_left_out_page_by_page() -> None:
    commune = await Commune.opened()
    await agreed(commune, 11)
    await types(commune, "ba", *TO_POSTING, "1", "2")
    assert len([row for row in commune.newest("ba").rows if "HL-9" in row[0].label]) == 8
    await types(commune, "ba", "1", "Xem tiếp (3)", "3")
    text = await types(commune, "ba", "Xong")
    assert "Để lại lần sau: HL-9001, HL-9011." in text
    await types(commune, "ba", "1", "1", "1", "1")
    await commune.taps("ba", "yes")
    [posting] = await postings(commune)
    assert len(posting.cases) == 9


async def test_the_form_of_a_re_check_is_not_read_before_it_hangs_and_is_from_then_on() -> None:
    commune = await Commune.opened()
    [case, _] = await agreed(commune)
    await post(commune)
    [posting] = await postings(commune)
    record = await commune.store.form(case.survey or "")
    assert record is not None and record.sent is not None
    data = dict(record.sent) | {"class": "poor"}
    later = commune.clock.now() + timedelta(hours=1)
    again = replace(
        record, id="f-again", sent=data, results=(SentResult(later, record.answers, data),), version=1
    )
    complaint = Complaint(
        "k1", later, day("06/10"), "web:mai", "Mai", "chat", "household", "Sai.", True, posting.id,
        first_survey=record.id, recheck="f-again",
    )  # fmt: skip
    await commune.store.seed([again])
    await moved_to(commune, case, "to_post", survey="f-again", complaints=(complaint,))
    commune.clock.move(timedelta(days=2))
    await commune.types("mai", case.code)
    assert "Không thuộc hộ nghèo" in await commune.taps("mai", "result")
    skipped = Move(commune.clock.now(), "nv-lan", "Lan", "skip_meeting", "to_post", "Phúc tra theo khiếu nại")
    await moved_to(commune, case, "to_post", moves=(*case.moves, skipped))
    await to_sure(commune)
    await commune.taps("ba", "yes")
    assert (await case_now(commune, case)).state == "posted"
    await commune.types("mai", case.code)
    assert "Kết quả theo phiếu khảo sát: Hộ nghèo." in await commune.taps("mai", "result")
    assert any("KẾT QUẢ PHÚC TRA" in one for one in shown(commune, "ba"))
