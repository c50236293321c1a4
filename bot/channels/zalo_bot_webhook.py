"""The Bot Platform's webhook: a Starlette route that answers 200 only when the update is on disk."""

import asyncio
import logging
import re

import orjson
from starlette.routing import Route

from bot.channels.hooks import secret_route
from bot.channels.patience import Pause
from bot.channels.zalo_bot import ZaloBotChannel
from bot.channels.zalo_bot_api import ZaloError
from bot.channels.zalo_bot_patience import once_reached
from bot.channels.zalo_bot_updates import bare
from bot.errors import ConfigError
from bot.ports import Inbox

log = logging.getLogger(__name__)

_HEADER = "X-Bot-Api-Secret-Token"
_SECRET = re.compile(r"[!-~]{16,256}")


def zalo_bot_route(channel: ZaloBotChannel, inbox: Inbox, secret: str, path: str = "/zalo-bot") -> Route:
    """The route to mount. secret: 16 to 256 ASCII characters without spaces; Zalo sends it with each post.

    A fault of ours becomes 500.
    """
    _checked(secret)
    return secret_route(path, _HEADER, secret, lambda body: _take(channel, inbox, body))


async def register_webhook(
    channel: ZaloBotChannel, url: str, secret: str, *, pause: Pause = asyncio.sleep
) -> None:
    """Tells Zalo where to post, as often as it takes until it is reached.

    url: https, with the path of the route. A ConfigError where Zalo refuses the address.
    """
    _checked(secret)

    async def register() -> None:
        await channel.prepare()
        try:
            await channel.api.call("setWebhook", url=url, secret_token=secret)
        except ZaloError as error:
            if error.code != 400:
                raise
            raise ConfigError(
                f"Zalo refuses the webhook: {error.words}",
                where="RASOAT_ZALO_WEBHOOK_URL",
                remedy="give a public https address with its path",
            ) from error

    await once_reached(register, pause)


def _checked(secret: str) -> None:
    if not _SECRET.fullmatch(secret):
        raise ConfigError(
            "the webhook's secret is not one Zalo takes",
            where="RASOAT_ZALO_WEBHOOK_SECRET",
            remedy="use 16 to 256 letters, digits or signs, without spaces",
        )


async def _take(channel: ZaloBotChannel, inbox: Inbox, body: bytes) -> int:
    """The HTTP status."""
    try:
        data = orjson.loads(body)
    except ValueError:
        return 400
    try:
        update = bare(data)
    except ValueError:  # perhaps of a kind that is still to come: repeating it would help nobody
        log.error("zalo: an update could not be read and was left")
        return 200
    event = channel.arrive(update)
    if event is not None:
        await channel.take(event, update, inbox)
    elif not isinstance(update.get("message"), dict):  # nobody to answer: Zalo hides even who it was
        log.warning("zalo: an update without a message was left")
    return 200
