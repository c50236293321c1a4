"""Files that people send on Telegram, by polling and by webhook: fetched, tried again, given up."""

import logging
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest

from bot.channels import telegram_files
from bot.channels.telegram import TelegramChannel, make_bot
from bot.dialogue.event import MOST_FILE_BYTES, Event
from tests.fakes.telegram_api import FakeTelegram
from tests.integration.telegram_help import Pauses, RecordingInbox, StandingClock, polling, webhook

CONTENT = b"PK\x03\x04" + bytes(range(256)) * 40


@pytest.fixture(params=["polling", "webhook"])
def mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
def channel(api: FakeTelegram, pauses: Pauses) -> TelegramChannel:
    """A channel whose waits between tries take no time."""
    bot = make_bot(api.token, base_url=api.base_url, base_file_url=api.base_file_url)
    return TelegramChannel(bot, StandingClock(), pause=pauses)


def running(
    mode: str, api: FakeTelegram, channel: TelegramChannel, inbox: RecordingInbox
) -> AbstractAsyncContextManager[Any]:
    return polling(channel, inbox) if mode == "polling" else webhook(api, channel, inbox)


async def heard(mode: str, api: FakeTelegram, channel: TelegramChannel) -> list[Event]:
    """What goes in of all that waits, in order."""
    inbox = RecordingInbox()
    async with running(mode, api, channel, inbox):
        await api.quiet()
    return inbox.events


async def test_file_arrives_byte_for_byte_with_its_name(
    mode: str, api: FakeTelegram, channel: TelegramChannel
) -> None:
    api.user(7).sends_document("bảng điểm.xlsx", content=CONTENT, caption="đã điền")
    [event] = await heard(mode, api, channel)
    assert (event.kind, event.file, event.size) == ("file", CONTENT, len(CONTENT))
    assert (event.file_name, event.text) == ("bảng điểm.xlsx", "đã điền")
    assert [call.answer for call in api.called("getFile")] == [""]


async def test_file_waits_for_its_turn_in_the_chat(
    mode: str, api: FakeTelegram, channel: TelegramChannel
) -> None:
    mai = api.user(7)
    mai.types("trước"), mai.sends_document(content=CONTENT), mai.types("sau")
    api.will("slow", "file", seconds=0.2)
    assert [event.kind for event in await heard(mode, api, channel)] == ["text", "file", "text"]


async def test_file_over_the_limit_is_not_fetched(
    mode: str, api: FakeTelegram, channel: TelegramChannel
) -> None:
    api.user(7).sends_document(size=MOST_FILE_BYTES)
    api.user(7).sends_document("phim.mp4", size=MOST_FILE_BYTES + 1)
    just, over = await heard(mode, api, channel)
    assert (len(just.file), just.size) == (MOST_FILE_BYTES, MOST_FILE_BYTES)
    assert (over.file, over.size, over.file_name) == (b"", MOST_FILE_BYTES + 1, "phim.mp4")
    assert len(api.called("getFile")) == 1


@pytest.mark.parametrize(
    ("call", "trouble"),
    [
        *(("getFile", trouble) for trouble in ("error_502", "error_500", "drop_before", "drop_after")),
        *(("file", trouble) for trouble in ("error_502", "error_500", "drop_before")),
    ],
)
async def test_trouble_that_passes_loses_nothing(
    api: FakeTelegram, channel: TelegramChannel, pauses: Pauses, call: str, trouble: Any
) -> None:
    api.will(trouble, call, times=3)
    api.user(7).sends_document(content=CONTENT)
    [event] = await heard("polling", api, channel)
    assert event.file == CONTENT
    assert pauses.asked == [1, 2, 4]


async def test_429_is_obeyed(api: FakeTelegram, channel: TelegramChannel, pauses: Pauses) -> None:
    api.will("too_many", "getFile", seconds=7)
    api.user(7).sends_document(content=CONTENT)
    [event] = await heard("polling", api, channel)
    assert (event.file, pauses.asked) == (CONTENT, [7])


async def test_path_no_longer_good_is_asked_for_anew(
    api: FakeTelegram, channel: TelegramChannel, pauses: Pauses
) -> None:
    """Each look at the clock is an hour later: the first path has expired when it is used."""
    seconds = [1_000.0]
    document = api.user(7).sends_document(content=CONTENT)["message"]["document"]
    looks = iter((0.0, 4_000.0))

    def now() -> float:
        seconds[0] += next(looks, 0.0) if any(api.paths.values()) else 0.0
        return seconds[0]

    api.now = now
    [event] = await heard("polling", api, channel)
    assert event.file == CONTENT
    assert [call.answer for call in api.called("file")] == ["Not Found", ""]
    assert [call.params["file_id"] for call in api.called("getFile")] == [document["file_id"]] * 2


async def test_download_that_never_works_leaves_name_and_size(
    mode: str, api: FakeTelegram, channel: TelegramChannel, pauses: Pauses
) -> None:
    api.will("error_502", "file", times=telegram_files.TRIES)
    api.user(7).sends_document("bang.xlsx", content=CONTENT)
    api.user(7).types("sau")
    event, after = await heard(mode, api, channel)
    assert (event.kind, event.file, event.size) == ("file", b"", len(CONTENT))
    assert event.file_name == "bang.xlsx"
    assert after.text == "sau"
    assert pauses.asked == [1, 2, 4]


async def test_file_telegram_no_longer_has_is_not_asked_for_twice(
    api: FakeTelegram, channel: TelegramChannel
) -> None:
    api.user(7).sends_document(content=CONTENT)
    api.files.clear()
    [event] = await heard("polling", api, channel)
    assert (event.file, event.size) == (b"", len(CONTENT))
    assert len(api.called("getFile")) == 1


async def test_slow_download_is_given_up_in_time(
    api: FakeTelegram, channel: TelegramChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telegram_files, "FETCH_SECONDS", 0.1)
    api.will("slow", "file", seconds=2)
    api.user(7).sends_document(content=CONTENT)
    [event] = await heard("polling", api, channel)
    assert event.file == b""


async def test_photo_arrives_in_its_largest_size(
    mode: str, api: FakeTelegram, channel: TelegramChannel
) -> None:
    api.user(7).sends_photo(content=CONTENT, caption="thẻ")
    [event] = await heard(mode, api, channel)
    assert (event.kind, event.file, event.size) == ("photo", CONTENT, len(CONTENT))
    assert (event.file_name, event.text) == ("", "thẻ")


async def test_photo_over_the_limit_comes_in_the_largest_size_below_it(
    api: FakeTelegram, channel: TelegramChannel
) -> None:
    api.user(7).sends_photo(MOST_FILE_BYTES + 10)
    [event] = await heard("polling", api, channel)
    assert (event.kind, event.size) == ("photo", (MOST_FILE_BYTES + 10) // 10)
    assert len(event.file) == event.size


async def test_photo_that_is_not_to_be_had_goes_in_without_content(
    api: FakeTelegram, channel: TelegramChannel
) -> None:
    api.will("error_502", "getFile", times=telegram_files.TRIES)
    api.user(7).sends_photo()
    [event] = await heard("polling", api, channel)
    assert (event.kind, event.file) == ("photo", b"")


async def test_what_is_neither_document_nor_photo_is_not_fetched(
    api: FakeTelegram, channel: TelegramChannel
) -> None:
    api.user(7).sends_voice()
    api.group(-9).says(api.user(7), "/start")
    assert len(await heard("polling", api, channel)) == 2
    assert api.called("getFile") == []


async def test_logs_hold_neither_the_token_nor_the_file(
    api: FakeTelegram, channel: TelegramChannel, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    api.will("error_502", "file", times=2)
    api.will("error_500", "getFile")
    api.user(7).sends_document("Hoàng Thị Mai.xlsx", content=b"Hoang Thi Mai" * 10)
    [event] = await heard("polling", api, channel)
    assert event.file
    assert "a file was not fetched" in caplog.text
    assert api.token.partition(":")[2] not in caplog.text
    assert "Hoàng Thị Mai" not in caplog.text
    assert "Hoang Thi Mai" not in caplog.text
    assert "Hoang Thi Mai" not in repr(event)
