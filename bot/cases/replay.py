"""Answers as they were at a moment, from their log: what was sent can be read again after later changes."""

from collections.abc import Iterable
from datetime import datetime

from bot.cases.form_record import AnswerChange
from bot.scoring.answers import Answers, Value

ROSTER = "members"
"""The log's key for the list of members."""


def answers_at(log: Iterable[AnswerChange], moment: datetime) -> Answers:
    """All changes up to this moment, in their order, on an empty form."""
    members: tuple[str, ...] = ()
    values: dict[str, Value] = {}
    for change in log:
        if change.at > moment:
            break
        if change.key == ROSTER:
            members = tuple(change.new) if isinstance(change.new, tuple) else ()
        elif change.new is None:
            values.pop(change.key, None)
        else:
            values[change.key] = change.new
    return Answers(members, values)
