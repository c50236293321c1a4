"""The outbox: order, lanes, waits, who is gone. On the memory store, with channels that fail on demand."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import pytest

from bot.dialogue.message import DocumentRef, Letter, Message
from bot.dialogue.session import Session
from bot.errors import PaperError
from bot.ports import Capabilities, NotSent, Outgoing, Ready, Sent, TurnRecord
from bot.runtime.clock import VIETNAM, MovableClock
from bot.runtime.outbox import AT_ONCE, LEASE_SECONDS, WAITS, Outbox, Pace
from storage.memory import MemoryStore

START = datetime(2026, 10, 5, 8, 0, tzinfo=VIETNAM)


class NoPapers:
    async def make(self, reference: DocumentRef) -> bytes | None:
        return None


class Flaky:
    """A channel that answers each send from a list; "sent" once the list is empty."""

    prefix = "t"
    capabilities = Capabilities("t", True, True, True, 4096, 1_000_000, 1_000_000)

    def __init__(self, *answers: NotSent) -> None:
        self.answers = list(answers)
        self.sent: list[Ready] = []
        self.tried: list[str] = []

    async def send(self, letter: Ready) -> Sent | NotSent:
        self.tried.append(letter.text)
        if self.answers:
            return self.answers.pop(0)
        self.sent.append(letter)
        return Sent(f"x{len(self.sent)}")


class House:
    def __init__(self, channel: Flaky) -> None:
        self.store, self.clock, self.channel = MemoryStore(), MovableClock(START, frozen=True), channel
        self.gone: list[str] = []
        self.outbox = Outbox(self.store, {"t": channel}, self.clock, NoPapers(), self._gone)
        self._turns = 0

    async def _gone(self, letter: Letter) -> None:
        self.gone.append(letter.chat)

    async def write(self, *letters: Letter) -> None:
        self._turns += 1
        session = Session(f"w:{self._turns}", version=1)
        record = TurnRecord(f"e{self._turns}", self.clock.now(), session, letters=letters)
        assert await self.store.commit(record) == "committed"

    async def after(self, seconds: float) -> list[str]:
        self.clock.move(timedelta(seconds=seconds))
        await self.outbox.settle()
        return self.channel.tried


@pytest.fixture
def house() -> Callable[..., House]:
    return lambda *answers: House(Flaky(*answers))


def reply(name: str, chat: str = "t:1") -> Letter:
    return Letter(name, chat, "reply", Message(name))


def notice(name: str, chat: str = "t:1") -> Letter:
    return Letter(name, chat, "notice", Message(name))


LATER = NotSent("timed out", retryable=True)


async def test_replies_go_before_notices_and_each_in_order(house: Callable[..., House]) -> None:
    one = house()
    await one.write(notice("n1"), reply("r1"), notice("n2"), reply("r2"))
    await one.outbox.settle()
    texts = [letter.text for letter in one.channel.sent]
    assert [t for t in texts if t[0] == "r"] == ["r1", "r2"]
    assert [t for t in texts if t[0] == "n"] == ["n1", "n2"]
    assert texts.index("r1") < texts.index("n1")


async def test_what_may_pass_is_tried_again_after_growing_waits(house: Callable[..., House]) -> None:
    one = house(LATER, LATER)
    await one.write(reply("a"), reply("b"))
    assert await one.after(0) == ["a"]  # b waits: the chat's order is kept
    assert await one.after(WAITS[0] - 0.5) == ["a"]
    assert await one.after(0.6) == ["a", "a"]
    assert await one.after(WAITS[1] - 0.5) == ["a", "a"]
    assert await one.after(0.6) == ["a", "a", "a", "b"]


async def test_the_platform_s_own_wait_is_obeyed(house: Callable[..., House]) -> None:
    one = house(NotSent("too many", retryable=True, retry_after=40))
    await one.write(reply("a"))
    await one.after(0)
    assert await one.after(39) == ["a"]
    assert await one.after(1.1) == ["a", "a"]


async def test_after_the_last_wait_a_letter_has_failed_and_the_next_goes(house: Callable[..., House]) -> None:
    one = house(*[LATER] * (len(WAITS) + 1))
    await one.write(reply("a"), reply("b"))
    await one.after(0)
    for wait in WAITS:
        await one.after(wait + 1)
    await one.after(1)
    assert one.channel.tried == ["a"] * (len(WAITS) + 1) + ["b"]
    failed = await one.store.failed_letters(10)
    assert [(f.letter.id, f.error) for f in failed] == [("a", "tired")]


async def test_who_has_left_is_noted_and_not_tried_again(house: Callable[..., House]) -> None:
    one = house(NotSent("blocked", retryable=False, gone=True))
    await one.write(reply("a"))
    await one.after(0)
    await one.after(100_000)
    assert one.channel.tried == ["a"]
    assert one.gone == ["t:1"]
    assert [f.error for f in await one.store.failed_letters(10)] == ["gone"]


async def test_a_refusal_is_final(house: Callable[..., House]) -> None:
    one = house(NotSent("bad request", retryable=False))
    await one.write(reply("a"))
    await one.after(0)
    assert [f.error for f in await one.store.failed_letters(10)] == ["refused"]
    assert one.gone == []


async def test_a_chat_without_channel_fails_visibly(house: Callable[..., House]) -> None:
    one = house()
    await one.write(reply("a", "zz:1"))
    await one.after(0)
    assert [f.error for f in await one.store.failed_letters(10)] == ["no_channel"]


async def test_a_letter_claimed_by_a_process_that_died_is_sent_by_the_next(
    house: Callable[..., House],
) -> None:
    one = house()
    await one.write(reply("a"))
    claimed = await one.store.claim_letters(one.clock.now(), LEASE_SECONDS, 10)
    assert [c.letter.id for c in claimed] == ["a"]
    assert await one.after(0) == []
    assert await one.after(LEASE_SECONDS + 1) == ["a"]


async def test_a_letter_that_cannot_be_made_fails_in_the_end_and_holds_nobody_up(
    house: Callable[..., House], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = house()

    async def broken(_papers: NoPapers, _reference: DocumentRef) -> bytes | None:
        raise OSError("no room")

    monkeypatch.setattr(NoPapers, "make", broken)
    paper = Message("paper", document=DocumentRef("mau_01", "f1", "a.pdf"))
    await one.write(Letter("paper", "t:1", "reply", paper), reply("after"))
    await one.after(0)
    for wait in WAITS:
        await one.after(wait + 1)
    await one.after(1)
    assert [f.error for f in await one.store.failed_letters(10)] == ["tired"]
    assert one.channel.tried == ["after"]


async def test_a_paper_that_may_not_be_issued_is_asked_for_once(
    house: Callable[..., House], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, asked = house(), []

    async def refusing(_papers: NoPapers, reference: DocumentRef) -> bytes | None:
        asked.append(reference.kind)
        raise PaperError("not official", where=reference.kind)

    monkeypatch.setattr(NoPapers, "make", refusing)
    paper = Message("paper", document=DocumentRef("mau_03", "f1", "a.pdf"))
    await one.write(Letter("paper", "t:1", "reply", paper), reply("after"))
    await one.after(0)
    await one.after(WAITS[-1])
    assert asked == ["mau_03"]
    assert [f.error for f in await one.store.failed_letters(10)] == ["refused"]
    assert one.channel.tried == ["after"]


async def test_an_edit_names_the_message_it_changes(house: Callable[..., House]) -> None:
    one = house()
    await one.write(reply("first"))
    await one.outbox.settle()
    await one.write(Letter("second", "t:1", "reply", Message("second"), replaces="first"))
    await one.outbox.settle()
    assert [letter.edit for letter in one.channel.sent] == [None, "x1"]


async def test_pace_keeps_apart_over_all_and_in_one_chat() -> None:
    pace = Pace(overall_per_second=200, chat_per_second=20)
    loop = asyncio.get_running_loop()
    begun = loop.time()
    await asyncio.gather(*(pace.wait(f"t:{n}") for n in range(5)))
    assert loop.time() - begun >= 4 / 200
    begun = loop.time()
    await pace.wait("t:0")
    await pace.wait("t:0")
    assert loop.time() - begun >= 1 / 20


@pytest.mark.parametrize("steps", range(5))
async def test_a_stop_at_the_moment_of_a_wake_is_heard(steps: int) -> None:
    """wait_for of Python 3.11 loses a cancellation that meets its result; stopping then hung for ever."""
    house = House(Flaky())
    running = asyncio.create_task(house.outbox.run())
    await asyncio.sleep(0.01)
    house.outbox.wake()
    for _ in range(steps):
        await asyncio.sleep(0)
    running.cancel()
    done, _ = await asyncio.wait({running}, timeout=0.5)
    assert done == {running}


async def test_a_store_that_stumbles_once_does_not_silence_the_bot(monkeypatch: pytest.MonkeyPatch) -> None:
    one, faults = House(Flaky()), 1
    claim = one.store.claim_letters

    async def stumbling(
        now: datetime, lease_seconds: int, limit: int, without: Sequence[str] = ()
    ) -> tuple[Outgoing, ...]:
        nonlocal faults
        if faults:
            faults -= 1
            raise OSError("database is locked")
        return await claim(now, lease_seconds, limit, without)

    monkeypatch.setattr(one.store, "claim_letters", stumbling)
    running = asyncio.create_task(one.outbox.run())
    await asyncio.sleep(0.01)
    await one.write(reply("a"))
    one.outbox.wake()
    await asyncio.sleep(0.01)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert (one.channel.tried, faults) == (["a"], 0)


async def test_a_platform_slower_than_the_lease_gets_a_letter_once(monkeypatch: pytest.MonkeyPatch) -> None:
    one, answer = House(Flaky()), asyncio.Event()

    async def slow(_channel: Flaky, letter: Ready) -> Sent:
        one.channel.tried.append(letter.text)
        await answer.wait()
        return Sent("x1")

    monkeypatch.setattr(Flaky, "send", slow)
    await one.write(reply("a"), reply("b"))
    running = asyncio.create_task(one.outbox.run())
    for _ in range(3):
        await asyncio.sleep(0.01)
        one.clock.move(timedelta(seconds=LEASE_SECONDS + 1))
        one.outbox.wake()
    await asyncio.sleep(0.01)
    assert one.channel.tried == ["a"]
    answer.set()
    await asyncio.sleep(0.01)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert one.channel.tried == ["a", "b"]


async def test_a_platform_that_does_not_answer_holds_up_nobody_on_another() -> None:
    one, other, answer = House(Flaky()), Flaky(), asyncio.Event()
    other.prefix = "u"

    under_way: list[str] = []

    async def silent(letter: Ready) -> Sent:
        under_way.append(letter.letter_id)
        await answer.wait()
        return Sent("x1")

    one.channel.send = silent  # type: ignore[method-assign]
    one.outbox = Outbox(one.store, {"t": one.channel, "u": other}, one.clock, NoPapers(), one._gone)
    for n in range(4 * AT_ONCE):
        await one.write(Letter(f"n{n}", f"t:{n}", "notice", Message("tin")))
    running = asyncio.create_task(one.outbox.run())
    await asyncio.sleep(0.05)
    await one.write(Letter("r", "u:1", "reply", Message("trả lời")))
    one.outbox.wake()
    await asyncio.sleep(0.05)
    assert (other.tried, len(under_way)) == (["trả lời"], AT_ONCE)
    answer.set()
    await asyncio.sleep(0.1)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert await one.store.claim_letters(one.clock.now(), 30, 9) == ()
