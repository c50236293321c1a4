"""What goes out: one message, told the same way to every channel."""

from dataclasses import dataclass
from typing import Literal, get_args

from bot.cases.papers import PaperId

Lane = Literal["reply", "deadline", "notice"]
"""How urgent a letter is, most urgent first: what somebody waits for; what bears a date of the law or must
not wait for the next month; what may wait."""
LANES: tuple[Lane, ...] = get_args(Lane)
PaperKind = (
    PaperId | Literal["table_template", "points_table", "paper_template", "progress", "audio", "evidence"]
)
"""The papers of a round; and no papers, but files all the same: "audio", a recording of the commune (its
`argument` is the name); "evidence", a photo kept with a form (its `argument` is the evidence's id)."""


@dataclass(frozen=True, slots=True)
class Button:
    """id: comes back as Event.choice, at most 64 bytes of ASCII. picked: drawn with a tick.

    typed: what stands before it where a channel has no buttons: None its number, "0" that sign,
    "-" a dash (its words are typed), "" it is not shown there.
    """

    id: str
    label: str
    picked: bool = False
    typed: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """A paper to be made when the letter is sent; nothing personal in it but ids.

    form_id: of the form it is made from, "" for papers of no household. argument: what a paper is made from
    otherwise (the columns of a template, the id of a points table).
    """

    kind: PaperKind
    form_id: str
    file_name: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """text: plain text, any length (the channel splits). rows: buttons, row by row.

    numbered: whether a channel without buttons prints "1. …" before each label.
    prompt: number of the prompt these buttons belong to; 0 for a notice.
    instead: said under it where the channel can show no buttons, or cannot send the document.
    linked: said under it where the document goes as a link; "{url}" and "{until}" are put in when it leaves.
    """

    text: str
    rows: tuple[tuple[Button, ...], ...] = ()
    prompt: int = 0
    numbered: bool = True
    document: DocumentRef | None = None
    instead: str = ""
    linked: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message on its way to one chat; the outbox sends it after the commit.

    id: the turn's event id and a running number, so a turn taken again writes the same letters.
    lane: replies go first, then deadlines, then notices. replaces: id of the letter whose message is edited
    in place. case_id: the file it is about, for the officers' list of letters that did not arrive.
    """

    id: str
    chat: str
    lane: Lane
    message: Message
    replaces: str | None = None
    case_id: str | None = None
