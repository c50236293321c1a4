"""Updates of the Zalo Bot Platform as events: what each kind of message means to the conversation."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson

from bot.dialogue.event import Event, EventKind

KINDS: dict[str, EventKind] = {
    "message.text.received": "text",
    "message.image.received": "photo",
    "message.sticker.received": "sticker",
    "message.voice.received": "voice",
    "message.unsupported.received": "unsupported",
}
_NOBODY_SPOKE = frozenset({"message.reaction.received"})
_LONGEST_ID = 200
_LONGEST_NAME = 100
_LONGEST_ADDRESS = 4_000


@dataclass(frozen=True, slots=True)
class Me:
    """How the bot is named in groups, casefolded; empty until Zalo was asked."""

    names: tuple[str, ...] = ()


def me_of(result: object) -> Me:
    """From the answer to getMe."""
    told = result if isinstance(result, dict) else {}
    names = (told.get(field) for field in ("account_name", "display_name"))
    return Me(tuple(name.casefold() for name in names if isinstance(name, str) and name))


def bare(data: object) -> dict[str, Any]:
    """The update itself, out of its envelope where it has one. A ValueError: it is no update."""
    if isinstance(data, dict) and isinstance(data.get("result"), dict):
        data = data["result"]
    if not isinstance(data, dict) or not isinstance(data.get("event_name"), str):
        raise ValueError("no update: an object with event_name was expected")
    return data


def event_of(update: dict[str, Any], me: Me, at: datetime) -> Event | None:
    """The event of an update, `seen` still open; None where nobody said anything, or nobody says who."""
    message, name = update.get("message"), update["event_name"]
    if not isinstance(message, dict) or name in _NOBODY_SPOKE or _part(message, "from").get("is_bot") is True:
        return None
    chat = _id(_part(message, "chat").get("id"))
    if not chat:
        return None
    text, who = _text(message), _name(_part(message, "from"))
    event_id = f"zb:{chat}:{_id(message.get('message_id')) or _digest(update)}"
    if str(_part(message, "chat").get("chat_type", "PRIVATE")).upper() != "PRIVATE":
        return Event(event_id, f"zb:{chat}", at, "group", text=text) if _addressed(text, me) else None
    return Event(event_id, f"zb:{chat}", at, _kind(name, message), text=text, name=who)


def said_at(update: dict[str, Any]) -> datetime | None:
    """Zalo's time of the message, to the second; None where it does not tell."""
    message = update.get("message")
    return moment(message.get("date")) if isinstance(message, dict) else None


def picture_of(update: dict[str, Any]) -> str:
    """The address of the picture that was sent, in any of the shapes seen; "" where there is none.

    Text, an object with `url`, or a list of these of which the last is the largest.
    """
    message = update.get("message")
    if not isinstance(message, dict):
        return ""
    told = (_address(message.get(field)) for field in ("photo", "photo_url", "image_url"))
    return next((address for address in told if address), "")


def _address(told: object) -> str:
    if isinstance(told, list) and told:
        told = told[-1]
    if isinstance(told, dict):
        told = told.get("url")
    return told if isinstance(told, str) and len(told) <= _LONGEST_ADDRESS else ""


def moment(date: object) -> datetime | None:
    """A time of Zalo: milliseconds since 1970 (seconds are taken, too), cut to the second."""
    if isinstance(date, bool) or not isinstance(date, int) or not 0 < date < 10**14:
        return None
    return datetime.fromtimestamp(date // 1000 if date >= 10**11 else date, UTC)


def _kind(name: str, message: dict[str, Any]) -> EventKind:
    """By the event's name; of one we do not know, by what it carries."""
    if name in KINDS:
        return KINDS[name]
    if message.get("photo") or message.get("photo_url"):
        return "photo"
    return "text" if _text(message) else "other"


def _text(message: dict[str, Any]) -> str:
    words = message.get("text") or message.get("caption") or ""
    return words if isinstance(words, str) else ""


def _name(sender: dict[str, Any]) -> str:
    """How Zalo calls who wrote; older posts say "name"."""
    told = sender.get("display_name") or sender.get("name") or ""
    return told[:_LONGEST_NAME] if isinstance(told, str) else ""


def _part(message: dict[str, Any], name: str) -> dict[str, Any]:
    part = message.get(name)
    return part if isinstance(part, dict) else {}


def _id(value: object) -> str:
    """An id as text; "" where it is none. Zalo's are letters and digits; a number is taken as well."""
    text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return text if text.isascii() and text.isprintable() and len(text) <= _LONGEST_ID else ""


def _digest(update: dict[str, Any]) -> str:
    """Stands for a message without id: the same when the platform repeats itself."""
    plain = orjson.dumps(update, option=orjson.OPT_SORT_KEYS)
    return hashlib.blake2s(plain, digest_size=8).hexdigest()


def _addressed(text: str, me: Me) -> bool:
    """In a group: a command, or our name."""
    said = text.casefold()
    return said.startswith("/") or any(f"@{name}" in said for name in me.names)
