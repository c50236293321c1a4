"""Phones of the demo page that are like a Zalo bot's: no buttons, no files, numbered lines instead."""

from dataclasses import replace

from bot.channels.capabilities import WEB, ZALO_BOT
from bot.channels.render import plain_texts
from bot.channels.web import WebChannel
from bot.ports import NotSent, Ready, Sent


class PlainPhones:
    """Its letters are bubbles of the demo page, as a Zalo bot would write them; chats begin with "zb:"."""

    prefix = "zb"
    capabilities = replace(
        ZALO_BOT, overall_per_second=WEB.overall_per_second, chat_per_second=WEB.chat_per_second
    )

    def __init__(self, page: WebChannel) -> None:
        self._page = page

    async def send(self, letter: Ready) -> Sent | NotSent:
        """One bubble a text; the same letter twice is shown once."""
        texts = [text for text in plain_texts(letter, self.capabilities) if text.strip()]
        for number, text in enumerate(texts, 1):
            last = number == len(texts)
            part = replace(
                letter,
                letter_id=letter.letter_id if last else f"{letter.letter_id}/{number}",
                text=text,
                rows=(),
                prompt=letter.prompt if last else 0,
                edit=None,
                file=None,
            )
            if isinstance(failed := await self._page.send(part), NotSent):
                return failed
        return Sent(letter.letter_id)
