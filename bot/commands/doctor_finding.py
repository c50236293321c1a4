"""What a check of `rasoat doctor` found: how bad, in words, and what to do about it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from ssl import SSLContext
from typing import Literal

from bot.config import Settings
from locales import translate

Level = Literal["ok", "look", "fault"]
"""look: works, but somebody should see to it; fault: does not work, or soon will not."""
MARKS: Mapping[Level, str] = {"ok": "✔", "look": "⚠", "fault": "✘"}


@dataclass(frozen=True, slots=True)
class Finding:
    """key: of its words; where it is not ok, their second line says what to do."""

    level: Level
    key: str
    args: Mapping[str, object] = field(default_factory=dict)

    def lines(self) -> list[str]:
        """What was found, and where something is to be done a second line."""
        said, *remedy = translate("vi", self.key, self.args).splitlines()
        return [f"{MARKS[self.level]} {said}", *(f"  → {line}" for line in remedy)]


@dataclass(frozen=True, slots=True)
class Ground:
    """What the checks stand on. now: the machine's own clock, with time zone; tls: whom certificates are
    trusted from; tokens and addresses are in the settings."""

    settings: Settings
    now: Callable[[], datetime]
    tls: SSLContext


Check = Callable[[Ground], Awaitable[list[Finding]]]


def ok(key: str, **args: object) -> Finding:
    return Finding("ok", key, args)


def look(key: str, **args: object) -> Finding:
    return Finding("look", key, args)


def fault(key: str, **args: object) -> Finding:
    return Finding("fault", key, args)
