"""The pretended authorisation: each refresh token makes one pair and dies; access tokens expire."""

import itertools
from collections.abc import Callable, Mapping
from typing import Any

from tests.fakes import zalo_oa_rules as rules
from tests.fakes.zalo_oa_rules import RefusalError

APP_ID, APP_SECRET = "7001000000000000001", "app-secret-of-the-pretended-Zalo"
FIRST = "refresh-0-of-the-pretended-Zalo"


class OaTokens:
    """seconds: life of an access token; told as text, as Zalo does. granted: pairs given so far."""

    def __init__(self, now: Callable[[], float], seconds: int = 90_000) -> None:
        self._now, self.seconds = now, seconds
        self.refresh = FIRST
        self.granted = 0
        self._access: dict[str, float] = {}
        self._ids = itertools.count(1)

    def grant(self, form: Mapping[str, Any], secret: str) -> dict[str, Any]:
        """The next pair; the token given for it is dead from now on."""
        if form.get("app_id") != APP_ID or secret != APP_SECRET:
            raise RefusalError(*rules.BAD_APP)
        if form.get("grant_type") != "refresh_token" or set(form) != {
            "app_id",
            "grant_type",
            "refresh_token",
        }:
            raise RefusalError(*rules.BAD_PARAMETER)
        if form["refresh_token"] != self.refresh:
            used = str(form["refresh_token"]).startswith("refresh-")
            raise RefusalError(*(rules.USED_REFRESH if used else rules.BAD_REFRESH))
        return self.issue()

    def issue(self) -> dict[str, Any]:
        """A pair as if an administrator had granted it."""
        number = next(self._ids)
        self.refresh, access = (
            f"refresh-{number}-of-the-pretended-Zalo",
            f"access-{number}-of-the-pretended-Zalo",
        )
        self._access[access] = self._now() + self.seconds
        self.granted += 1
        return {"access_token": access, "refresh_token": self.refresh, "expires_in": str(self.seconds)}

    def revoke(self) -> None:
        """Every access token is refused from now on."""
        self._access.clear()

    def check(self, access: str) -> None:
        if access not in self._access:
            raise RefusalError(*rules.BAD_TOKEN)
        if self._now() >= self._access[access]:
            raise RefusalError(*rules.EXPIRED_TOKEN)
