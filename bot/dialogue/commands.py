"""Words and buttons that mean the same at every step: back, help, listen, menu, …; and codes."""

import re
from dataclasses import dataclass
from typing import Literal, get_args

from bot.dialogue import listening
from bot.dialogue.reading import ascii_digits, clean, fold, match_option
from bot.dialogue.turn import Turn

Command = Literal["back", "help", "listen", "menu", "cancel", "language", "phones"]

_SIGNS: dict[str, Command] = {"<": "back", "‹": "back", "?": "help", listening.SIGN: "listen"}
_BUTTONS: dict[str, Command] = {"<": "back", "?": "help", listening.BUTTON: "listen"}
_SLASHED: dict[str, Command] = {
    "/start": "menu",
    "/menu": "menu",
    "/help": "help",
    "/back": "back",
    "/cancel": "cancel",
    "/language": "language",
    "/phones": "phones",
}
_INVITE = re.compile(r"([A-HJ-NP-Z2-9]{4})" + r"[-–]?([A-HJ-NP-Z2-9]{4})" * 3)
_LINK = re.compile(r"([A-HJ-NP-Z]{4})[-– ]?([2-9]{4})")
"""No word and no number looks like it: four letters, then four digits."""
_START = re.compile(r"/start\s+(\S{1,64})")


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A file code, an invitation, or a code for a second phone, typed or followed from a link."""

    kind: Literal["code", "invite", "link"]
    argument: str


def shortcut(turn: Turn) -> Shortcut | None:
    """What was typed, if it is a file code ("hl-0007"), an invitation or a code for a second phone."""
    if turn.event.kind != "text":
        return None
    text = ascii_digits(turn.event.text.strip()[:100])
    started = _START.fullmatch(text)
    text = (started[1] if started else text).upper()
    if invited := _INVITE.fullmatch(text):
        return Shortcut("invite", "-".join(invited.groups()))
    if re.fullmatch(re.escape(turn.place.commune.prefix) + r"[- ]?\d{4,6}", text):
        digits = re.sub(r"\D", "", text.removeprefix(turn.place.commune.prefix))
        return Shortcut("code", f"{turn.place.commune.prefix}-{digits}")
    if linking := _LINK.fullmatch(text):
        return Shortcut("link", linking[1] + linking[2])
    return None


def read(turn: Turn) -> Command | None:
    """The command in this event, if it is one."""
    event, asked = turn.event, turn.session.asked
    if event.kind == "choice":
        number, _, name = event.choice.partition(".")
        current = asked is not None and number.isdigit() and asked.since <= int(number) <= asked.no
        return _BUTTONS.get(name) if current else None
    if event.kind != "text":
        return None
    text = ascii_digits(event.text.strip())
    if text == "0" and asked is not None and not asked.zero:
        typed_ahead = event.seen is not None and event.seen < asked.no
        return None if typed_ahead else "back"  # a "nobody" too many takes no answer back
    if text in _SIGNS:
        return _SIGNS[text]
    first = text.split(maxsplit=1)[0].lower() if text else ""
    said = fold(text[:60])
    command = _SLASHED.get(first) or _by_word(turn, said) or _greeting(turn, said)
    if command and asked is not None and said in {fold(label) for _, label in asked.options}:
        return None  # a label typed out is that answer: "English" where the language is asked
    return None if command == "listen" and _is_another_word(turn) else command


def _is_another_word(turn: Turn) -> bool:
    """Whether "nghe", "loa" was only meant by its letters ("nghề", "lóa"), or names an option shown."""
    asked, said = turn.session.asked, clean(turn.event.text).lower()
    if " " not in said and said not in turn.t("command.listen.words").split("|"):
        return True
    return asked is not None and match_option(said, [label for _, label in asked.options]) is not None


def _greeting(turn: Turn, folded: str) -> Command | None:
    """Who comes back and says hello is welcomed at the menu; in the midst of a form it leaves nothing."""
    asked = turn.session.asked
    in_a_form = asked is not None and asked.ahead
    return "menu" if not in_a_form and folded in turn.t("greeting.words").split("|") else None


def _by_word(turn: Turn, folded: str) -> Command | None:
    for command in get_args(Command):
        if folded and folded in turn.t(f"command.{command}.words").split("|"):
            found: Command = command
            return found
    return None
