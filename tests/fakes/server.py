"""An ASGI app on a free loopback port, in the loop of the test."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn


class _Guest(uvicorn.Server):
    """Leaves the signals of the process alone, and stops at once instead of at the next tenth of a second."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._stop = asyncio.Event()

    async def main_loop(self) -> None:
        await self.on_tick(0)  # its answers carry a date, as every server's do
        await self._stop.wait()

    def stop(self) -> None:
        self.should_exit = self.force_exit = True
        self._stop.set()


class LoopbackServer:
    """`async with LoopbackServer(app) as server: server.url`. May be stopped and started again."""

    def __init__(self, app: Any, certificate: tuple[Path, Path] | None = None) -> None:
        """certificate: files of one and of its key, for https."""
        self._app, self._certificate = app, certificate
        self.port = 0
        self._server: _Guest | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        return f"{'https' if self._certificate else 'http'}://127.0.0.1:{self.port}"

    async def start(self) -> None:
        listening = socket.socket()
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", self.port))
        self.port = listening.getsockname()[1]
        certificate, key = self._certificate or (None, None)
        config = uvicorn.Config(
            self._app,
            log_level="critical",
            lifespan="off",
            proxy_headers=False,
            timeout_graceful_shutdown=0,
            ssl_certfile=certificate,
            ssl_keyfile=key,
        )
        self._server = _Guest(config)
        self._task = asyncio.create_task(self._server.serve(sockets=[listening]))
        while not self._server.started:
            if self._task.done():
                await self._task
            await asyncio.sleep(0.005)

    async def stop(self) -> None:
        if self._server is None or self._task is None:
            return
        self._server.stop()
        await self._task
        self._server = self._task = None

    async def __aenter__(self) -> "LoopbackServer":
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()
