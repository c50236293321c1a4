"""Which prompt a chat had before it when a person did something: how answers typed ahead are known."""

from collections import deque
from dataclasses import dataclass
from datetime import datetime

_KEPT = 4  # prompts remembered a chat; older ones cannot be the newest


@dataclass(frozen=True, slots=True)
class _Delivered:
    prompt: int
    at: datetime | None


class SeenPrompts:
    """Kept in memory only: after a restart nothing is known until the next prompt is delivered.

    Both times are the platform's own, so that its clock is compared with itself and never with ours.
    """

    def __init__(self) -> None:
        self._chats: dict[str, deque[_Delivered]] = {}

    def delivered(self, chat: str, prompt: int, at: datetime | None) -> None:
        """Notes a prompt the platform took; at: its time there, None where it did not say."""
        if prompt <= 0:
            return
        kept = self._chats.setdefault(chat, deque(maxlen=_KEPT))
        if not kept or kept[-1].prompt < prompt:
            kept.append(_Delivered(prompt, at))

    def forget(self, chat: str) -> None:
        """A prompt will never reach this chat: nothing is known until the next one does."""
        self._chats.pop(chat, None)

    def newest(self, chat: str, said: datetime | None) -> int | None:
        """The newest prompt the person can have read; said: the platform's time of what they did.

        None where nothing is known. A prompt delivered after `said` was not read; within the same
        second it counts as read.
        """
        kept = self._chats.get(chat)
        if not kept:
            return None
        for delivered in reversed(kept):
            if said is None or delivered.at is None or delivered.at <= said:
                return delivered.prompt
        return kept[0].prompt - 1
