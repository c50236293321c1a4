"""A second chat of the same person: made by a one-time code, ended at any time by either side."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ChannelLink:
    """id: digest of the code, which is never stored. root: the chat whose conversation is shared; chat: the
    second one, None until the code was used. Counts while it has a chat and no end."""

    id: str
    root: str
    expires_at: datetime
    chat: str | None = None
    used_at: datetime | None = None
    ended_at: datetime | None = None
    version: int = 1

    @property
    def counts(self) -> bool:
        """Whether both chats are one person's now."""
        return self.chat is not None and self.ended_at is None
