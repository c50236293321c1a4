"""The bot's own public address: where people reach the few pages it serves itself."""

import secrets
from dataclasses import dataclass

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""No signs that are read wrong, none that a chat app leaves out of a link at its end."""
TOKEN_LENGTH = 26


@dataclass(frozen=True, slots=True)
class PublicDoor:
    """url: https, without a slash at its end. hours: how long a paper's link is good."""

    url: str
    hours: int = 24

    @property
    def base(self) -> str:
        """The path before every page's own, "" where the address is a host alone."""
        path = self.url.partition("://")[2].partition("/")[2]
        return f"/{path}" if path else ""


def drawn(alphabet: str, length: int) -> str:
    """So many signs nobody can guess; 26 of our alphabet are 128 bits."""
    return "".join(secrets.choice(alphabet) for _ in range(length))


def is_token(text: str) -> bool:
    """Whether it has the shape of one."""
    return len(text) == TOKEN_LENGTH and all(sign in ALPHABET for sign in text)
