"""The chain of an Official Account's tokens as it is kept: each refresh token makes the next pair, and dies.

Kept as one sealed note, so that a pair is there whole or not at all.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson

FRESH_SHARE = 0.9
"""An access token is renewed after this share of its life: the rest is room for an outage."""


@dataclass(frozen=True, slots=True)
class Pair:
    """What a refresh gives. seconds: life of the access token; refresh_seconds: of the refresh token,
    None where it was not told."""

    access: str
    refresh: str
    seconds: float
    refresh_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """seed: digest of the first token in the settings, from which the chain came. refresh_until: when the
    refresh token dies. fresh_until, access_until: when the access token should be, and must be, renewed.
    begun_at: a refresh was begun and its end is not known: Zalo may have taken the token."""

    seed: str
    refresh: str
    refresh_until: datetime
    access: str = ""
    fresh_until: datetime | None = None
    access_until: datetime | None = None
    begun_at: datetime | None = None

    def fresh(self, now: datetime) -> bool:
        return self.fresh_until is not None and now < self.fresh_until

    def usable(self, now: datetime) -> bool:
        return self.access_until is not None and now < self.access_until


def digest_of(token: str) -> str:
    """Tells one first token from another without keeping it."""
    return hashlib.blake2b(token.encode(), digest_size=16).hexdigest()


def begun_with(token: str, now: datetime, life: timedelta) -> Chain:
    """The chain of a first token; how old it is nobody knows, so its life is counted from now."""
    return Chain(digest_of(token), token, now + life)


def after(chain: Chain, pair: Pair, now: datetime, life: timedelta) -> Chain:
    """The chain after a refresh. life: of the refresh token where Zalo does not tell it."""
    told = pair.refresh_seconds
    return Chain(
        chain.seed,
        pair.refresh,
        now + (life if told is None else timedelta(seconds=told)),
        pair.access,
        now + timedelta(seconds=pair.seconds * FRESH_SHARE),
        now + timedelta(seconds=pair.seconds),
    )


_TIMES = ("refresh_until", "fresh_until", "access_until", "begun_at")


def written(chain: Chain) -> bytes:
    return orjson.dumps(chain)


def read(note: bytes) -> Chain:
    """A ValueError or TypeError: not one of ours."""
    kept: dict[str, Any] = orjson.loads(note)
    for name in _TIMES:
        if kept[name] is not None:
            kept[name] = datetime.fromisoformat(kept[name])
    return Chain(**kept)
