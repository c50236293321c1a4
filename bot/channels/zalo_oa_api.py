"""Calls to Zalo's Official Account: messages out, with the token that is good now.

An answer is an envelope {error, message, data}; an error other than 0 in HTTP 200 is an error, too.
"""

from typing import Any

import httpx

from bot.channels.redaction import guard_logs
from bot.channels.zalo_calls import NOT_REACHED, ZaloError, envelope_of, not_reached
from bot.channels.zalo_oa_answers import meaning
from bot.channels.zalo_oa_tokens import Tokens

BASE_URL = "https://openapi.zalo.me"
_SEND = "/v3.0/oa/message/cs"


class ZaloOaApi:
    """One account.

    base_url: the address up to the version; timeout: seconds a call; pool: connections at once.
    """

    def __init__(
        self,
        tokens: Tokens,
        *,
        base_url: str = BASE_URL,
        proxy: str | None = None,
        timeout: float = 20.0,
        pool: int = 20,
    ) -> None:
        guard_logs()
        self.tokens = tokens
        self._address = f"{base_url}{_SEND}"
        limits = httpx.Limits(max_connections=pool, max_keepalive_connections=pool)
        self._http = httpx.AsyncClient(proxy=proxy, limits=limits, timeout=timeout)

    async def send(self, user_id: str, message: dict[str, Any]) -> dict[str, Any]:
        """What Zalo tells of the message it took, or a ZaloError. A refused token is renewed once."""
        token = await self.tokens.access()
        try:
            return await self._post(user_id, message, token)
        except ZaloError as error:
            if meaning(error) != "token":
                raise
        return await self._post(user_id, message, await self.tokens.after_refusal(token))

    async def close(self) -> None:
        await self._http.aclose()
        await self.tokens.close()

    async def _post(self, user_id: str, message: dict[str, Any], token: str) -> dict[str, Any]:
        body = {"recipient": {"user_id": user_id}, "message": message}
        try:
            answer = await self._http.post(self._address, json=body, headers={"access_token": token})
        except (httpx.HTTPError, httpx.InvalidURL) as fault:
            raise not_reached(fault) from None
        return _data(answer)


def _data(answer: httpx.Response) -> dict[str, Any]:
    if answer.status_code == httpx.codes.UNAUTHORIZED:
        raise ZaloError(answer.status_code, "the access token is refused")
    envelope = envelope_of(answer)
    code = envelope.get("error")
    if not isinstance(code, int) or isinstance(code, bool):
        raise ZaloError(NOT_REACHED, f"HTTP {answer.status_code} without an envelope")
    if code or not answer.is_success:
        raise ZaloError(code or answer.status_code, str(envelope.get("message") or ""))
    data = envelope.get("data")
    return data if isinstance(data, dict) else {}
