"""The Telegram channel: letters out, updates in, and which prompt each chat had seen."""

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, replace
from typing import Any

from telegram import Bot, Update
from telegram.error import BadRequest, TelegramError

from bot.channels.capabilities import TELEGRAM
from bot.channels.hooks import InOrder
from bot.channels.patience import Pause
from bot.channels.redaction import redacted
from bot.channels.seen import SeenPrompts
from bot.channels.telegram_bot import make_bot
from bot.channels.telegram_files import Attached, Fetcher, attached
from bot.channels.telegram_send import Delivery, Sender, outcome
from bot.channels.telegram_updates import Me, event_of, said_at
from bot.dialogue.event import Event
from bot.ports import Capabilities, Clock, Inbox, NotSent, Ready, Sent

__all__ = ["Arrival", "TelegramChannel", "make_bot"]

log = logging.getLogger(__name__)

Commands = Sequence[tuple[str, str]]
"""(command without slash, description) as Telegram's menu shows them."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update, stamped. event: None where it asks for nothing; callback: the tap to be acknowledged;
    document: a file still to be fetched."""

    update_id: int
    event: Event | None
    callback: str | None = None
    document: Attached | None = None

    @property
    def chat(self) -> str:
        return self.event.chat if self.event is not None else ""


class TelegramChannel:
    """One bot on Telegram. Chats are "tg:<chat id>", events "tg:<bot id>:<update id>"."""

    prefix: str = "tg"
    capabilities: Capabilities = TELEGRAM

    def __init__(self, bot: Bot, clock: Clock, *, pause: Pause = asyncio.sleep) -> None:
        self.bot = bot
        self._clock = clock
        self._me = Me(int(bot.token.partition(":")[0]))
        self._sender = Sender(bot)
        self._fetcher = Fetcher(bot, pause)
        self._seen = SeenPrompts()
        self._order = InOrder()
        self._answers: set[asyncio.Task[None]] = set()

    async def prepare(self, commands: Commands = ()) -> None:
        """Asks Telegram who the bot is and hangs up the menu. A TelegramError: try again later."""
        await self.bot.initialize()
        self._me = Me(self.bot.id, self.bot.username)
        if not commands:
            return
        try:
            await self.bot.set_my_commands(list(commands))
        except BadRequest as error:
            log.error("telegram: the command menu was refused: %s; mend the commands", redacted(str(error)))

    async def send(self, letter: Ready) -> Sent | NotSent:
        chat_id = _chat_id(letter.chat)
        if chat_id is None:
            return NotSent(f"no Telegram chat: {letter.chat}", retryable=False)
        delivery = await self._sender.deliver(letter, chat_id)
        if isinstance(delivery, Delivery):
            self._seen.delivered(letter.chat, letter.prompt, delivery.at)
        return outcome(delivery)

    def arrive(self, updates: Sequence[Update]) -> tuple[Arrival, ...]:
        """Stamps a whole batch with time and prompt seen, before any of it is worked on."""
        return tuple(self._stamped(update) for update in updates)

    async def take(self, arrival: Arrival, inbox: Inbox) -> None:
        """Hands the event in, its file fetched; once it is on disk the tap is acknowledged, if that works."""
        if arrival.event is not None:
            async with self._order.of(arrival.event.chat):
                await inbox.take(await self._with_file(arrival.event, arrival.document))
        if arrival.callback is not None:
            self._in_background(self._acknowledge(arrival.callback))

    def gave_up(self, chat: str) -> None:
        self._seen.forget(chat)

    async def close(self, patience: float = 2.0) -> None:
        """Lets acknowledgements under way end, then closes the connections."""
        if self._answers:
            _, late = await asyncio.wait(self._answers, timeout=patience)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        await self.bot.shutdown()

    async def _with_file(self, event: Event, document: Attached | None) -> Event:
        return event if document is None else await self._fetcher.fill(event, document)

    def _stamped(self, update: Update) -> Arrival:
        event = event_of(update, self._me, self._clock.now())
        if event is not None:
            event = replace(event, seen=self._seen.newest(event.chat, said_at(update)))
        callback = update.callback_query.id if update.callback_query is not None else None
        return Arrival(update.update_id, event, callback, attached(update))

    async def _acknowledge(self, callback: str) -> None:
        """Ends the waiting circle on the button; too late or twice harms nobody."""
        try:
            await self.bot.answer_callback_query(callback)
        except TelegramError as error:
            log.info("telegram: a tap could not be acknowledged: %s", redacted(str(error)))

    def _in_background(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._answers.add(task)  # the loop itself holds tasks only weakly
        task.add_done_callback(self._answers.discard)


def _chat_id(chat: str) -> int | None:
    prefix, _, number = chat.partition(":")
    digits = number.removeprefix("-")
    return int(number) if prefix == "tg" and digits.isascii() and digits.isdigit() else None
