"""The Zalo Bot channel against the strict fake: sends and refusals, polling, the webhook's border, logs."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import httpx
import orjson
import pytest

from bot.channels.zalo_bot import ZaloBotChannel
from bot.channels.zalo_bot_webhook import register_webhook, zalo_bot_route
from bot.dialogue.message import Button
from bot.errors import ConfigError
from bot.ports import NotSent, Sent
from tests.fakes.zalo_api import FakeZalo, Trouble
from tests.integration.main_job_help import SECRET
from tests.integration.telegram_help import Pauses, RecordingInbox, until
from tests.integration.zalo_help import EchoInbox, channel_on, polling, ready, webhook

ROWS = ((Button("1.a", "Có"), Button("1.b", "Không")), (Button("1.<", "‹ Lùi", typed="0"),))


@pytest.fixture
async def zalo() -> AsyncIterator[FakeZalo]:
    async with FakeZalo(allow_http_webhook=True) as fake:
        fake.user("7", "Mai")
        yield fake


@pytest.fixture
async def channel(zalo: FakeZalo) -> AsyncIterator[ZaloBotChannel]:
    channel = channel_on(zalo)
    yield channel
    await channel.close()


# --- sending --------------------------------------------------------------------------------------------


async def test_choices_become_numbered_lines(zalo: FakeZalo, channel: ZaloBotChannel) -> None:
    sent = await channel.send(ready("Có xe máy không?", rows=ROWS, instead="(gõ ? để hỏi)", edit="abc"))
    said = zalo.user("7").newest
    assert said.text == "Có xe máy không?\n1. Có\n2. Không\n0. ‹ Lùi\n(gõ ? để hỏi)"
    assert sent == Sent(said.id)


async def test_a_long_text_is_cut_before_its_choices(zalo: FakeZalo, channel: ZaloBotChannel) -> None:
    long = "Một câu dài vừa phải. " * 150
    assert isinstance(await channel.send(ready(long, rows=ROWS, instead="(gõ ? để hỏi)")), Sent)
    *before, last = [said.text for said in zalo.user("7").inbox]
    assert before and all(len(text) <= 2000 and text.endswith(".") for text in before)
    assert last.endswith("\n1. Có\n2. Không\n0. ‹ Lùi\n(gõ ? để hỏi)")


async def test_a_list_that_just_does_not_fit_goes_whole_into_a_text_of_its_own(
    zalo: FakeZalo, channel: ZaloBotChannel
) -> None:
    await channel.send(ready("a" * 1990, rows=ROWS, instead="(gõ ? để hỏi)"))
    assert [said.text for said in zalo.user("7").inbox] == [
        "a" * 1990,
        "1. Có\n2. Không\n0. ‹ Lùi\n(gõ ? để hỏi)",
    ]


async def test_a_file_is_said_to_be_at_the_office(zalo: FakeZalo, channel: ZaloBotChannel) -> None:
    await channel.send(ready("📄 Giấy", file=b"%PDF", file_name="a.pdf", instead="Xin đến UBND xã."))
    assert zalo.user("7").newest.text == "📄 Giấy\nXin đến UBND xã."


@pytest.mark.parametrize(
    ("trouble", "retryable"),
    [("too_many", True), ("fault", True), ("html_502", True), ("html_200", True), ("drop_before", True)],
)
async def test_what_may_pass_is_tried_again(
    zalo: FakeZalo, channel: ZaloBotChannel, trouble: Trouble, retryable: bool
) -> None:
    zalo.will(trouble)
    answer = await channel.send(ready("chào"))
    assert isinstance(answer, NotSent)
    assert (answer.retryable, answer.retry_after, answer.gone) == (retryable, None, False)
    assert isinstance(await channel.send(ready("chào")), Sent)


async def test_what_fails_for_good(zalo: FakeZalo, channel: ZaloBotChannel) -> None:
    unknown = await channel.send(ready("chào", chat="zb:8"))
    zalo.user("7").shut = True
    gone = await channel.send(ready("chào"))
    other = await channel.send(ready("chào", chat="tg:7"))
    for answer, left in ((unknown, False), (gone, True), (other, False)):
        assert isinstance(answer, NotSent) and not answer.retryable
        assert answer.gone is left


async def test_a_refused_token_is_not_the_letters_fault(zalo: FakeZalo) -> None:
    channel = channel_on(zalo, token="4001:wrong-token-of-somebody")
    answer = await channel.send(ready("chào"))
    await channel.close()
    assert isinstance(answer, NotSent) and answer.retryable
    assert "wrong-token" not in answer.error


async def test_parts_that_left_are_not_sent_again(zalo: FakeZalo, channel: ZaloBotChannel) -> None:
    letter = ready("Một câu dài vừa phải. " * 150)
    zalo.will("slow", seconds=0)
    zalo.will("fault")
    failed, sent = await channel.send(letter), await channel.send(letter)
    assert isinstance(failed, NotSent) and isinstance(sent, Sent)
    assert (failed.messages, sent.messages) == (1, len(zalo.user("7").inbox) - 1)
    assert "".join(said.text for said in zalo.user("7").inbox).count("Một") == 150


async def test_on_another_phone_a_letter_begins_with_its_first_part(
    zalo: FakeZalo, channel: ZaloBotChannel
) -> None:
    """Its reader spoke from there between two tries."""
    zalo.user("8", "Mai")
    letter = ready("Một câu dài vừa phải. " * 150)
    zalo.will("slow", seconds=0)
    zalo.will("fault")
    await channel.send(letter)
    assert isinstance(await channel.send(replace(letter, chat="zb:8")), Sent)
    assert "".join(said.text for said in zalo.user("8").inbox).count("Một") == 150


# --- polling --------------------------------------------------------------------------------------------


async def test_polling_takes_one_after_the_other(zalo: FakeZalo, channel: ZaloBotChannel) -> None:
    inbox = RecordingInbox()
    for text in ("một", "hai", "ba"):
        zalo.user("7").types(text)
    async with polling(channel, inbox):
        await until(lambda: len(inbox.events) == 3)
    assert inbox.texts == ["một", "hai", "ba"]
    assert [call.method for call in zalo.calls][:2] == ["getMe", "deleteWebhook"]


async def test_a_fault_of_ours_loses_nothing(zalo: FakeZalo, channel: ZaloBotChannel) -> None:
    """Zalo tells an update once: it is taken again by ourselves until it is on disk."""
    inbox, pauses = RecordingInbox(), Pauses()
    inbox.faults = 2
    async with polling(channel, inbox, pauses):
        zalo.user("7").types("một")
        await until(lambda: inbox.events)
    assert pauses.asked == [1, 2]


async def test_a_stop_in_the_middle_lets_the_turn_end(zalo: FakeZalo, channel: ZaloBotChannel) -> None:
    inbox = RecordingInbox()
    inbox.open.clear()
    async with polling(channel, inbox):
        zalo.user("7").types("một")
        await until(lambda: inbox.begun)
        asyncio.get_running_loop().call_later(0.1, inbox.open.set)
    assert inbox.texts == ["một"]


async def test_idle_is_no_fault_and_trouble_waits_longer(zalo: FakeZalo, channel: ZaloBotChannel) -> None:
    inbox, pauses = RecordingInbox(), Pauses()
    zalo.will("drop_before", "getMe", times=2)
    for trouble in ("too_many", "html_502", "html_200"):
        zalo.will(trouble, "getUpdates")
    async with polling(channel, inbox, pauses):
        await until(lambda: len(pauses.asked) == 5)
        zalo.user("7").types("một")
        await until(lambda: inbox.events)
    assert pauses.asked == [1, 2, 1, 2, 4]


async def test_what_was_seen_is_known_by_zalos_own_clock(zalo: FakeZalo, channel: ZaloBotChannel) -> None:
    inbox = EchoInbox(channel)
    async with polling(channel, inbox):
        zalo.user("7").types("một")
        await zalo.user("7").hears("1?")
        zalo.user("7").types("hai")
        await zalo.user("7").hears("2?")
    assert [event.seen for event in inbox.events] == [None, 1]


# --- webhook --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wrapped", [True, False])
async def test_webhook_answers_200_only_after_the_commit(
    zalo: FakeZalo, channel: ZaloBotChannel, wrapped: bool
) -> None:
    inbox = RecordingInbox()
    inbox.open.clear()
    zalo.delivery.wrapped = wrapped
    async with webhook(zalo, channel, inbox):
        zalo.user("7").types("một")
        await until(lambda: inbox.begun)
        await asyncio.sleep(0.05)
        assert zalo.delivery.statuses == []
        inbox.open.set()
        await zalo.quiet()
    assert (inbox.texts, zalo.delivery.statuses) == (["một"], [200])


async def test_a_fault_of_ours_is_500(zalo: FakeZalo, channel: ZaloBotChannel) -> None:
    inbox = RecordingInbox()
    inbox.faults = 1
    async with webhook(zalo, channel, inbox):
        zalo.user("7").types("một")
        await zalo.quiet()
    assert zalo.delivery.statuses == [500]


@pytest.mark.parametrize(
    ("secret", "body", "status"),
    [
        (SECRET, {"ok": True, "result": {"event_name": "message.unsupported.received"}}, 200),
        (SECRET, {"ok": True, "result": {}}, 200),
        (SECRET, [], 200),
        ("", {"event_name": "x"}, 401),
        ("mot-bi-mat-du-dai-0002", {"event_name": "x"}, 401),
        (SECRET, None, 400),
        (SECRET, "x" * 1_000_000, 413),
    ],
)
async def test_webhook_at_its_border(
    zalo: FakeZalo, channel: ZaloBotChannel, secret: str, body: Any, status: int
) -> None:
    inbox = RecordingInbox()
    async with webhook(zalo, channel, inbox) as url, httpx.AsyncClient(trust_env=False) as http:
        content = b"{" if body is None else orjson.dumps(body)
        headers = {"X-Bot-Api-Secret-Token": secret} if secret else {}
        answer = await http.post(url, content=content, headers=headers)
    assert (answer.status_code, inbox.events) == (status, [])


async def test_webhook_is_registered_as_soon_as_zalo_is_reached(
    zalo: FakeZalo, channel: ZaloBotChannel
) -> None:
    pauses = Pauses()
    zalo.will("html_502", "getMe")
    zalo.will("too_many", "setWebhook")
    await register_webhook(channel, "https://example.org/zalo", SECRET, pause=pauses)
    assert (zalo.delivery.webhook.url, zalo.delivery.webhook.secret) == ("https://example.org/zalo", SECRET)
    assert pauses.asked == [1, 2]


async def test_an_address_zalo_refuses_is_a_setting_to_mend(zalo: FakeZalo, channel: ZaloBotChannel) -> None:
    zalo.delivery.allow_http = False
    with pytest.raises(ConfigError, match="RASOAT_ZALO_WEBHOOK_URL"):
        await register_webhook(channel, "http://example.org/zalo", SECRET)


@pytest.mark.parametrize("secret", ["", "short", "có dấu và cách, dài hơn mười sáu", "x" * 257])
async def test_secret_must_be_one_zalo_takes(channel: ZaloBotChannel, secret: str) -> None:
    with pytest.raises(ConfigError, match="RASOAT_ZALO_WEBHOOK_SECRET"):
        zalo_bot_route(channel, RecordingInbox(), secret)


async def test_no_log_tells_the_token(
    zalo: FakeZalo, channel: ZaloBotChannel, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    zalo.will("drop_before")
    await channel.send(ready("chào"))
    await channel.send(ready("chào"))
    async with polling(channel, RecordingInbox(), Pauses()):
        zalo.user("7").types("Hoàng Thị Bí Mật")
        await zalo.quiet()
    for secret in (zalo.token, zalo.token.partition(":")[2], "Bí Mật"):
        assert secret not in caplog.text
