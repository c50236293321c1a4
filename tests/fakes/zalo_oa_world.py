"""The people who talk with a pretended Official Account, and what a test does in their name."""

import asyncio
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.fakes import zalo_oa_rules as rules
from tests.fakes.zalo_oa_rules import RefusalError
from tests.fakes.zalo_world import Said


@dataclass(frozen=True, slots=True)
class OaSaid(Said):
    """A message of the account as its reader sees it. buttons: (title, payload) under it."""

    buttons: tuple[tuple[str, str], ...] = ()

    def payload_of(self, label: str) -> str:
        """What a tap on the button says; "" where there is none of these words."""
        for title, payload in self.buttons:
            if title.removeprefix("✓ ") == label:
                return payload
        return ""


class Person:
    """Somebody who may write to the account. follows: without it nothing reaches them."""

    def __init__(self, world: "OaWorld", user_id: str, name: str) -> None:
        self.world, self.id, self.name = world, user_id, name
        self.follows = True
        self.inbox: list[OaSaid] = []
        self.wrote_at: float | None = None
        self.answered = 0
        self._heard = 0

    @property
    def newest(self) -> OaSaid:
        assert self.inbox, f"the account has said nothing to {self.id}"
        return self.inbox[-1]

    def types(self, text: str) -> dict[str, Any]:
        return self.sends("user_send_text", text=text)

    def taps(self, label: str) -> dict[str, Any]:
        """A tap on a button of the newest message that has it: its payload is said in the person's name."""
        found = next((p for said in reversed(self.inbox) if (p := said.payload_of(label))), "")
        assert found, f"{self.id} finds no button {label!r}"
        return self.types(found)

    def sends_image(self, url: str = "https://photo.example/1.jpg") -> dict[str, Any]:
        return self.sends("user_send_image", attachments=[{"type": "image", "payload": {"url": url}}])

    def sends(self, event_name: str, **content: Any) -> dict[str, Any]:
        """Any message; gives its update."""
        self.wrote_at, self.answered = self.world.now(), 0
        update = self._head(event_name) | {
            "sender": {"id": self.id},
            "recipient": {"id": self.world.account},
            "message": {"msg_id": self.world.new_id()} | content,
        }
        return self.world.put(update)

    def follow(self) -> dict[str, Any]:
        self.follows = True
        self.wrote_at, self.answered = self.world.now(), 0
        return self.world.put(self._standing("follow"))

    def unfollow(self) -> dict[str, Any]:
        self.follows = False
        return self.world.put(self._standing("unfollow"))

    async def hears(self, words: str = "", timeout: float = 5.0) -> OaSaid:  # noqa: ASYNC109
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

    def _standing(self, event_name: str) -> dict[str, Any]:
        return self._head(event_name) | {"follower": {"id": self.id}, "oa_id": self.world.account}

    def _head(self, event_name: str) -> dict[str, Any]:
        stamp = str(int(self.world.now() * 1000))
        return {"app_id": self.world.app_id, "event_name": event_name, "timestamp": stamp}


class OaWorld:
    """Everything Zalo knows of one account. free: only what costs nothing is taken (8 within 48 hours)."""

    def __init__(self, app_id: str, account: str, now: Callable[[], float]) -> None:
        self.app_id, self.account, self.now = app_id, account, now
        self.free = True
        self.people: dict[str, Person] = {}
        self.waiting: list[dict[str, Any]] = []
        self.news = asyncio.Event()
        self._ids = itertools.count(0xA11CE)

    def user(self, user_id: str, name: str = "") -> Person:
        """A person; the same one each time."""
        return self.people.setdefault(user_id, Person(self, user_id, name or f"Người {user_id}"))

    def tell(self, user_id: str, text: str, buttons: list[tuple[str, str]]) -> dict[str, Any]:
        """The account's message reaches its reader, or is refused; gives what Zalo tells of it."""
        person = self.people.get(user_id)
        if person is None:
            raise RefusalError(*rules.BAD_PARAMETER)
        if not person.follows:
            raise RefusalError(*rules.NO_FOLLOWER)
        hours = None if person.wrote_at is None else (self.now() - person.wrote_at) / 3600
        if hours is None or hours > rules.OPEN_HOURS:
            raise RefusalError(*rules.NO_WORD_FOR_LONG)
        if self.free and (hours > rules.FREE_HOURS or person.answered >= rules.FREE_MESSAGES):
            raise RefusalError(*rules.USED_UP)
        person.answered += 1
        said = OaSaid(self.new_id(), text, tuple(buttons))
        person.inbox.append(said)
        return {"message_id": said.id, "user_id": user_id, "sent_time": str(int(self.now() * 1000))}

    def put(self, update: dict[str, Any]) -> dict[str, Any]:
        """Queues an update for the bot, perhaps one that was told before. Gives it."""
        self.waiting.append(update)
        self.news.set()
        return update

    def new_id(self) -> str:
        return f"{next(self._ids):x}"
