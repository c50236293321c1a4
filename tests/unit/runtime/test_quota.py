"""The meter beside the outbox: what is counted, held and let go, over month turns, plans and restarts."""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest

from bot.cases.channel_link import ChannelLink
from bot.cases.quota import Usage, What
from bot.cases.quota_plans import Tariff, month_plans, window_plans
from bot.dialogue.event import Event
from bot.dialogue.message import DocumentRef, Lane, Letter, Message
from bot.dialogue.session import Session
from bot.ports import Capabilities, NotSent, Ready, Sent, TurnRecord
from bot.runtime.clock import VIETNAM, MovableClock
from bot.runtime.outbox import LEASE_SECONDS, Outbox
from bot.runtime.quota import AGAIN, Quota
from storage.memory import MemoryStore

START = datetime(2026, 11, 5, 8, 0, tzinfo=VIETNAM)
FREE = {"zo": Tariff(windows=window_plans("2026-01-01: 3 messages, 48 hours, 7 days"))}
PAID = {"zo": Tariff(windows=FREE["zo"].windows, paid=True)}


def monthly(text: str) -> dict[str, Tariff]:
    return {"zb": Tariff(months=month_plans(text))}


class NoPapers:
    async def make(self, reference: DocumentRef) -> bytes | None:
        return None


class Phones:
    """A channel whose every letter counts `each` messages; answers of a list come first."""

    def __init__(self, prefix: str, each: int = 1) -> None:
        self.prefix, self.each = prefix, each
        self.capabilities = Capabilities(prefix, False, False, False, 2000, 1_000_000, 1_000_000)
        self.sent: list[str] = []
        self.answers: list[NotSent] = []

    async def send(self, letter: Ready) -> Sent | NotSent:
        await asyncio.sleep(0)
        if self.answers:
            return self.answers.pop(0)
        self.sent.append(letter.text)
        return Sent(letter.letter_id, messages=self.each)


class House:
    """Store and clock outlive a restart; the rest is made anew."""

    def __init__(self, tariffs: Mapping[str, Tariff], start: datetime = START, each: int = 1) -> None:
        self.tariffs, self.store = tariffs, MemoryStore()
        self.clock = MovableClock(start, frozen=True)
        self.channel = Phones(next(iter(tariffs)), each)
        self.told: list[tuple[str, int]] = []
        self._turns = 0

    async def begin(self) -> "House":
        """Also again, as another process over the same store."""
        self.quota = Quota(self.store, self.clock, self.tariffs, self._tell)
        await self.quota.open()
        channels = {self.channel.prefix: self.channel}
        self.outbox = Outbox(self.store, channels, self.clock, NoPapers(), self._gone, quota=self.quota)
        return self

    async def _gone(self, letter: Letter) -> None: ...

    async def _tell(self, usage: Usage, what: What, level: int) -> bool:
        self.told.append((what, level))
        return True

    async def write(self, *letters: Letter) -> None:
        self._turns += 1
        session = Session(f"w:{self._turns}", version=1)
        record = TurnRecord(f"e{self._turns}", self.clock.now(), session, letters=letters)
        assert await self.store.commit(record) == "committed"
        await self.outbox.settle()

    async def many(self, count: int, lane: Lane = "reply", chats: int = 1) -> None:
        """So many letters, in one go, to so many chats."""
        name = f"{lane}{self._turns}"
        await self.write(
            *(Letter(f"{name}.{n}", self.chat(n % chats), lane, Message(name)) for n in range(count))
        )

    def chat(self, number: int = 0) -> str:
        return f"{self.channel.prefix}:{number}"

    async def to(self, moment: datetime) -> None:
        self.clock.move(moment - self.clock.now())
        await self.outbox.settle()

    async def hears(self, name: str, chat: int = 0) -> None:
        await self.quota.heard(Event(name, self.chat(chat), self.clock.now(), "text", "a"))

    async def usage(self) -> Usage:
        [one] = await self.quota.usages()
        return one


async def test_what_leaves_is_counted_by_messages_and_people() -> None:
    house = await House(monthly("2026-01-01: 3000 messages, 50 users"), each=2).begin()
    await house.many(6, chats=3)
    usage = await house.usage()
    assert (usage.month, usage.sent, usage.users) == ("2026-11", 12, 3)


async def test_parts_that_left_of_a_letter_that_did_not_are_counted() -> None:
    house = await House(monthly("2026-01-01: 3000 messages")).begin()
    house.channel.answers = [NotSent("429", retryable=True, messages=2), NotSent("429", retryable=True)]
    await house.many(1)
    await house.to(START + timedelta(minutes=5))
    assert (await house.usage()).sent == 2
    await house.to(START + timedelta(minutes=10))
    assert (await house.usage()).sent == 3


async def test_a_bot_without_a_plan_is_left_alone() -> None:
    house = await House({"zb": Tariff()}).begin()
    house.quota = Quota(house.store, house.clock)
    await house.quota.open()
    assert await house.quota.usages() == ()
    assert house.quota.hold(Letter("a", "tg:1", "notice", Message("a"))) is None


async def test_a_restart_keeps_count_people_and_levels() -> None:
    house = await House(monthly("2026-01-01: 10 messages, 5 users")).begin()
    await house.many(9, chats=4)
    before = await house.usage()
    await house.begin()
    assert await house.usage() == before
    assert (before.sent, before.users) == (9, 4)
    await house.many(1, chats=1)
    assert ((await house.usage()).sent, (await house.usage()).users) == (10, 4)


async def test_each_level_is_told_once() -> None:
    house = await House(monthly("2026-01-01: 100 messages")).begin()
    for _ in range(110):
        await house.many(1)
    assert house.told == [("messages", 80), ("messages", 95), ("messages", 100)]


async def test_users_are_told_likewise_and_hold_nothing_back() -> None:
    house = await House(monthly("2026-01-01: 5 users")).begin()
    await house.many(5, "notice", chats=5)
    assert house.told == [("users", 80), ("users", 100)]
    assert len(house.channel.sent) == 5


async def test_from_95_percent_notices_wait_and_the_rest_goes() -> None:
    house = await House(monthly("2026-01-01: 20 messages")).begin()
    await house.many(19)
    house.channel.sent.clear()
    await house.many(2, "notice")
    await house.many(1, "deadline")
    await house.many(5)
    assert [text.rstrip("0123456789") for text in house.channel.sent] == ["deadline"] + ["reply"] * 5
    assert (await house.usage()).waiting == 2
    assert (await house.usage()).sent == 25


async def test_waiting_counts_no_attempt_however_long() -> None:
    house = await House(monthly("2026-01-01: 20 messages")).begin()
    await house.many(19)
    await house.many(1, "notice")
    for _ in range(48):
        await house.to(house.clock.now() + AGAIN)
    assert await house.store.failed_letters(9) == ()
    await house.to(datetime(2026, 12, 1, tzinfo=VIETNAM) - timedelta(seconds=1))
    [waiting] = await house.store.claim_letters(house.clock.now() + AGAIN, 1, 9)
    assert (waiting.attempts, waiting.error) == (0, "")


async def test_the_month_turns_at_midnight_in_vietnam() -> None:
    end = datetime(2026, 12, 1, tzinfo=VIETNAM)  # 17:00 of the 30th in UTC
    house = await House(monthly("2026-01-01: 20 messages"), start=end - timedelta(minutes=10)).begin()
    await house.many(19)
    await house.many(2, "notice")
    await house.to(end - timedelta(seconds=1))
    assert (await house.usage()).waiting == 2
    await house.to(end)
    usage = await house.usage()
    assert (usage.month, usage.sent, usage.waiting) == ("2026-12", 2, 0)
    for _ in range(14):
        await house.many(1)
    assert [level for _, level in house.told] == [80, 95, 80]


async def test_a_larger_plan_from_a_day_lets_notices_go_within_the_hour() -> None:
    house = await House(monthly("2026-01-01: 20 messages; 2026-11-06: 100 messages")).begin()
    await house.many(19)
    await house.many(1, "notice")
    await house.to(datetime(2026, 11, 5, 23, 59, tzinfo=VIETNAM))
    assert (await house.usage()).waiting == 1
    await house.to(datetime(2026, 11, 6, 1, 0, tzinfo=VIETNAM))
    assert ((await house.usage()).waiting, (await house.usage()).sent) == (0, 20)
    for _ in range(60):
        await house.many(1)
    assert [level for _, level in house.told] == [80, 95, 80]


async def test_a_crash_after_sending_loses_that_one_and_no_other() -> None:
    house = await House(monthly("2026-01-01: 3000 messages")).begin()
    await house.many(4)

    async def dies(name: str, kind: str, *_rest: object) -> None:
        raise asyncio.CancelledError  # the process ends here

    house.store.put_note = dies  # type: ignore[method-assign, assignment]
    await house.many(1)
    del house.store.put_note  # type: ignore[attr-defined]
    await house.store.release_leases()
    await house.begin()
    assert (await house.usage()).sent == 4
    await house.outbox.settle()
    assert ((await house.usage()).sent, len(house.channel.sent)) == (5, 6)


async def test_a_count_that_cannot_be_written_sends_nothing_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    house = await House({"zb": Tariff(months=month_plans("2026-01-01: 100 messages"))}).begin()
    keep, faults = house.store.put_note, 1

    async def full(kind: str, name: str, value: bytes, expires_at: datetime | None = None) -> None:
        nonlocal faults
        if faults:
            faults -= 1
            raise OSError("no room on the disk")
        await keep(kind, name, value, expires_at)

    monkeypatch.setattr(house.store, "put_note", full)
    await house.many(2)
    house.clock.move(timedelta(seconds=LEASE_SECONDS + 1))
    await house.outbox.settle()
    assert len(house.channel.sent) == 2
    await house.begin()
    assert (await house.usage()).sent == 2


async def test_many_at_once_are_counted_once_each() -> None:
    house = await House(monthly("2026-01-01: 3000 messages")).begin()
    await house.many(300, chats=60)
    assert (await house.usage()).sent == len(house.channel.sent) == 300
    await house.begin()
    assert (await house.usage()).sent == 300


async def test_a_notice_outside_the_free_window_stands_on_the_officers_list() -> None:
    house = await House(FREE).begin()
    await house.hears("e1")
    await house.many(1, "notice")
    await house.to(START + timedelta(hours=49))
    await house.many(1, "notice")
    await house.many(1, "deadline")
    assert len(house.channel.sent) == 1
    assert [one.error for one in await house.store.failed_letters(9)] == ["unpaid", "unpaid"]
    await house.to(START + timedelta(days=8))
    await house.many(1, "notice")
    assert (await house.store.failed_letters(1))[0].error == "window"


async def test_the_free_messages_are_counted_over_a_restart_and_begin_anew_with_each_message() -> None:
    house = await House(FREE).begin()
    await house.hears("e1")
    await house.many(3)
    await house.begin()
    await house.many(1, "notice")
    assert [one.error for one in await house.store.failed_letters(9)] == ["unpaid"]
    await house.hears("e1")  # the platform repeats itself: nothing opens
    house.clock.move(timedelta(minutes=1))
    await house.hears("e1")
    await house.many(1, "notice")
    assert len(house.channel.sent) == 3
    await house.hears("e2")
    await house.many(1, "notice")
    assert len(house.channel.sent) == 4


async def test_after_the_clock_was_set_back_a_word_still_opens_the_window() -> None:
    """A machine that came up a month ahead: who has had all free messages then is heard all the same."""
    house = await House(FREE).begin()
    ahead = Event("e1", house.chat(), START + timedelta(days=30), "text", "a")
    await house.quota.heard(ahead)
    await house.many(3)
    await house.hears("e2")
    await house.many(1, "notice")
    assert await house.store.failed_letters(9) == ()


async def test_replies_always_go_and_what_costs_is_counted() -> None:
    house = await House(FREE).begin()
    await house.hears("e1")
    await house.many(5)
    usage = await house.usage()
    assert (usage.sent, usage.paid) == (5, 2)


@pytest.mark.parametrize(("days", "sent"), [(3, 1), (8, 0)])
async def test_with_leave_to_pay_notices_go_as_long_as_they_are_taken(days: int, sent: int) -> None:
    house = await House(PAID).begin()
    await house.hears("e1")
    await house.to(START + timedelta(days=days))
    await house.many(1, "notice")
    assert len(house.channel.sent) == sent
    assert [one.paid for one in await house.quota.usages()] == [1] * sent


async def test_who_leaves_has_not_written() -> None:
    house = await House(FREE).begin()
    await house.quota.heard(Event("e1", house.chat(), START, "left"))
    await house.many(1, "notice")
    assert [one.error for one in await house.store.failed_letters(9)] == ["window"]


async def test_a_warning_that_fails_never_holds_a_letter() -> None:
    house = await House(monthly("2026-01-01: 5 messages")).begin()
    tries: list[int] = []

    async def fails(_usage: Usage, _what: What, level: int) -> bool:
        tries.append(level)
        raise OSError("no room")

    house.quota._tell = fails
    await house.many(5)
    assert len(house.channel.sent) == 5
    assert tries == [80, 100]


async def test_who_has_another_phone_gets_it_there_instead_of_for_money() -> None:
    house = await House(FREE).begin()
    other = Phones("t")
    channels = {"zo": house.channel, "t": other}
    house.outbox = Outbox(house.store, channels, house.clock, NoPapers(), house._gone, quota=house.quota)
    link = ChannelLink("digest", "t:1", START, chat="zo:0", used_at=START)
    own = Session("zo:0", version=1, link=link.id)
    assert await house.store.commit(TurnRecord("a", START, own, (link,))) == "committed"
    root = Session("t:1", version=1, via="zo:0")
    assert await house.store.commit(TurnRecord("b", START, root)) == "committed"
    await house.hears("e1")
    await house.write(Letter("n1", "t:1", "notice", Message("n1")))
    await house.to(START + timedelta(days=3))
    await house.write(Letter("n2", "t:1", "notice", Message("n2")))
    assert (house.channel.sent, other.sent) == (["n1"], ["n2"])
    assert await house.store.failed_letters(9) == ()
