"""The Official Account's webhook: a Starlette route that answers 200 only when the update is on disk.

Zalo is told the address on its own page, not by a call; it tries an update that got no 200 again for hours.
"""

import hashlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.hooks import body_of, careful, same_secret
from bot.channels.zalo_oa import ZaloOaChannel
from bot.errors import ConfigError
from bot.ports import Inbox

log = logging.getLogger(__name__)

SIGNATURE, TIMESTAMP = "X-ZEvent-Signature", "X-ZEvent-Timestamp"
_PREFIX = "mac="


@dataclass(frozen=True, slots=True)
class Signing:
    """What signs an account's updates. secret: the account's own ("OA Secret Key"), not the app's."""

    app_id: str
    secret: str

    def of(self, body: bytes, timestamp: str) -> str:
        """SHA-256 in hex of app id, body as posted, timestamp and secret."""
        signed = self.app_id.encode() + body + timestamp.encode() + self.secret.encode()
        return hashlib.sha256(signed).hexdigest()


def zalo_oa_route(channel: ZaloOaChannel, inbox: Inbox, signing: Signing, path: str = "/zalo-oa") -> Route:
    """The route to mount. A fault of ours becomes 500, and Zalo tries again."""
    if not signing.app_id or not signing.secret:
        raise ConfigError(
            "updates of the Official Account cannot be checked",
            where="RASOAT_ZALO_OA_APP_ID, RASOAT_ZALO_OA_OA_SECRET",
            remedy="set both; the secret stands on the app's webhook page at Zalo",
        )

    async def endpoint(request: Request) -> Response:
        body = await body_of(request)
        if body is None:
            return Response(status_code=413)
        update = _object(body)
        if update == {} and SIGNATURE not in request.headers:
            return Response()  # Zalo asks so, unsigned, whether the address is there; nothing comes of it
        if not _signed(request, body, update or {}, signing):
            return Response(status_code=401)
        return Response(status_code=await _take(channel, inbox, update))

    return Route(path, careful(endpoint), methods=["POST"])


def _object(body: bytes) -> dict[str, Any] | None:
    try:
        data = orjson.loads(body)
    except ValueError:
        return None
    return data if isinstance(data, dict) else None


def _signed(request: Request, body: bytes, update: dict[str, Any], signing: Signing) -> bool:
    """Whether the signature is right under the time in the update or, as some have seen it, in the header.

    Both need the secret; all are compared in full.
    """
    given = request.headers.get(SIGNATURE, "").strip().removeprefix(_PREFIX).lower()
    right = [same_secret(given, signing.of(body, time)) for time in _times(request, update)]
    return any(right)


def _times(request: Request, update: dict[str, Any]) -> Iterator[str]:
    told = update.get("timestamp")
    yield str(told) if isinstance(told, str | int) else ""
    if TIMESTAMP in request.headers:
        yield request.headers[TIMESTAMP]


async def _take(channel: ZaloOaChannel, inbox: Inbox, update: dict[str, Any] | None) -> int:
    """The HTTP status. What asks for nothing is 200, too: repeating it would help nobody."""
    if update is None:
        return 400
    event = channel.arrive(update)
    if event is not None:
        await channel.take(event, update, inbox)
    return 200
