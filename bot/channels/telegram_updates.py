"""Telegram's updates as events: what each kind of message, tap and notice means to the conversation."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from telegram import Bot, CallbackQuery, ChatMemberUpdated, Message, Update
from telegram.constants import ChatType

from bot.dialogue.event import Event, EventKind

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")

# What a message may carry, in the order looked for: its field and what we call it.
# Before "file" stand the fields Telegram sends together with `document`.
_CONTENT: tuple[tuple[str, EventKind], ...] = (
    ("text", "text"),
    ("photo", "photo"),
    ("voice", "voice"),
    ("sticker", "sticker"),
    ("location", "location"),
    ("contact", "contact"),
    ("document", "file"),
    ("audio", "file"),
    ("video", "file"),
    ("video_note", "file"),
    ("animation", "file"),
)
# Telegram's own notices in a private chat: nobody said anything, so nothing is answered.
_NOTICES = (
    "pinned_message",
    "message_auto_delete_timer_changed",
    "write_access_allowed",
    "chat_background_set",
    "connected_website",
    "proximity_alert_triggered",
    "forum_topic_created",
)
_GROUPS = {ChatType.GROUP, ChatType.SUPERGROUP}


@dataclass(frozen=True, slots=True)
class Me:
    """Who the bot is: its number, and its name without "@" ("" until Telegram was asked)."""

    id: int
    username: str = ""


def read_update(data: object, bot: Bot) -> Update | None:
    """One update from its JSON; None where the library cannot read it. A ValueError: it is no update."""
    if not isinstance(data, dict) or not isinstance(data.get("update_id"), int):
        raise ValueError("no update: an object with update_id was expected")
    try:
        return Update.de_json(data, bot)
    except (TypeError, KeyError, ValueError, AttributeError):
        return None


def event_of(update: Update, me: Me, at: datetime) -> Event | None:
    """The event of an update, `seen` still open; None where nobody said anything to the bot."""
    head = _Head(f"tg:{me.id}:{update.update_id}", at)
    if update.callback_query is not None:
        return _tap(update.callback_query, head)
    if update.my_chat_member is not None:
        return _standing(update.my_chat_member, head)
    if update.message is not None:
        return _said(update.message, me, head)
    if update.edited_message is not None:
        return _edited(update.edited_message, head)
    return None


def said_at(update: Update) -> datetime | None:
    """Telegram's time of the act; None for a tap, whose time it does not tell."""
    message = update.message or update.edited_message
    return (message.edit_date or message.date) if message is not None else None


@dataclass(frozen=True, slots=True)
class _Head:
    id: str
    at: datetime

    def event(self, chat_id: int, kind: EventKind, **rest: Any) -> Event:
        return Event(self.id, f"tg:{chat_id}", self.at, kind, **rest)


def _tap(query: CallbackQuery, head: _Head) -> Event | None:
    if query.data is None:
        return None
    message = query.message
    if message is None:  # a button under a message sent "via" the bot somewhere else
        return head.event(query.from_user.id, "choice", choice=query.data, forwarded=True)
    if message.chat.type in _GROUPS:
        return head.event(message.chat.id, "group", choice=query.data)
    forwarded = isinstance(message, Message) and message.forward_origin is not None
    return head.event(message.chat.id, "choice", choice=query.data, forwarded=forwarded)


def _standing(change: ChatMemberUpdated, head: _Head) -> Event | None:
    """Blocked or deleted = left. Unblocking says nothing: the person's own "/start" follows it."""
    left = change.new_chat_member.status in {"kicked", "left"}
    if change.chat.type != ChatType.PRIVATE or not left:
        return None
    return head.event(change.chat.id, "left")


def _said(message: Message, me: Me, head: _Head) -> Event | None:
    if message.chat.type in _GROUPS:
        addressed = _addressed(message, me)
        return head.event(message.chat.id, "group", text=message.text or "") if addressed else None
    if message.chat.type != ChatType.PRIVATE or any(_carries(message, notice) for notice in _NOTICES):
        return None
    forwarded = message.forward_origin is not None or message.via_bot is not None
    for field, kind in _CONTENT:
        if _carries(message, field):
            content = getattr(message, field)
            return _content(head, message, kind, content, forwarded)
    return head.event(message.chat.id, "other", text=message.caption or "", forwarded=forwarded)


def _edited(message: Message, head: _Head) -> Event | None:
    """Only new wording counts: a live location moves by edits, too."""
    words = message.text or message.caption
    if message.chat.type != ChatType.PRIVATE or words is None:
        return None
    return head.event(message.chat.id, "edited", text=words)


def _content(head: _Head, message: Message, kind: EventKind, content: Any, forwarded: bool) -> Event:
    words = _WORDS.get(kind, _caption)(message)
    biggest = content[-1] if kind == "photo" else content
    size = getattr(biggest, "file_size", None) or 0
    alien = kind == "contact" and content.user_id != _sender(message)
    return head.event(message.chat.id, kind, text=words, size=size, forwarded=forwarded or alien)


def _caption(message: Message) -> str:
    return message.caption or ""


def _text(message: Message) -> str:
    return message.text or ""


def _phone(message: Message) -> str:
    return message.contact.phone_number if message.contact is not None else ""


def _place(message: Message) -> str:
    """ "latitude,longitude" in degrees, six decimals."""
    place = message.location
    return f"{place.latitude:.6f},{place.longitude:.6f}" if place is not None else ""


_WORDS: dict[EventKind, Callable[[Message], str]] = {"text": _text, "contact": _phone, "location": _place}


def _carries(message: Message, field: str) -> bool:
    value = getattr(message, field, None)
    return value is not None and value != ()


def _sender(message: Message) -> int | None:
    return message.from_user.id if message.from_user is not None else None


def _addressed(message: Message, me: Me) -> bool:
    """In a group: a command (to us or to nobody by name), our name, or a reply to one of our messages."""
    answered = message.reply_to_message
    if answered is not None and _sender(answered) == me.id:
        return True
    text = (message.text or message.caption or "").casefold()
    name = f"@{me.username}".casefold() if me.username else ""
    if text.startswith("/"):
        command = text.split(maxsplit=1)[0]
        return "@" not in command or (bool(name) and command.endswith(name))
    return bool(name) and name in text
