"""The webhook's server within `rasoat run`: Telegram's posts and a health page, stopped with the bot."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.channels.telegram import Commands, TelegramChannel
from bot.channels.telegram_webhook import register_webhook, telegram_route
from bot.config import Settings
from bot.errors import ConfigError
from bot.runtime.application import Application

GRACE_SECONDS = 1
"""What a post under way is left to end with; Telegram sends again what was not answered."""


class HookServer(uvicorn.Server):
    """uvicorn that leaves the signals of the process to `rasoat run`."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def receive_webhook(
    settings: Settings, app: Application, channel: TelegramChannel, commands: Commands
) -> None:
    """Listens, tells Telegram where, and serves until cancelled; then the posts under way may end."""
    if settings.webhook_secret is None:
        raise ConfigError("no webhook secret", where="RASOAT_WEBHOOK_SECRET", remedy="run: rasoat init")
    secret = settings.webhook_secret.get_secret_value()
    path = "/" + settings.webhook_url.partition("://")[2].partition("/")[2]
    web = Starlette(routes=[telegram_route(channel, app, secret, path), Route("/health", _health)])
    config = uvicorn.Config(
        web,
        log_level="warning",
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    server = HookServer(config)
    serving = asyncio.create_task(server.serve(sockets=[_bound(settings)]))
    try:
        await register_webhook(channel, settings.webhook_url, secret, commands)
        await asyncio.shield(serving)
    finally:
        server.should_exit = True
        await serving


async def _health(_request: Request) -> JSONResponse:
    return JSONResponse({"ok": True})


def _bound(settings: Settings) -> socket.socket:
    """ConfigError where the port is taken: uvicorn itself would end the process without a word of ours."""
    where = (settings.listen_host, settings.listen_port)
    try:
        return socket.create_server(where, family=_family(settings.listen_host), backlog=128)
    except OSError as fault:
        raise ConfigError(
            f"the port cannot be listened on ({fault.strerror})",
            where=f"{settings.listen_host}:{settings.listen_port}",
            remedy="set RASOAT_LISTEN_PORT to a free one",
        ) from fault


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
