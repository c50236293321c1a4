"""Letters to Telegram: parts and their keyboards, edits in place, and what each refusal means.

At least once: parts of a long letter that left are not sent again by this process when the letter is
tried again; after a restart, or where Telegram took a part but its answer was lost, they are.
"""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputFile, LinkPreviewOptions, Message
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.channels.capabilities import TELEGRAM
from bot.channels.left_parts import LeftParts, way
from bot.channels.redaction import redacted
from bot.channels.render import Rows, label, split_text, units
from bot.ports import NotSent, Ready, Sent

log = logging.getLogger(__name__)

TEXT_LIMIT = TELEGRAM.text_limit
CAPTION_LIMIT = 1024
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_GONE = ("chat not found", "user not found", "is deactivated", "was deactivated")
_HOPELESS = ("request entity too large",)  # python-telegram-bot tells it as a network error


@dataclass(frozen=True, slots=True)
class Part:
    """One call: a text, or a file with the text as its caption.

    rows: only on the last part. audio: the file is to be played.
    """

    text: str
    rows: Rows = ()
    file: bytes | None = None
    file_name: str = ""
    audio: bool = False


@dataclass(frozen=True, slots=True)
class Delivery:
    """external: id of the last part; at: Telegram's time of it, None where it did not say."""

    external: str
    at: datetime | None


def parts_of(letter: Ready) -> tuple[Part, ...]:
    """The calls a letter needs. A caption too long becomes texts before the file."""
    if letter.file is not None and units(letter.text) <= CAPTION_LIMIT:
        return (Part(letter.text, letter.rows, letter.file, letter.file_name, letter.audio),)
    texts = split_text(letter.text, TEXT_LIMIT)
    if letter.file is not None:
        return (*map(Part, texts), Part("", letter.rows, letter.file, letter.file_name, letter.audio))
    return (*map(Part, texts[:-1]), Part(texts[-1], letter.rows))


def keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    """Buttons as Telegram draws them; the id of each comes back as callback data (at most 64 bytes)."""
    if not rows:
        return None
    drawn = [[InlineKeyboardButton(label(button), callback_data=button.id) for button in row] for row in rows]
    return InlineKeyboardMarkup(drawn)


def refusal(error: TelegramError) -> NotSent:
    """What an error means for the outbox. A refused token is retryable: the letter is not to blame."""
    words = redacted(str(error))[:200]
    said = words.casefold()
    if isinstance(error, RetryAfter):
        return NotSent(words, retryable=True, retry_after=_seconds(error))
    if isinstance(error, Forbidden) or (
        isinstance(error, BadRequest) and any(sign in said for sign in _GONE)
    ):
        return NotSent(words, retryable=False, gone=True)
    hopeless = isinstance(error, BadRequest | ChatMigrated) or any(sign in said for sign in _HOPELESS)
    return NotSent(words, retryable=not hopeless and isinstance(error, NetworkError | InvalidToken))


def _seconds(error: RetryAfter) -> float:
    """The library answers with a number or a timedelta, by a setting of the environment."""
    asked = error.retry_after
    return asked.total_seconds() if isinstance(asked, timedelta) else float(asked)


class Sender:
    """Sends letters through one bot and remembers which parts of an unfinished letter have left."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._left = LeftParts()

    async def deliver(self, letter: Ready, chat_id: int) -> Delivery | NotSent:
        """Edits in place where it can, else sends anew. Never raises for a refusal."""
        parts = parts_of(letter)
        try:
            if letter.edit and len(parts) == 1 and letter.file is None:
                edited = await self._edited(letter.edit, chat_id, parts[0])
                if edited is not None:
                    return edited
            return await self._sent(way(letter), chat_id, parts)
        except TelegramError as error:
            refused = refusal(error)
            if not refused.retryable:
                self._left.forget(way(letter))
            return refused

    async def _sent(self, name: str, chat_id: int, parts: tuple[Part, ...]) -> Delivery:
        first = self._left.of(name)
        for number, part in enumerate(parts[first:], start=first + 1):
            message = await self._call(part)(chat_id, part)
            if number < len(parts):
                self._left.note(name, number)
        self._left.forget(name)
        return Delivery(str(message.message_id), message.date)

    def _call(self, part: Part) -> Callable[[int, Part], Awaitable[Message]]:
        if part.file is None:
            return self._text
        kind = part.file_name.rpartition(".")[2] if part.audio else ""
        return {"ogg": self._voice, "mp3": self._audio, "m4a": self._audio}.get(kind, self._document)

    async def _text(self, chat_id: int, part: Part) -> Message:
        return await self._bot.send_message(
            chat_id, part.text, reply_markup=keyboard(part.rows), link_preview_options=_NO_PREVIEW
        )

    async def _document(self, chat_id: int, part: Part) -> Message:
        return await self._bot.send_document(
            chat_id,
            _input(part),
            caption=part.text or None,
            reply_markup=keyboard(part.rows),
        )

    async def _voice(self, chat_id: int, part: Part) -> Message:
        """A voice message: Telegram takes .ogg with Opus in it for one."""
        return await self._bot.send_voice(
            chat_id, _input(part), caption=part.text or None, reply_markup=keyboard(part.rows)
        )

    async def _audio(self, chat_id: int, part: Part) -> Message:
        """Played in the chat, too: .mp3 and .m4a."""
        return await self._bot.send_audio(
            chat_id, _input(part), caption=part.text or None, reply_markup=keyboard(part.rows)
        )

    async def _edited(self, external: str, chat_id: int, part: Part) -> Delivery | None:
        """None where the old message cannot carry it (gone, too old, a file): it is sent anew then."""
        try:
            answer = await self._bot.edit_message_text(
                part.text,
                chat_id=chat_id,
                message_id=int(external),
                reply_markup=keyboard(part.rows),
                link_preview_options=_NO_PREVIEW,
            )
        except BadRequest as error:
            if "not modified" in str(error).casefold():
                return Delivery(external, None)
            if refusal(error).gone:
                raise
            log.info("telegram: message %s cannot be edited, sent anew: %s", external, redacted(str(error)))
            return None
        at = (answer.edit_date or answer.date) if isinstance(answer, Message) else None
        return Delivery(external, at)


def _input(part: Part) -> InputFile:
    return InputFile(part.file or b"", filename=part.file_name or None)


def outcome(delivery: Delivery | NotSent) -> Sent | NotSent:
    """The answer in the outbox's words."""
    return Sent(delivery.external) if isinstance(delivery, Delivery) else delivery
