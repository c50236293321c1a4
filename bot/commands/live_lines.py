"""The platforms as `rasoat run` uses them: one line each, there where the settings name its bot."""

from collections.abc import Coroutine, Sequence
from functools import partial
from typing import Any, Protocol

from pydantic import SecretStr
from starlette.routing import Route

from bot.channels import telegram_poll, telegram_webhook, zalo_bot_poll, zalo_bot_webhook
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_bot import make_bot
from bot.channels.zalo_bot import ZaloBotChannel
from bot.channels.zalo_bot_api import ZaloBotApi
from bot.channels.zalo_pictures import ZaloPictures
from bot.commands.live_zalo_oa import ZaloOaLine
from bot.config import Settings
from bot.errors import ConfigError
from bot.ports import Channel, Inbox
from bot.runtime.clock import SystemClock
from bot.runtime.recordings import Shelf, voice_address
from locales import translate

COMMANDS = ("menu", "help", "language", "cancel")


class Line(Protocol):
    """One platform. hooked: it posts to our webhook; else it is asked by long polling."""

    name: str

    @property
    def channel(self) -> Channel: ...
    @property
    def hooked(self) -> bool: ...
    def route(self, inbox: Inbox) -> Route: ...
    def register(self) -> Coroutine[Any, Any, None]: ...
    def poll(self, inbox: Inbox) -> Coroutine[Any, Any, None]: ...
    async def close(self, patience: float) -> None: ...


def lines_of(settings: Settings) -> list[Line]:
    """A line for each bot with a token. ConfigError where there is none at all, or a secret is missing."""
    lines: list[Line] = []
    if settings.telegram_token:  # an empty one is none
        lines.append(TelegramLine(settings, settings.telegram_token))
    if settings.zalo_bot_token:
        lines.append(ZaloBotLine(settings, settings.zalo_bot_token))
    if settings.zalo_oa_app_id:
        lines.append(ZaloOaLine(settings, path_of(settings.zalo_oa_webhook_url)))
    if not lines:
        names = "RASOAT_TELEGRAM_TOKEN, RASOAT_ZALO_BOT_TOKEN, RASOAT_ZALO_OA_APP_ID"
        raise ConfigError("no bot token", where=names, remedy="set one of them; see: rasoat init")
    return lines


def let_play(lines: Sequence[Line], shelf: Shelf, public_url: str) -> None:
    """Zalo's Bot Platform fetches recordings at our public address; without one the words are sent."""
    for line in lines:
        if public_url and isinstance(line.channel, ZaloBotChannel):
            line.channel.play(partial(voice_address, public_url, shelf))


def path_of(url: str) -> str:
    """The path of an address: "/telegram" of "https://x.vn/telegram"."""
    return "/" + url.partition("://")[2].partition("/")[2]


def telegram_commands() -> list[tuple[str, str]]:
    """The menu Telegram hangs beside the text field."""
    return [(name, translate("vi", f"telegram.command.{name}", {})) for name in COMMANDS]


class TelegramLine:
    """A bot on Telegram."""

    name = "telegram"

    def __init__(self, settings: Settings, token: SecretStr) -> None:
        bot = make_bot(
            token.get_secret_value(),
            base_url=settings.telegram_base_url,
            base_file_url=settings.telegram_file_url,
            proxy=settings.telegram_proxy,
        )
        self.channel = TelegramChannel(bot, SystemClock())
        self.hooked = bool(settings.webhook_url)
        self._url = settings.webhook_url
        self._secret = _secret(settings.webhook_secret, "RASOAT_WEBHOOK_SECRET") if self.hooked else ""

    def route(self, inbox: Inbox) -> Route:
        return telegram_webhook.telegram_route(self.channel, inbox, self._secret, path_of(self._url))

    async def register(self) -> None:
        await telegram_webhook.register_webhook(self.channel, self._url, self._secret, telegram_commands())

    async def poll(self, inbox: Inbox) -> None:
        await telegram_poll.poll(self.channel, inbox, telegram_commands())

    async def close(self, patience: float) -> None:
        await self.channel.close(patience)


class ZaloBotLine:
    """A bot of Zalo's Bot Platform."""

    name = "zalo bot"

    def __init__(self, settings: Settings, token: SecretStr) -> None:
        api = ZaloBotApi(
            token.get_secret_value(), base_url=settings.zalo_bot_base_url, proxy=settings.zalo_proxy
        )
        pictures = ZaloPictures(settings.picture_hosts(), proxy=settings.zalo_proxy)
        self.channel = ZaloBotChannel(api, SystemClock(), pictures)
        self.hooked = bool(settings.zalo_webhook_url)
        self._url = settings.zalo_webhook_url
        self._secret = (
            _secret(settings.zalo_webhook_secret, "RASOAT_ZALO_WEBHOOK_SECRET") if self.hooked else ""
        )

    def route(self, inbox: Inbox) -> Route:
        return zalo_bot_webhook.zalo_bot_route(self.channel, inbox, self._secret, path_of(self._url))

    async def register(self) -> None:
        await zalo_bot_webhook.register_webhook(self.channel, self._url, self._secret)

    async def poll(self, inbox: Inbox) -> None:
        await zalo_bot_poll.poll(self.channel, inbox)

    async def close(self, patience: float) -> None:
        await self.channel.close()


def _secret(given: SecretStr | None, name: str) -> str:
    if given is None:
        raise ConfigError("no webhook secret", where=name, remedy="run: rasoat init")
    return given.get_secret_value()
