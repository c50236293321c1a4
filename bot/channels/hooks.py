"""What every platform's webhook does at its border: the secret compared, the body read under a limit."""

import hmac
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

BODY_LIMIT = 1_000_000
"""Bytes of one post; an update is a few kilobytes."""

Take = Callable[[bytes], Awaitable[int]]
"""From the body of a post to the HTTP status it is answered with."""


def secret_route(path: str, header: str, secret: str, take: Take) -> Route:
    """A webhook whose platform sends a secret of ours with each post. A fault of ours becomes 500."""

    async def endpoint(request: Request) -> Response:
        if not same_secret(request.headers.get(header, ""), secret):
            return Response(status_code=401)
        body = await body_of(request)
        if body is None:
            return Response(status_code=413)
        return Response(status_code=await take(body))

    return Route(path, endpoint, methods=["POST"])


def same_secret(given: str, secret: str) -> bool:
    """Compared in a time that says nothing of how much of it was right."""
    return hmac.compare_digest(given.encode(), secret.encode())


async def body_of(request: Request) -> bytes | None:
    """The body, or None as soon as it is seen to be over the limit."""
    declared = request.headers.get("content-length", "0")
    if declared.isdigit() and int(declared) > BODY_LIMIT:
        return None
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_LIMIT:
            return None
    return bytes(body)
