"""`rasoat run`: the bot on every platform that has settings; stops cleanly on SIGTERM."""

import asyncio
import contextlib
import logging
import signal
from collections.abc import Coroutine, Sequence
from typing import Any

from bot.channels.redaction import guard_logs
from bot.commands.live_lines import Line, let_play, lines_of
from bot.commands.live_webhook import receive_webhooks
from bot.commands.live_zalo_oa import ZaloOaLine
from bot.commands.opening import application, door_of, keys_of, opened_store, shelf_of
from bot.config import Settings
from bot.errors import ConfigError
from bot.handlers.round_view import warnings_text
from bot.runtime.application import Application
from bot.runtime.clock import SystemClock
from bot.runtime.control import listening
from bot.runtime.sweeps import sweeping
from locales import translate

log = logging.getLogger(__name__)

SENDING_SECONDS = 2.5
"""What letters under way are left at the stop; those that do not make it are sent after the restart."""
CLOSING_SECONDS = 0.5
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


async def live(settings: Settings) -> None:
    """Until SIGTERM or SIGINT: what was acknowledged is stored, what is queued is sent after a restart."""
    stopping = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, stopping.set)
    lines = lines_of(settings)
    async with opened_store(settings.store_path, keys_of(settings)) as store:
        shelf = shelf_of(settings, SystemClock())
        let_play(lines, shelf, settings.public_url)
        app = application(
            store,
            SystemClock(),
            settings.round_id,
            settings.thresholds(),
            shelf,
            settings.door(),
            settings.tariffs(),
            settings.evidence,
            settings.reminders,
        )
        await app.open([line.channel for line in lines])
        watches = [line.watch(app) for line in lines if isinstance(line, ZaloOaLine)]
        await _warn_of_round(app)
        app.start()
        try:
            async with listening(app, door_of(settings)):
                with sweeping(app, watches):
                    await _until(stopping, _receive(settings, app, lines))
        finally:
            await _stop(app, lines)
    log.info("stopped")


async def _warn_of_round(app: Application) -> None:
    """What should be looked at in the running round: dates, standard, document. Never a refusal."""
    plan = (await app.place()).round
    for words in warnings_text(translate, "vi", plan).splitlines():
        log.warning("%s: %s", plan.id, words)


async def _receive(settings: Settings, app: Application, lines: Sequence[Line]) -> None:
    """Every line side by side; the first fault of one ends them all."""
    for line in lines:
        log.info("running: %s (%s)", "webhook" if line.hooked else "long polling", line.name)
    hooked = [line for line in lines if line.hooked]
    works = [line.poll(app) for line in lines if not line.hooked]
    if hooked or app.links is not None:
        works.append(receive_webhooks(settings, app, hooked))
    tasks = [asyncio.create_task(work) for work in works]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
        for task in tasks:
            if task.done():
                task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _until(stopping: asyncio.Event, work: Coroutine[Any, Any, None]) -> None:
    """Works until told to stop; a fault of the work comes out of here."""
    working, stop = asyncio.create_task(work), asyncio.create_task(stopping.wait())
    await asyncio.wait({working, stop}, return_when=asyncio.FIRST_COMPLETED)
    stop.cancel()
    working.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await working


async def _stop(app: Application, lines: Sequence[Line]) -> None:
    await asyncio.gather(*(line.settle() for line in lines if isinstance(line, ZaloOaLine)))
    try:
        async with asyncio.timeout(SENDING_SECONDS):
            await app.stop()
    except TimeoutError:
        log.warning("some letters were still being sent: they are sent again after the restart")
    for line in lines:
        await line.close(CLOSING_SECONDS)


def run(settings: Settings) -> int:
    """0 after a clean stop. ConfigError where a setting is missing or wrong."""
    if settings.log_level not in LEVELS:
        raise ConfigError("no log level", where="RASOAT_LOG_LEVEL", remedy=f"use one of {', '.join(LEVELS)}")
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    guard_logs()
    asyncio.run(live(settings))
    return 0
