"""Calls to the Zalo Bot Platform: one small client on httpx, every answer read before it is believed.

An answer is an envelope {ok, result, description, error_code}; ok = false in HTTP 200 is an error, too.
"""

from typing import Any

import httpx

from bot.channels.redaction import guard_logs
from bot.channels.zalo_calls import NOT_REACHED as NOT_REACHED
from bot.channels.zalo_calls import ZaloError as ZaloError
from bot.channels.zalo_calls import envelope_of, not_reached
from bot.ports import NotSent

BASE_URL = "https://bot-api.zaloplatforms.com/bot"
IDLE = 408
"""getUpdates had nothing to tell."""
BAD_REQUEST = 400
REFUSED_TOKEN = 401
TOO_MANY = 429
_HOPELESS = frozenset({400, 403, 404})
_GONE = 403


class ZaloBotApi:
    """One bot. base_url: the address up to the token; timeout: seconds a call; pool: connections at once."""

    def __init__(
        self,
        token: str,
        *,
        base_url: str = BASE_URL,
        proxy: str | None = None,
        timeout: float = 20.0,
        pool: int = 20,
    ) -> None:
        guard_logs()
        self._address, self._timeout = f"{base_url}{token}", timeout
        limits = httpx.Limits(max_connections=pool, max_keepalive_connections=pool)
        self._http = httpx.AsyncClient(proxy=proxy, limits=limits, timeout=timeout)

    async def call(self, method: str, patience: float = 0.0, **given: object) -> Any:
        """The result of a method, or a ZaloError. patience: seconds its answer may take beyond the usual."""
        try:
            answer = await self._http.post(
                f"{self._address}/{method}", json=given, timeout=self._timeout + patience
            )
        except (httpx.HTTPError, httpx.InvalidURL) as fault:
            raise not_reached(fault) from None
        return _result(answer)

    async def close(self) -> None:
        await self._http.aclose()


def _result(answer: httpx.Response) -> Any:
    """What stands in the envelope of a call that went well."""
    envelope = envelope_of(answer)
    if not isinstance(envelope.get("ok"), bool):
        raise ZaloError(NOT_REACHED, f"HTTP {answer.status_code} without an envelope")
    if envelope["ok"] and answer.is_success:
        return envelope.get("result")
    told = envelope.get("error_code")
    code = told if isinstance(told, int) and told > 0 else answer.status_code
    raise ZaloError(code, str(envelope.get("description") or ""))


def refusal(error: ZaloError) -> NotSent:
    """What an error means for the outbox. A refused token is retryable: the letter is not to blame.

    429 names no time to wait: the outbox waits longer after each failure by itself.
    """
    return NotSent(str(error), retryable=error.code not in _HOPELESS, gone=error.code == _GONE)
