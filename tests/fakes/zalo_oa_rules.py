"""What a Zalo Official Account refuses, as far as it is known: codes are its, words are ours."""

from typing import Any

TEXT_LIMIT, LABEL_LIMIT, PAYLOAD_LIMIT, MOST_BUTTONS = 2000, 100, 1000, 5
FREE_MESSAGES = 8
FREE_HOURS, OPEN_HOURS = 48, 7 * 24


class RefusalError(Exception):
    """An answer with an error other than 0. status: of HTTP, 200 for most."""

    def __init__(self, code: int, message: str, status: int = 200) -> None:
        self.code, self.message, self.status = code, message, status
        super().__init__(message)


BAD_TOKEN = (-216, "Access token is invalid")
EXPIRED_TOKEN = (-220, "access_token is expired or removed")
BAD_PARAMETER = (-201, "Parameter is invalid")
TOO_LONG = (-210, "Parameter exceeds allowable limit")
TOO_MANY = (-32, "Your application reached limit call api")
NO_FOLLOWER = (-213, "User has not followed OA")
NO_WORD_FOR_LONG = (-230, "User has not interacted with the OA in the past 7 days")
USED_UP = (-311, "Out of quota for responding to user message")
UNKNOWN = (-100, "Unknown error")
BAD_APP = (-14001, "Invalid app id or secret key")
BAD_REFRESH = (-14014, "Invalid refresh token")
USED_REFRESH = (-14020, "Refresh token was used or has expired")


def _length(text: str) -> int:
    """Counted as a phone does, in UTF-16 units: the stricter reading of "characters"."""
    return len(text.encode("utf-16-le")) // 2


def checked_message(body: object) -> tuple[str, str, list[tuple[str, str]]]:
    """(user id, text, buttons as (title, payload)) of a call."""
    recipient, message = _part(body, "recipient"), _part(body, "message")
    user, text = recipient.get("user_id"), message.get("text")
    if not isinstance(user, str) or not user or not isinstance(text, str) or not text.strip():
        raise RefusalError(*BAD_PARAMETER)
    if set(message) - {"text", "attachment"}:
        raise RefusalError(*BAD_PARAMETER)
    if _length(text) > TEXT_LIMIT:
        raise RefusalError(*TOO_LONG)
    return user, text, _buttons(message["attachment"]) if "attachment" in message else []


def _buttons(attachment: object) -> list[tuple[str, str]]:
    payload = _part(attachment, "payload")
    shown = payload.get("buttons")
    if not isinstance(attachment, dict) or attachment.get("type") != "template" or not shown:
        raise RefusalError(*BAD_PARAMETER)
    if len(shown) > MOST_BUTTONS:
        raise RefusalError(*TOO_LONG)
    return [_button(one) for one in shown]


def _button(one: dict[str, Any]) -> tuple[str, str]:
    if set(one) != {"title", "type", "payload"} or one["type"] != "oa.query.show":
        raise RefusalError(*BAD_PARAMETER)
    title, payload = one["title"], one["payload"]
    if not isinstance(title, str) or not title.strip() or not isinstance(payload, str) or not payload:
        raise RefusalError(*BAD_PARAMETER)
    if _length(title) > LABEL_LIMIT or _length(payload) > PAYLOAD_LIMIT:
        raise RefusalError(*TOO_LONG)
    return title, payload


def _part(body: object, name: str) -> dict[str, Any]:
    part = body.get(name) if isinstance(body, dict) else None
    if not isinstance(part, dict):
        raise RefusalError(*BAD_PARAMETER)
    return part
