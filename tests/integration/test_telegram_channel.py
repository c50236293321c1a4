"""Letters through the real python-telegram-bot to the pretended Bot API, and what each refusal becomes."""

from collections.abc import AsyncIterator

import pytest

from bot.channels.telegram import TelegramChannel
from bot.dialogue.message import Button
from bot.ports import NotSent, Sent
from tests.fakes.telegram_api import FakeTelegram
from tests.integration.telegram_help import channel_on, ready

YES_NO = ((Button("a.1", "Có"), Button("a.2", "Không", picked=True)), (Button("a.back", "‹ Lùi"),))


@pytest.fixture
async def api() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as fake:
        fake.user(7, "Mai")
        yield fake


@pytest.fixture
async def channel(api: FakeTelegram) -> AsyncIterator[TelegramChannel]:
    channel = channel_on(api)
    yield channel
    await channel.close()


async def sent(channel: TelegramChannel, *args: object, **changes: object) -> str:
    answer = await channel.send(ready(*args, **changes))  # type: ignore[arg-type]
    assert isinstance(answer, Sent), answer
    return answer.external


async def not_sent(channel: TelegramChannel, *args: object, **changes: object) -> NotSent:
    answer = await channel.send(ready(*args, **changes))  # type: ignore[arg-type]
    assert isinstance(answer, NotSent), answer
    return answer


async def test_text_with_buttons(api: FakeTelegram, channel: TelegramChannel) -> None:
    external = await sent(channel, "Hộ <b>Mai</b> có *xe máy* không?", rows=YES_NO, prompt=1)
    shown = api.user(7).newest
    assert external == str(shown.id)
    assert shown.text == "Hộ <b>Mai</b> có *xe máy* không?"
    assert shown.buttons == [[("Có", "a.1"), ("✓ Không", "a.2")], [("‹ Lùi", "a.back")]]
    [call] = api.called("sendMessage")
    assert "parse_mode" not in call.params
    assert call.params["link_preview_options"] == '{"is_disabled": true}'


async def test_long_text_leaves_in_parts_and_buttons_stand_under_the_last(
    api: FakeTelegram, channel: TelegramChannel
) -> None:
    paragraphs = [letter * 3000 for letter in "ăâê"]
    external = await sent(channel, "\n\n".join(paragraphs), rows=YES_NO)
    shown = api.user(7).inbox
    assert [one.text for one in shown] == paragraphs
    assert [len(one.labels) for one in shown] == [0, 0, 3]
    assert external == str(shown[-1].id)


async def test_edit_in_place(api: FakeTelegram, channel: TelegramChannel) -> None:
    first = await sent(channel, "Chọn:", rows=YES_NO)
    assert await sent(channel, "Đã chọn: Có", edit=first) == first
    [shown] = api.user(7).inbox
    assert (shown.text, shown.buttons, shown.earlier) == ("Đã chọn: Có", [], ["Chọn:"])


async def test_edit_that_changes_nothing_counts_as_sent(api: FakeTelegram, channel: TelegramChannel) -> None:
    first = await sent(channel, "Chọn:", rows=YES_NO)
    assert await sent(channel, "Chọn:", rows=YES_NO, edit=first) == first
    assert api.called("editMessageText")[0].answer.startswith("Bad Request: message is not modified")
    assert len(api.user(7).inbox) == 1


async def test_edit_of_a_message_that_is_gone_is_sent_anew(
    api: FakeTelegram, channel: TelegramChannel
) -> None:
    external = await sent(channel, "Chọn:", rows=YES_NO, edit="99999")
    assert api.called("editMessageText")[0].answer == "Bad Request: message to edit not found"
    assert [(str(one.id), one.text) for one in api.user(7).inbox] == [(external, "Chọn:")]


async def test_edit_of_a_foreign_message_is_sent_anew(api: FakeTelegram, channel: TelegramChannel) -> None:
    theirs = api.user(7).types("chào")["message"]["message_id"]
    external = await sent(channel, "Chọn:", edit=str(theirs))
    assert external != str(theirs)
    assert api.user(7).newest.text == "Chọn:"


async def test_edit_to_a_long_text_or_a_file_is_sent_anew(
    api: FakeTelegram, channel: TelegramChannel
) -> None:
    first = await sent(channel, "ngắn")
    await sent(channel, "dài " * 2000, edit=first)
    await sent(channel, "giấy", edit=first, file=b"%PDF", file_name="a.pdf")
    assert api.called("editMessageText") == []
    assert api.user(7).inbox[0].text == "ngắn"
    assert len(api.user(7).inbox) == 4  # the short one, two parts, the file


async def test_edit_for_a_blocked_bot_is_gone(api: FakeTelegram, channel: TelegramChannel) -> None:
    first = await sent(channel, "Chọn:")
    api.user(7).blocks_bot()
    assert (await not_sent(channel, "Đã chọn", edit=first)).gone is True


async def test_file_with_caption_and_buttons(api: FakeTelegram, channel: TelegramChannel) -> None:
    content = b"%PDF-1.7\r\n\x00\xff"
    await sent(channel, "Giấy đề nghị", rows=YES_NO, file=content, file_name="mau_01.pdf")
    [shown] = api.user(7).inbox
    assert (shown.file, shown.file_name, shown.text) == (content, "mau_01.pdf", "Giấy đề nghị")
    assert shown.labels == ["Có", "✓ Không", "‹ Lùi"]


async def test_file_with_a_long_text_comes_after_it(api: FakeTelegram, channel: TelegramChannel) -> None:
    """1,024 characters still are a caption, 1,025 are not."""
    await sent(channel, "ă" * 1024, file=b"%PDF", file_name="a.pdf")
    external = await sent(channel, "ă" * 1025, rows=YES_NO, file=b"%PDF", file_name="a.pdf")
    with_caption, words, bare = api.user(7).inbox
    assert (len(with_caption.text), with_caption.file) == (1024, b"%PDF")
    assert (len(words.text), words.file, words.labels) == (1025, None, [])
    assert (bare.text, bare.file, len(bare.labels)) == ("", b"%PDF", 3)
    assert external == str(bare.id)


async def test_too_many_requests_tell_how_long_to_wait(api: FakeTelegram, channel: TelegramChannel) -> None:
    api.will("too_many", seconds=17)
    refused = await not_sent(channel, "?")
    assert (refused.retryable, refused.retry_after, refused.gone) == (True, 17.0, False)


@pytest.mark.parametrize("trouble", ["error_500", "error_502", "drop_before", "drop_after"])
async def test_trouble_on_the_way_may_be_tried_again(
    api: FakeTelegram, channel: TelegramChannel, trouble: str
) -> None:
    api.will(trouble, "sendMessage")  # type: ignore[arg-type]
    refused = await not_sent(channel, "?")
    assert (refused.retryable, refused.retry_after, refused.gone) == (True, None, False)
    await sent(channel, "?")
    at_least_once = 2 if trouble == "drop_after" else 1
    assert len(api.user(7).inbox) == at_least_once


async def test_no_answer_in_time_may_be_tried_again(api: FakeTelegram) -> None:
    channel = channel_on(api, timeout=0.1)
    api.will("slow", seconds=0.5)
    refused = await not_sent(channel, "?")
    assert (refused.retryable, refused.error) == (True, "Timed out")
    await channel.close()


async def test_nobody_at_the_address_may_be_tried_again(api: FakeTelegram, channel: TelegramChannel) -> None:
    await api.server.stop()
    assert (await not_sent(channel, "?")).retryable is True
    await api.server.start()
    await sent(channel, "?")


async def test_blocked_deleted_and_unknown_are_gone(api: FakeTelegram, channel: TelegramChannel) -> None:
    api.user(7).blocks_bot()
    api.user(8).deletes_account()
    for chat, words in (("tg:7", "blocked"), ("tg:8", "deactivated"), ("tg:9", "Chat not found")):
        refused = await not_sent(channel, "?", chat=chat)
        assert (refused.gone, refused.retryable) == (True, False)
        assert words in refused.error


async def test_other_refusals_are_final(api: FakeTelegram, channel: TelegramChannel) -> None:
    refused = await not_sent(channel, "?", rows=((Button("x" * 65, "Có"),),))
    assert (refused.retryable, refused.gone, refused.error) == (False, False, "Button_data_invalid")
    assert (await not_sent(channel, "")).error == "Message text is empty"


async def test_file_too_big_is_final(api: FakeTelegram, channel: TelegramChannel) -> None:
    refused = await not_sent(channel, "?", file=bytes(50 * 1024 * 1024 + 1), file_name="a.bin")
    assert (refused.retryable, refused.gone) == (False, False)


async def test_refused_token_waits_for_a_better_one(api: FakeTelegram) -> None:
    channel = channel_on(api)
    api.token = "7200000001:AAnew-token-that-nobody-told-us-of-000"
    assert (await not_sent(channel, "?")).retryable is True
    await channel.close()


@pytest.mark.parametrize("chat", ["web:household", "tg:", "tg:Mai", "zalo:7"])
async def test_chat_of_another_channel(channel: TelegramChannel, chat: str) -> None:
    refused = await not_sent(channel, "?", chat=chat)
    assert (refused.retryable, refused.gone) == (False, False)


async def test_parts_that_left_are_not_sent_again(api: FakeTelegram, channel: TelegramChannel) -> None:
    paragraphs = [letter * 3000 for letter in "ăâê"]
    await sent(channel, "trước", letter_id="l0")
    api.will("slow", "sendMessage", times=2, seconds=0)
    api.will("error_502", "sendMessage")
    refused = await not_sent(channel, "\n\n".join(paragraphs))
    assert refused.retryable is True
    assert [one.text for one in api.user(7).inbox] == ["trước", *paragraphs[:2]]
    await sent(channel, "\n\n".join(paragraphs))
    assert [one.text for one in api.user(7).inbox] == ["trước", *paragraphs]


async def test_group_can_be_written_to(api: FakeTelegram, channel: TelegramChannel) -> None:
    group = api.group(-1009)
    await sent(channel, "Xin nhắn riêng cho tôi.", chat="tg:-1009")
    assert group.newest.text == "Xin nhắn riêng cho tôi."
