"""Patience with Telegram: the same work again after growing waits, and the cause said clearly in the log."""

import logging
from collections.abc import Awaitable, Callable

from telegram.error import BadRequest, Conflict, EndPointNotFound, InvalidToken, RetryAfter, TelegramError

from bot.channels.patience import Pause, growing
from bot.channels.redaction import redacted
from bot.channels.telegram_send import refusal

log = logging.getLogger(__name__)


async def patiently(work: Callable[[], Awaitable[None]], pause: Pause) -> None:
    """Does the work, again after 1, 2, 4 … 30 seconds while Telegram cannot be reached or refuses."""
    tries = 0
    while True:
        try:
            return await work()
        except TelegramError as error:
            wait = _wait(error, tries)
            _tell(error, wait)
        tries += 1
        await pause(wait)


def _wait(error: TelegramError, tries: int) -> float:
    asked = refusal(error).retry_after if isinstance(error, RetryAfter) else None
    return asked if asked is not None else growing(tries)


def _tell(error: TelegramError, wait: float) -> None:
    """Says in the log what to do about it, where somebody can do something."""
    words = redacted(str(error))[:200]
    if isinstance(error, Conflict):
        log.error(
            "telegram: another program receives the updates of this bot; stop it, or take another token"
            " (%s); again in %.0f s",
            words,
            wait,
        )
    elif isinstance(error, InvalidToken | EndPointNotFound):
        log.error("telegram: the token is refused; set the right one from @BotFather; again in %.0f s", wait)
    elif isinstance(error, BadRequest):
        log.error("telegram: refused: %s; again in %.0f s", words, wait)
    else:
        log.warning("telegram: not reached: %s; again in %.0f s", words, wait)
