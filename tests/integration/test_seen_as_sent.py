"""While a form is being amended, or its area changed, what was sent is shown and explained as it was sent."""

from dataclasses import replace
from typing import Any

import pytest

from bot.cases.case import Applicant
from locales import translate
from tests.integration.commune import Commune, Faults
from tests.integration.surveys import hung, surveyed
from tests.integration.test_behind_one_s_back import AMEND_ROOF, SENT, SURVEYED, case_of
from tests.integration.test_income import FILLED, SHOWN

SEND = "👤 ba: [Gửi Ban Chỉ đạo]\n"
AMENDING = (
    SURVEYED
    + SEND
    + "👤 ba: HL-0001\n👤 ba: [Sửa Phiếu B (phải có lý do)]\n👤 ba: [Sửa]\n"
    + AMEND_ROOF.format(who="ba")
)
"""Sent with a roof that is not durable, then amended to a durable one and not sent again."""
AMENDED = translate("vi", "result.being_amended", {})
ROOF = "Mái: Không bền chắc"
NEW_ROOF = "Mái: Bền chắc"


async def of_type(commune: Commune, type_: Any) -> None:
    """Area 3 becomes rural, urban or neither, and the bot is started again."""
    area = next(one for one in (await commune.app.place()).areas if one.id == "kp3")
    await commune.store.seed([replace(area, type=type_, version=area.version + 1)])
    await commune._open()


# ── Phiếu B ──────────────────────────────────────────────────────────────────────────────────
async def test_an_officer_is_told_why_of_what_was_sent_while_it_is_amended() -> None:
    commune = await Commune.opened()
    await commune.play(AMENDING + "👤 ba: menu\n👤 lan: HL-0001\n")
    why = await commune.taps("lan", "why")
    assert AMENDED in why
    assert "Điểm B 30, đủ mức" in why
    assert "✗ Chất lượng nhà ở" in await commune.taps("lan", "b")


async def test_an_officer_reads_answers_and_points_as_they_were_sent() -> None:
    commune = await Commune.opened()
    await commune.play(AMENDING + "👤 ba: menu\n👤 lan: HL-0001\n")
    text = await commune.taps("lan", "survey")
    answers, _, log = text.partition("Sửa sau khi đã xem kết quả")
    assert AMENDED in answers
    assert ROOF in answers
    assert NEW_ROOF not in answers
    assert "Bền chắc (bê tông, ngói, tôn tốt)" in log  # what is being changed stands there, with its reason


async def test_the_enumerator_at_work_is_told_why_of_the_answers_as_they_stand() -> None:
    commune = await Commune.opened()
    await commune.play(AMENDING)
    why = await commune.taps("ba", "why")
    assert AMENDED not in why
    assert "Điểm B 20, chưa đến mức" in why


async def test_the_enumerator_is_told_why_of_the_result_shown_beside_it() -> None:
    """The area has become urban since: the file still shows what was sent, by the rural line."""
    commune = await Commune.opened()
    await commune.play(SURVEYED + SEND)
    await of_type(commune, "urban")
    await commune.types("ba", "HL-0001")
    assert "(chuẩn 140)" in commune.newest("ba").text
    assert "chuẩn nông thôn 140" in await commune.taps("ba", "why")


async def test_where_it_cannot_be_worked_out_again_that_is_said() -> None:
    """A result whose numbers the answers do not give is neither explained nor called amended."""
    commune = await Commune.opened()
    case, record = await surveyed(commune.store, 1)
    data = {**dict(record.sent or {}), "score_a": 1}
    results = tuple(replace(one, data=data) for one in record.results)
    other = replace(record, sent=data, result=data, results=results, version=record.version + 1)
    await commune.store.seed([other])
    said = translate("vi", "why.not_again", {})
    await commune.types("lan", case.code)
    text = await commune.taps("lan", "survey")
    assert said in text
    assert AMENDED not in text
    assert said in await commune.taps("lan", "why")


async def test_a_household_reads_the_names_as_they_were_sent() -> None:
    """Whoever was taken off the list since still is who the posted result speaks of."""
    commune = await Commune.opened()
    await commune.play(SENT + SURVEYED + SEND)
    case = await case_of(commune, "HL-0001")
    form = await commune.store.form(case.survey or "")
    assert form is not None and form.sent is not None
    sent = {
        **dict(form.sent),
        "deprived": ["health_insurance"],
        "because": {"health_insurance": ["m1.insured"]},
    }
    renamed = form.answers.put({"m1.name": "Hoàng Văn Đổi"})
    results = (replace(form.results[0], data=sent),)
    moved = replace(case, state="posted", applicants=(Applicant("web:mai"),), version=case.version + 1)
    posted, posting = hung(moved)
    changed = replace(form, answers=renamed, sent=sent, results=results, version=form.version + 1)
    await commune.store.seed([posting, posted, changed])
    await commune.types("mai", "HL-0001")
    text = await commune.taps("mai", "result")
    assert "Chưa có thẻ bảo hiểm y tế: Chài." in text
    assert "Đổi" not in text


@pytest.mark.parametrize("shown", [SURVEYED, SHOWN], ids=["survey", "income"])
async def test_an_area_that_lost_its_type_meanwhile_stops_the_sending_in_words(shown: str) -> None:
    commune = await Commune.opened()
    await commune.play(shown)
    before = (await case_of(commune, "HL-0001")).moves
    await of_type(commune, None)
    with Faults() as faults:
        text = await commune.taps("ba", "send")
    assert faults.seen == []
    assert "nông thôn hay thành thị" in text
    assert (await case_of(commune, "HL-0001")).moves == before


# ── income ───────────────────────────────────────────────────────────────────────────────────
async def test_an_officer_reads_the_income_form_as_it_was_sent() -> None:
    commune = await Commune.opened()
    await commune.play(FILLED + "👤 ba: [Hoàng Văn Chài]\n" + SEND)
    case = await case_of(commune, "HL-0001")
    form = await commune.store.form(case.income or "")
    assert form is not None
    answers = form.answers.put({"purpose": "low_income_worker", "crops_revenue": "90000000"})
    await commune.store.seed([replace(form, answers=answers, result=None, version=form.version + 1)])
    head = await commune.types("lan", "HL-0001")
    assert "Phiếu thu nhập – Hộ nông, lâm, ngư, diêm nghiệp có mức sống trung bình" in head
    text = await commune.taps("lan", "income")
    assert "Trồng trọt: thu: 48.000.000 đ" in text
    assert "90.000.000" not in text
    assert translate("vi", "income.being_amended", {}) in text


async def test_a_file_of_an_older_round_is_offered_the_income_form_of_its_own_standard() -> None:
    """The running round is under a draft; the file's round is not."""
    commune = await Commune.opened()
    case = await case_of(commune, "HL-0001")
    [own] = [one for one in await commune.store.rounds() if one.id == case.round_id]
    draft = replace(own, id="draft", pack_id="2027-2030", version=1)
    commune.app.inbox.place = replace(
        commune.app.inbox.place, round=draft, rounds=(*commune.app.inbox.place.rounds, draft)
    )
    await commune.types("ba", "HL-0001")
    assert "Khảo sát thu nhập" in [one.label for row in commune.newest("ba").rows for one in row]
