"""What Zalo's Bot Platform refuses. Its own words are not known in full: codes are its, words are ours."""

from collections.abc import Callable
from typing import Any

TEXT_LIMIT = 2000
SHORTEST_SECRET, LONGEST_SECRET = 8, 256


class RefusalError(Exception):
    """An answer with ok = false. code: error_code; status: of HTTP, 200 for most."""

    def __init__(self, code: int, description: str, status: int = 200) -> None:
        self.code, self.description, self.status = code, description, status
        super().__init__(description)


UNAUTHORIZED = (401, "Unauthorized", 401)
IDLE = (408, "Request timeout")
TOO_MANY = (429, "Too many requests")
NO_CHAT = (404, "Chat not found")
BLOCKED = (403, "Forbidden: the user does not receive messages of this bot")
NO_TEXT = (400, "text must have 1 to 2000 characters")
NO_CHAT_ID = (400, "chat_id must be a string")
NO_TIMEOUT = (400, "timeout must be a string of digits")
NO_METHOD = (404, "Not Found: no such method")
NOT_JSON = (400, "a JSON object is expected")
BAD_VOICE = (400, "voice_url must be the https address of an .aac file")
BAD_URL = (400, "url must be an HTTPS address")
BAD_SECRET = (400, "secret_token must have 8 to 256 characters")
WEBHOOK_ACTIVE = (400, "getUpdates does not work while a webhook is set")


def checked_text(params: dict[str, Any]) -> str:
    """Counted as a phone does, in UTF-16 units: the stricter reading of "characters"."""
    text = params.get("text")
    if not isinstance(text, str) or not text.strip() or len(text.encode("utf-16-le")) // 2 > TEXT_LIMIT:
        raise RefusalError(*NO_TEXT)
    return text


def checked_voice(params: dict[str, Any]) -> str:
    """A public address of an .aac: the only kind of sound the platform names."""
    url = params.get("voice_url")
    if not isinstance(url, str) or not url.startswith("https://") or not url.endswith(".aac"):
        raise RefusalError(*BAD_VOICE)
    return url


def checked_webhook(params: dict[str, Any], allow_http: bool) -> tuple[str, str]:
    url, secret = params.get("url"), params.get("secret_token")
    if not isinstance(url, str) or not (url.startswith("https://") or allow_http):
        raise RefusalError(*BAD_URL)
    if not isinstance(secret, str) or not SHORTEST_SECRET <= len(secret) <= LONGEST_SECRET:
        raise RefusalError(*BAD_SECRET)
    return url, secret


class Pace:
    """So many messages a second to one chat, three at once; more is refused without a time to wait."""

    def __init__(self, now: Callable[[], float], per_second: float = 1.0) -> None:
        self._now, self._every = now, 1 / per_second
        self._free: dict[str, float] = {}

    def check(self, chat: str) -> None:
        free = max(self._free.get(chat, 0.0), self._now() - 3 * self._every)
        if free + self._every > self._now():
            raise RefusalError(*TOO_MANY)
        self._free[chat] = free + self._every
