"""What every platform's webhook does at its border: the secret compared, the body read under a limit."""

import asyncio
import hmac
import logging
from collections.abc import Awaitable, Callable
from weakref import WeakValueDictionary

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.runtime.faults import kind_and_place

log = logging.getLogger(__name__)

BODY_LIMIT = 1_000_000
"""Bytes of one post; an update is a few kilobytes."""

Take = Callable[[bytes], Awaitable[int]]
"""From the body of a post to the HTTP status it is answered with."""

Endpoint = Callable[[Request], Awaitable[Response]]


class InOrder:
    """A lock a chat: what a person sent first goes in first, also where its picture has to be fetched."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def of(self, chat: str) -> asyncio.Lock:
        """Gone again as soon as nobody holds it or waits for it."""
        return self._locks.setdefault(chat, asyncio.Lock())


def careful(take: Endpoint) -> Endpoint:
    """A fault of ours is 500. The server itself would log its words, which may hold what somebody typed."""

    async def endpoint(request: Request) -> Response:
        try:
            return await take(request)
        except Exception as fault:
            log.error("a post was not taken: %s", kind_and_place(fault))
            return Response(status_code=500)

    return endpoint


def secret_route(path: str, header: str, secret: str, take: Take) -> Route:
    """A webhook whose platform sends a secret of ours with each post."""

    async def endpoint(request: Request) -> Response:
        if not same_secret(request.headers.get(header, ""), secret):
            return Response(status_code=401)
        body = await body_of(request)
        if body is None:
            return Response(status_code=413)
        return Response(status_code=await take(body))

    return Route(path, careful(endpoint), methods=["POST"])


def same_secret(given: str, secret: str) -> bool:
    """Compared in a time that says nothing of how much of it was right."""
    return hmac.compare_digest(given.encode(), secret.encode())


async def body_of(request: Request, limit: int = BODY_LIMIT) -> bytes | None:
    """The body, or None as soon as it is seen to be over the limit."""
    declared = request.headers.get("content-length", "0")
    if declared.isdigit() and int(declared) > limit:
        return None
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            return None
    return bytes(body)
