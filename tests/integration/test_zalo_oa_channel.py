"""The Official Account's channel against the strict fake: sends, refusals, buttons, the webhook's border."""

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest

from bot.channels.zalo_oa import ZaloOaChannel
from bot.channels.zalo_oa_webhook import Signing, zalo_oa_route
from bot.commands.play import START
from bot.dialogue.message import Button
from bot.errors import ConfigError
from bot.ports import NotSent, Sent
from bot.runtime.clock import MovableClock
from storage.memory import MemoryStore
from tests.fakes.zalo_oa_api import FakeOa, Trouble
from tests.fakes.zalo_oa_delivery import OA_SECRET, signed
from tests.fakes.zalo_oa_tokens import APP_ID
from tests.integration.telegram_help import RecordingInbox, until
from tests.integration.zalo_oa_help import channel_on, ready, webhook

YES, NO = Button("1.a", "Có"), Button("1.b", "Không")
BACK = Button("1.<", "‹ Lùi", typed="0")
ROWS = ((YES, NO), (BACK,))


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(START, frozen=True)


@pytest.fixture
async def oa(clock: MovableClock) -> AsyncIterator[FakeOa]:
    async with FakeOa(now=lambda: clock.now().timestamp()) as fake:
        fake.user("7", "Mai").wrote_at = fake.now()
        yield fake


@pytest.fixture
async def channel(oa: FakeOa, clock: MovableClock) -> AsyncIterator[ZaloOaChannel]:
    channel = channel_on(oa, MemoryStore(), clock, timeout=2.0)
    yield channel
    await channel.close()


# --- sending ----------------------------------------------------------------------------------------------


async def test_choices_are_buttons_where_they_fit(oa: FakeOa, channel: ZaloOaChannel) -> None:
    sent = await channel.send(ready("Có xe máy không?", rows=ROWS, instead="(gõ ? để hỏi)", edit="abc"))
    said = oa.user("7").newest
    assert said.text == "Có xe máy không?"
    assert said.buttons == (("Có", "Có [#1.a]"), ("Không", "Không [#1.b]"), ("‹ Lùi", "‹ Lùi [#1.<]"))
    assert sent == Sent(said.id)


@pytest.mark.parametrize(
    "buttons",
    [tuple(Button(f"1.{n}", f"Khu {n}") for n in range(1, 7)), (YES, Button("1.c", "Một nhãn dài. " * 8))],
)
async def test_choices_that_do_not_all_fit_are_numbered_lines(
    oa: FakeOa, channel: ZaloOaChannel, buttons: tuple[Button, ...]
) -> None:
    await channel.send(ready("Ở khu nào?", rows=(buttons, (BACK,)), instead="(gõ ? để hỏi)"))
    said = oa.user("7").newest
    assert said.buttons == ()
    assert said.text.startswith(f"Ở khu nào?\n1. {buttons[0].label}\n2. ")
    assert said.text.endswith("\n0. ‹ Lùi\n(gõ ? để hỏi)")


async def test_a_picked_one_has_its_tick_and_says_its_words(oa: FakeOa, channel: ZaloOaChannel) -> None:
    await channel.send(ready("Ai?", rows=((Button("1.m", "Mai", picked=True),),)))
    assert oa.user("7").newest.buttons == (("✓ Mai", "Mai [#1.m]"),)


async def test_a_long_text_has_its_buttons_under_the_last_part(oa: FakeOa, channel: ZaloOaChannel) -> None:
    sent = await channel.send(ready("Một câu dài vừa phải. " * 150, rows=ROWS))
    assert isinstance(sent, Sent) and sent.messages == 2
    assert [bool(said.buttons) for said in oa.user("7").inbox] == [False, True]


async def test_a_file_is_said_to_be_at_the_office(oa: FakeOa, channel: ZaloOaChannel) -> None:
    await channel.send(ready("📄 Giấy", file=b"%PDF", file_name="a.pdf", instead="Xin đến UBND xã."))
    assert oa.user("7").newest.text == "📄 Giấy\nXin đến UBND xã."


@pytest.mark.parametrize("trouble", ["too_many", "fault", "html_502", "html_200", "drop_before"])
async def test_what_may_pass_is_tried_again(oa: FakeOa, channel: ZaloOaChannel, trouble: Trouble) -> None:
    oa.will(trouble)
    answer = await channel.send(ready("chào"))
    assert isinstance(answer, NotSent)
    assert (answer.retryable, answer.retry_after, answer.gone, answer.reason) == (True, None, False, "")
    assert isinstance(await channel.send(ready("chào")), Sent)


async def test_a_slow_answer_is_given_up_and_tried_again(oa: FakeOa, channel: ZaloOaChannel) -> None:
    await channel.send(ready("chào", letter_id="l0"))
    oa.will("slow", seconds=2.5)
    answer = await channel.send(ready("chào"))
    assert isinstance(answer, NotSent) and answer.retryable


async def test_without_a_token_letters_wait(oa: FakeOa, channel: ZaloOaChannel) -> None:
    oa.tokens.issue()
    answer = await channel.send(ready("chào"))
    assert isinstance(answer, NotSent) and answer.retryable
    assert oa.count("send") == 0


async def test_the_ninth_message_has_to_wait_for_a_word(oa: FakeOa, channel: ZaloOaChannel) -> None:
    for number in range(8):
        assert isinstance(await channel.send(ready("a", letter_id=f"l{number}")), Sent)
    ninth = await channel.send(ready("a", letter_id="l8"))
    assert isinstance(ninth, NotSent) and not ninth.retryable
    assert (ninth.reason, ninth.gone) == ("quota", False)
    oa.user("7").wrote_at, oa.user("7").answered = oa.now(), 0
    assert isinstance(await channel.send(ready("a", letter_id="l9")), Sent)


@pytest.mark.parametrize(("hours", "reason"), [(47, None), (49, "quota"), (7 * 24 + 1, "window")])
async def test_outside_the_time_zalo_gives_a_letter_fails_under_its_name(
    oa: FakeOa, channel: ZaloOaChannel, clock: MovableClock, hours: int, reason: str | None
) -> None:
    clock.move(timedelta(hours=hours))
    answer = await channel.send(ready("a"))
    assert (answer.reason if isinstance(answer, NotSent) else None) == reason


async def test_what_fails_for_good(oa: FakeOa, channel: ZaloOaChannel) -> None:
    unknown = await channel.send(ready("chào", chat="zo:8"))
    oa.user("7").follows = False
    gone = await channel.send(ready("chào"))
    other = await channel.send(ready("chào", chat="zb:7"))
    for answer, left in ((unknown, False), (gone, True), (other, False)):
        assert isinstance(answer, NotSent) and not answer.retryable
        assert answer.gone is left


async def test_parts_that_left_are_not_sent_again(oa: FakeOa, channel: ZaloOaChannel) -> None:
    letter = ready("Một câu dài vừa phải. " * 150)
    oa.will("slow", seconds=0)
    oa.will("fault")
    first = await channel.send(letter)
    assert isinstance(first, NotSent) and first.messages == 1
    second = await channel.send(letter)
    assert isinstance(second, Sent) and second.messages == 1
    assert "".join(said.text for said in oa.user("7").inbox).count("Một") == 150


# --- webhook ----------------------------------------------------------------------------------------------


async def test_a_tap_comes_back_as_a_choice(oa: FakeOa, channel: ZaloOaChannel) -> None:
    inbox = RecordingInbox()
    await channel.send(ready("Có xe máy không?", rows=ROWS))
    async with webhook(oa, channel, inbox):
        oa.user("7").taps("Không")
        oa.user("7").types("Không [#1.b]")
        oa.user("7").types("Không")
        await until(lambda: len(inbox.events) == 3)
    assert [(one.kind, one.choice, one.text) for one in inbox.events] == [
        ("choice", "1.b", ""),
        ("choice", "1.b", ""),
        ("text", "", "Không"),
    ]
    assert {one.chat for one in inbox.events} == {"zo:7"}


async def test_webhook_answers_200_only_after_the_commit(oa: FakeOa, channel: ZaloOaChannel) -> None:
    inbox = RecordingInbox()
    inbox.open.clear()
    async with webhook(oa, channel, inbox):
        oa.user("7").types("một")
        await until(lambda: inbox.begun)
        await asyncio.sleep(0.05)
        assert oa.delivery.statuses == []
        inbox.open.set()
        await oa.quiet()
    assert (inbox.texts, oa.delivery.statuses) == (["một"], [200])


async def test_a_fault_of_ours_is_500_and_the_update_comes_again(oa: FakeOa, channel: ZaloOaChannel) -> None:
    inbox = RecordingInbox()
    inbox.faults = 1
    async with webhook(oa, channel, inbox):
        oa.user("7").types("một")
        await oa.quiet()
    assert (inbox.texts, oa.delivery.statuses) == (["một"], [500, 200])


async def test_what_is_told_twice_or_late_has_the_same_name(
    oa: FakeOa, channel: ZaloOaChannel, clock: MovableClock
) -> None:
    """The store takes an event of one name once; an older one is still taken."""
    inbox = RecordingInbox()
    async with webhook(oa, channel, inbox):
        first = oa.user("7").types("một")
        clock.move(timedelta(minutes=1))
        oa.user("7").types("hai")
        await oa.quiet()
        oa.put(first)
        oa.user("7").follow()
        await oa.quiet()
    assert inbox.texts == ["một", "hai", "một", "/start"]
    names = [one.id for one in inbox.events]
    assert names[0] == names[2] and len(set(names)) == 3


BODY = b'{"event_name":"user_send_text","app_id":"%s","timestamp":"17"}' % APP_ID.encode()


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (BODY, {"X-ZEvent-Signature": signed(APP_ID, BODY, "17")}, 200),
        (BODY, {"X-ZEvent-Signature": signed(APP_ID, BODY, "17").removeprefix("mac=")}, 200),
        (BODY, {"X-ZEvent-Signature": signed(APP_ID, BODY, "18"), "X-ZEvent-Timestamp": "18"}, 200),
        (BODY, {"X-ZEvent-Signature": signed(APP_ID, BODY, "18")}, 401),
        (BODY, {"X-ZEvent-Signature": signed(APP_ID, BODY, "17", "another secret")}, 401),
        (BODY, {"X-ZEvent-Signature": signed("4001", BODY, "17")}, 401),
        (BODY + b" ", {"X-ZEvent-Signature": signed(APP_ID, BODY, "17")}, 401),
        (BODY, {"X-ZEvent-Signature": "mac="}, 401),
        (BODY, {}, 401),
        (b"{}", {}, 200),
        (b"{}", {"X-ZEvent-Signature": "mac=00"}, 401),
        (b"[]", {}, 401),
        (b"{", {"X-ZEvent-Signature": signed(APP_ID, b"{", "")}, 400),
        (b"x" * 1_000_001, {}, 413),
    ],
)
async def test_webhook_at_its_border(
    oa: FakeOa, channel: ZaloOaChannel, body: bytes, headers: dict[str, str], status: int
) -> None:
    inbox = RecordingInbox()
    async with webhook(oa, channel, inbox) as url, httpx.AsyncClient(trust_env=False) as http:
        answer = await http.post(url, content=body, headers=headers)
    assert (answer.status_code, inbox.events) == (status, [])


@pytest.mark.parametrize("signing", [Signing("", OA_SECRET), Signing(APP_ID, "")])
async def test_without_secrets_there_is_no_webhook(channel: ZaloOaChannel, signing: Signing) -> None:
    with pytest.raises(ConfigError, match="RASOAT_ZALO_OA_OA_SECRET"):
        zalo_oa_route(channel, RecordingInbox(), signing)


async def test_another_account_of_the_same_app_is_left(oa: FakeOa, channel: ZaloOaChannel) -> None:
    inbox = RecordingInbox()
    oa.account = "5001000000000000003"
    async with webhook(oa, channel, inbox):
        oa.user("7").types("một")
        await oa.quiet()
    assert (inbox.events, oa.delivery.statuses) == ([], [200])


async def test_what_was_seen_is_known_by_zalos_own_clock(
    oa: FakeOa, channel: ZaloOaChannel, clock: MovableClock
) -> None:
    inbox = RecordingInbox()
    async with webhook(oa, channel, inbox):
        early = oa.user("7").types("một")
        await oa.quiet()
        clock.move(timedelta(seconds=5))
        await channel.send(ready("1?", prompt=1))
        oa.put(early)
        oa.user("7").types("hai")
        await oa.quiet()
    assert [event.seen for event in inbox.events] == [None, 0, 1]


# --- pictures ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "kept"), [((b"JPEG", 4), (b"JPEG", 4)), ((b"", 9_000_000), (b"", 9_000_000))]
)
async def test_a_picture_comes_with_its_content(
    oa: FakeOa, clock: MovableClock, told: tuple[bytes, int], kept: tuple[bytes, int]
) -> None:
    asked: list[str] = []

    async def fetch(address: str) -> tuple[bytes, int]:
        asked.append(address)
        return told

    inbox = RecordingInbox()
    channel = ZaloOaChannel(channel_on(oa, MemoryStore(), clock).api, clock, fetch=fetch)
    async with webhook(oa, channel, inbox):
        oa.user("7").sends_image("https://photo.example/9.jpg")
        await oa.quiet()
    [event] = inbox.events
    assert (event.kind, event.file, event.size) == ("photo", *kept)
    assert asked == ["https://photo.example/9.jpg"]
    await channel.close()


async def test_a_picture_that_cannot_be_fetched_is_still_told(
    oa: FakeOa, clock: MovableClock, caplog: pytest.LogCaptureFixture
) -> None:
    async def fetch(address: str) -> tuple[bytes, int]:
        raise httpx.ConnectError(address)

    inbox = RecordingInbox()
    channel = ZaloOaChannel(channel_on(oa, MemoryStore(), clock).api, clock, fetch=fetch)
    async with webhook(oa, channel, inbox):
        oa.user("7").sends_image("https://photo.example/secret.jpg")
        await oa.quiet()
    [event] = inbox.events
    assert (event.kind, event.file) == ("photo", b"")
    assert "secret.jpg" not in caplog.text
    await channel.close()


async def test_no_log_tells_what_was_said(
    oa: FakeOa, channel: ZaloOaChannel, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with webhook(oa, channel, RecordingInbox()):
        oa.user("7").types("Hoàng Thị Bí Mật")
        await oa.quiet()
        await channel.send(ready("chào"))
    for secret in (OA_SECRET, "-of-the-pretended-Zalo", "Bí Mật"):
        assert secret not in caplog.text
