"""Words and buttons that mean the same at every step: back, help, menu, cancel, language; and codes."""

import re
from dataclasses import dataclass
from typing import Literal, get_args

from bot.dialogue.reading import fold
from bot.dialogue.turn import Turn

Command = Literal["back", "help", "menu", "cancel", "language"]

_SIGNS: dict[str, Command] = {"<": "back", "‹": "back", "?": "help"}
_SLASHED: dict[str, Command] = {
    "/start": "menu",
    "/menu": "menu",
    "/help": "help",
    "/back": "back",
    "/cancel": "cancel",
    "/language": "language",
}
_INVITE = re.compile(r"[A-HJ-NP-Z2-9]{4}(-[A-HJ-NP-Z2-9]{4}){3}")
_START = re.compile(r"/start\s+(\S{1,64})")


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A file code or an invitation, typed or followed from a link."""

    kind: Literal["code", "invite"]
    argument: str


def shortcut(turn: Turn) -> Shortcut | None:
    """What was typed, if it is a file code ("hl-0007") or an invitation."""
    if turn.event.kind != "text":
        return None
    text = turn.event.text.strip()[:100]
    started = _START.fullmatch(text)
    text = (started[1] if started else text).upper()
    if _INVITE.fullmatch(text):
        return Shortcut("invite", text)
    if re.fullmatch(re.escape(turn.place.commune.prefix) + r"[- ]?\d{4,6}", text):
        digits = re.sub(r"\D", "", text.removeprefix(turn.place.commune.prefix))
        return Shortcut("code", f"{turn.place.commune.prefix}-{digits}")
    return None


def read(turn: Turn) -> Command | None:
    """The command in this event, if it is one."""
    event, asked = turn.event, turn.session.asked
    if event.kind == "choice":
        number, _, name = event.choice.partition(".")
        current = asked is not None and number.isdigit() and asked.since <= int(number) <= asked.no
        return _SIGNS.get(name) if current else None
    if event.kind != "text":
        return None
    text = event.text.strip()
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
    return command


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
