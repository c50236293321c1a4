"""Who complained and what a re-check found: who never reads it, whatever screen was open, whatever phone."""

from dataclasses import replace

import pytest

from bot.cases.case import Applicant, Case, Move
from bot.handlers.staff_entries import Changes
from bot.runtime.staffing import change_staff
from locales import translate
from tests.integration.commune import Commune
from tests.integration.surveys import surveyed
from tests.integration.test_complaint import (
    WORDS,
    at,
    choices,
    complain,
    given,
    letters,
    now,
    opened,
    sent,
    types,
    write,
)
from tests.integration.test_posting import agreed, postings, to_sure

NOT_YOURS = translate("vi", "file.not_yours", {})


# ── the history of a file ────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("who", ["binh", "mttq"])
async def test_who_reads_all_files_does_not_read_who_complained(who: str) -> None:
    commune, case = await opened()
    await complain(commune, case)
    await types(commune, "lan", case.code)
    await commune.taps("lan", "x.drop_complaint")
    await types(commune, "lan", "Bà Mai đến xã xin rút hôm nay.")
    await types(commune, who, case.code)
    await commune.taps(who, "history")
    read = letters(commune, who)
    assert translate("vi", "case.did.drop_complaint", {}) in read
    assert WORDS not in read and "Bà Mai" not in read and translate("vi", "case.did.complain", {}) not in read
    await types(commune, "lan", case.code)
    await commune.taps("lan", "history")
    assert WORDS in letters(commune, "lan") and "Bà Mai đến xã" in letters(commune, "lan")


# ── a screen that was open before ────────────────────────────────────────────────────────────
async def why_is_open(commune: Commune, case: Case, who: str) -> None:
    await types(commune, who, case.code)
    await commune.taps(who, "why")
    assert "Điểm A" in commune.newest(who).text


async def test_reasons_left_open_do_not_show_the_re_check_to_who_surveyed_first() -> None:
    commune, case = await opened()
    await why_is_open(commune, case, "ba")
    await given(commune, case)
    await sent(commune, case, floor_area_m2="77")
    text = await commune.taps("ba", "b")
    assert NOT_YOURS in text and "Điểm" not in text


async def test_reasons_left_open_do_not_show_the_first_survey_to_who_re_checks() -> None:
    commune, case = await opened()
    await why_is_open(commune, case, "tu")
    await given(commune, case)
    text = await commune.taps("tu", "b")
    assert NOT_YOURS in text and "Điểm" not in text
    await why_is_open(commune, case, "lan")


@pytest.mark.parametrize(("who", "told"), [("ba", False), ("lan", True)])
async def test_a_file_that_was_complained_of_before_the_list_hung_does_not_say_by_whom(
    who: str, told: bool
) -> None:
    commune = await Commune.opened()
    [first, _] = await agreed(commune)
    await to_sure(commune, who)
    when = commune.clock.now()
    hung = Move(when, "nv-hoa", "Lương Thị Hòa", "post", "posted")
    said = Move(when, "web:mai", "", "complain", "complained", WORDS)
    await commune.store.seed(
        [replace(first, state="complained", version=first.version + 1, moves=(*first.moves, hung, said))]
    )
    text = await commune.taps(who, "yes")
    assert (translate("vi", "case.did.complain", {}) in text) is told and first.code in text
    [made] = await postings(commune)
    assert [one.action for one in await commune.store.audits(made.id)] == ["posting_made"]


# ── own kin ──────────────────────────────────────────────────────────────────────────────────
async def test_what_is_due_of_ones_own_kin_is_not_listed() -> None:
    commune, case = await opened(kin_of=("nv-tu",))
    await complain(commune, case)
    await at(commune, "26/11")
    for who, listed in (("ba", True), ("tu", False)):
        await types(commune, who, "menu")
        await commune.taps(who, "round_work")
        await commune.taps(who, "late")
        assert (case.id in choices(commune, who)) is listed


async def test_nobody_approves_or_sends_back_their_own_kin() -> None:
    commune = await Commune.opened()
    await change_staff(commune.app, "nv-tu", Changes(also="officer"))
    case, _ = await surveyed(commune.store, 1)
    await types(commune, "tu", case.code)
    late = f"{commune.newest('tu').prompt}.approve"
    await commune.store.seed([replace(case, kin_of=("nv-tu",), version=2)])
    await commune.does(commune.event("tu", "choice", choice=late))
    assert "là người nhà của anh/chị" in commune.newest("tu").text and "Hoàng Thị Lan" in letters(
        commune, "tu"
    )
    assert not {"approve", "return"} & {one.partition(".")[2] for one in choices(commune, "tu").split()}
    assert (await now(commune, case)).state == "surveyed"


# ── a complaint about one's own survey ───────────────────────────────────────────────────────
async def test_who_surveyed_does_not_end_the_complaint_about_it_but_may_assign() -> None:
    commune, case = await opened()
    await types(commune, "ba", "menu")
    await change_staff(commune.app, "nv-ba", Changes(also="officer"))
    await complain(commune, case)
    await types(commune, "ba", case.code)
    assert "assign" in {one.partition(".")[2] for one in choices(commune, "ba").split()}
    text = await commune.taps("ba", "x.drop_complaint")
    assert "do anh/chị khảo sát" in text and "Hoàng Thị Lan" in text
    await types(commune, "lan", case.code)
    await commune.taps("lan", "x.drop_complaint")
    await types(commune, "lan", "Bà Mai đến xã xin rút hôm nay.")
    assert (await now(commune, case)).state == "posted"


async def test_nor_answers_a_late_one() -> None:
    commune, case = await opened("23/11")
    await types(commune, "ba", "menu")
    await change_staff(commune.app, "nv-ba", Changes(also="officer"))
    await complain(commune, case)
    await types(commune, "ba", "menu")
    await commune.taps("ba", "round_work")
    await commune.taps("ba", "complaints")
    await commune.taps("ba", case.id)
    text = await commune.taps("ba", f"answer.{(await now(commune, case)).complaints[0].id}")
    assert "do anh/chị khảo sát" in text
    assert (await now(commune, case)).complaints[0].is_open


# ── a request the enumerator made with the household ─────────────────────────────────────────
BOTH = (Applicant("web:mai"), Applicant("web:ba", helper=True))


async def test_an_enumerator_who_made_the_request_does_not_learn_that_the_household_complained() -> None:
    commune, case = await opened(applicants=BOTH)
    await types(commune, "ba", "menu")
    await complain(commune, case)
    await commune.taps("ba", f"!file.{case.id}")
    assert case.code in commune.newest("ba").text and WORDS not in letters(commune, "ba")
    await types(commune, "mai", case.code)
    assert WORDS in letters(commune, "mai")


async def test_nor_reads_the_answer_to_a_late_one() -> None:
    commune, case = await opened("23/11", applicants=BOTH)
    await types(commune, "ba", "menu")
    await write(commune, case, "household", "23/11")
    await types(commune, "lan", case.code)
    await commune.taps("lan", "c.open")
    await commune.taps("lan", f"answer.{(await now(commune, case)).complaints[0].id}")
    await types(commune, "lan", "Đã xem lại phiếu, kết quả đúng.")
    assert "Đã xem lại phiếu" in letters(commune, "mai")
    assert "Đã xem lại phiếu" not in letters(commune, "ba") and "ghi ý kiến" not in letters(commune, "ba")


async def test_what_such_an_enumerator_wrote_for_the_household_they_read() -> None:
    commune, case = await opened("23/11", applicants=BOTH)
    await types(commune, "ba", "menu")
    await commune.taps("ba", f"!file.{case.id}")
    await commune.taps("ba", "complain")
    await types(commune, "ba", WORDS)
    await commune.taps("ba", "send")
    await commune.taps("ba", f"!file.{case.id}")
    assert WORDS in commune.newest("ba").text


# ── what is kept of a household ──────────────────────────────────────────────────────────────
async def test_a_household_sees_its_complaint_in_what_is_kept_of_it() -> None:
    commune, case = await opened()
    await complain(commune, case)
    await types(commune, "mai", "menu")
    await commune.taps("mai", "my_data")
    await commune.taps("mai", "see")
    shown = [one.text for one in commune.channel.phone("web:mai").shown if one.text.startswith("💬")]
    assert len(shown) == 1 and case.code in shown[0] and WORDS in shown[0]
