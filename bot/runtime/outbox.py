"""Letters leave here: claimed with a lease, paced, sent, marked. At least once, said openly.

A letter may go twice only when the process dies between the platform's "taken" and our mark.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.dialogue.message import Letter, Message
from bot.errors import PaperError, PaperRefusal
from bot.ports import Channel, Clock, GivesUp, NotSent, Outgoing, Papers, Ready, Sent, Store
from bot.runtime.addresses import addressed, is_elsewhere, other_phones
from bot.runtime.faults import kind_and_place
from bot.runtime.links import PaperLinks
from bot.runtime.quota import Quota
from bot.runtime.recordings import playable

log = logging.getLogger(__name__)

LEASE_SECONDS = 120
AT_ONCE = 16
"""Letters of one platform under way; one that does not answer holds up nobody on another."""
WAITS = (1, 2, 5, 15, 60, 300, 900, 3600, 3600, 3600)
"""Seconds before the next try after each failure that may pass; then the letter has failed."""
IDLE_SECONDS = 1.0


def _platform(chat: str) -> str:
    """The prefix of a chat."""
    return chat.partition(":")[0]


class Pace:
    """Not more than so many messages a second, over all and to one chat; by the loop's own time."""

    def __init__(self, overall_per_second: float, chat_per_second: float) -> None:
        self._every, self._every_chat = 1 / overall_per_second, 1 / chat_per_second
        self._next = 0.0
        self._next_of: dict[str, float] = {}

    async def wait(self, chat: str) -> None:
        """Until this chat's turn has come."""
        now = asyncio.get_running_loop().time()
        start = max(now, self._next, self._next_of.get(chat, 0.0))
        self._next = max(now, self._next) + self._every
        self._next_of[chat] = start + self._every_chat
        if len(self._next_of) > 10_000:
            self._next_of = {c: t for c, t in self._next_of.items() if t > now}
        if start > now:
            await asyncio.sleep(start - now)


async def never_quiet(_letter: Letter) -> datetime | None:
    """Every letter may leave at any hour."""
    return None


class Outbox:
    """gone: called with the letter when the platform says that its reader has left.

    links: gives papers as links where a channel sends no files; None without a public address.
    quota: counts what leaves and says what must wait; None where nothing is metered.
    quiet: till when a letter has to wait for its reader's quiet hours; None: it may leave.
    """

    def __init__(
        self,
        store: Store,
        channels: Mapping[str, Channel],
        clock: Clock,
        papers: Papers,
        gone: Callable[[Letter], Awaitable[None]],
        links: PaperLinks | None = None,
        quota: Quota | None = None,
        quiet: Callable[[Letter], Awaitable[datetime | None]] = never_quiet,
    ) -> None:
        self._store, self._channels, self._clock, self._papers = store, channels, clock, papers
        self._gone, self._links = gone, links
        self._quota, self._quiet = quota or Quota(store, clock), quiet
        self._paces = {
            name: Pace(c.capabilities.overall_per_second, c.capabilities.chat_per_second)
            for name, c in channels.items()
        }
        self._woken = asyncio.Event()
        self._sending: dict[asyncio.Task[None], str] = {}

    def wake(self) -> None:
        self._woken.set()

    async def run(self) -> None:
        """Until cancelled; what is being sent is finished and marked."""
        try:
            while True:
                self._woken.clear()
                try:
                    await self._round()
                except Exception as fault:  # the store stumbled: who waits is not left without an answer
                    log.error("letters could not be taken up, again soon: %s", kind_and_place(fault))
                await self._rest()  # what is claimed wakes us when it is done, a commit does too
        finally:
            await asyncio.gather(*self._sending, return_exceptions=True)

    async def settle(self) -> None:
        """Send all that is due now, then return (for scripts and tests)."""
        while await self._round() or self._sending:
            if self._sending:
                await asyncio.wait(self._sending)

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(IDLE_SECONDS):  # wait_for of Python 3.11 may swallow the stop
                await self._woken.wait()
        except TimeoutError:
            return

    async def _round(self) -> bool:
        """Claim what is due and start sending it; False when there was nothing, or no hand free for it.

        A platform that does not answer keeps its own hands busy, nobody else's.
        """
        in_hand = {task.get_name(): chat for task, chat in self._sending.items() if not task.done()}
        busy = Counter(_platform(chat) for chat in in_hand.values())
        full = [name for name, count in busy.items() if count >= AT_ONCE]
        claimed = await self._store.claim_letters(self._clock.now(), LEASE_SECONDS, AT_ONCE, full)
        for outgoing in claimed:
            if outgoing.letter.id in in_hand:  # slower than its lease, which has now begun anew
                continue
            task = asyncio.create_task(self._deliver(outgoing), name=outgoing.letter.id)
            self._sending[task] = outgoing.letter.chat
            task.add_done_callback(self._done)
        return bool(claimed)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._sending.pop(task, None)
        fault = None if task.cancelled() else task.exception()
        if fault is not None:
            log.error("a letter could not be marked: %s", kind_and_place(fault))
        self.wake()

    async def _deliver(self, outgoing: Outgoing) -> None:
        """To the phone its reader speaks from; where that is left or out of reach, to another one of
        theirs."""
        awake = await self._quiet(outgoing.letter)
        if awake is not None:  # without a try: an empty error counts no attempt
            await self._store.postpone(outgoing.letter.id, awake, "")
            return
        at = await self._not_waiting(await addressed(self._store, outgoing))
        result = await self._try(at)
        if is_elsewhere(result) or _is_last_try(result, outgoing):
            for other in await other_phones(self._store, at):
                if isinstance(result, NotSent) and result.gone:
                    await self._gone(at.letter)
                at, result = other, await self._try(other)
                if not is_elsewhere(result):
                    break
        if isinstance(result, Sent):
            external = result.external if at.letter.chat == outgoing.letter.chat else ""
            await self._store.mark_sent(at.letter.id, external, self._clock.now())
        elif result is not None:
            await self._not_sent(at, result)
        await self._quota.warn(at.letter.chat)

    async def _not_waiting(self, at: Outgoing) -> Outgoing:
        """Where the meter would let it wait there: another phone of its reader, if it may go to one now."""
        hold = self._quota.hold(at.letter)
        if hold is None or hold.until is None:
            return at
        for other in await other_phones(self._store, at):
            if (
                other.letter.chat.partition(":")[0] in self._channels
                and self._quota.hold(other.letter) is None
            ):
                return other
        return at

    async def _try(self, outgoing: Outgoing) -> Sent | NotSent | None:
        """What the platform said, or the meter in its stead; None where the meter put the letter off."""
        letter = outgoing.letter
        channel = self._channels.get(letter.chat.partition(":")[0])
        if channel is None:
            return NotSent("no channel for this chat", retryable=False, reason="no_channel")
        hold = self._quota.hold(letter)
        if hold is not None and hold.until is not None:  # without a try: an empty error counts no attempt
            await self._store.postpone(letter.id, hold.until, "")
            return None
        if hold is not None:
            return NotSent("held back by the meter", retryable=False, reason=hold.reason)
        result = await self._sent(channel, outgoing)
        try:
            await self._quota.count(letter, result.messages)
        except Exception as fault:  # it has left: unmarked it would go twice. The next count has it, too
            log.error("a letter's messages were not written down: %s", kind_and_place(fault))
        return result

    async def _sent(self, channel: Channel, outgoing: Outgoing) -> Sent | NotSent:
        """Make the letter ready and send it. A fault of ours waits and is counted like any other failure;
        a paper that may not be issued is not asked for again.
        """
        try:
            ready = await self._make_ready(outgoing)
            ready = playable(ready, channel.capabilities)
            if self._links is not None and ready.file is not None and not channel.capabilities.files:
                ready = await self._links.linked(ready, outgoing.letter)
            await self._paces[channel.prefix].wait(outgoing.letter.chat)
            return await channel.send(ready)
        except PaperError as refused:
            return NotSent(refused.what, retryable=False)
        except Exception as fault:
            return NotSent(kind_and_place(fault), retryable=True)

    async def _make_ready(self, outgoing: Outgoing) -> Ready:
        message = outgoing.letter.message
        try:
            file = await self._papers.make(message.document) if message.document else None
        except PaperRefusal as refused:
            file, message = None, replace(message, text=refused.words, document=None, instead="")
        return Ready(
            letter_id=outgoing.letter.id,
            chat=outgoing.letter.chat,
            text=message.text,
            rows=message.rows,
            numbered=message.numbered,
            prompt=message.prompt,
            edit=outgoing.replaces_external or None,
            file_name=message.document.file_name if message.document and file else "",
            file=file,
            instead=message.instead if file or not message.document or _is_audio(message) else "",
            audio=_is_audio(message),
        )

    async def _not_sent(self, outgoing: Outgoing, result: NotSent) -> None:
        """Later again, or never: then it is failed, and officers see it."""
        letter, now = outgoing.letter, self._clock.now()
        log.warning("letter %s not sent: %s", letter.id, result.error)
        if result.retryable and outgoing.attempts < len(WAITS):
            wait = max(WAITS[outgoing.attempts], result.retry_after or 0)
            await self._store.postpone(letter.id, now + timedelta(seconds=wait), result.error)
            return
        reason = result.reason or ("gone" if result.gone else "tired" if result.retryable else "refused")
        await self._store.mark_failed(letter.id, reason, now)
        channel = self._channels.get(letter.chat.partition(":")[0])
        if letter.message.prompt and isinstance(channel, GivesUp):
            channel.gave_up(letter.chat)
        if result.gone:
            await self._gone(letter)


def _is_last_try(result: Sent | NotSent | None, outgoing: Outgoing) -> bool:
    """Whether it is given up there: a platform out of reach for hours need not be the only one."""
    return isinstance(result, NotSent) and result.retryable and outgoing.attempts >= len(WAITS)


def _is_audio(message: Message) -> bool:
    return message.document is not None and message.document.kind == "audio"
