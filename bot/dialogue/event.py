"""What comes in: one thing a person did, told the same way by every channel."""

from dataclasses import dataclass, field, replace
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
    "unsupported",  # the platform hides what was sent, to protect who sent it
    "left",  # the person blocked the bot or deleted the chat
    "other",
]

MOST_FILE_BYTES = 2_000_000
"""A larger file is not carried (two megabytes hold any spreadsheet that is asked for): only its size is."""


@dataclass(frozen=True, slots=True)
class Event:
    """id: unique and the same when the platform repeats itself ("tg:1234567").
    chat: channel and chat ("tg:99", "web:household"). at: when the bot got it, with time zone.
    seen: number of the newest prompt the person can have read when they did this; None = not known.
    size: bytes of a file or photo. forwarded: the text or button comes from another chat.
    name: as the platform calls who did it; "" where it does not say.
    file, file_name: what is in a file or photo, and a file's name; no content where it is too large or did
    not arrive.
    The content lives as long as the turn: it is never logged and never kept with the session.
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
    name: str = field(default="", repr=False)
    file: bytes = field(default=b"", repr=False)
    file_name: str = ""


def with_file(event: Event, name: str, content: bytes) -> Event:
    """The same event as one that brings a file; of a file too large only the size."""
    carried = content if len(content) <= MOST_FILE_BYTES else b""
    return replace(event, kind="file", size=len(content), file=carried, file_name=name)


def with_photo(event: Event, content: bytes) -> Event:
    """The same event as one that brings a photo; of one too large only the size."""
    return replace(with_file(event, "", content), kind="photo")
