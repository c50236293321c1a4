"""The servers that Zalo keeps people's pictures on, pretended: over real HTTP, under names of our choice.

async with FakePictures() as pictures:
    address = pictures.put(b"…")              # https://photo-1.zdn.vn/p1
    fetcher = pictures.fetcher()
"""

import asyncio
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from bot.channels.zalo_pictures import ZaloPictures
from tests.fakes.server import LoopbackServer

HOST = "photo-1.zdn.vn"
PUBLIC = "203.113.131.1"


@dataclass(slots=True)
class Kept:
    """What is answered. slow: seconds before it, drip: between its pieces; breaks: how often the connection
    is cut first; length: whether the size is told."""

    content: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    slow: float = 0.0
    drip: float = 0.0
    breaks: int = 0
    stumbles: int = 0
    length: bool = True


class FakePictures:
    """All hosts at once; `asked` has every address that was called, `dns` what a name stands for."""

    def __init__(self) -> None:
        self.kept: dict[str, Kept] = {}
        self.asked: list[str] = []
        self.dns: dict[str, Sequence[str]] = {}
        self.sent = 0
        self._numbers = itertools.count(1)
        self._server = LoopbackServer(self)

    def put(self, content: bytes = b"", *, host: str = HOST, **how: Any) -> str:
        """Keeps a picture; gives its address."""
        path = f"/p{next(self._numbers)}"
        self.kept[path] = Kept(content, **how)
        return f"https://{host}{path}"

    def moved(self, to: str, host: str = HOST) -> str:
        """An address that sends on to another one."""
        return self.put(status=302, headers={"location": to}, host=host)

    def fetcher(self, hosts: Sequence[str] = ("zdn.vn", "zadn.vn")) -> ZaloPictures:
        return ZaloPictures(hosts, transport=_Wire(self), resolve=self._resolve)

    async def _resolve(self, host: str) -> Sequence[str]:
        return self.dns.get(host, (PUBLIC,))

    @property
    def url(self) -> str:
        return self._server.url

    async def __call__(
        self,
        scope: MutableMapping[str, Any],
        receive: Callable[[], Awaitable[Any]],
        send: Callable[[Any], Awaitable[None]],
    ) -> None:
        kept = self.kept.get(scope["path"], Kept(b"not found", 404))
        await asyncio.sleep(kept.slow)
        if kept.breaks:
            kept.breaks -= 1
            getattr(receive, "__self__").transport.abort()  # noqa: B009
            return
        status, body = kept.status, kept.content
        if kept.stumbles:
            kept.stumbles -= 1
            status, body = 502, b"<html>bad gateway</html>"
        headers = dict(kept.headers)
        if kept.length:
            headers.setdefault("content-length", str(len(body)))
        told = [(name.encode(), value.encode()) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": status, "headers": told})
        async for piece in self._pieces(kept, body):
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    async def _pieces(self, kept: Kept, body: bytes) -> AsyncIterator[bytes]:
        for start in range(0, len(body), 50_000):
            await asyncio.sleep(kept.drip)
            self.sent += len(body[start : start + 50_000])
            yield body[start : start + 50_000]

    async def __aenter__(self) -> "FakePictures":
        await self._server.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._server.stop()


class _Wire(httpx.AsyncBaseTransport):
    """As if every name led to the one server here; encryption is left out."""

    def __init__(self, pictures: FakePictures) -> None:
        self._pictures, self._http = pictures, httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self._pictures.asked.append(str(request.url))
        here = httpx.URL(f"{self._pictures.url}{request.url.raw_path.decode()}")
        moved = httpx.Request(request.method, here, headers=request.headers, extensions=request.extensions)
        return await self._http.handle_async_request(moved)

    async def aclose(self) -> None:
        await self._http.aclose()
