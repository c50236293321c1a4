"""The same walk written straight on python-telegram-bot and aiosqlite, as a careful developer would.

Plain handlers; where a chat stands is in `user_data`; each answer is INSERTed and COMMITted
(synchronous=FULL) before the next question is built. After a crash the place is the first screen
without an answer. Replies are built with their buttons and handed to a sender that drops them.
Run: python -m bench.peer_ptb FOLDER CHATS WALKS [--one-by-one]
"""

import argparse
import asyncio
import time
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiosqlite
from telegram import CallbackQuery, Chat, InlineKeyboardMarkup, Message, MessageEntity, Update, User
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)
from telegram.request import BaseRequest

from bench.figures import Figures, Watch, hand_over
from bench.household import known_answers, steps
from bench.peer_form import Answers, Survey, prompt, read, screens

NOW = datetime(2026, 10, 5, 1, 0, tzinfo=UTC)
TABLE = "CREATE TABLE answer (form TEXT, question TEXT, value TEXT, at TEXT, PRIMARY KEY (form, question))"
Sender = Callable[[int, str, InlineKeyboardMarkup], None]


class OfflineRequest(BaseRequest):
    """The library asks who it is when it starts; nothing else is ever asked."""

    read_timeout = None

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(self, *_: object, **__: object) -> tuple[int, bytes]:
        return 200, b'{"ok": true, "result": {"id": 1, "is_bot": true, "first_name": "b", "username": "b"}}'


class Bot:
    """The handlers, over one shared connection."""

    def __init__(self, database: aiosqlite.Connection, send: Sender) -> None:
        self._database, self._send = database, send
        self._writing = asyncio.Lock()

    def application(self) -> Application[Any, Any, Any, Any, Any, Any]:
        request = OfflineRequest()
        application = ApplicationBuilder().token("1:bench").updater(None).request(request).build()
        application.add_handler(CommandHandler("start", self.start))
        application.add_handler(CallbackQueryHandler(self.answer))
        application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, self.answer))
        return application

    async def start(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """ "/start FORM": a household with what is known of it."""
        survey = Survey((context.args or [""])[0], {k: str(v) for k, v in known_answers().items()}, screens())
        await self._keep(survey.form, survey.answers)
        self._ask(update, context, survey)

    async def answer(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        survey: Survey = (context.user_data or {})["survey"]
        tap = (update.callback_query.data or "") if update.callback_query else ""
        text = (update.message.text or "") if update.message else ""
        found = read(survey, tap, text)
        if found is not None:
            survey.answers |= found
            await self._keep(survey.form, found)
            survey.at += 1
        self._ask(update, context, survey)

    async def _keep(self, form: str, found: Answers) -> None:
        """The lock is needed: without it two handlers mix their statements on the one connection, and
        sqlite3 answers with "bad parameter or other API misuse" (tried)."""
        rows = [(form, key, value, NOW.isoformat()) for key, value in found.items()]
        async with self._writing:
            await self._database.executemany("INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?)", rows)
            await self._database.commit()

    def _ask(self, update: Update, context: ContextTypes.DEFAULT_TYPE, survey: Survey) -> None:
        assert context.user_data is not None and update.effective_chat is not None
        context.user_data["survey"] = survey
        self._send(update.effective_chat.id, *prompt(survey))


class Phones:
    """Feeds updates as the library's own fetcher does: one by one (its default) or concurrently."""

    def __init__(self, database: aiosqlite.Connection, one_by_one: bool) -> None:
        self.application = Bot(database, self._show).application()
        self._one_by_one = asyncio.Lock() if one_by_one else nullcontext()
        self._updates = 0
        self._places: dict[int, str] = {}
        self._steps = steps()

    def _show(self, chat: int, _text: str, markup: InlineKeyboardMarkup) -> None:
        """Where replies go: the phone sees which screen the buttons belong to."""
        for data in (button.callback_data for row in markup.inline_keyboard[:1] for button in row[:1]):
            self._places[chat] = str(data).partition(":")[0]

    async def open(self, chat: int, walk: int) -> None:
        await self.application.process_update(self._typed(chat, f"/start f-{chat}-{walk}"))

    async def walk(self, chat: int, waits: list[float]) -> None:
        for step in self._steps:
            update = self._tapped(chat, step.tap) if step.tap else self._typed(chat, step.text)
            start = time.perf_counter()
            async with self._one_by_one:
                await self.application.process_update(update)
            waits.append(time.perf_counter() - start)

    def _typed(self, chat: int, text: str) -> Update:
        return Update(self._number(), message=self._message(chat, text))

    def _tapped(self, chat: int, tap: str) -> Update:
        number = self._number()
        user, message = User(chat, "Bench", is_bot=False), self._message(chat, "?")
        data = f"{self._places[chat]}:{tap}"
        return Update(
            number, callback_query=CallbackQuery(str(number), user, "1", message=message, data=data)
        )

    def _message(self, chat: int, text: str) -> Message:
        command = (MessageEntity(MessageEntity.BOT_COMMAND, 0, 6),) if text.startswith("/") else ()
        user, private = User(chat, "Bench", is_bot=False), Chat(chat, "private")
        message = Message(self._updates, NOW, private, text=text, from_user=user, entities=command)
        message.set_bot(self.application.bot)
        return message

    def _number(self) -> int:
        self._updates += 1
        return self._updates


async def run(folder: Path, chats: int, walks: int, one_by_one: bool) -> Figures:
    """One measured run on a new database in this folder."""
    async with aiosqlite.connect(folder / "peer.sqlite") as database:
        await database.execute("PRAGMA journal_mode = WAL")
        await database.execute("PRAGMA synchronous = FULL")
        await database.execute(TABLE)
        await database.commit()
        phones, watch = Phones(database, one_by_one), Watch()
        async with phones.application:
            for walk in range(walks):
                await asyncio.gather(*(phones.open(chat, walk) for chat in range(1, chats + 1)))
                watch.start()
                await asyncio.gather(*(phones.walk(chat, watch.waits) for chat in range(1, chats + 1)))
                watch.committed()
                watch.sent()
        await _check(database, chats * walks)
        return watch.figures()


async def _check(database: aiosqlite.Connection, households: int) -> None:
    """As many answers on disk as were given."""
    each = len(known_answers()) + sum(len(step.stores) for step in steps())
    [[stored]] = await database.execute_fetchall("SELECT count(*) FROM answer")
    if stored != households * each:
        raise SystemExit(f"{stored} answers stored, {households * each} given")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("chats", type=int)
    parser.add_argument("walks", type=int)
    parser.add_argument(
        "--one-by-one", action="store_true", help="the library's default: one update at a time"
    )
    options = parser.parse_args()
    hand_over(asyncio.run(run(options.folder, options.chats, options.walks, options.one_by_one)))


if __name__ == "__main__":
    main()
