"""A letter as an Official Account sends it: texts, and buttons under the last of them where they all fit."""

from dataclasses import replace
from typing import Any

from bot.channels.render import plain_texts
from bot.channels.zalo_oa_taps import drawn, fitting
from bot.ports import Capabilities, Ready


def messages_of(letter: Ready, capabilities: Capabilities) -> tuple[dict[str, Any], ...]:
    """The messages, in order. Choices that do not all fit on buttons are numbered lines."""
    buttons = fitting(letter.rows, capabilities)
    shown = capabilities if buttons or not letter.rows else replace(capabilities, buttons=False)
    texts = [text for text in plain_texts(letter, shown) if text.strip()]
    messages: list[dict[str, Any]] = [{"text": text} for text in texts]
    if buttons and messages:
        messages[-1]["attachment"] = drawn(buttons)
    return tuple(messages)
