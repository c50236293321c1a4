"""Answers as their log leads to them: what was changed past the log shows."""

from collections.abc import Iterable, Iterator

from bot.cases.form_record import AnswerChange
from bot.scoring.answers import Answers, Value

ROSTER = "members"
"""The log's key for the list of members."""


def replayed(log: Iterable[AnswerChange]) -> Answers:
    """All changes, in their order, on an empty form."""
    *_, last = stages(log)
    return last


def stages(log: Iterable[AnswerChange]) -> Iterator[Answers]:
    """The answers before the first change, and after each."""
    members: tuple[str, ...] = ()
    values: dict[str, Value] = {}
    yield Answers()
    for change in log:
        if change.key == ROSTER:
            members = change.new if isinstance(change.new, tuple) else ()
        elif change.new is None:
            values.pop(change.key, None)
        else:
            values[change.key] = change.new
        yield Answers(members, dict(values))
