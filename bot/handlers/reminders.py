"""How somebody wants to be reminded: the morning message, each kind of reminder, the quiet hours.

Kept with the person's own conversation (Session.reminders); staff and residents alike, each their own kinds.
"""

import re
from dataclasses import replace
from typing import Any

from bot.cases.commune import Role
from bot.cases.reminders import KINDS, Kind, Reminders
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.reading import fold
from bot.dialogue.turn import Turn

CONVERSATION = "reminders"
FIRST_HOUR, LAST_HOUR = 5, 12
"""Of the morning message."""
MOST_QUIET = 16
"""Hours: with more, a date of the law could pass before its reminder may leave."""
_NUMBER = re.compile(r"\d+")


def open_reminders(turn: Turn) -> None:
    turn.push(CONVERSATION)


def kinds_of(turn: Turn) -> tuple[Kind, ...]:
    """What this person can be reminded of, of every role they hold."""
    roles: tuple[Role, ...] = turn.staff.roles if turn.staff else ("resident",)
    return tuple(dict.fromkeys(kind for role in roles for kind in KINDS.get(role, ())))


def ask_start(turn: Turn) -> Prompt:
    settings = turn.session.reminders
    has_digest = turn.staff is not None and kinds_of(turn)
    choices = [Choice("digest", turn.t("reminder.set.digest", hour=_hour(turn)))] if has_digest else []
    for kind in kinds_of(turn):
        key = "reminder.set.on" if settings.wants(kind) else "reminder.set.off"
        choices.append(Choice(kind, turn.t(key, what=turn.t(f"reminder.kind.{kind}"))))
    choices.append(Choice("quiet", turn.t("reminder.set.quiet", hours=_quiet(turn))))
    title = "reminder.set.title" if turn.staff is not None else "reminder.set.title.resident"
    return Prompt(turn.t(title), tuple(choices), columns=1)


def _hour(turn: Turn) -> str:
    hour = turn.session.reminders.digest_hour
    return turn.t("reminder.set.no_digest") if hour is None else turn.t("reminder.set.hour", hour=hour)


def _quiet(turn: Turn) -> str:
    one = turn.session.reminders
    if one.quiet_from == one.quiet_until:
        return turn.t("reminder.set.never_quiet")
    return turn.t("reminder.set.hours", first=one.quiet_from, last=one.quiet_until)


def take_start(turn: Turn, reply: Reply) -> None:
    kind = next((one for one in kinds_of(turn) if one == reply.choice), None)
    if kind is not None:
        off = turn.session.reminders.off
        _set(turn, off=tuple(one for one in off if one != kind) if kind in off else (*off, kind))
    elif reply.choice in ("digest", "quiet"):
        turn.goto(reply.choice)


def _set(turn: Turn, **fields: Any) -> None:
    changed: Reminders = replace(turn.session.reminders, **fields)
    turn.session = replace(turn.session, reminders=changed)
    turn.say("reminder.done")
    turn.goto("start")


# ── the morning message ──────────────────────────────────────────────────────────────────────
def ask_digest(turn: Turn) -> Prompt:
    off = Choice("off", turn.t("reminder.ask.hour.off"), typed="-")
    return Prompt(turn.t("reminder.ask.hour"), aside=(off,), free=True, digits=True)


def take_digest(turn: Turn, reply: Reply) -> None:
    found = _numbers(reply.text)
    if reply.choice == "off" or _is_off(turn, reply.text):
        _set(turn, digest_hour=None)
    elif len(found) == 1 and FIRST_HOUR <= found[0] <= LAST_HOUR:
        _set(turn, digest_hour=found[0])
    else:
        turn.refuse(turn.t("reminder.ask.hour.wrong"))


# ── quiet hours ──────────────────────────────────────────────────────────────────────────────
def ask_quiet(turn: Turn) -> Prompt:
    return Prompt(turn.t("reminder.ask.quiet"), free=True, digits=True)


def take_quiet(turn: Turn, reply: Reply) -> None:
    found = _numbers(reply.text)
    if _is_off(turn, reply.text):
        _set(turn, quiet_from=0, quiet_until=0)
    elif len(found) == 2 and max(found) < 24 and 0 < (found[1] - found[0]) % 24 <= MOST_QUIET:
        _set(turn, quiet_from=found[0], quiet_until=found[1])
    else:
        turn.refuse(turn.t("reminder.ask.quiet.wrong"))


def _numbers(text: str) -> list[int]:
    """The hours in "21-6", "21 giờ đến 6 giờ", "7h"; none where minutes are written too ("21:30")."""
    found = [int(one) for one in _NUMBER.findall(text[:40])]
    return found if len(found) <= 2 else []


def _is_off(turn: Turn, text: str) -> bool:
    return bool(text.strip()) and fold(text) in turn.t("reminder.words.off").split("|")


def _back(turn: Turn) -> None:
    turn.goto("start")


REMINDERS = Conversation(
    {
        "start": Step(ask_start, take_start),
        "digest": Step(ask_digest, take_digest, _back),
        "quiet": Step(ask_quiet, take_quiet, _back),
    }
)
