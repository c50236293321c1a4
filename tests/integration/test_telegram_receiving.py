"""Updates through polling and through the webhook: nothing lost, nothing doubled, order and prompts kept."""

import asyncio
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest

from bot.channels.telegram import TelegramChannel
from tests.fakes.telegram_api import FakeTelegram
from tests.integration.telegram_help import (
    NOW,
    EchoInbox,
    RecordingInbox,
    polling,
    seen,
    until,
    webhook,
)


@pytest.fixture(params=["polling", "webhook"])
def mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def running(
    mode: str, api: FakeTelegram, channel: TelegramChannel, inbox: RecordingInbox
) -> AbstractAsyncContextManager[Any]:
    return polling(channel, inbox) if mode == "polling" else webhook(api, channel, inbox)


async def test_talk(mode: str, api: FakeTelegram, channel: TelegramChannel) -> None:
    inbox, mai = EchoInbox(channel), api.user(7)
    async with running(mode, api, channel, inbox):
        update = mai.types("chào")
        first = await mai.hears("1: chào")
        tap = mai.taps("Có", first)
        await mai.hears("2: b1")
        await api.quiet()
    hello, choice = inbox.events
    assert (hello.id, hello.chat, hello.at) == (f"tg:7200000001:{update['update_id']}", "tg:7", NOW)
    assert (hello.kind, hello.seen) == ("text", None)
    assert (choice.kind, choice.choice, choice.seen) == ("choice", "b1", 1)
    assert api.queries[tap["callback_query"]["id"]].answered is True
    assert [one["command"] for one in api.commands] == ["menu", "help"]


async def test_burst_keeps_its_order(mode: str, api: FakeTelegram, channel: TelegramChannel) -> None:
    inbox = RecordingInbox()
    api.user(8)
    async with running(mode, api, channel, inbox):
        for number in range(20):
            api.user(7).types(f"7-{number}")
            api.user(8).types(f"8-{number}")
        await api.quiet()
    for chat in (7, 8):
        mine = [text for text in inbox.texts if text.startswith(f"{chat}-")]
        assert mine == [f"{chat}-{number}" for number in range(20)]


async def test_fault_of_ours_loses_nothing_and_keeps_the_order(
    mode: str, api: FakeTelegram, channel: TelegramChannel
) -> None:
    inbox = RecordingInbox()
    inbox.faults = 3
    async with running(mode, api, channel, inbox):
        for text in ("một", "hai", "ba"):
            api.user(7).types(text)
        await api.quiet()
    assert inbox.texts == ["một", "hai", "ba"]


async def test_tap_is_acknowledged_only_after_the_commit(
    mode: str, api: FakeTelegram, channel: TelegramChannel
) -> None:
    inbox = RecordingInbox()
    inbox.open.clear()
    async with running(mode, api, channel, inbox):
        query = api.user(7).taps_inline("a")["callback_query"]["id"]
        await until(lambda: inbox.begun)
        await asyncio.sleep(0.05)
        assert api.queries[query].answered is False
        inbox.open.set()
        await api.quiet()
        assert api.queries[query].answered is True
    assert inbox.events[0].forwarded is True


async def test_acknowledgement_that_fails_matters_to_nobody(
    mode: str, api: FakeTelegram, channel: TelegramChannel
) -> None:
    inbox = RecordingInbox()
    api.will("error_502", "answerCallbackQuery")
    async with running(mode, api, channel, inbox):
        api.user(7).taps_inline("a")
        await api.quiet()
        api.user(7).types("tiếp")
        await api.quiet()
    assert [event.kind for event in inbox.events] == ["choice", "text"]


async def test_blocking_is_an_event(mode: str, api: FakeTelegram, channel: TelegramChannel) -> None:
    inbox = RecordingInbox()
    async with running(mode, api, channel, inbox):
        api.user(7).blocks_bot()
        api.user(7).unblocks_bot()
        await api.quiet()
    assert [event.kind for event in inbox.events] == ["left"]


async def test_update_the_library_cannot_read_stops_nobody(
    mode: str, api: FakeTelegram, channel: TelegramChannel, caplog: pytest.LogCaptureFixture
) -> None:
    inbox = RecordingInbox()
    async with running(mode, api, channel, inbox):
        api.put(7, "message", {"message_id": "?", "text": "Hoàng Thị Mai", "chat": [1]})
        api.user(7).types("sau")
        await api.quiet()
    assert inbox.texts == ["sau"]
    assert "could not be read" in caplog.text
    assert "Hoàng Thị Mai" not in caplog.text


async def test_messages_typed_while_we_were_away_have_not_seen_the_answers(
    mode: str, channel: TelegramChannel, api: FakeTelegram
) -> None:
    """Both typed at second 1000; the prompts are delivered at 1600: neither was read."""
    seconds = [1_000.0]
    api.now = lambda: seconds[0]
    inbox = EchoInbox(channel)
    api.user(7).types("một"), api.user(7).types("hai")
    seconds[0] = 1_600.0
    async with running(mode, api, channel, inbox):
        await api.quiet()
        api.user(7).types("ba")
        await api.quiet()
    assert inbox.texts == ["một", "hai", "ba"]
    in_webhook_the_first_prompt_was_out = 0 if mode == "webhook" else None
    assert seen(inbox.events) == [None, in_webhook_the_first_prompt_was_out, 2]


async def test_thirty_people_at_once_are_each_heard_in_turn(
    mode: str, api: FakeTelegram, channel: TelegramChannel
) -> None:
    """Each taps under the newest prompt, four times: `seen` is always that prompt."""
    inbox = EchoInbox(channel)
    people = [api.user(number) for number in range(100, 130)]

    async def talk(number: int) -> None:
        person = people[number]
        person.types("chào")
        for _ in range(4):
            shown = await person.hears()
            person.taps("Có", shown)
        await person.hears()

    async with running(mode, api, channel, inbox):
        await asyncio.gather(*(talk(number) for number in range(30)))
        await api.quiet()
    assert len(inbox.events) == 150
    choices = [event for event in inbox.events if event.kind == "choice"]
    assert all(event.choice == f"b{event.seen}" for event in choices)
