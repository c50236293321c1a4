"""Review and return: nothing is overtaken or lost, and what is approved is what was on the screen."""

import asyncio
from pathlib import Path

from bot.cases.case import Case
from locales import translate
from storage.seal import Keys, generate_key
from storage.sqlite import open_sqlite
from tests.integration.commune import Commune, Faults
from tests.integration.surveys import surveyed
from tests.integration.test_behind_one_s_back import AMEND_ROOF, SURVEYED, case_of

SENT = SURVEYED + "👤 ba: [Gửi Ban Chỉ đạo]\n"
RETURNED = (
    SENT + "👤 lan: HL-0001\n👤 lan: [Trả lại]\n👤 lan: [Nhà ở]\n👤 lan: 3,4\n"
    "👤 lan: [✔ Xong, ghi lời cho 2 câu]\n👤 lan: [Một lời cho tất cả]\n"
    "👤 lan: Xin lên nhà xem lại.\n👤 lan: [Gửi trả lại]\n"
)
MENDED = (
    "👤 ba: [Xem câu được trả lại]\n👤 ba: 1\n👤 ba: Lên xem lại, mái tôn mới.\n"
    "👤 ba: [Giữ nguyên]\n👤 ba: Đã đo lại, đúng 38 m².\n"
)


async def of_first(commune: Commune) -> Case:
    return await case_of(commune, "HL-0001")


def labels(commune: Commune, who: str) -> list[str]:
    return [button.label for row in commune.newest(who).rows for button in row]


async def test_an_approval_never_overtakes_a_return_that_came_first() -> None:
    commune = await Commune.opened()
    await commune.play(SENT + "👤 hoa: HL-0001\n" + RETURNED.removeprefix(SENT))
    text = await commune.taps("hoa", "approve")
    assert "Hoàng Thị Lan" in text and translate("vi", "case.did.return_survey", {}) in text
    assert (await of_first(commune)).state == "returned"


async def test_of_two_officers_at_once_one_decides_and_the_other_hears_who_was_first() -> None:
    commune = await Commune.opened()
    await commune.play(SENT + "👤 lan: HL-0001\n👤 hoa: HL-0001\n")
    taps = [
        commune.event(who, "choice", choice=f"{commune.newest(who).prompt}.approve") for who in ("lan", "hoa")
    ]
    with Faults() as faults:
        await asyncio.gather(*(commune.app.take(event) for event in taps))
        await commune.app.idle()
        await commune.app.outbox.settle()
    case = await of_first(commune)
    assert faults.seen == []
    assert [move.action for move in case.moves].count("approve_survey") == 1
    second = "hoa" if case.moves[-1].by_name == "Hoàng Thị Lan" else "lan"
    assert case.moves[-1].by_name in commune.newest(second).text


async def test_what_was_sent_again_meanwhile_is_shown_before_it_is_approved() -> None:
    commune = await Commune.opened()
    await commune.play(
        SENT + "👤 lan: HL-0001\n👤 ba: HL-0001\n👤 ba: [Sửa Phiếu B (phải có lý do)]\n👤 ba: [Sửa]\n"
    )
    await commune.play(AMEND_ROOF.format(who="ba") + "👤 ba: [Gửi Ban Chỉ đạo]\n")
    text = await commune.taps("lan", "approve")
    assert translate("vi", "review.sent_meanwhile", {"code": "HL-0001"}) in text
    assert (await of_first(commune)).state == "surveyed"
    await commune.taps("lan", "approve")
    assert (await of_first(commune)).state == "approved"


async def test_a_survey_that_is_being_amended_is_not_approved() -> None:
    commune = await Commune.opened()
    await commune.play(
        SENT + "👤 lan: HL-0001\n👤 ba: HL-0001\n👤 ba: [Sửa Phiếu B (phải có lý do)]\n👤 ba: [Sửa]\n"
    )
    await commune.play(AMEND_ROOF.format(who="ba"))
    text = await commune.taps("lan", "approve")
    assert translate("vi", "review.being_amended", {"code": "HL-0001"}) in text
    assert (await of_first(commune)).state == "surveyed"


async def test_a_return_is_unseen_until_it_is_opened_and_stands_after_a_restart(tmp_path: Path) -> None:
    store = await open_sqlite(tmp_path / "a.sqlite", Keys.from_text(generate_key()))
    commune = await Commune.opened(store)
    await commune.play(RETURNED)
    before = (await of_first(commune)).open_return
    await commune._open()
    await commune.play(MENDED)
    after = (await of_first(commune)).open_return
    await store.close()
    assert before is not None and before.seen_at is None
    assert [one.words for one in before.questions] == ["Xin lên nhà xem lại."] * 2
    assert after is not None and after.seen_at is not None
    assert [one.kept for one in after.questions] == ["", "Đã đo lại, đúng 38 m²."]


async def test_it_goes_again_only_when_each_question_is_changed_or_kept_with_a_word() -> None:
    commune = await Commune.opened()
    await commune.play(
        RETURNED + "👤 ba: [Xem câu được trả lại]\n👤 ba: [‹ Lùi]\n👤 ba: [Xem điểm và gửi lại]\n"
    )
    assert (
        translate("vi", "returned.still", {"count": 2, "labels": "Mái; Diện tích ở"})
        in commune.newest("ba").text
    )
    await commune.play(MENDED + "👤 ba: [Xem điểm và gửi lại]\n👤 ba: [Gửi Ban Chỉ đạo]\n")
    case = await of_first(commune)
    assert (case.state, case.open_return) == ("surveyed", None)
    assert [one.fate for one in case.returns[-1].questions] == ["changed", "kept"]
    told = [one.text for one in commune.channel.phone("web:hoa").shown]
    assert any("Điểm B 30 → 20" in text and "– Mái: đã sửa" in text for text in told)


async def test_officers_see_what_was_sent_until_it_is_sent_again() -> None:
    commune = await Commune.opened()
    await commune.play(RETURNED + MENDED)
    text = await commune.types("hoa", "HL-0001")
    assert "Điểm B 30" in text


async def test_an_approved_survey_goes_back_with_words_only_and_no_enumerator_changes_it() -> None:
    commune = await Commune.opened()
    await commune.play(SENT + "👤 lan: HL-0001\n👤 lan: [Duyệt phiếu]\n👤 ba: HL-0001\n")
    assert translate("vi", "visit.do.amend", {}) not in labels(commune, "ba")
    await commune.play(
        "👤 lan: [Trả lại]\n👤 lan: [Nhà ở]\n👤 lan: 3\n👤 lan: [✔ Xong, ghi lời cho 1 câu]\n👤 lan: 1\n"
    )
    assert translate("vi", "returning.words_short", {}) in commune.newest("lan").text
    await commune.play("👤 lan: Xin lên xem lại mái.\n👤 lan: [Gửi trả lại]\n")
    case = await of_first(commune)
    assert (case.state, case.moves[-1].note) == ("returned", "Mái: Xin lên xem lại mái.")


async def test_another_button_of_an_old_notice_says_that_nothing_waits() -> None:
    commune = await Commune.opened()
    await commune.play(RETURNED + MENDED + "👤 ba: [Xem điểm và gửi lại]\n👤 ba: [Gửi Ban Chỉ đạo]\n")
    case = await of_first(commune)
    text = await commune.taps("ba", f"!ret.{case.id}")
    assert translate("vi", "returned.done_already", {"code": "HL-0001"}) in text
    stranger = await commune.taps("nhung", f"!ret.{case.id}")
    assert case.head not in stranger


async def test_of_many_only_those_that_are_as_the_list_showed_them_are_approved() -> None:
    commune = await Commune.opened()
    for number in (1, 2):
        await surveyed(commune.store, number, answers={"floor_area_m2": 40 + number})
    await commune.play("👤 lan: menu\n👤 lan: [Đã khảo sát]\n")
    await commune.taps("lan", ".approve")
    await commune.play(
        "👤 hoa: HL-9002\n👤 hoa: [Trả lại]\n👤 hoa: [Nhà ở]\n👤 hoa: 1\n"
        "👤 hoa: [✔ Xong, ghi lời cho 1 câu]\n👤 hoa: Xin xem lại tường.\n👤 hoa: [Gửi trả lại]\n"
    )
    text = await commune.taps("lan", "yes")
    states = [(await case_of(commune, code)).state for code in ("HL-9001", "HL-9002")]
    assert states == ["approved", "returned"]
    assert translate("vi", "review.many.left", {"count": 1}) in text
