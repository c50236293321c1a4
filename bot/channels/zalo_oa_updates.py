"""What Zalo posts about an Official Account, as events: what each kind means to the conversation.

Only what a person did is taken: receipts ("seen"), our own messages and groups are left.
"""

import hashlib
from datetime import datetime
from typing import Any

import orjson

from bot.channels.zalo_bot_updates import moment
from bot.channels.zalo_oa_taps import tapped
from bot.dialogue.event import Event, EventKind

KINDS: dict[str, EventKind] = {
    "user_send_text": "text",
    "user_send_link": "text",
    "user_send_image": "photo",
    "user_send_sticker": "sticker",
    "user_send_gif": "sticker",
    "user_send_audio": "voice",
    "user_send_location": "location",
    "user_send_file": "file",
    "user_send_video": "other",
    "user_send_business_card": "other",
    "follow": "text",
    "unfollow": "left",
}
FIRST_WORD = "/start"
"""What following the account says: the first word of a conversation, the menu for who was here before."""
_LONGEST_ID = 100


def name_of(update: dict[str, Any]) -> str:
    """What happened; "" where it is not said."""
    name = update.get("event_name")
    return name if isinstance(name, str) else ""


def event_of(update: dict[str, Any], at: datetime) -> Event | None:
    """The event of an update, `seen` still open; None where it asks for nothing, or nobody says who."""
    kind, user = KINDS.get(name_of(update)), _user(update)
    if kind is None or not user:
        return None
    message = _part(update, "message")
    event_id = f"zo:{user}:{_id(message.get('msg_id')) or _digest(update)}"
    chat = f"zo:{user}"
    if name_of(update) == "follow":
        return Event(event_id, chat, at, kind, text=FIRST_WORD)
    text = message.get("text")
    words = text if isinstance(text, str) else ""
    button = tapped(words) if name_of(update) == "user_send_text" else None
    if button is not None:
        return Event(event_id, chat, at, "choice", choice=button)
    return Event(event_id, chat, at, kind, text=_place(update) if kind == "location" else words)


def account_of(update: dict[str, Any]) -> str:
    """The account it is about: the receiver of what a person sent; "" where it is not said."""
    return _id(_part(update, "recipient").get("id")) or _id(update.get("oa_id"))


def picture_of(update: dict[str, Any]) -> str:
    """The address of the picture that was sent; "" where there is none."""
    for one in _attachments(update):
        address = _part(one, "payload").get("url")
        if one.get("type") == "image" and isinstance(address, str):
            return address
    return ""


def _place(update: dict[str, Any]) -> str:
    """ "latitude,longitude" in degrees, six decimals; "" where they cannot be read."""
    for one in _attachments(update):
        told = _part(_part(one, "payload"), "coordinates")
        try:
            north, east = float(told.get("latitude", "")), float(told.get("longitude", ""))
        except (TypeError, ValueError):
            continue
        if abs(north) <= 90 and abs(east) <= 180:
            return f"{north:.6f},{east:.6f}"
    return ""


def said_at(update: dict[str, Any]) -> datetime | None:
    """Zalo's time of it, to the second; None where it does not tell."""
    told = update.get("timestamp")
    return moment(int(told)) if isinstance(told, str) and told.isascii() and told.isdigit() else moment(told)


def _user(update: dict[str, Any]) -> str:
    """Who did it: the sender, or the follower."""
    return _id(_part(update, "sender").get("id")) or _id(_part(update, "follower").get("id"))


def _attachments(update: dict[str, Any]) -> list[dict[str, Any]]:
    told = _part(update, "message").get("attachments")
    return [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []


def _part(update: dict[str, Any], name: str) -> dict[str, Any]:
    part = update.get(name)
    return part if isinstance(part, dict) else {}


def _id(value: object) -> str:
    """An id as text; "" where it is none."""
    text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return (
        text if text.isascii() and text.isprintable() and " " not in text and len(text) <= _LONGEST_ID else ""
    )


def _digest(update: dict[str, Any]) -> str:
    """Stands for an update without message: the same when Zalo repeats itself."""
    plain = orjson.dumps(update, option=orjson.OPT_SORT_KEYS)
    return hashlib.blake2s(plain, digest_size=8).hexdigest()
