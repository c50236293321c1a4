"""How much of a plan is used, and which letters wait for it: arithmetic only, no clock, no store."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.cases.quota_plans import MonthPlan, Tariff, WindowPlan

WARNING, SAVING, FULL = 80, 95, 100
LEVELS = (WARNING, SAVING, FULL)
"""Percent of a month's messages (or users) at which officers are told; from SAVING on notices wait."""

What = Literal["messages", "users"]


@dataclass(frozen=True, slots=True)
class Usage:
    """One bot in one calendar month of Vietnam.

    bot: the prefix of its chats ("zb"). month: "2026-11". sent: messages that left; users: chats written to.
    plan: in force on the last day looked at, None where only counted. free: what a window gives for nothing.
    paid: of the sent, those outside the free window. waiting: notices that wait in the outbox.
    """

    bot: str
    month: str
    sent: int = 0
    users: int = 0
    plan: MonthPlan | None = None
    free: WindowPlan | None = None
    paid: int = 0
    waiting: int = 0

    def used(self, what: What) -> int:
        return self.sent if what == "messages" else self.users

    def limit(self, what: What) -> int | None:
        """What the plan gives; None: as many as one likes."""
        if self.plan is None:
            return None
        return self.plan.messages if what == "messages" else self.plan.users

    def level(self, what: What) -> int:
        """The highest of LEVELS that is reached; 0 below the first."""
        return reached(self.used(what), self.limit(what))


@dataclass(frozen=True, slots=True)
class Contact:
    """A chat's last message to us, the id of its event, and how many messages left for it since."""

    at: datetime
    event: str = ""
    sent: int = 0


def share(used: int, limit: int) -> int:
    """Whole percent, never rounded up: 100 only where all is used."""
    return used * 100 // limit


def reached(used: int, limit: int | None) -> int:
    """The highest of LEVELS that is reached."""
    if limit is None:
        return 0
    return max((level for level in LEVELS if used * 100 >= limit * level), default=0)


def is_free(plan: WindowPlan, contact: Contact | None, now: datetime) -> bool:
    """Whether one more message to this chat costs nothing."""
    if contact is None or contact.sent >= plan.messages:
        return False
    return now - contact.at <= timedelta(hours=plan.hours)


def window_reason(tariff: Tariff, plan: WindowPlan, contact: Contact | None, now: datetime) -> str:
    """Why a letter nobody waits for does not go to this chat; "" where it may go.

    unpaid: it would cost money; window: the person wrote too long ago.
    """
    if is_free(plan, contact, now):
        return ""
    if contact is None or now - contact.at > timedelta(days=plan.days):
        return "window"
    return "" if tariff.paid else "unpaid"
