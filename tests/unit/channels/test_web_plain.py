"""Phones of the demo page without buttons: numbered lines in bubbles, nothing to tap."""

from bot.channels.web import WebChannel
from bot.channels.web_plain import PlainPhones
from bot.channels.web_state import Persona
from bot.dialogue.message import Button
from bot.ports import NotSent, Ready, Sent
from bot.runtime.clock import SystemClock

CHAT = "zb:ho"
ROWS = ((Button("1.a", "Hộ của tôi"), Button("1.b", "Làm giúp hộ khác")),)


def phones() -> tuple[WebChannel, PlainPhones]:
    page = WebChannel(SystemClock(), {}, [Persona(CHAT, "Zalo", "household")])
    return page, PlainPhones(page)


def letter(text: str, name: str = "e#1") -> Ready:
    return Ready(name, CHAT, text, ROWS, numbered=True, prompt=1, edit=None)


async def test_choices_are_lines_and_nothing_can_be_tapped() -> None:
    page, plain = phones()
    assert await plain.send(letter("Ông/bà làm cho hộ nào?")) == Sent("e#1")
    [bubble] = page.log.history(CHAT)
    assert bubble.text == "Ông/bà làm cho hộ nào?\n1. Hộ của tôi\n2. Làm giúp hộ khác"
    assert (bubble.rows, bubble.prompt) == ((), 1)


async def test_a_long_text_is_several_bubbles_and_only_the_last_asks() -> None:
    page, plain = phones()
    await plain.send(letter("Một câu dài. " * 300))
    bubbles = page.log.history(CHAT)
    assert len(bubbles) > 1
    assert [one.prompt for one in bubbles] == [0] * (len(bubbles) - 1) + [1]
    assert all(len(one.text) <= plain.capabilities.text_limit for one in bubbles)


async def test_the_same_letter_twice_is_shown_once() -> None:
    page, plain = phones()
    for _ in range(2):
        await plain.send(letter("Một câu dài. " * 300))
    assert len({one.id for one in page.log.history(CHAT)}) == len(page.log.history(CHAT))


async def test_a_phone_without_signal_gets_it_later() -> None:
    page, plain = phones()
    page.set_signal(CHAT, on=False)
    assert isinstance(await plain.send(letter("chào")), NotSent)
