"""Tokens of the Official Account: one refresher, stored before use, interrupted half-way, dying, replaced."""

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import httpx
import pytest

from bot.channels import zalo_oa_tokens
from bot.channels.zalo_calls import ZaloError
from bot.channels.zalo_oa_chain import read
from bot.channels.zalo_oa_oauth import ZaloOauth
from bot.channels.zalo_oa_tokens import NOTE, Tokens
from bot.commands.play import START
from bot.handlers.token_alarm import TokenStanding
from bot.ports import NotSent, Sent
from bot.runtime.clock import MovableClock
from storage.memory import MemoryStore
from tests.fakes.zalo_oa_api import FakeOa, Trouble
from tests.fakes.zalo_oa_tokens import APP_ID, APP_SECRET, FIRST
from tests.integration.telegram_help import until
from tests.integration.zalo_oa_help import LIFE, channel_on, ready, tokens_on


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(START, frozen=True)


@pytest.fixture
async def oa(clock: MovableClock) -> AsyncIterator[FakeOa]:
    async with FakeOa(now=lambda: clock.now().timestamp()) as fake:
        fake.user("7", "Mai").sends("user_send_text", text="chào")
        yield fake


class Store(MemoryStore):
    """fails: the next writes of a note that do not come about."""

    def __init__(self) -> None:
        super().__init__()
        self.fails: list[bool] = []
        self.wrote = 0

    async def put_note(self, kind: str, name: str, value: bytes, expires_at: object = None) -> None:
        self.wrote += 1
        if self.fails and self.fails.pop(0):
            raise OSError("no room on the disk")
        await super().put_note(kind, name, value, None)

    async def kept(self) -> list[str]:
        """The refresh tokens of the chains that are kept."""
        return [read(one).refresh for one in (await self.notes(NOTE)).values()]


@pytest.fixture
def store() -> Store:
    return Store()


async def test_the_first_token_makes_a_pair_that_is_kept(
    oa: FakeOa, store: Store, clock: MovableClock
) -> None:
    tokens = tokens_on(oa, store, clock)
    access = await tokens.access()
    oa.tokens.check(access)
    assert await store.kept() == [oa.tokens.refresh] != [FIRST]
    assert await tokens.access() == access and oa.tokens.granted == 1
    await tokens.close()


async def test_another_process_goes_on_with_what_is_kept(
    oa: FakeOa, store: Store, clock: MovableClock
) -> None:
    first = tokens_on(oa, store, clock)
    access = await first.access()
    second = tokens_on(oa, store, clock)
    assert await second.access() == access
    clock.move(timedelta(days=2))
    assert await second.access() != access
    assert oa.tokens.granted == 2


async def test_a_token_is_renewed_before_it_expires(oa: FakeOa, store: Store, clock: MovableClock) -> None:
    tokens = tokens_on(oa, store, clock)
    old = await tokens.access()
    clock.move(timedelta(seconds=90_000 * 0.89))
    assert await tokens.access() == old
    clock.move(timedelta(seconds=90_000 * 0.02))
    new = await tokens.access()
    assert new != old
    oa.tokens.check(old)


async def test_while_zalo_is_away_a_token_serves_to_its_end(
    oa: FakeOa, store: Store, clock: MovableClock
) -> None:
    tokens = tokens_on(oa, store, clock)
    old = await tokens.access()
    clock.move(timedelta(seconds=90_000 * 0.95))
    oa.will("html_502", "token", times=2)
    assert await tokens.access() == old
    clock.move(timedelta(seconds=90_000 * 0.05))
    with pytest.raises(ZaloError):
        await tokens.access()
    clock.move(timedelta(seconds=60))
    assert await tokens.access() != old


async def test_two_senders_at_once_renew_once(oa: FakeOa, store: Store, clock: MovableClock) -> None:
    channel = channel_on(oa, store, clock)
    oa.will("slow", "token", seconds=0.05)
    sent = await asyncio.gather(*(channel.send(ready("a", letter_id=f"l{n}")) for n in range(5)))
    assert all(isinstance(one, Sent) for one in sent)
    assert oa.count("token") == 1
    oa.tokens.revoke()
    clock.move(timedelta(minutes=2))
    sent = await asyncio.gather(*(channel.send(ready("b", letter_id=f"m{n}")) for n in range(3)))
    assert all(isinstance(one, Sent) for one in sent)
    assert oa.count("token") == 2
    await channel.close()


async def test_an_expired_token_is_renewed_and_the_message_goes(
    oa: FakeOa, store: Store, clock: MovableClock
) -> None:
    """Zalo's clock may be ahead of ours."""
    channel = channel_on(oa, store, clock)
    await channel.send(ready("a"))
    oa.tokens.revoke()
    clock.move(timedelta(minutes=2))
    assert isinstance(await channel.send(ready("b", letter_id="l2")), Sent)
    assert [one for one in oa.called if one[0] == "send"] == [("send", 0), ("send", -216), ("send", 0)]


async def test_http_401_is_a_refused_token_too(oa: FakeOa, store: Store, clock: MovableClock) -> None:
    channel = channel_on(oa, store, clock)
    await channel.send(ready("a"))
    clock.move(timedelta(minutes=2))
    oa.will("unauthorized")
    assert isinstance(await channel.send(ready("b", letter_id="l2")), Sent)
    assert oa.count("token") == 2


async def test_an_account_that_refuses_every_token_is_not_asked_for_more(
    oa: FakeOa, store: Store, clock: MovableClock
) -> None:
    channel = channel_on(oa, store, clock)
    for number in range(4):
        oa.will("unauthorized", times=2)
        answer = await channel.send(ready("a", letter_id=f"l{number}"))
        assert isinstance(answer, NotSent) and answer.retryable
        clock.move(timedelta(seconds=20))
    assert oa.count("token") == 2


async def test_a_sender_that_is_stopped_stops_no_refresh(
    oa: FakeOa, store: Store, clock: MovableClock
) -> None:
    tokens = tokens_on(oa, store, clock)
    oa.will("slow", "token", seconds=0.2)
    asking = asyncio.create_task(tokens.access())
    await until(lambda: oa.busy)
    asking.cancel()
    access = await tokens.access()
    await until(lambda: not oa.busy)
    oa.tokens.check(access)
    assert oa.called == [("token", 0)]
    assert await store.kept() == [oa.tokens.refresh]


# --- interrupted half-way ---------------------------------------------------------------------------------


async def marked(store: Store, clock: MovableClock) -> None:
    """As a process leaves it that dies after the mark: it never hears an answer."""

    class Dying:
        app_id = APP_ID

        async def renew(self, _refresh: str) -> None:
            raise asyncio.CancelledError

        async def close(self) -> None: ...

    with pytest.raises(asyncio.CancelledError):
        await Tokens(Dying(), lambda: store, clock, FIRST, timedelta(days=90)).access()  # type: ignore[arg-type]


async def test_killed_between_mark_and_call_the_old_token_still_works(
    oa: FakeOa, store: Store, clock: MovableClock
) -> None:
    await marked(store, clock)
    tokens = tokens_on(oa, store, clock)
    oa.tokens.check(await tokens.access())
    assert tokens.standing() == TokenStanding(days_left=90)


async def test_killed_between_answer_and_store_is_told_and_tried_once(
    oa: FakeOa, store: Store, clock: MovableClock, caplog: pytest.LogCaptureFixture
) -> None:
    await marked(store, clock)
    oa.tokens.issue()  # Zalo took the old one; its answer died with the process
    tokens = tokens_on(oa, store, clock)
    for _ in range(3):
        with pytest.raises(ZaloError):
            await tokens.access()
        clock.move(timedelta(days=1))
    assert [code for call, code in oa.called if call == "token"] == [-14020]
    assert tokens.standing().refused and tokens.standing().interrupted
    assert "RASOAT_ZALO_OA_REFRESH_TOKEN" in caplog.text


async def test_an_answer_that_is_lost_on_the_way_is_known_again(
    oa: FakeOa, store: Store, clock: MovableClock
) -> None:
    tokens = tokens_on(oa, store, clock)
    oa.will("drop_after", "token")
    with pytest.raises(ZaloError):
        await tokens.access()
    clock.move(timedelta(minutes=1))
    with pytest.raises(ZaloError):
        await tokens.access()
    assert tokens.standing().interrupted


async def test_trouble_at_zalo_after_an_interruption_is_not_the_end(
    oa: FakeOa, store: Store, clock: MovableClock
) -> None:
    """The old token was not taken, Zalo only stumbles: a minute later it works, and nobody was alarmed."""
    await marked(store, clock)
    clock.move(timedelta(minutes=1))
    tokens = tokens_on(oa, store, clock)
    oa.will("fault", "token")
    with pytest.raises(ZaloError):
        await tokens.access()
    assert not tokens.standing().refused
    [note] = (await store.notes(NOTE)).values()
    assert read(note).begun_at == clock.now(), "what became of the token is still not known"
    clock.move(timedelta(minutes=1))
    oa.tokens.check(await tokens.access())
    assert not tokens.standing().refused


@pytest.mark.parametrize("trouble", ["fault", "too_many"])
async def test_trouble_at_zalo_that_stays_is_told_after_minutes(
    oa: FakeOa, store: Store, clock: MovableClock, trouble: Trouble
) -> None:
    tokens = tokens_on(oa, store, clock)
    oa.will(trouble, "token", times=6)
    alarmed = []
    for _ in range(8):
        with pytest.raises(ZaloError):
            await tokens.access()
        alarmed.append(tokens.standing().refused)
        clock.move(timedelta(minutes=1))
    assert alarmed == [False] * 5 + [True] * 3
    assert len(oa.called) == 6
    clock.move(timedelta(hours=1))
    oa.tokens.check(await tokens.access())


async def test_a_connection_that_never_came_about_interrupts_nothing(
    oa: FakeOa, store: Store, clock: MovableClock
) -> None:
    oauth = ZaloOauth(APP_ID, APP_SECRET, url="http://127.0.0.1:9/token")
    with pytest.raises(ZaloError):
        await Tokens(oauth, lambda: store, clock, FIRST, timedelta(days=90)).access()
    [note] = (await store.notes(NOTE)).values()
    assert read(note).begun_at is None


async def test_nobody_gets_a_pair_before_it_is_stored(oa: FakeOa, store: Store, clock: MovableClock) -> None:
    """The disk fails when the new pair is there: it is held, stored at the next try, and only then used."""
    tokens = tokens_on(oa, store, clock)
    store.fails = [False, True, True]
    for _ in range(2):
        with pytest.raises(OSError):
            await tokens.access()
    assert await store.kept() == [FIRST]
    oa.tokens.check(await tokens.access())
    assert oa.tokens.granted == 1
    assert await store.kept() == [oa.tokens.refresh]


async def test_no_refresh_is_begun_without_its_mark(oa: FakeOa, store: Store, clock: MovableClock) -> None:
    tokens = tokens_on(oa, store, clock)
    store.fails = [True]
    with pytest.raises(OSError):
        await tokens.access()
    assert oa.called == []


# --- refused ----------------------------------------------------------------------------------------------


async def test_a_plain_no_is_told_and_asked_again_after_an_hour(
    oa: FakeOa, store: Store, clock: MovableClock
) -> None:
    tokens = tokens_on(oa, store, clock, secret="another-app's-secret")
    for _ in range(3):
        with pytest.raises(ZaloError):
            await tokens.access()
    assert len(oa.called) == 1
    standing = tokens.standing()
    assert standing.refused and not standing.interrupted
    clock.move(timedelta(seconds=zalo_oa_tokens.REFUSED_SECONDS))
    with pytest.raises(ZaloError):
        await tokens.access()
    assert len(oa.called) == 2


async def test_a_new_first_token_begins_a_new_chain(oa: FakeOa, store: Store, clock: MovableClock) -> None:
    await tokens_on(oa, store, clock).access()
    by_hand = oa.tokens.issue()["refresh_token"]
    tokens = tokens_on(oa, store, clock, by_hand)
    oa.tokens.check(await tokens.access())
    assert await store.kept() == [oa.tokens.refresh]


async def test_a_wrong_first_token_spoils_nothing(oa: FakeOa, store: Store, clock: MovableClock) -> None:
    access = await tokens_on(oa, store, clock).access()
    with pytest.raises(ZaloError):
        await tokens_on(oa, store, clock, "mistyped").access()
    assert await tokens_on(oa, store, clock).access() == access


async def test_tending_never_raises(oa: FakeOa, store: Store, clock: MovableClock) -> None:
    tokens = tokens_on(oa, store, clock)
    store.fails = [True]
    await tokens.tend()
    oa.will("fault", "token")
    await tokens.tend()
    clock.move(timedelta(hours=2))
    await tokens.tend()
    assert oa.tokens.granted == 1


async def test_the_days_left_are_counted_from_the_last_refresh(
    oa: FakeOa, store: Store, clock: MovableClock
) -> None:
    tokens = tokens_on(oa, store, clock)
    assert tokens.standing() == TokenStanding()
    await tokens.access()
    clock.move(timedelta(days=80))
    assert tokens.standing() == TokenStanding(days_left=10)
    await tokens.access()
    assert tokens.standing() == TokenStanding(days_left=90)


@pytest.mark.parametrize("body", [b"", b"[]", b"<html>", b'{"access_token": 1}', b'{"access_token": "a"}'])
async def test_answers_that_are_no_pair(body: bytes, store: Store, clock: MovableClock) -> None:
    oauth = ZaloOauth(APP_ID, APP_SECRET)
    oauth._http = httpx.AsyncClient(
        transport=httpx.MockTransport(lambda _: httpx.Response(200, content=body))
    )
    with pytest.raises(ZaloError):
        await Tokens(oauth, lambda: store, clock, FIRST, timedelta(days=90)).access()
    assert await store.kept() == [FIRST]


async def test_no_log_tells_a_token(
    oa: FakeOa, store: Store, clock: MovableClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    oa.will("drop_before", "token")
    channel = channel_on(oa, store, clock)
    await channel.send(ready("a"))
    clock.move(timedelta(minutes=1))
    assert isinstance(await channel.send(ready("Hoàng Thị Bí Mật")), Sent)
    for secret in ("-of-the-pretended-Zalo", "Bí Mật"):
        assert secret not in caplog.text


class SetBack:
    """The machine came up with a clock that was ahead; then it was set right."""

    def __init__(self, clock: MovableClock) -> None:
        self.clock, self.ahead = clock, timedelta(days=30)

    def now(self) -> datetime:
        return self.clock.now() + self.ahead


async def test_a_clock_set_back_keeps_nobody_waiting(oa: FakeOa, store: Store, clock: MovableClock) -> None:
    machine = SetBack(clock)
    tokens = Tokens(ZaloOauth(APP_ID, APP_SECRET, url=oa.token_url), lambda: store, machine, FIRST, LIFE)
    oa.will("html_502", "token")
    with pytest.raises(ZaloError):
        await tokens.access()
    machine.ahead = timedelta()
    access = await tokens.access()  # not in a month
    machine.ahead = timedelta(hours=-5)
    oa.tokens.revoke()
    assert await tokens.after_refusal(access) != access
    await tokens.close()
