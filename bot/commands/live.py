"""`rasoat run`: the bot on Telegram, by long polling or webhook; stops cleanly on SIGTERM."""

import asyncio
import contextlib
import logging
import signal

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_bot import guard_logs, make_bot
from bot.channels.telegram_poll import poll
from bot.channels.telegram_webhook import register_webhook, telegram_route
from bot.commands.opening import application, keys_of, opened_store
from bot.config import Settings
from bot.errors import ConfigError
from bot.runtime.application import Application
from bot.runtime.clock import SystemClock
from bot.runtime.control import listening
from bot.runtime.sweeps import sweeping
from locales import translate

log = logging.getLogger(__name__)

COMMANDS = ("menu", "help", "language", "cancel")


def telegram_commands() -> list[tuple[str, str]]:
    """The menu Telegram hangs beside the text field."""
    return [(name, translate("vi", f"telegram.command.{name}", {})) for name in COMMANDS]


def telegram_channel(settings: Settings) -> TelegramChannel:
    """The channel of the settings' bot. ConfigError where there is no token."""
    if settings.telegram_token is None:
        raise ConfigError("no bot token", where="RASOAT_TELEGRAM_TOKEN", remedy="run: rasoat init")
    bot = make_bot(
        settings.telegram_token.get_secret_value(),
        base_url=settings.telegram_base_url,
        base_file_url=settings.telegram_file_url,
        proxy=settings.telegram_proxy,
    )
    return TelegramChannel(bot, SystemClock())


async def live(settings: Settings) -> None:
    """Until SIGTERM or SIGINT: what was acknowledged is stored, what is queued is sent after a restart."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, stopping.set)
    async with opened_store(settings.store_path, keys_of(settings)) as store:
        app = application(store, SystemClock(), settings.round_id)
        channel = telegram_channel(settings)
        await app.open([channel])
        app.start()
        async with listening(app, settings.store_path.with_suffix(".sock")):
            with sweeping(app):
                await _receive(settings, app, channel, stopping)
        await app.stop()


async def _receive(
    settings: Settings, app: Application, channel: TelegramChannel, stopping: asyncio.Event
) -> None:
    work = (
        _webhook(settings, app, channel) if settings.webhook_url else poll(channel, app, telegram_commands())
    )
    receiving = asyncio.create_task(work)
    stop = asyncio.create_task(stopping.wait())
    log.info("running: %s", "webhook" if settings.webhook_url else "long polling")
    await asyncio.wait({receiving, stop}, return_when=asyncio.FIRST_COMPLETED)
    stop.cancel()
    if receiving.done():
        await receiving  # a fault ends the process with its words
    receiving.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await receiving
    log.info("stopped")


async def _webhook(settings: Settings, app: Application, channel: TelegramChannel) -> None:
    """One ASGI application: Telegram's webhook and health."""
    if settings.webhook_secret is None:
        raise ConfigError("no webhook secret", where="RASOAT_WEBHOOK_SECRET", remedy="run: rasoat init")
    secret = settings.webhook_secret.get_secret_value()
    path = "/" + settings.webhook_url.split("://", 1)[-1].partition("/")[2]

    async def health(_request: Request) -> JSONResponse:
        return JSONResponse({"ok": True})

    web = Starlette(routes=[telegram_route(channel, app, secret, path), Route("/health", health)])
    config = uvicorn.Config(
        web, host=settings.listen_host, port=settings.listen_port, log_level="warning", access_log=False
    )
    server = uvicorn.Server(config)
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    await register_webhook(channel, settings.webhook_url, secret, telegram_commands())
    await server.serve()


def run(settings: Settings) -> int:
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    guard_logs()
    asyncio.run(live(settings))
    return 0
