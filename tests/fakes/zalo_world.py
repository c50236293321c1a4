"""The people, groups and messages of a pretended Zalo, and what a test does in their name."""

import asyncio
import itertools
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.fakes.zalo_rules import BLOCKED, NO_CHAT, NO_CHAT_ID, RefusalError


@dataclass(frozen=True, slots=True)
class Said:
    """A text of the bot as its reader sees it."""

    id: str
    text: str

    def number_of(self, label: str) -> str:
        """What is typed for a choice: "2" for "2. Không", "0" for "0. ‹ Lùi"; "" where it is not there."""
        for line in self.text.splitlines():
            found = re.fullmatch(r"(\d+)\. (?:✓ )?(.+)", line)
            if found is not None and found[2].casefold() == label.casefold():
                return found[1]
        return ""


class Chat:
    """One chat with the bot in it; shut: it no longer takes the bot's messages."""

    kind = "PRIVATE"

    def __init__(self, world: "World", chat_id: str, name: str) -> None:
        self.world, self.id, self.name = world, chat_id, name
        self.shut = False
        self.inbox: list[Said] = []
        self._heard = 0

    @property
    def newest(self) -> Said:
        assert self.inbox, f"the bot has said nothing to {self.id}"
        return self.inbox[-1]

    def types(self, text: str) -> dict[str, Any]:
        return self.sends("message.text.received", text=text)

    def sends_image(
        self, caption: str = "", *, old_name: bool = False, address: Any = "https://photo.example/1.jpg"
    ) -> dict[str, Any]:
        field = "photo_url" if old_name else "photo"
        words = {"caption": caption} if caption else {}
        return self.sends("message.image.received", **{field: address}, **words)

    def sends_sticker(self) -> dict[str, Any]:
        return self.sends("message.sticker.received", sticker="abc", url="https://sticker.example/1.webp")

    def sends_voice(self) -> dict[str, Any]:
        return self.sends("message.voice.received", voice_url="https://voice.example/1.aac")

    def sends_unsupported(self) -> dict[str, Any]:
        """What a protected person sent: Zalo tells that, and not what."""
        return self.sends("message.unsupported.received")

    def sends(self, event_name: str, **content: Any) -> dict[str, Any]:
        """Any message; gives its update."""
        sender = {"id": f"u{self.id}", self.world.name_field: self.name, "is_bot": False}
        message = {
            "from": sender,
            "chat": {"id": self.id, "chat_type": self.kind},
            "message_id": self.world.new_id(),
            "date": int(self.world.now() * 1000),
        }
        return self.world.put({"event_name": event_name, "message": message | content})

    async def hears(self, words: str = "", timeout: float = 5.0) -> Said:  # noqa: ASYNC109
        """The next message since the last one heard that holds the words."""
        until = time.monotonic() + timeout
        while time.monotonic() < until:
            for at in range(self._heard, len(self.inbox)):
                if words in self.inbox[at].text:
                    self._heard = at + 1
                    await asyncio.sleep(0.01)
                    return self.inbox[at]
            await asyncio.sleep(0.002)
        heard = [said.text for said in self.inbox][-3:]
        raise AssertionError(f"{self.id} waited {timeout} s for {words!r}; the last things said were {heard}")


class Group(Chat):
    """Several people and the bot."""

    kind = "GROUP"


class World:
    """Everything Zalo knows of one bot. name_field: "display_name", or "name" as older posts have it."""

    def __init__(self, account_name: str, now: Callable[[], float]) -> None:
        self.now, self.name_field = now, "display_name"
        self.me = {
            "id": "4001",
            "account_name": account_name,
            "account_type": "BASIC",
            "can_join_groups": False,
        }
        self.chats: dict[str, Chat] = {}
        self.waiting: list[dict[str, Any]] = []
        self.news = asyncio.Event()
        self._ids = itertools.count(0xB0701)

    def user(self, chat_id: str, name: str = "") -> Chat:
        """A person who has written to the bot; the same one each time."""
        return self.chats.setdefault(chat_id, Chat(self, chat_id, name or f"Người {chat_id}"))

    def group(self, chat_id: str, name: str = "Tổ dân phố") -> Chat:
        return self.chats.setdefault(chat_id, Group(self, chat_id, name))

    def chat_of(self, params: dict[str, Any]) -> Chat:
        """The chat a call names; refused where it is unknown, or takes nothing from the bot."""
        number = params.get("chat_id")
        if not isinstance(number, str):
            raise RefusalError(*NO_CHAT_ID)
        if number not in self.chats:
            raise RefusalError(*NO_CHAT)
        if self.chats[number].shut:
            raise RefusalError(*BLOCKED)
        return self.chats[number]

    def tell(self, chat: Chat, text: str) -> dict[str, Any]:
        """The bot's text reaches its reader; gives sendMessage's result."""
        said = Said(self.new_id(), text)
        chat.inbox.append(said)
        return {"message_id": said.id, "date": int(self.now() * 1000)}

    def put(self, update: dict[str, Any]) -> dict[str, Any]:
        """Queues an update for the bot, perhaps one that was told before. Gives it."""
        self.waiting.append(update)
        self.news.set()
        return update

    def new_id(self) -> str:
        return f"{next(self._ids):x}"
