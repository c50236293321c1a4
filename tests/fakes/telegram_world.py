"""The people, chats and messages of a pretended Telegram, and what a test does in their name."""

import asyncio
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.telegram_people import Chat, Group, Person
from tests.fakes.telegram_rules import NO_CHAT, RefusalError, bad

NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass(slots=True)
class Shown:
    """A message as its reader sees it now. buttons: rows of (label, data); stamp: grows with each change."""

    id: int
    chat: Chat
    sender: dict[str, Any]
    date: int
    stamp: int
    text: str = ""
    buttons: list[list[tuple[str, str]]] = field(default_factory=list)
    file_name: str = ""
    file: bytes | None = None
    earlier: list[str] = field(default_factory=list)
    edit_date: int | None = None
    writer: "asyncio.Task[Any] | None" = None

    @property
    def answered(self) -> bool:
        """Whether the call that wrote it has ended: before that the bot cannot know it was delivered."""
        return self.writer is None or self.writer.done()

    @property
    def by_bot(self) -> bool:
        return bool(self.sender["is_bot"])

    @property
    def edits(self) -> int:
        return len(self.earlier)

    @property
    def labels(self) -> list[str]:
        return [label for row in self.buttons for label, _ in row]

    def json(self) -> dict[str, Any]:
        """As the Bot API gives it."""
        message: dict[str, Any] = {
            "message_id": self.id,
            "date": self.date,
            "chat": self.chat.json(),
            "from": self.sender,
        }
        if self.file is not None:
            file_id = f"doc{self.id}"
            document = {"file_id": file_id, "file_unique_id": file_id, "file_name": self.file_name}
            message["document"] = document | {"file_size": len(self.file)}
        if self.text:
            message["caption" if self.file is not None else "text"] = self.text
        if self.edit_date is not None:
            message["edit_date"] = self.edit_date
        if self.buttons:
            rows = [[{"text": label, "callback_data": data} for label, data in row] for row in self.buttons]
            message["reply_markup"] = {"inline_keyboard": rows}
        return message


@dataclass(slots=True)
class Query:
    """A tap waiting for its answer."""

    at: float
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update not yet taken, and the chat whose order it keeps."""

    id: int
    chat: int
    json: dict[str, Any]


class World:
    """Everything Telegram knows of one bot. now: seconds since 1970, for tests with a clock of their own."""

    def __init__(self, username: str, bot_id: int, now: Callable[[], float]) -> None:
        self.now = now
        self.me = {"id": bot_id, "is_bot": True, "first_name": "Rà Soát", "username": username}
        self.chats: dict[int, Chat] = {}
        self.shown: list[Shown] = []
        self.waiting: list[Waiting] = []
        self.queries: dict[str, Query] = {}
        self.files: dict[str, bytes] = {}
        self.paths: dict[str, tuple[str, float]] = {}  # file_path to file id and the time until it is good
        self.commands: list[dict[str, str]] = []
        self.allowed: list[str] | None = None
        self.news = asyncio.Event()
        self._numbers = itertools.count(1)
        self._updates = itertools.count(500_001)
        self._message_ids = itertools.count(101)

    def user(self, user_id: int, first_name: str = "") -> Person:
        """A person who has pressed Start; the same one each time."""
        known = self.chats.setdefault(user_id, Person(self, user_id, first_name or f"Người {user_id}"))
        assert isinstance(known, Person)
        return known

    def group(self, chat_id: int, title: str = "Tổ dân phố") -> Group:
        """A group the bot is in; its number is below 0."""
        known = self.chats.setdefault(chat_id, Group(self, chat_id, title))
        assert isinstance(known, Group)
        return known

    def chat_of(self, params: dict[str, Any]) -> Chat:
        """The chat a call names; refused where it is unknown, or has shut the bot out."""
        number = str(params.get("chat_id", ""))
        chat = self.chats.get(int(number)) if number.removeprefix("-").isdigit() else None
        if chat is None:
            raise bad(NO_CHAT)
        if chat.shut:
            raise RefusalError(403, chat.shut)
        return chat

    def show(self, chat: Chat, sender: dict[str, Any], **content: Any) -> Shown:
        message = Shown(
            next(self._message_ids), chat, sender, int(self.now()), next(self._numbers), **content
        )
        message.writer = _task()
        self.shown.append(message)
        return message

    def change(self, message: Shown, text: str, buttons: list[list[tuple[str, str]]]) -> None:
        message.earlier.append(message.text)
        message.text, message.buttons, message.writer = text, buttons, _task()
        message.edit_date, message.stamp = int(self.now()), next(self._numbers)

    def message(self, chat: Chat, message_id: object) -> Shown | None:
        return next((one for one in self.shown if one.chat is chat and str(one.id) == str(message_id)), None)

    def put(self, chat: int, kind: str, content: dict[str, Any]) -> dict[str, Any]:
        """Queues an update for the bot, unless it asked not to get its kind. Gives the update."""
        update = {"update_id": next(self._updates), kind: content}
        wanted = kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT
        if wanted:
            self.repeat(chat, update)
        return update

    def repeat(self, chat: int, update: dict[str, Any]) -> None:
        """Queues an update, perhaps one that was delivered before."""
        self.waiting.append(Waiting(update["update_id"], chat, update))
        self.news.set()

    def new_query(self) -> str:
        query_id = str(4_000_000_000 + next(self._numbers))
        self.queries[query_id] = Query(self.now())
        return query_id


def _task() -> "asyncio.Task[Any] | None":
    """The task of the call being worked on; None outside any loop."""
    try:
        return asyncio.current_task()
    except RuntimeError:
        return None
