"""What every platform's webhook does at its border: the secret compared, the body read under a limit."""

import hmac

from starlette.requests import Request

BODY_LIMIT = 1_000_000
"""Bytes of one post; an update is a few kilobytes."""


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
