"""The web server in `rasoat run`: posts of every platform, papers as links, a health page."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator, Sequence

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.commands.live_lines import Line
from bot.commands.public_routes import check_clear, public_routes
from bot.config import Settings
from bot.errors import ConfigError
from bot.runtime.application import Application

GRACE_SECONDS = 1
"""What a post under way is left to end with."""


class HookServer(uvicorn.Server):
    """uvicorn that leaves the signals of the process to `rasoat run`."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def receive_webhooks(settings: Settings, app: Application, lines: Sequence[Line]) -> None:
    """Listens, tells each platform where, and serves until cancelled; then the posts under way may end.

    Nothing of an address is logged: those of papers hold what opens them.
    """
    web = Starlette(routes=[*_routes(app, lines), *public_routes(app), Route("/health", _health)])
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
        await asyncio.gather(*(line.register() for line in lines))
        await asyncio.shield(serving)
    finally:
        server.should_exit = True
        await serving


def _routes(app: Application, lines: Sequence[Line]) -> list[Route]:
    """One path a platform. ConfigError where two would share one, or take the health page's."""
    routes = [line.route(app) for line in lines]
    paths = [route.path for route in routes] + ["/health"]
    if len(set(paths)) < len(paths):
        raise ConfigError(
            "two webhooks have the same path",
            where="RASOAT_WEBHOOK_URL, RASOAT_ZALO_WEBHOOK_URL, RASOAT_ZALO_OA_WEBHOOK_URL",
            remedy="give each address a path of its own, not /health",
        )
    check_clear(app, paths)
    return routes


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
