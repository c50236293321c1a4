"""Odd ways through a round: whatever is reopened, dated back or left over, no step of the law is skipped."""

from dataclasses import replace
from datetime import date

from bot.cases.case import Case, Move
from bot.cases.commune import Phase, Round
from bot.cases.complaint import Complaint
from bot.cases.dossier import Dossier
from bot.cases.procedure_codes import IN_YEAR
from bot.handlers.dossier_summary import moved_of
from locales import translate
from tests.integration.commune import Commune, Faults
from tests.integration.decided import Home, file, make_dossier, opened
from tests.integration.surveys import SENT_AT, surveyed
from tests.integration.test_complaint import write
from tests.integration.test_decision import agreed as dossier_agreed
from tests.integration.test_decision import decide, reported, to_dossier
from tests.integration.test_decision import made as dossier_made
from tests.integration.test_meeting import ALL_AGREE, BEGIN, CLOSE, OPEN, PEOPLE
from tests.integration.test_meeting import opened as meeting_opened
from tests.integration.test_posting import TO_POSTING, agreed, at, case_now, day, of_income, post, types

RECEIVED = date(2026, 9, 30)
WHY = "Xã đã trả lời nhầm cho một hộ khác."


def t(key: str, **args: object) -> str:
    return translate("vi", key, args)


async def kept_off(commune: Commune) -> None:
    """HL-9001: a request that Phiếu A kept off the list, refused in writing."""
    case, _ = await surveyed(commune.store, 1, "not_listed")
    moves = (
        Move(SENT_AT, "nv-lan", "Lan", "receive", "received"),
        Move(SENT_AT, "nv-ba", "Ba", "screen_out", "not_listed"),
    )
    await commune.store.seed(
        [replace(case, survey=None, moves=moves, received_on=RECEIVED, version=case.version + 1)]
    )
    await commune.play(
        f"👤 lan: HL-9001\n👤 lan: [{t('decide.refuse_open')}]\n👤 lan: 1\n👤 lan: 40/UBND\n👤 lan: hôm nay\n"
    )


async def test_a_refusal_by_phieu_a_that_is_reopened_waits_for_no_decision() -> None:
    commune = await Commune.opened()
    await kept_off(commune)
    assert (await file(commune, 1)).state == "refused"
    await commune.play("👤 lan: HL-9001\n")
    assert not any("x.reopen_decision" in one for one in commune.ids("lan"))
    await commune.play(f"👤 lan: [{t('exception.do.reopen_refusal')}]\n👤 lan: {WHY}\n")
    case = await file(commune, 1)
    assert (case.state, case.decision) == ("not_listed", None)
    assert case.moves[-1].note.startswith(WHY)


# ── a round that begins while an earlier one is under way ────────────────────────────────────
async def in_year_begins(commune: Commune, day: str) -> None:
    """From this day on the in-year round is the running one; the annual one has open files."""
    await commune.play(f"@clock {day} 08:00\n")
    plan = Round(
        "t11", "Thường xuyên tháng 11", IN_YEAR, "2022-2025", "Kế hoạch", date(2026, 11, 15),
        (Phase("survey", date(2026, 11, 16), date(2026, 11, 25)),),
    )  # fmt: skip
    await commune.store.seed([plan])
    await commune._open()
    assert commune.app.inbox.place.round.id == "t11"


async def test_an_open_file_of_the_annual_round_still_has_its_meeting_and_posting() -> None:
    commune = await meeting_opened(1)
    await in_year_begins(commune, "2026-11-17")
    with Faults() as faults:
        await commune.play(ALL_AGREE + CLOSE)
        assert (await file(commune, 1)).state == "to_post"
        await post(commune)
    case = await file(commune, 1)
    assert (faults.seen, case.state) == ([], "posted")


async def test_a_meeting_begun_before_the_new_round_is_ended_after_it_began() -> None:
    commune = await meeting_opened(1)
    await commune.play(BEGIN + PEOPLE)
    await in_year_begins(commune, "2026-11-17")
    await commune.play(OPEN.format(who="tu"))
    assert "Nông Văn Ba" in commune.newest("tu").text


async def test_settled_files_of_the_annual_round_go_up_and_are_decided_in_their_own_round() -> None:
    commune = await opened(Home(1))
    await commune.play("👤 lan: menu\n")
    await in_year_begins(commune, "2026-12-05")
    await commune.play(make_dossier("lan"))
    await commune.taps("lan", "make-2026~1.011606")
    await commune.taps("lan", ".done")
    [made] = await commune.store.of_round(Dossier, "2026")
    assert (made.procedure, (await file(commune, 1)).dossier) == ("1.011606", made.id)
    await commune.play(make_dossier("lan"))
    await commune.taps("lan", made.id)
    text = await commune.taps("lan", "report")
    assert text == t("dossier.ask.report_day") or t("dossier.ask.report_day") in text


async def test_an_enumerator_still_sees_what_the_annual_round_left_to_visit() -> None:
    commune = await meeting_opened(1, "returned")
    await in_year_begins(commune, "2026-11-17")
    await commune.play(f"👤 ba: menu\n👤 ba: [{t('menu.to_visit')}]\n")
    assert any("HL-9001" in label for label in labels(commune, "ba"))


async def test_the_dates_of_what_the_annual_round_left_open_are_still_watched() -> None:
    commune = await meeting_opened(1, "approved")
    await in_year_begins(commune, "2026-12-10")
    await commune.play(f"👤 lan: menu\n👤 lan: [{t('menu.round_work')}]\n👤 lan: [{t('work.late')}]\n")
    assert any("HL-0001" in label for label in labels(commune, "lan"))  # many more on the next pages


def labels(commune: Commune, who: str) -> list[str]:
    found = commune.newest(who)
    return [found.text, *(button.label for row in found.rows for button in row)]


# ── dated back ───────────────────────────────────────────────────────────────────────────────
def complained(case: Case, received_on: date) -> Complaint:
    return Complaint(
        "k1", SENT_AT, received_on, "nv-lan", "Lý Văn Xa", "counter", "other", "Nhà có ô tô.", True,
        posting=case.postings[-1], first_survey=case.survey,
    )  # fmt: skip


async def test_a_re_checked_result_never_hangs_before_the_complaint_it_answers() -> None:
    commune = await Commune.opened()
    [case] = await agreed(commune, 1)
    await at(commune, "17/11")
    await post(commune)
    hung = await case_now(commune, case)
    one = complained(hung, day("19/11"))
    await commune.store.seed([replace(hung, state="to_post", complaints=(one,), version=hung.version + 1)])
    await at(commune, "26/11")
    text = await types(commune, "ba", *TO_POSTING, "1", "1", "18/11")
    assert t("posting.too_early", first="19/11/2026") in text
    assert t("posting.places") in await types(commune, "ba", "20/11")


async def test_nothing_hangs_before_the_paper_that_asked_for_it() -> None:
    commune = await Commune.opened()
    await agreed(commune, 1, received_on=day("9/10"))
    await at(commune, "12/10")
    text = await types(commune, "ba", *TO_POSTING, "1", "1", "8/10")
    assert t("posting.too_early", first="09/10/2026") in text


async def test_the_council_does_not_agree_before_the_posting_is_over() -> None:
    commune = await opened(Home(1), council=True)
    await dossier_made(commune)
    await commune.taps("lan", "council")
    text = await commune.types("lan", "3/12")
    assert t("dossier.too_early.posting", day="03/12/2026", first="04/12/2026") in text


# ── certificates over the turn of the year ───────────────────────────────────────────────────
async def decided_on(commune: Commune, day: str, *later: int) -> None:
    """The chairman decides on all that wait but these, after the last day, and says why."""
    await commune.taps("binh", "decide")
    await commune.types("binh", "125/QĐ-UBND")
    await commune.types("binh", day)
    for number in later:
        await commune.taps("binh", f"c-made-{number}")
    await commune.taps("binh", ".done")
    await commune.taps("binh", ".done")
    await commune.taps("binh", "next")
    await commune.types("binh", "Chờ ý kiến của tỉnh.")
    await commune.taps("binh", "yes")


async def test_no_certificate_of_a_year_is_given_twice_by_a_dossier_decided_in_two_years() -> None:
    commune = await opened(Home(1), Home(2), Home(3))
    await dossier_agreed(commune)
    await to_dossier(commune, "binh")
    await commune.play("@clock 2026-12-28 08:00\n")
    await decided_on(commune, "28/12/2026", 2, 3)
    await commune.play("@clock 2027-01-05 08:00\n")
    await decided_on(commune, "5/1/2027", 3)
    await decided_on(commune, "30/12/2026")
    found = [(await file(commune, n)).decision for n in (1, 2, 3)]
    given = [(one.on.year, one.certificate.partition("/")[0]) for one in found if one]
    assert given == [(2026, "1"), (2027, "1"), (2026, "2")]


# ── who asks to leave and is found poorer ────────────────────────────────────────────────────
async def test_who_asks_to_leave_and_is_found_poorer_stays_what_it_was_in_the_table_of_movements() -> None:
    commune = await opened(Home(1, now="poor", before="near_poor", procedure="1.011608"))
    await commune.play(make_dossier("lan"))
    await commune.taps("lan", "make-1.011608")
    await commune.taps("lan", ".done")
    await to_dossier(commune, "binh")
    await decide(commune, "binh")
    await commune.taps("binh", "yes")
    case = await file(commune, 1)
    assert case.decision is not None and case.state == "refused"
    assert case.decision.movement == "still_near_poor"
    assert moved_of(case).now == "near_poor"


# ── income: posted once, and complained of once more while it still hangs ────────────────────
async def answered(commune: Commune) -> Case:
    """An income result that hangs since 05/10, complained of and re-checked on 06/10, answered."""
    case = await of_income(commune)
    await post(commune)
    hung = await case_now(commune, case)
    one = replace(complained(hung, day("6/10")), answered_at=commune.clock.now(), answer="Đã xem lại.")
    after = replace(hung, state="to_post", complaints=(one,), version=hung.version + 1)
    await commune.store.seed([after])
    return after


async def test_a_second_complaint_on_the_last_day_of_an_income_posting_is_re_checked_too() -> None:
    commune = await Commune.opened()
    case = await answered(commune)
    await at(commune, "12/10")
    await write(commune, case, "household", "hôm nay")
    now = await case_now(commune, case)
    assert (now.state, now.complaints[-1].in_window) == ("complained", True)
    assert now.recheck == now.complaints[-1]


async def test_one_received_after_the_last_day_is_written_down_and_starts_nothing() -> None:
    commune = await Commune.opened()
    case = await answered(commune)
    await at(commune, "13/10")
    await write(commune, case, "household", "hôm nay")
    now = await case_now(commune, case)
    assert (now.state, now.complaints[-1].in_window) == ("to_post", False)


# ── an opinion that asks to look at a file again ─────────────────────────────────────────────
async def test_a_file_the_opinion_asks_to_look_at_again_does_not_go_on_as_if_there_were_none() -> None:
    commune = await opened(Home(1), Home(2))
    await reported(commune)
    await commune.types("lan", "HL-9001")
    assert any("x.go_on_without_opinion" in one for one in commune.ids("lan"))
    await commune.taps("lan", "x.go_on_without_opinion")
    await to_dossier(commune, "lan")
    await commune.taps("lan", "opinion")
    await commune.types("lan", "4/12")
    await commune.types("lan", "900/UBND")
    await commune.taps("lan", "again")
    await commune.taps("lan", "c-made-1")
    await commune.taps("lan", ".done")
    await commune.types("lan", "Hộ này có xe ô tô, xin xem lại tài sản.")
    states = [(await file(commune, n)).state for n in (1, 2)]
    assert states == ["reported", "opinion_given"]
    await commune.types("lan", "HL-9001")
    shown = [button.id for row in commune.newest("lan").rows for button in row]
    assert shown and not any("x.go_on_without_opinion" in one for one in shown)


async def test_a_second_complaint_joins_a_re_check_that_is_not_answered_yet() -> None:
    commune = await Commune.opened()
    case = await answered(commune)
    waiting = replace(case.complaints[0], answered_at=None, answer="", recheck="f-again")
    await commune.store.seed([replace(case, complaints=(waiting,), version=case.version + 1)])
    await at(commune, "12/10")
    await write(commune, case, "household", "hôm nay")
    now = await case_now(commune, case)
    assert (now.state, now.complaints[-1].in_window) == ("to_post", True)
    assert now.complaints[-1].recheck == "f-again"


# ── meetings out of order ────────────────────────────────────────────────────────────────────
async def test_a_second_meeting_dated_before_the_first_is_not_entered_without_a_word() -> None:
    commune = await meeting_opened(1)
    await at(commune, "12/10")
    await commune.play(ALL_AGREE + CLOSE)
    case = await file(commune, 1)
    await commune.store.seed([replace(case, state="approved", version=case.version + 1)])  # to meet again
    begun = BEGIN.replace("hôm nay", "6/10")
    await commune.play(ALL_AGREE.replace(BEGIN, begun) + "👤 ba: [Đọc lại cả cuộc họp]\n")
    assert t("meeting.sure.after", codes="HL-9001", day="06/10") in commune.newest("ba").text
