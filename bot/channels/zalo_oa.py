"""A Zalo Official Account as a channel: texts and buttons out, updates in, which prompt each chat had seen.

Nothing can be edited: a changed prompt is sent anew. No files go out.
At least once: parts of a long letter that left are not sent again by this process when it is tried again.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.channels.capabilities import ZALO_OA
from bot.channels.hooks import InOrder
from bot.channels.left_parts import LeftParts, way
from bot.channels.seen import SeenPrompts
from bot.channels.zalo_bot_updates import moment
from bot.channels.zalo_calls import ZaloError
from bot.channels.zalo_oa_answers import meaning, refusal
from bot.channels.zalo_oa_api import ZaloOaApi
from bot.channels.zalo_oa_send import messages_of
from bot.channels.zalo_oa_updates import account_of, event_of, picture_of, said_at
from bot.dialogue.event import Event, with_photo
from bot.ports import Capabilities, Clock, Inbox, NotSent, Ready, Sent
from bot.runtime.faults import kind_and_place

log = logging.getLogger(__name__)

Fetch = Callable[[str], Awaitable[tuple[bytes, int]]]
"""From a picture's address to its content and size in bytes; no content where it is too large."""

FETCH_SECONDS = 10.0


class ZaloOaChannel:
    """One account. Chats are "zo:<user id>", events "zo:<user id>:<message id>".

    account: its id; updates of another account of the same app are left. fetch: gets pictures people send.
    """

    prefix: str = "zo"
    capabilities: Capabilities = ZALO_OA

    def __init__(self, api: ZaloOaApi, clock: Clock, account: str = "", fetch: Fetch | None = None) -> None:
        self.api = api
        self._clock, self._account, self._fetch = clock, account, fetch
        self._seen = SeenPrompts()
        self._left = LeftParts()
        self._order = InOrder()

    async def send(self, letter: Ready) -> Sent | NotSent:
        prefix, _, user_id = letter.chat.partition(":")
        if prefix != self.prefix or not user_id:
            return NotSent(f"no chat of an Official Account: {letter.chat}", retryable=False)
        before = self._left.of(way(letter))
        try:
            data, count = await self._parts(letter, user_id)
        except ZaloError as error:
            return self._not_sent(letter, error, before)
        self._seen.delivered(letter.chat, letter.prompt, _told_at(data))
        return Sent(str(data.get("message_id") or ""), messages=count - before)

    def arrive(self, update: dict[str, Any]) -> Event | None:
        """The event, stamped with time and prompt seen; None where it asks for nothing, or is not for us."""
        event = event_of(update, self._clock.now())
        if event is None:
            return None
        account = account_of(update)
        if self._account and account and account != self._account:
            log.warning("zalo oa: an update of another account was left; see RASOAT_ZALO_OA_ID")
            return None
        return replace(event, seen=self._seen.newest(event.chat, said_at(update)))

    async def take(self, event: Event, update: dict[str, Any], inbox: Inbox) -> None:
        """Hands the event in, its picture fetched; what the same person sends meanwhile waits."""
        async with self._order.of(event.chat):
            await inbox.take(await self.with_picture(event, update))

    async def with_picture(self, event: Event, update: dict[str, Any]) -> Event:
        """The same event with the picture that was sent, where it can be fetched; else without."""
        address = picture_of(update)
        if event.kind != "photo" or not address or self._fetch is None:
            return event
        try:
            async with asyncio.timeout(FETCH_SECONDS):
                content, size = await self._fetch(address)
        except Exception as fault:
            log.warning("zalo oa: a picture was not fetched: %s", kind_and_place(fault))
            return event
        return replace(with_photo(event, content), size=size)

    def gave_up(self, chat: str) -> None:
        self._seen.forget(chat)

    async def close(self) -> None:
        await self.api.close()

    async def _parts(self, letter: Ready, user_id: str) -> tuple[dict[str, Any], int]:
        """Sends what has not left yet; what Zalo told of the last part, and how many parts there are."""
        messages, data = messages_of(letter, self.capabilities), {}
        first = self._left.of(way(letter))
        for number, message in enumerate(messages[first:], start=first + 1):
            data = await self.api.send(user_id, message)
            if number < len(messages):
                self._left.note(way(letter), number)
        self._left.forget(way(letter))
        return data, len(messages)

    def _not_sent(self, letter: Ready, error: ZaloError, before: int) -> NotSent:
        refused, left = refusal(error), self._left.of(way(letter))
        if not refused.retryable:
            self._left.forget(way(letter))
        if meaning(error) == "account":
            log.error("zalo oa: the account may not send: %s; look into its page at Zalo", error)
        return replace(refused, messages=left - before)


def _told_at(data: dict[str, Any]) -> datetime | None:
    """Zalo's time of a message it took, where it tells one."""
    told = data.get("sent_time")
    return moment(int(told)) if isinstance(told, str) and told.isascii() and told.isdigit() else moment(told)
