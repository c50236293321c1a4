"""`rasoat run`: the bot on Telegram, by long polling or webhook; stops cleanly on SIGTERM."""

import asyncio
import contextlib
import logging
import signal
from collections.abc import Coroutine
from typing import Any

from bot.channels.redaction import guard_logs
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_bot import make_bot
from bot.channels.telegram_poll import poll
from bot.commands.live_webhook import receive_webhook
from bot.commands.opening import application, door_of, keys_of, opened_store
from bot.config import Settings
from bot.errors import ConfigError
from bot.handlers.round_view import warnings_text
from bot.runtime.application import Application
from bot.runtime.clock import SystemClock
from bot.runtime.control import listening
from bot.runtime.sweeps import sweeping
from locales import translate

log = logging.getLogger(__name__)

COMMANDS = ("menu", "help", "language", "cancel")
SENDING_SECONDS = 2.5
"""What letters under way are left at the stop; those that do not make it are sent after the restart."""
CLOSING_SECONDS = 0.5
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


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
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, stopping.set)
    channel = telegram_channel(settings)
    async with opened_store(settings.store_path, keys_of(settings)) as store:
        app = application(store, SystemClock(), settings.round_id, settings.thresholds())
        await app.open([channel])
        await _warn_of_round(app)
        app.start()
        try:
            async with listening(app, door_of(settings)):
                with sweeping(app):
                    await _until(stopping, _receive(settings, app, channel))
        finally:
            await _stop(app, channel)
    log.info("stopped")


async def _warn_of_round(app: Application) -> None:
    """What should be looked at in the running round: dates, standard, document. Never a refusal."""
    plan = (await app.place()).round
    for words in warnings_text(translate, "vi", plan).splitlines():
        log.warning("%s: %s", plan.id, words)


async def _receive(settings: Settings, app: Application, channel: TelegramChannel) -> None:
    log.info("running: %s", "webhook" if settings.webhook_url else "long polling")
    if settings.webhook_url:
        await receive_webhook(settings, app, channel, telegram_commands())
    else:
        await poll(channel, app, telegram_commands())


async def _until(stopping: asyncio.Event, work: Coroutine[Any, Any, None]) -> None:
    """Works until told to stop; a fault of the work comes out of here."""
    working, stop = asyncio.create_task(work), asyncio.create_task(stopping.wait())
    await asyncio.wait({working, stop}, return_when=asyncio.FIRST_COMPLETED)
    stop.cancel()
    working.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await working


async def _stop(app: Application, channel: TelegramChannel) -> None:
    try:
        async with asyncio.timeout(SENDING_SECONDS):
            await app.stop()
    except TimeoutError:
        log.warning("some letters were still being sent: they are sent again after the restart")
    await channel.close(CLOSING_SECONDS)


def run(settings: Settings) -> int:
    """0 after a clean stop. ConfigError where a setting is missing or wrong."""
    if settings.log_level not in LEVELS:
        raise ConfigError("no log level", where="RASOAT_LOG_LEVEL", remedy=f"use one of {', '.join(LEVELS)}")
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    guard_logs()
    asyncio.run(live(settings))
    return 0
