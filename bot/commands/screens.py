"""What a phone on each channel shows of a letter, for conversations that are played."""

from dataclasses import dataclass, replace

from bot.channels.capabilities import TELEGRAM, TERMINAL, WEB, ZALO_BOT, ZALO_OA
from bot.channels.render import Rows, plain_texts, split_text
from bot.channels.zalo_oa_taps import fitting
from bot.dialogue.message import Button
from bot.ports import Capabilities, Ready

CHANNELS: dict[str, Capabilities] = {
    one.name: replace(one, overall_per_second=1_000_000.0, chat_per_second=1_000_000.0)
    for one in (WEB, TELEGRAM, ZALO_BOT, ZALO_OA, TERMINAL)
}
"""By name, without the pace of the platform: a played conversation waits for nobody."""


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message as it is seen. rows: buttons under it; file: name of a paper with it."""

    text: str
    rows: Rows = ()
    file: str = ""


def drawn(letter: Ready, capabilities: Capabilities) -> bool:
    """Whether the choices of a letter can be tapped; a channel may draw few or short ones only."""
    few = not capabilities.buttons_most or bool(fitting(letter.rows, capabilities))
    return capabilities.buttons and few and bool(letter.rows)


def bubbles(letter: Ready, capabilities: Capabilities) -> tuple[Bubble, ...]:
    """The messages of a letter, in order; the last one carries buttons and paper."""
    tapped = drawn(letter, capabilities)
    if capabilities.buttons and capabilities.files:
        texts: tuple[str, ...] = split_text(letter.text, capabilities.text_limit)
    else:
        texts = plain_texts(letter, capabilities if tapped else replace(capabilities, buttons=False))
    shown = [text for text in texts if text.strip()] or [""]
    last = Bubble(
        shown[-1],
        letter.rows if tapped else (),
        letter.file_name if capabilities.files else "",
    )
    return (*(Bubble(text) for text in shown[:-1]), last)


def typed_for(letter: Ready, button: Button) -> str:
    """What is typed for a choice where it cannot be tapped; "" where nothing needs to be."""
    if button.typed is None:
        counted = [one.id for row in letter.rows for one in row if one.typed is None]
        return str(counted.index(button.id) + 1)
    if button.id.endswith(".?"):
        return "?"
    if button.typed == "-" or button.id.endswith(".<"):
        return button.typed if button.typed == "0" else button.label
    return button.typed
