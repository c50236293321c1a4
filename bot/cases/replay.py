"""Answers as their log leads to them: what was changed past the log shows."""

from collections.abc import Iterable

from bot.cases.form_record import AnswerChange
from bot.scoring.answers import Answers, Value

ROSTER = "members"
"""The log's key for the list of members."""


def replayed(log: Iterable[AnswerChange]) -> Answers:
    """All changes, in their order, on an empty form."""
    members: tuple[str, ...] = ()
    values: dict[str, Value] = {}
    for change in log:
        if change.key == ROSTER:
            members = change.new if isinstance(change.new, tuple) else ()
        elif change.new is None:
            values.pop(change.key, None)
        else:
            values[change.key] = change.new
    return Answers(members, values)
