"""Files sent on Telegram: fetched before their event goes in, within a size, a time and a few tries."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from telegram import Bot, PhotoSize, Update
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.channels.patience import Pause, growing
from bot.channels.redaction import redacted
from bot.channels.telegram_send import refusal
from bot.dialogue.event import MOST_FILE_BYTES, Event, with_file, with_photo

log = logging.getLogger(__name__)

FETCH_SECONDS = 25.0
"""What one file may take in all: Telegram waits about a minute for a webhook's answer."""
TRIES = 4
AT_ONCE = 4
"""Files fetched at the same time; others wait, so that many large ones do not fill the memory."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A document or photo, not fetched yet. size: bytes as Telegram says, 0 where it does not."""

    file_id: str
    name: str
    size: int


def attached(update: Update) -> Attached | None:
    """The document or photo somebody sent the bot in a private chat. Films and sounds are never fetched."""
    message = update.message
    if message is None or message.chat.type != ChatType.PRIVATE:
        return None
    if message.photo:
        return _largest(message.photo)
    document = message.document
    if document is None:
        return None
    return Attached(document.file_id, document.file_name or "", document.file_size or 0)


def _largest(sizes: Sequence[PhotoSize]) -> Attached:
    """Telegram sends a photo in several sizes, the smallest first: the largest that is not too large."""
    allowed = [one for one in sizes if (one.file_size or 0) <= MOST_FILE_BYTES]
    best = max(allowed or sizes[:1], key=lambda one: one.width * one.height)
    return Attached(best.file_id, "", best.file_size or 0)


class Fetcher:
    """Gets files through one bot."""

    def __init__(self, bot: Bot, pause: Pause) -> None:
        self._bot, self._pause = bot, pause
        self._hands = asyncio.Semaphore(AT_ONCE)

    async def fill(self, event: Event, document: Attached) -> Event:
        """The event with the file's content; without it where it is too large or was not to be had."""
        named = replace(event, file_name=document.name)
        if document.size > MOST_FILE_BYTES:
            return named
        async with self._hands:
            content = await self._patiently(document)
        if content is None:
            return named
        is_photo = event.kind == "photo"
        return with_photo(named, content) if is_photo else with_file(named, document.name, content)

    async def _patiently(self, document: Attached) -> bytes | None:
        try:
            async with asyncio.timeout(FETCH_SECONDS):
                return await self._tried(document)
        except TimeoutError:
            log.warning("telegram: a file was not fetched within %.0f s", FETCH_SECONDS)
            return None

    async def _tried(self, document: Attached) -> bytes | None:
        """Asked for anew each time: the path Telegram gives is good for an hour only."""
        for tries in range(TRIES):
            try:
                return await self._fetched(document)
            except TelegramError as error:
                refused = refusal(error)
                log.warning("telegram: a file was not fetched: %s", redacted(str(error))[:200])
            if not refused.retryable:
                return None
            if tries + 1 < TRIES:
                await self._pause(refused.retry_after or growing(tries))
        return None

    async def _fetched(self, document: Attached) -> bytes | None:
        file = await self._bot.get_file(document.file_id)
        if not file.file_path or (file.file_size or 0) > MOST_FILE_BYTES:
            return None
        return bytes(await file.download_as_bytearray())
