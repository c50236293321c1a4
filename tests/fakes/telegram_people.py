"""People and groups of the pretended Telegram: what they do becomes updates, what they see can be asked."""

import asyncio
import time
from typing import TYPE_CHECKING, Any

from tests.fakes.telegram_rules import BLOCKED, DEACTIVATED, KICKED, TEXT_LIMIT

if TYPE_CHECKING:
    from tests.fakes.telegram_world import Shown, World

_ELSEWHERE = {"type": "hidden_user", "sender_user_name": "Ai đó", "date": 1_700_000_000}


class Chat:
    """shut: the words with which Telegram refuses to deliver here; empty while it delivers."""

    kind = "private"

    def __init__(self, world: "World", chat_id: int, name: str) -> None:
        self.world, self.id, self.name = world, chat_id, name
        self.shut = ""

    def json(self) -> dict[str, Any]:
        name = {"first_name": self.name} if self.kind == "private" else {"title": self.name}
        return {"id": self.id, "type": self.kind} | name

    @property
    def inbox(self) -> list["Shown"]:
        """What the bot has said here, oldest first, as it looks now."""
        return [message for message in self.world.shown if message.chat is self and message.by_bot]

    @property
    def newest(self) -> "Shown":
        assert self.inbox, f"the bot has said nothing to {self.id}"
        return self.inbox[-1]

    def _standing(self, old: str, new: str) -> dict[str, Any]:
        who = {"user": self.world.me}
        return self.world.put(
            self.id,
            "my_chat_member",
            {
                "chat": self.json(),
                "from": {"id": abs(self.id), "is_bot": False, "first_name": self.name},
                "date": int(self.world.now()),
                "old_chat_member": who | {"status": old, "until_date": 0},
                "new_chat_member": who | {"status": new, "until_date": 0},
            },
        )


class Person(Chat):
    """Someone who writes to the bot. Every act gives the update it made."""

    def __init__(self, world: "World", chat_id: int, name: str) -> None:
        super().__init__(world, chat_id, name)
        self._heard = 0

    @property
    def account(self) -> dict[str, Any]:
        return {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": "vi"}

    def types(self, text: str, *, forwarded: bool = False) -> dict[str, Any]:
        """A text; a long one leaves the app in pieces, as in Telegram. Gives the last update."""
        pieces = [text[at : at + TEXT_LIMIT] for at in range(0, len(text), TEXT_LIMIT)] or [text]
        origin = {"forward_origin": _ELSEWHERE} if forwarded else {}
        return [self.sends(text=piece, **origin) for piece in pieces][-1]

    def sends(self, **content: Any) -> dict[str, Any]:
        """Any message, by the fields of the Bot API."""
        message = self.world.show(self, self.account, text=content.get("text", ""))
        return self.world.put(self.id, "message", message.json() | content)

    def sends_photo(
        self, size: int = 90_000, caption: str = "", *, content: bytes | None = None
    ) -> dict[str, Any]:
        """A photo in two sizes; content: what is in the larger one, else so many zeros."""
        small = self._file("photo", size // 10) | {"width": 90, "height": 120}
        file = self._file("photo", size) if content is None else self._file_of(content)
        large = file | {"width": 960, "height": 1280}
        words = {"caption": caption} if caption else {}
        return self.sends(photo=[small, large], **words)

    def sends_document(
        self, name: str = "giay.pdf", size: int = 10_000, *, content: bytes | None = None, caption: str = ""
    ) -> dict[str, Any]:
        """A file with a name; content: what is in it, else so many zeros."""
        file = self._file("document", size) if content is None else self._file_of(content)
        words = {"caption": caption} if caption else {}
        return self.sends(document=file | {"file_name": name}, **words)

    def sends_voice(self, size: int = 30_000) -> dict[str, Any]:
        return self.sends(voice=self._file("voice", size) | {"duration": 7})

    def sends_sticker(self) -> dict[str, Any]:
        shape = {"width": 512, "height": 512, "type": "regular", "is_animated": False, "is_video": False}
        return self.sends(sticker=self._file("sticker", 20_000) | shape)

    def sends_location(self, latitude: float, longitude: float) -> dict[str, Any]:
        return self.sends(location={"latitude": latitude, "longitude": longitude})

    def sends_contact(self, phone: str, *, own: bool = True) -> dict[str, Any]:
        whose = {"user_id": self.id} if own else {}
        return self.sends(contact={"phone_number": phone, "first_name": self.name} | whose)

    def edits(self, text: str) -> dict[str, Any]:
        """Rewrites the last text this person sent."""
        mine = [one for one in self.world.shown if one.chat is self and not one.by_bot and one.text]
        self.world.change(mine[-1], text, [])
        return self.world.put(self.id, "edited_message", mine[-1].json())

    def taps(self, label: str, message: "Shown | None" = None) -> dict[str, Any]:
        """A button by its label, with or without tick, in the newest message that has it."""
        for shown in [message] if message is not None else reversed(self.inbox):
            for words, data in (button for row in shown.buttons for button in row):
                if label in (words, words.removeprefix("✓ ")):
                    return self.sends_choice(data, shown)
        on_offer = [words for shown in self.inbox for words in shown.labels]
        raise AssertionError(f"{self.id} finds no button {label!r}; there are {on_offer}")

    def sends_choice(self, data: str, under: "Shown") -> dict[str, Any]:
        """A tap with any data, under any message."""
        query = {"id": self.world.new_query(), "from": self.account, "chat_instance": "1", "data": data}
        return self.world.put(under.chat.id, "callback_query", query | {"message": under.json()})

    def taps_inline(self, data: str) -> dict[str, Any]:
        """A tap under a message sent "via" the bot into another chat."""
        query = {"id": self.world.new_query(), "from": self.account, "chat_instance": "2", "data": data}
        return self.world.put(self.id, "callback_query", query | {"inline_message_id": "AAAA"})

    def blocks_bot(self) -> dict[str, Any]:
        self.shut = BLOCKED
        return self._standing("member", "kicked")

    def unblocks_bot(self) -> dict[str, Any]:
        self.shut = ""
        return self._standing("kicked", "member")

    def deletes_account(self) -> None:
        self.shut = DEACTIVATED

    async def hears(self, words: str = "", timeout: float = 5.0) -> "Shown":  # noqa: ASYNC109
        """The next message (new or edited since the last one heard) that holds the words.

        Nobody answers faster than the bot hears that its message arrived: 10 ms are left for that.
        """
        until = time.monotonic() + timeout
        while time.monotonic() < until:
            for shown in sorted(self.inbox, key=lambda one: one.stamp):
                if shown.stamp > self._heard and words in shown.text and shown.answered:
                    self._heard = shown.stamp
                    await asyncio.sleep(0.01)
                    return shown
            await asyncio.sleep(0.002)
        heard = [shown.text for shown in self.inbox][-3:]
        raise AssertionError(f"{self.id} waited {timeout} s for {words!r}; the last things said were {heard}")

    def _file_of(self, content: bytes) -> dict[str, Any]:
        file_id = f"document{self.id}-{len(self.world.files)}"
        self.world.files[file_id] = content
        return {"file_id": file_id, "file_unique_id": file_id, "file_size": len(content)}

    def _file(self, kind: str, size: int) -> dict[str, Any]:
        file_id = f"{kind}{self.id}-{size}"
        self.world.files.setdefault(file_id, bytes(size))
        return {"file_id": file_id, "file_unique_id": file_id, "file_size": size}


class Group(Chat):
    """Several people and the bot in one chat."""

    kind = "group"

    def says(self, person: Person, text: str, *, reply_to: "Shown | None" = None) -> dict[str, Any]:
        message = self.world.show(self, person.account, text=text)
        answered = {"reply_to_message": reply_to.json()} if reply_to is not None else {}
        return self.world.put(self.id, "message", message.json() | answered)

    def removes_bot(self) -> dict[str, Any]:
        self.shut = KICKED
        return self._standing("member", "kicked")
