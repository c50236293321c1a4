"""What comes in: one thing a person did, told the same way by every channel."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

EventKind = Literal[
    "text",
    "choice",  # a tap on a button; `choice` is the button's id
    "photo",
    "file",
    "voice",
    "sticker",
    "location",
    "contact",  # `text` is the phone number
    "edited",  # an earlier message was edited; `text` is the new wording
    "group",  # said in a group chat
    "left",  # the person blocked the bot or deleted the chat
    "other",
]


@dataclass(frozen=True, slots=True)
class Event:
    """id: unique and the same when the platform repeats itself ("tg:1234567").
    chat: channel and chat ("tg:99", "web:household"). at: when the bot got it, with time zone.
    seen: number of the newest prompt the person can have read when they did this; None = not known.
    size: bytes of a file or photo. forwarded: the text or button comes from another chat.
    """

    id: str
    chat: str
    at: datetime
    kind: EventKind
    text: str = ""
    choice: str = ""
    seen: int | None = None
    size: int = 0
    forwarded: bool = False
