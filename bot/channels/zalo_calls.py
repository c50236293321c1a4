"""What calls to Zalo's two doors have in common: one kind of error, and an answer that is read before it is
believed (a proxy's HTML page, a body cut short and a connection that broke are told alike).
"""

import re
from typing import Any

import httpx
import orjson

from bot.channels.redaction import redacted

NOT_REACHED = 0
"""The code of a call that got no answer, or one that is no envelope (a proxy's HTML page)."""
LONGEST_WORDS = 200
_LIKE_A_TOKEN = re.compile(r"[\w.~+/=-]{60,}")


class ZaloError(Exception):
    """A call that failed.

    code: Zalo's error code, else the HTTP status, or NOT_REACHED; words: without token.
    """

    def __init__(self, code: int, words: str) -> None:
        self.code, self.words = code, _LIKE_A_TOKEN.sub("<token>", redacted(words))[:LONGEST_WORDS]
        super().__init__(f"{code} {self.words}")


def not_reached(fault: Exception) -> ZaloError:
    """A call without an answer; only its kind is told, for its words may hold the address with a token."""
    return ZaloError(NOT_REACHED, type(fault).__name__)


def envelope_of(answer: httpx.Response) -> dict[str, Any]:
    """The JSON object of an answer; a ZaloError where it is none."""
    try:
        envelope = orjson.loads(answer.content)
    except orjson.JSONDecodeError:
        raise ZaloError(NOT_REACHED, f"HTTP {answer.status_code} without JSON") from None
    if not isinstance(envelope, dict):
        raise ZaloError(NOT_REACHED, f"HTTP {answer.status_code} without an envelope")
    return envelope
