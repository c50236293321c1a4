"""Runs the demo page on this computer only, and stops at once even with phones connected."""

import signal
import socket
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from bot.channels.web import WebChannel

HOST = "127.0.0.1"
GRACE_SECONDS = 5


class WebServer(uvicorn.Server):
    """uvicorn that ends the open streams before it waits for its connections to finish."""

    def __init__(self, config: uvicorn.Config, channel: WebChannel) -> None:
        super().__init__(config)
        self._channel = channel

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """As uvicorn's, but the signal is not raised again afterwards: what follows `serve()` still runs."""
        self.force_exit = self.should_exit and sig == signal.SIGINT
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._channel.close()
        await super().shutdown(sockets)


def web_server(app: ASGIApp, channel: WebChannel, port: int = 8000) -> WebServer:
    """A server for `await server.serve()`; port 0 takes a free one."""
    config = uvicorn.Config(
        app,
        host=HOST,
        port=port,
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    return WebServer(config, channel)
