"""Telegram's webhook: a Starlette route that answers 200 only when the update is on disk."""

import asyncio
import logging
import re

import orjson
from starlette.routing import Route
from telegram.error import BadRequest

from bot.channels.hooks import secret_route
from bot.channels.patience import Pause
from bot.channels.redaction import redacted
from bot.channels.telegram import Commands, TelegramChannel
from bot.channels.telegram_patience import patiently
from bot.channels.telegram_updates import ALLOWED, read_update
from bot.errors import ConfigError
from bot.ports import Inbox

log = logging.getLogger(__name__)

_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")


def telegram_route(channel: TelegramChannel, inbox: Inbox, secret: str, path: str = "/telegram") -> Route:
    """The route to mount. secret: 16 to 256 letters, digits, "_" or "-"; Telegram sends it with each call.

    A fault of ours becomes 500, and Telegram tries again.
    """
    _checked(secret)
    return secret_route(path, _HEADER, secret, lambda body: _take(channel, inbox, body))


async def register_webhook(
    channel: TelegramChannel,
    url: str,
    secret: str,
    commands: Commands = (),
    *,
    pause: Pause = asyncio.sleep,
) -> None:
    """Tells Telegram where to post, as often as it takes until it is reached.

    url: https, with the path of the route. A ConfigError where Telegram refuses the address.
    """
    _checked(secret)

    async def register() -> None:
        await channel.prepare(commands)
        try:
            await channel.bot.set_webhook(url, secret_token=secret, allowed_updates=ALLOWED)
        except BadRequest as error:
            raise ConfigError(
                f"Telegram refuses the webhook: {redacted(str(error))}",
                where="telegram webhook address",
                remedy="give a public https address on port 443, 80, 88 or 8443",
            ) from error

    await patiently(register, pause)


def _checked(secret: str) -> None:
    if not _SECRET.fullmatch(secret):
        raise ConfigError(
            "The webhook secret is not one Telegram takes",
            where="telegram webhook secret",
            remedy="use 16 to 256 letters, digits, _ or -",
        )


async def _take(channel: TelegramChannel, inbox: Inbox, body: bytes) -> int:
    """The HTTP status. What the library cannot read is left with 200: repeating it would help nobody."""
    try:
        data = orjson.loads(body)
        update = read_update(data, channel.bot)
    except ValueError:
        return 400
    if update is None:
        log.error("telegram: update %d could not be read and was left", data["update_id"])
        return 200
    for arrival in channel.arrive([update]):
        await channel.take(arrival, inbox)
    return 200
