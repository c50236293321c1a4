"""Exceptions from the plain way of a file: words, who is told, and nothing done where it moved on."""

from dataclasses import replace

from bot.cases.case import State
from bot.cases.complaint import Complaint
from tests.integration.commune import Commune, request
from tests.integration.surveys import SENT_AT
from tests.integration.test_meeting import made, opened, put, told, words


async def test_an_exception_needs_words_and_is_kept_with_them() -> None:
    commune = await opened(1, "to_post")
    await commune.play("👤 ba: menu\n👤 lan: HL-9001\n👤 lan: [Cho họp dân lại]\n")
    assert words("exception.short") in await commune.types("lan", "vì cần")
    await commune.types("lan", "Có người dự họp báo ghi nhầm số phiếu.")
    case = await made(commune, 1)
    assert (case.state, case.moves[-1].action) == ("approved", "meet_again")
    assert case.moves[-1].note == "Có người dự họp báo ghi nhầm số phiếu."
    assert told(commune, "ba", words("case.did.meet_again")) == 1


async def test_an_exception_opened_before_the_file_moved_on_does_nothing() -> None:
    commune = await opened(1)
    await commune.play("👤 lan: HL-9001\n👤 lan: [Đóng hồ sơ]\n")
    await put(commune, await made(commune, 1), "returned")
    text = await commune.types("lan", "Hộ đã chuyển đi tỉnh khác từ tháng trước.")
    assert words("exception.moved_on", code="HL-9001") in text
    assert (await made(commune, 1)).state == "returned"


async def test_a_file_closed_and_opened_again_keeps_its_survey_and_goes_on() -> None:
    commune = await opened(1)
    await commune.play("👤 lan: HL-9001\n👤 lan: [Đóng hồ sơ]\n👤 lan: Hộ đã chuyển đi tỉnh khác.\n")
    assert (await made(commune, 1)).state == "closed"
    await commune.play("👤 lan: HL-9001\n👤 lan: [Mở lại hồ sơ]\n👤 lan: Hộ đã quay về ở hẳn tại khu.\n")
    assert (await made(commune, 1)).state in ("listed", "received")


async def test_a_household_hears_in_plain_words_that_its_file_was_closed_and_whom_to_call() -> None:
    commune = await Commune.opened()
    await commune.play(request() + "👤 mai: 1\n")
    [case] = await commune.store.cases_of_chat("web:mai")
    await commune.play(
        f"👤 lan: {case.code}\n👤 lan: [Nhận giấy]\n👤 lan: hôm nay\n👤 lan: [Đóng hồ sơ]\n"
        "👤 lan: Hộ đã chuyển về Lạng Sơn, trưởng khu xác nhận.\n"
    )
    commune_phone = (await commune.store.communes())[0].phone
    assert told(commune, "mai", words("notice.exception.close", code=case.code, phone=commune_phone)) == 1
    assert told(commune, "mai", "Lạng Sơn") == 0


def complaint(**changes: object) -> Complaint:
    at = SENT_AT
    known = {
        "id": "k1", "at": at, "received_on": at.date(), "by": "web:xa", "by_name": "Lý Văn Xa", 
        "via": "counter", "source": "other", "words": "Nhà có ô tô.", "in_window": True, **changes,
    }  # fmt: skip
    return Complaint(**known)  # type: ignore[arg-type]


async def with_complaints(state: State, *complaints: Complaint) -> Commune:
    commune = await opened(1, state)
    case = replace(await made(commune, 1), complaints=complaints)
    await put(commune, case, state)
    return commune


async def test_after_a_re_check_an_officer_may_leave_out_the_meeting_with_words() -> None:
    commune = await with_complaints("approved", complaint())
    await commune.play(
        "👤 lan: HL-9001\n👤 lan: [Không họp lại sau phúc tra]\n"
        "👤 lan: Kết quả phúc tra giống lần đầu, dân đã đồng ý.\n"
    )
    case = await made(commune, 1)
    assert (case.state, case.moves[-1].action) == ("to_post", "skip_meeting")
    assert case.moves[-1].note == "Kết quả phúc tra giống lần đầu, dân đã đồng ý."


async def test_without_a_re_check_nobody_is_offered_to_leave_out_the_meeting() -> None:
    commune = await with_complaints("approved", complaint(in_window=False), complaint(id="k2", dropped=True))
    await commune.play("👤 lan: HL-9001\n")
    labels = [button.label for row in commune.newest("lan").rows for button in row]
    assert words("exception.do.skip_meeting") not in labels
    assert words("exception.do.close") in labels


async def test_a_complaint_taken_back_leaves_the_posted_result_and_is_kept() -> None:
    commune = await with_complaints("complained", complaint())
    await commune.play(
        "👤 lan: HL-9001\n👤 lan: [Người khiếu nại đã rút]\n"
        "👤 lan: Ông Xa đến trụ sở ký giấy rút ngày 5/10.\n"
    )
    case = await made(commune, 1)
    assert (case.state, case.recheck, case.complaints[0].dropped) == ("posted", None, True)
