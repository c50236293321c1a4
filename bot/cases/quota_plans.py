"""What a bot may send, as dated settings, since platforms change their plans. Pure.

Two kinds: so many messages and users a calendar month (Zalo's Bot Platform), and so many messages for nothing
after each message of the person (Zalo's Official Account). Plans stand as one line of text:

    2026-01-01: 3000 messages, 50 users; 2027-01-01: unlimited
    2026-01-01: 8 messages, 48 hours, 7 days
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar


@dataclass(frozen=True, slots=True)
class MonthPlan:
    """From this day on: messages and users a calendar month; None: as many as one likes."""

    starts: date
    messages: int | None = None
    users: int | None = None


@dataclass(frozen=True, slots=True)
class WindowPlan:
    """From this day on: after each message of the person so many messages cost nothing within so many hours;
    paid ones are taken for so many days."""

    starts: date
    messages: int
    hours: int
    days: int


@dataclass(frozen=True, slots=True)
class Tariff:
    """All plans of one bot, oldest first. paid: messages outside the free window may be paid for."""

    months: tuple[MonthPlan, ...] = ()
    windows: tuple[WindowPlan, ...] = ()
    paid: bool = False


Plan = TypeVar("Plan", MonthPlan, WindowPlan)
_PART = re.compile(r"(\d{1,9}) (messages|users|hours|days)")


def in_force(plans: Iterable[Plan], day: date) -> Plan | None:
    """The last plan that has begun; None before the first."""
    begun = [one for one in plans if one.starts <= day]
    return max(begun, key=lambda one: one.starts) if begun else None


def month_plans(text: str) -> tuple[MonthPlan, ...]:
    """Reads "2026-01-01: 3000 messages, 50 users; …"; ValueError says what would be right."""
    return tuple(
        MonthPlan(starts, figures.get("messages"), figures.get("users"))
        for starts, figures in _lines(text, ("messages", "users"))
    )


def window_plans(text: str) -> tuple[WindowPlan, ...]:
    """Reads "2026-01-01: 8 messages, 48 hours, 7 days; …", all three each time; ValueError as above."""
    found = []
    for starts, figures in _lines(text, ("messages", "hours", "days")):
        if len(figures) < 3:
            raise ValueError(f"{starts}: say messages, hours and days: '8 messages, 48 hours, 7 days'")
        found.append(WindowPlan(starts, figures["messages"], figures["hours"], figures["days"]))
    return tuple(found)


def _lines(text: str, known: tuple[str, ...]) -> list[tuple[date, Mapping[str, int]]]:
    """Each day with its figures, by day."""
    lines: dict[date, Mapping[str, int]] = {}
    for line in (part.strip() for part in text.split(";")):
        if not line:
            continue
        day, colon, rest = line.partition(":")
        starts = _day(day.strip())
        if not colon or starts in lines:
            raise ValueError(f"{line!r}: write each day once, then a colon: '2026-01-01: …'")
        lines[starts] = _figures(rest.strip(), known)
    if not lines:
        raise ValueError("empty: write at least one line: '2026-01-01: …'")
    return sorted(lines.items())


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is no day: write it as 2026-01-01") from None


def _figures(text: str, known: tuple[str, ...]) -> Mapping[str, int]:
    """{"messages": 3000, "users": 50} of "3000 messages, 50 users"; nothing of "unlimited"."""
    figures: dict[str, int] = {}
    if text == "unlimited":
        return figures
    for part in (part.strip() for part in text.split(",")):
        found = _PART.fullmatch(part)
        if found is None or found[2] not in known or found[2] in figures or int(found[1]) == 0:
            raise ValueError(f"{part!r}: write a number from 1 on and one of {', '.join(known)}, each once")
        figures[found[2]] = int(found[1])
    return figures
