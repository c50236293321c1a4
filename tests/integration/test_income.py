"""The income form where others are at work too, where something is lacking, and what nobody else may see."""

from dataclasses import replace

import pytest

from bot.cases.case import Case
from bot.cases.form_record import FormRecord
from bot.scoring.packs import load_pack
from tests.integration.commune import Commune, Faults, request
from tests.integration.test_behind_one_s_back import SURVEYED

FILLED = "".join(
    f"👤 ba: {words}\n"
    for words in ("HL-0001", "[Khảo sát thu nhập]", "1", "có", "2", "2", "48tr", "12tr", "0")
)
SHOWN = FILLED + "👤 ba: [Hoàng Văn Chài]\n"
SENT = SHOWN + "👤 ba: [Gửi Ban Chỉ đạo]\n"


async def case_of(commune: Commune, code: str = "HL-0001") -> Case:
    found = await commune.store.case_by_code(code)
    assert found is not None
    return found


async def form_of(commune: Commune) -> FormRecord:
    found = await commune.store.form((await case_of(commune)).income or "")
    assert found is not None
    return found


def labels(commune: Commune, who: str) -> list[str]:
    return [button.label for row in commune.newest(who).rows for button in row]


async def test_sent_kept_and_the_case_stays_where_it_is() -> None:
    commune = await Commune.opened()
    before = await case_of(commune)
    with Faults() as faults:
        await commune.play(SENT)
    case, record = await case_of(commune), await form_of(commune)
    assert faults.seen == []
    assert (case.state, case.survey) == (before.state, before.survey)
    assert case.moves[-1].action == "survey_income"
    assert record.sent == record.result
    assert record.sent is not None and record.sent["class"] == "below"  # 36.000.000 / 24 = 1.500.000
    assert [one.data for one in record.results] == [record.sent]
    assert record.respondent == "Hoàng Văn Chài"


async def test_the_household_is_told_nothing_of_it() -> None:
    commune = await Commune.opened()
    await commune.play(
        request() + "👤 mai: [Đúng rồi, gửi đi]\n👤 lan: [Nhận giấy]\n👤 lan: [Hôm nay 05/10]\n"
    )
    code = (await commune.store.cases_of_chat("web:mai"))[0].code
    heard = len(commune.channel.phone("web:mai").shown)
    await commune.play(SENT.replace("HL-0001", code).replace("[Hoàng Văn Chài]", "[Hoàng Thị Mai]"))
    assert (await case_of(commune, code)).moves[-1].action == "survey_income"
    assert len(commune.channel.phone("web:mai").shown) == heard
    told = await commune.types("mai", code)
    assert "hu nhập" not in told and "1.500.000" not in told


async def test_another_number_of_people_is_pointed_out() -> None:
    """Mẫu 01 has fewer people than the income form: the average hangs on it."""
    commune = await Commune.opened()
    await commune.play("👤 nam: HL-0010\n👤 nam: [Khảo sát thu nhập]\n")
    case = await case_of(commune, "HL-0010")
    asked = await commune.store.form(case.request or "")
    assert asked is not None
    there = len(asked.answers.members) + 1
    for words in ("1", "có", str(there + 1), "2", "48tr", "12tr", "0"):
        await commune.types("nam", words)
    text = await commune.types("nam", case.head)
    assert f"Giấy đề nghị ghi {there} người, phiếu này ghi {there + 1} người" in text


async def test_a_request_of_one_person_counts_one() -> None:
    commune = await Commune.opened()
    await commune.play(
        request() + "👤 mai: [Đúng rồi, gửi đi]\n👤 lan: [Nhận giấy]\n👤 lan: [Hôm nay 05/10]\n"
    )
    code = (await commune.store.cases_of_chat("web:mai"))[0].code
    await commune.play(FILLED.replace("HL-0001", code) + "👤 ba: [Hoàng Thị Mai]\n")
    assert "Giấy đề nghị ghi 1 người, phiếu này ghi 2 người" in commune.newest("ba").text


@pytest.mark.parametrize(("who", "sees"), [("lan", True), ("ba", False), ("mai", False), ("nam", False)])
async def test_the_officers_button_does_nothing_in_other_hands(who: str, sees: bool) -> None:
    commune = await Commune.opened()
    await commune.play(SENT)
    text = await commune.taps(who, f"!inc.{(await case_of(commune)).id}")
    assert ("1.500.000 đ một người" in text) is sees


async def test_what_is_sent_is_what_was_on_the_screen() -> None:
    commune = await Commune.opened()
    await commune.play(SHOWN)
    await commune.play("👤 tu: HL-0001\n👤 tu: [Làm tiếp phiếu thu nhập]\n")
    case, record = await case_of(commune), await form_of(commune)
    changed = replace(
        record,
        answers=record.answers.put({"crops_cost": "11000000"}),
        result=None,
        version=record.version + 1,
    )
    await commune.store.seed([changed])
    text = await commune.taps("ba", "send")
    assert "vừa được sửa trên máy khác" in text
    assert (await form_of(commune)).sent is None
    assert (await case_of(commune)).moves == case.moves


async def test_kin_declared_meanwhile_sends_nothing() -> None:
    commune = await Commune.opened()
    await commune.play(SHOWN)
    case = await case_of(commune)
    await commune.store.seed([replace(case, kin_of=("nv-ba",), version=case.version + 1)])
    assert "không thuộc địa bàn" in await commune.taps("ba", "send")
    assert (await form_of(commune)).sent is None


async def test_kin_declared_meanwhile_sends_no_survey_either() -> None:
    commune = await Commune.opened()
    await commune.play(SURVEYED)
    case = await case_of(commune)
    await commune.store.seed([replace(case, kin_of=("nv-ba",), version=case.version + 1)])
    assert "không thuộc địa bàn" in await commune.taps("ba", "send")
    assert (await case_of(commune)).state == "listed"


async def test_an_area_without_a_type_is_said_and_answers_stay() -> None:
    commune = await Commune.opened()
    area = next(one for one in (await commune.app.place()).areas if one.id == "kp3")
    await commune.store.seed([replace(area, type=None, version=area.version + 1)])
    await commune._open()
    await commune.play(SHOWN)
    assert "nông thôn hay thành thị" in commune.newest("ba").text
    record = await form_of(commune)
    assert record.result is None and record.seen_at is None
    assert record.answers.text("crops_cost") == "12000000"


async def test_a_round_under_a_draft_offers_no_income_form() -> None:
    commune = await Commune.opened()
    plan = (await commune.app.place()).round
    assert load_pack("2027-2030").draft is not None
    await commune.store.seed([replace(plan, pack_id="2027-2030", version=plan.version + 1)])
    await commune._open()
    await commune.types("ba", "HL-0001")
    assert "Khảo sát thu nhập" not in labels(commune, "ba")


async def test_a_loss_in_all_is_said_as_a_loss() -> None:
    commune = await Commune.opened()
    await commune.play(SHOWN.replace("👤 ba: 12tr\n", "👤 ba: 148tr\n👤 ba: [Đúng, giữ nguyên]\n"))
    text = commune.newest("ba").text
    assert "Cộng lại lỗ 100.000.000 đ trong 12 tháng, hộ 2 người: bình quân dưới 0 đ" in text
    assert "-" not in text.partition("Cộng lại")[2].partition("\n")[0]


@pytest.mark.parametrize("words", ["đúng rồi", "không", "sai rồi"])
async def test_an_answer_is_not_taken_for_the_name_of_who_answered(words: str) -> None:
    commune = await Commune.opened()
    await commune.play(FILLED + f"👤 ba: {words}\n")
    assert "Ai đã trả lời?" in commune.newest("ba").text
    assert (await form_of(commune)).respondent == ""
