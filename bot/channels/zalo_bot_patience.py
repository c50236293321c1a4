"""Patience with the Bot Platform: the same work again after growing waits, and the cause said in the log."""

import logging
from collections.abc import Awaitable, Callable

from bot.channels.patience import Pause, growing
from bot.channels.zalo_bot_api import NOT_REACHED, REFUSED_TOKEN, TOO_MANY, ZaloError

log = logging.getLogger(__name__)


async def once_reached(work: Callable[[], Awaitable[None]], pause: Pause) -> None:
    """Does the work, again after 1, 2, 4 … 30 seconds while Zalo cannot be reached or refuses."""
    tries = 0
    while True:
        try:
            return await work()
        except ZaloError as error:
            wait = growing(tries)
            tell(error, wait)
        tries += 1
        await pause(wait)


def tell(error: ZaloError, wait: float) -> None:
    """Says in the log what to do about it, where somebody can do something."""
    if error.code == REFUSED_TOKEN:
        log.error("zalo: the token is refused; set the right one of the bot; again in %.0f s", wait)
    elif error.code == TOO_MANY:
        log.warning("zalo: too many calls, or the month's messages are used up; again in %.0f s", wait)
    elif error.code == NOT_REACHED or error.code >= 500:
        log.warning("zalo: not reached: %s; again in %.0f s", error, wait)
    else:
        log.error("zalo: refused: %s; again in %.0f s", error, wait)
