"""What Telegram refuses, in its own words, and how often it lets a bot speak."""

import json
import re
from collections.abc import Callable
from typing import Any

TEXT_LIMIT, CAPTION_LIMIT, DATA_LIMIT, BUTTON_LIMIT = 4096, 1024, 64, 100
UPLOAD_LIMIT, DOWNLOAD_LIMIT = 50 * 1024 * 1024, 20 * 1024 * 1024

EMPTY_TEXT = "message text is empty"
LONG_TEXT = "message is too long"
LONG_CAPTION = "message caption is too long"
BAD_DATA = "BUTTON_DATA_INVALID"
NO_DATA = "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
NO_LABEL = "inline keyboard button text must be non-empty"
BAD_MARKUP = "object expected as reply markup"
LONG_MARKUP = "reply markup is too long"
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
NO_MESSAGE = "message to edit not found"
NOT_EDITABLE = "message can't be edited"
NO_TEXT = "there is no text in the message to edit"
OLD_QUERY = "query is too old and response timeout expired or query ID is invalid"
NO_CHAT = "chat not found"
NO_DOCUMENT = "there is no document in the request"
EMPTY_FILE = "file must be non-empty"
BAD_FILE_ID = "wrong file_id or the file is temporarily unavailable"
BIG_FILE = "file is too big"
BAD_COMMAND = "BOT_COMMAND_INVALID"
BAD_DESCRIPTION = "BOT_COMMAND_DESCRIPTION_INVALID"
BAD_WEBHOOK = "bad webhook: An HTTPS URL must be provided for webhook"
BAD_SECRET = "secret token contains unallowed characters"

BLOCKED = "Forbidden: bot was blocked by the user"
DEACTIVATED = "Forbidden: user is deactivated"
KICKED = "Forbidden: bot was kicked from the group chat"
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active;"
    " use deleteWebhook to delete the webhook first"
)
OTHER_POLLER = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)


class RefusalError(Exception):
    """An answer with ok = false. code: HTTP status and error_code."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        self.code, self.description, self.parameters = code, description, parameters
        super().__init__(description)


def bad(reason: str) -> RefusalError:
    return RefusalError(400, f"Bad Request: {reason}")


def too_many(seconds: int) -> RefusalError:
    return RefusalError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


def checked_text(params: dict[str, Any]) -> str:
    """Telegram trims what it is given; nothing left is nothing."""
    text = str(params.get("text", "")).strip()
    if not text:
        raise bad(EMPTY_TEXT)
    if len(text) > TEXT_LIMIT:
        raise bad(LONG_TEXT)
    return text


def checked_buttons(params: dict[str, Any]) -> list[list[tuple[str, str]]]:
    """The inline keyboard as rows of (label, data)."""
    markup = params.get("reply_markup")
    if not markup:
        return []
    try:
        rows = (json.loads(markup) if isinstance(markup, str) else markup)["inline_keyboard"]
    except (ValueError, TypeError, KeyError):
        raise bad(BAD_MARKUP) from None
    buttons = [[_button(button) for button in row] for row in rows]
    if sum(map(len, buttons)) > BUTTON_LIMIT:
        raise bad(LONG_MARKUP)
    return [row for row in buttons if row]


def _button(button: dict[str, Any]) -> tuple[str, str]:
    label, data = button.get("text"), button.get("callback_data")
    if not isinstance(label, str) or not label:
        raise bad(NO_LABEL)
    if not data:
        raise bad(NO_DATA)
    if len(data.encode()) > DATA_LIMIT:
        raise bad(BAD_DATA)
    return label, data


def checked_commands(params: dict[str, Any]) -> list[dict[str, str]]:
    given = params.get("commands", "[]")
    commands: list[dict[str, str]] = json.loads(given) if isinstance(given, str) else given
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command.get("command", "")):
            raise bad(BAD_COMMAND)
        if not 1 <= len(command.get("description", "")) <= 256:
            raise bad(BAD_DESCRIPTION)
    return commands


class Pace:
    """Short bursts pass, a steady stream is held to its rate. A refusal says how many seconds to wait."""

    def __init__(self, now: Callable[[], float], overall: float = 30.0, chat: float = 1.0) -> None:
        self._now, self._overall, self._chat = now, overall, chat
        self._free: dict[int, float] = {}

    def check(self, chat: int) -> None:
        """0 stands for all chats together. Three messages of a chat may come at once, thirty in all."""
        for key, rate, burst in ((chat, self._chat, 3), (0, self._overall, 30)):
            free = max(self._free.get(key, 0.0), self._now() - burst / rate)
            if (wait := free + 1 / rate - self._now()) > 0:
                raise too_many(max(1, round(wait)))
            self._free[key] = free + 1 / rate
