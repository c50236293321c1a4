"""Where one chat stands: a stack of conversations, and what was last asked there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.cases.reminders import Reminders

FrameData = Mapping[str, str | tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Frame:
    """One conversation under way: its name, its step, and what the step needs to know (ids, picks)."""

    conversation: str
    step: str
    data: FrameData = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """The prompt a person is looking at.

    no: number of the prompt; options: (id, label) as shown, so that "2" means what they saw; the first
    `numbered` of them have a number, the others are typed by their words.
    letter: id of the letter that carried it, for edits in place.
    free: other words than the options are taken too; digits: a number is an answer, not an option's;
    zero: "0" is an answer here, not "back".
    many: several options may be typed at once. ahead: may be answered before it was read.
    file: a file is taken. photo: a picture is taken. location: a pin on the map is taken.
    since: the first prompt that asked this very question; buttons from there on still count.
    sound: name of its recording, whether there is one or not.
    """

    no: int
    letter: str
    options: tuple[tuple[str, str], ...] = ()
    numbered: int = 0
    free: bool = False
    digits: bool = False
    zero: bool = False
    many: bool = False
    ahead: bool = False
    since: int = 0
    file: bool = False
    photo: bool = False
    location: bool = False
    sound: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """The conversation of one chat.

    frames: bottom first. prompts: how many prompts were ever sent here.
    refused: the last answer was refused and is being asked again.
    held: texts sent before the refusal could be read, to be taken up once it is mended.
    link: of a second phone, id of the link to the conversation it takes part in; its own stands still.
    via: the phone last spoken from, "" for this very chat; what comes of itself goes there.
    moved: number of the first prompt shown there since; what was read before it was read elsewhere.
    guesses: when a wrong linking code was last typed here.
    reminders: what they want to be reminded of, and when nothing is to be sent.
    """

    chat: str
    version: int = 0
    frames: tuple[Frame, ...] = ()
    asked: Asked | None = None
    prompts: int = 0
    refused: bool = False
    held: tuple[str, ...] = ()
    language: str = ""
    consented: str = ""
    left: bool = False
    link: str = ""
    via: str = ""
    moved: int = 0
    guesses: tuple[datetime, ...] = ()
    reminders: Reminders = field(default_factory=Reminders)
