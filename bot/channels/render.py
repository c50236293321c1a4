"""Turns a message into texts a channel can carry: parts under its limit, choices as lines if no buttons.

Lengths are UTF-16 units: what phones count, and never less than characters.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from bot.dialogue.message import Button
from bot.ports import Capabilities, Ready

Rows = tuple[tuple[Button, ...], ...]

TICK = "✓ "
_BREAKS = (
    re.compile(r"\n\s*\n"),  # between paragraphs
    re.compile(r"\n"),  # between lines
    re.compile(r"(?<![\d.])[.!?…]+[»”\"')\]]*\s+"),  # after a sentence; "1. " is a number, not an end
    re.compile(r"(?<!\d[.)])\s+"),  # between words, never between a number and its choice
)
_JOINERS = {"\u200d", "\ufe0e", "\ufe0f"}


def units(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split_text(text: str, limit: int) -> tuple[str, ...]:
    """The text in parts of at most `limit` units, cut at the end of a paragraph, line, sentence or word.

    Only white space at the cuts is lost. A text that fits stays as it is.
    """
    parts: list[str] = []
    rest = text
    while units(rest) > limit:
        cut = _cut(rest, _room(rest, limit))
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    if rest or not parts:
        parts.append(rest)
    return tuple(part for part in parts if part) or ("",)


def label(button: Button) -> str:
    """The words on a button: a tick stands before what is picked."""
    return TICK + button.label if button.picked else button.label


def choice_lines(rows: Rows, numbered: bool) -> tuple[str, ...]:
    """A line for each choice that can be typed, in the order shown: "1. …", "0. …", "– …".

    Not numbered, a choice that has no sign of its own stands as its bare words.
    """
    lines, number = [], 0
    for button in (button for row in rows for button in row):
        if button.typed == "":
            continue
        number += button.typed is None
        lines.append(_sign(button, number if numbered else None) + label(button))
    return tuple(lines)


def _sign(button: Button, number: int | None) -> str:
    """What stands before a choice: its number, the sign that is typed for it, or a dash."""
    if button.typed is None:
        return "" if number is None else f"{number}. "
    return "– " if button.typed == "-" else f"{button.typed}. "


def rendered(text: str, rows: Rows, numbered: bool, capabilities: Capabilities) -> tuple[str, ...]:
    """The texts to send, in order. Where the channel has no buttons the choices end the last one."""
    limit = capabilities.text_limit
    lines = () if capabilities.buttons else choice_lines(rows, numbered)
    parts = split_text(text, limit)
    if not lines:
        return parts
    joined = "\n".join(part for part in (parts[-1], *lines) if part)
    if units(joined) <= limit:
        return (*parts[:-1], joined)
    return (*(part for part in parts if part), *_pack(lines, limit))


def plain_texts(letter: Ready, capabilities: Capabilities) -> tuple[str, ...]:
    """The texts of a letter on a channel that lacks buttons, files or both, with what is said in their place.

    Buttons of a notice are not shown: a number typed later answers what was asked, not the notice.
    """
    lacks = not capabilities.files if letter.file is not None else not capabilities.buttons
    parts = rendered(letter.text, letter.rows, letter.numbered, capabilities)
    if not lacks or not letter.instead:
        return parts
    joined = f"{parts[-1]}\n{letter.instead}"
    return (*parts[:-1], joined) if units(joined) <= capabilities.text_limit else (*parts, letter.instead)


def _pack(lines: Iterable[str], limit: int) -> Sequence[str]:
    """Whole lines gathered into texts under the limit; only a line longer than it is itself cut."""
    texts: list[str] = []
    for piece in (piece for line in lines for piece in split_text(line, limit)):
        if texts and units(texts[-1]) + 1 + units(piece) <= limit:
            texts[-1] = f"{texts[-1]}\n{piece}"
        else:
            texts.append(piece)
    return texts


def _room(text: str, limit: int) -> int:
    """How many characters from the start fit the limit (at least one)."""
    end = min(limit, len(text))
    while (over := units(text[:end]) - limit) > 0:
        end -= (over + 1) // 2
    return max(end, 1)


def _cut(text: str, room: int) -> int:
    """Where to cut: the last best break in the second half of the room, else before a whole letter."""
    window = text[: room + 1]
    for pattern in _BREAKS:
        starts = [found.start() + len(found.group().rstrip()) for found in pattern.finditer(window)]
        fitting = [place for place in starts if room // 2 <= place <= room and place > 0]
        if fitting:
            return fitting[-1]
    return _before_letter(text, room)


def _before_letter(text: str, place: int) -> int:
    """The place, moved back so that no mark or joiner is torn from its letter."""
    cut = place
    while 0 < cut < len(text) and (_clings(text[cut]) or text[cut - 1] == "\u200d"):
        cut -= 1
    return cut or place


def _clings(character: str) -> bool:
    return character in _JOINERS or bool(unicodedata.combining(character))
