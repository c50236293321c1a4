"""Buttons of an Official Account: what a tap says, and how it is known again among typed words.

A tap comes back as a text of the person, who sees it in the chat. So it says the button's words and, small
behind them, its id: "Nam [#12.yes]". Whoever types such a line gets what a tap would get, and no more: the
engine trusts no button.
"""

import re

from bot.channels.render import Rows, label, units
from bot.dialogue.message import Button
from bot.ports import Capabilities

LONGEST_PAYLOAD = 1000
_TAP = re.compile(r".*\[#([!-~]{1,64})\]\s*", re.DOTALL)


def payload(button: Button) -> str:
    """What is sent in the person's name by a tap."""
    return f"{button.label} [#{button.id}]"


def tapped(text: str) -> str | None:
    """The button's id, where these words are those of a tap."""
    found = _TAP.fullmatch(text) if len(text) <= LONGEST_PAYLOAD else None
    return found[1] if found is not None else None


def fitting(rows: Rows, capabilities: Capabilities) -> tuple[Button, ...]:
    """The buttons, where the channel can draw them all; none where it cannot: half a choice misleads."""
    buttons = tuple(button for row in rows for button in row)
    most, longest = capabilities.buttons_most, capabilities.label_most
    if len(buttons) > most or any(units(label(button)) > longest for button in buttons):
        return ()
    return buttons


def drawn(buttons: tuple[Button, ...]) -> dict[str, object]:
    """The attachment that draws them."""
    shown = [
        {"title": label(button), "type": "oa.query.show", "payload": payload(button)} for button in buttons
    ]
    return {"type": "template", "payload": {"buttons": shown}}
