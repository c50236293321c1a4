"""The Zalo Bot Platform as a channel: plain texts out, updates in, which prompt each chat had seen.

No buttons, edits or files there: choices are numbered lines, a changed prompt is sent anew.
At least once: parts of a long letter that left are not sent again by this process when it is tried again.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.channels.capabilities import ZALO_BOT
from bot.channels.hooks import InOrder
from bot.channels.left_parts import LeftParts, way
from bot.channels.render import plain_texts
from bot.channels.seen import SeenPrompts
from bot.channels.zalo_bot_api import BAD_REQUEST, ZaloBotApi, ZaloError, refusal
from bot.channels.zalo_bot_updates import Me, event_of, me_of, moment, picture_of, said_at
from bot.channels.zalo_pictures import ZaloPictures
from bot.dialogue.event import Event
from bot.ports import Capabilities, Clock, Inbox, NotSent, Ready, Sent
from bot.runtime.recordings import words_instead

Voices = Callable[[str], str]
"""Name of a recording's file → the public address of its .aac, "" where there is none."""


class ZaloBotChannel:
    """One bot of the Bot Platform. Chats are "zb:<chat id>", events "zb:<chat id>:<message id>".

    pictures: fetches what people send; without it photos go in without content.
    """

    prefix: str = "zb"
    capabilities: Capabilities = ZALO_BOT

    def __init__(self, api: ZaloBotApi, clock: Clock, pictures: ZaloPictures | None = None) -> None:
        self.api = api
        self._clock, self._pictures = clock, pictures
        self._me = Me()
        self._seen = SeenPrompts()
        self._left = LeftParts()
        self._order = InOrder()
        self._voices: Voices | None = None

    def play(self, voices: Voices) -> None:
        """From now on recordings are sent as addresses: voices gives that of a file, "" where it has none."""
        self._voices = voices
        self.capabilities = replace(ZALO_BOT, audio=True)

    async def prepare(self) -> None:
        """Asks Zalo who the bot is. A ZaloError: try again later."""
        self._me = me_of(await self.api.call("getMe"))

    async def send(self, letter: Ready) -> Sent | NotSent:
        prefix, _, chat_id = letter.chat.partition(":")
        if prefix != self.prefix or not chat_id:
            return NotSent(f"no chat of Zalo's Bot Platform: {letter.chat}", retryable=False)
        before = self._left.of(way(letter))
        try:
            result, count = await self._parts(letter, chat_id)
        except ZaloError as error:
            refused, left = refusal(error), self._left.of(way(letter))
            if not refused.retryable:
                self._left.forget(way(letter))
            return replace(refused, messages=left - before)
        self._seen.delivered(letter.chat, letter.prompt, moment(result.get("date")))
        return Sent(str(result.get("message_id", "")), messages=count - before)

    def arrive(self, update: dict[str, Any]) -> Event | None:
        """The event, stamped with time and prompt seen; None where nobody said anything."""
        event = event_of(update, self._me, self._clock.now())
        return None if event is None else replace(event, seen=self._newest(event, said_at(update)))

    async def take(self, event: Event, update: dict[str, Any], inbox: Inbox) -> None:
        """Hands the event in, its picture fetched; what the same person sends meanwhile waits."""
        async with self._order.of(event.chat):
            await inbox.take(await self.with_picture(event, update))

    async def with_picture(self, event: Event, update: dict[str, Any]) -> Event:
        """The same event with the picture that was sent, where it can be fetched in time; else without."""
        address = picture_of(update)
        if event.kind != "photo" or not address or self._pictures is None:
            return event
        return await self._pictures.fill(event, address)

    def gave_up(self, chat: str) -> None:
        self._seen.forget(chat)

    async def close(self) -> None:
        if self._pictures is not None:
            await self._pictures.close()
        await self.api.close()

    def _newest(self, event: Event, said: datetime | None) -> int | None:
        return self._seen.newest(event.chat, said)

    async def _parts(self, letter: Ready, chat_id: str) -> tuple[dict[str, Any], int]:
        """Sends what has not left yet; the answer to the last part, and how many parts there are."""
        spoken = await self._spoken(letter, chat_id) if letter.audio else None
        if spoken is not None:
            return spoken, 1
        letter = words_instead(letter)
        texts = [text for text in plain_texts(letter, self.capabilities) if text.strip()]
        first, result = self._left.of(way(letter)), None
        for number, text in enumerate(texts[first:], start=first + 1):
            result = await self.api.call("sendMessage", chat_id=chat_id, text=text)
            if number < len(texts):
                self._left.note(way(letter), number)
        self._left.forget(way(letter))
        return (result if isinstance(result, dict) else {}), len(texts)

    async def _spoken(self, letter: Ready, chat_id: str) -> dict[str, Any] | None:
        """The recording sent by its address; None where there is no address, or Zalo does not take it."""
        address = self._voices(letter.file_name) if self._voices else ""
        if not address:
            return None
        try:
            result = await self.api.call("sendVoice", chat_id=chat_id, voice_url=address)
        except ZaloError as error:
            if error.code != BAD_REQUEST:
                raise
            return None
        return result if isinstance(result, dict) else {}
