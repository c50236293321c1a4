"""Where nothing can be tapped: what is typed by mistake goes to nobody, and a number is enough."""

from bot.commands.screens import CHANNELS
from bot.scoring.forms import SKIPPED
from tests.integration.commune import Commune, request


async def on_zalo() -> Commune:
    commune = Commune()
    commune.channel.capabilities = CHANNELS["zalo_bot"]
    await commune.begin()
    return commune


async def test_a_number_typed_for_the_menu_is_no_question_to_a_household() -> None:
    commune = await on_zalo()
    before = len(commune.channel.phone("web:cu").shown)
    for text in ("HL-0007", "2"):
        await commune.types("lan", text)
    assert "bằng chữ" in await commune.types("lan", "1")
    assert len(commune.channel.phone("web:cu").shown) == before
    await commune.types("lan", "Bà có thẻ bảo hiểm không?")
    case = await commune.store.case_by_code("HL-0007")
    assert case is not None and case.question == "Bà có thẻ bảo hiểm không?"
    assert len(commune.channel.phone("web:cu").shown) == before + 1


async def test_to_be_called_back_takes_numbers_alone() -> None:
    commune = await on_zalo()
    for text in ("chào", "1", "1", "4", "1", "1", "3"):
        await commune.types("mo", text)
    [call] = await commune.store.open_call_backs()
    assert (call.chat, call.phone, call.area) == ("web:mo", "", "kp3")


async def test_a_phone_number_typed_is_no_choice() -> None:
    commune = await on_zalo()
    for text in ("chào", "1", "1", "4", "1", "0912345678", "3"):
        await commune.types("mo", text)
    [call] = await commune.store.open_call_backs()
    assert call.phone == "+84912345678"


async def test_erasing_a_draft_takes_what_was_said_of_it_and_did_not_arrive() -> None:
    commune = await Commune.opened()
    await commune.play(request())
    commune.channel.broken["web:mai"] = "refused"
    await commune.types("mai", "2")
    del commune.channel.broken["web:mai"]
    assert [one.letter.chat for one in await commune.store.failed_letters(9)] == ["web:mai"]
    for text in ("menu", "dữ liệu của tôi", "xóa dữ liệu của tôi", "có"):
        await commune.types("mai", text)
    assert await commune.store.drafts_of("web:mai") == ()
    assert await commune.store.failed_letters(9) == ()


async def test_a_number_typed_as_for_the_question_before_is_no_address() -> None:
    """ "1" skips the card's number; typed once more it would stand on the paper as where they live."""
    commune = await on_zalo()
    for text in ("chào", "1", "1", "1", "1", "3", "Hoàng Thị Mai", "2", "84", "1", "1"):
        await commune.types("mai", text)
    for text in ("1", "😀", "-"):
        assert "bằng chữ" in await commune.types("mai", text)
    await commune.types("mai", "số nhà 12")
    await commune.types("mai", "-")  # this one may be left out
    [draft] = await commune.store.drafts_of("web:mai")
    assert draft.answers.text("current_address") == SKIPPED
    assert draft.answers.text("permanent_address") == "số nhà 12"


async def test_a_household_that_types_numbers_alone_is_asked_one_by_one() -> None:
    """Who typed 1, 2, 3 all along is not held up by a message that wants "1b 2a"."""
    commune = await on_zalo()
    for text in ("chào", "1", "1", "1", "1", "3", "Hoàng Thị Mai", "2", "84", "1", "1", "Xóm Đồi"):
        await commune.types("mai", text)
    for text in ("1", "2", "1", "2", "Lò Văn Tí", "1"):
        await commune.types("mai", text)
    assert "1b 2a" in await commune.types("mai", "2010")
    said = await commune.types("mai", "2")
    assert "từng câu một" in said and "b)" not in said
    for text in ("2", "3", "1", "4"):
        await commune.types("mai", text)
    [draft] = await commune.store.drafts_of("web:mai")
    [member] = draft.answers.members
    found = {name: draft.answers.text(name, member) for name in ("relation", "status")}
    assert found == {"relation": "child", "status": "studying"}
    assert draft.answers.values["reasons"] == ("illness",)


async def test_seeing_ones_data_shows_what_was_asked_and_answered() -> None:
    commune = await on_zalo()
    for text in ("HL-0007", "2", "Bà ở với ai?"):
        await commune.types("lan", text)
    for text in ("chào", "1", "1", "HL-0007", "1", "Tôi ở một mình", "menu", "5"):
        await commune.types("cu", text)
    said = await commune.types("cu", "1")
    assert "Bà ở với ai?" in said and "Tôi ở một mình" in said


async def test_a_number_is_no_word_of_what_happened_at_the_door() -> None:
    commune = await on_zalo()
    for text in ("HL-0001", "3", "1"):
        await commune.types("ba", text)
    assert "bằng chữ" in await commune.types("ba", "1")
    for text in ("Hàng xóm bảo tối về", "3"):
        await commune.types("ba", text)
    case = await commune.store.case_by_code("HL-0001")
    assert case is not None and [one.words for one in case.visits] == ["Hàng xóm bảo tối về"]
