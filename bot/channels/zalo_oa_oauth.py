"""A refresh token for the next pair of tokens: the one call to Zalo's authorisation."""

from typing import Any

import httpx

from bot.channels.zalo_calls import NOT_REACHED, ZaloError, envelope_of, not_reached
from bot.channels.zalo_oa_chain import Pair

TOKEN_URL = "https://oauth.zaloapp.com/v4/oa/access_token"
SHORTEST, USUAL, LONGEST = 60.0, 3600.0, 10 * 86_400.0
"""Seconds an access token may live; the usual where Zalo says nothing that can be read."""


FINAL = range(-14_999, -13_999)
"""Codes of the authorisation (−14020: used or expired), as other programs meet them."""


class OauthRefusedError(ZaloError):
    """Zalo has answered, and gives no tokens."""

    @property
    def final(self) -> bool:
        """Whether it is the authorisation that says no; another code may be a moment's trouble at Zalo."""
        return self.code in FINAL


class OauthUnsentError(ZaloError):
    """No connection came about: the token was not sent."""


class ZaloOauth:
    """One app. secret: its secret key, which is not the account's."""

    def __init__(
        self,
        app_id: str,
        secret: str,
        *,
        url: str = TOKEN_URL,
        proxy: str | None = None,
        timeout: float = 20.0,
    ) -> None:
        self.app_id, self._secret, self._url = app_id, secret, url
        self._http = httpx.AsyncClient(proxy=proxy, timeout=timeout)

    async def renew(self, refresh: str) -> Pair:
        """The next pair.

        OauthRefusedError: Zalo says no. OauthUnsentError: it was not asked. Another ZaloError: nobody knows.
        """
        form = {"refresh_token": refresh, "app_id": self.app_id, "grant_type": "refresh_token"}
        try:
            answer = await self._http.post(self._url, data=form, headers={"secret_key": self._secret})
        except (httpx.ConnectError, httpx.ConnectTimeout) as fault:
            raise OauthUnsentError(NOT_REACHED, type(fault).__name__) from None
        except (httpx.HTTPError, httpx.InvalidURL) as fault:
            raise not_reached(fault) from None
        return _pair(answer)

    async def close(self) -> None:
        await self._http.aclose()


def _pair(answer: httpx.Response) -> Pair:
    envelope = envelope_of(answer)
    access, refresh = envelope.get("access_token"), envelope.get("refresh_token")
    if isinstance(access, str) and access and isinstance(refresh, str) and refresh:
        life = envelope.get("refresh_token_expires_in")
        seconds = _seconds(envelope.get("expires_in"))
        return Pair(access, refresh, _bounded(seconds), _seconds(life))
    if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
        raise ZaloError(answer.status_code, "the authorisation has a fault")
    code = envelope.get("error")
    words = envelope.get("error_description") or envelope.get("error_name") or envelope.get("message")
    known = isinstance(code, int) and not isinstance(code, bool)
    raise OauthRefusedError(code if known else NOT_REACHED, str(words or f"HTTP {answer.status_code}"))  # type: ignore[arg-type]


def _bounded(seconds: float | None) -> float:
    return USUAL if seconds is None else min(max(seconds, SHORTEST), LONGEST)


def _seconds(told: Any) -> float | None:
    """Zalo writes numbers as text, too."""
    try:
        seconds = float(told)
    except (TypeError, ValueError):
        return None
    return seconds if 0 < seconds < 10**10 else None
