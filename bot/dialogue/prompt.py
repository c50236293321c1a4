"""What is asked: text, choices, and what kinds of reply are taken. And the reply, read against it."""

from dataclasses import dataclass, field

from bot.dialogue.event import EventKind


@dataclass(frozen=True, slots=True)
class Choice:
    """id: short ASCII, without spaces; label: as shown; typed: as in message.Button."""

    id: str
    label: str
    picked: bool = False
    typed: str | None = None


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question to a person.

    columns: buttons a row where labels are short.
    free: other words than the choices are taken. digits: a typed number is an answer, never the number
    of a choice. zero: "0" is an answer here, not "back".
    many: several choices may be typed at once ("1,3", "0" for none).
    file: a file is taken, as a document of the chat. photo: a picture is taken, as a photo or as a file.
    location: a pin on the map is taken.
    ahead: may be answered before it was read (a question of a form); menus and confirmations may not.
    aside: choices that stand in the last row, beside back and help; typed by their words.
    back / help: whether "‹ Lùi" and "?" stand there.
    sound: name of the recording of it ("phieu_b.toilet"); empty: named after its conversation and step.
    """

    text: str
    choices: tuple[Choice, ...] = ()
    aside: tuple[Choice, ...] = ()
    columns: int = 2
    free: bool = False
    digits: bool = False
    zero: bool = False
    many: bool = False
    file: bool = False
    photo: bool = False
    location: bool = False
    ahead: bool = False
    back: bool = True
    help: bool = False
    sound: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """One of: a choice (id), picks (ids, also empty), text, a file, a photo, or a place (its coordinates in
    `text`); kind: of the event it came with ("photo" for a picture that came as a file, where a photo was
    asked for).

    file: what is in the file or photo, never empty for these kinds; text: the words sent along with it.
    """

    choice: str = ""
    picks: tuple[str, ...] | None = None
    text: str = ""
    kind: EventKind = "text"
    file: bytes = field(default=b"", repr=False)
    file_name: str = ""
