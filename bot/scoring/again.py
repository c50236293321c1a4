"""A kept result worked out again from its own answers and table: its reasons, or nothing if it differs."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from bot.scoring.answers import Answers
from bot.scoring.explanation import Reasons
from bot.scoring.own_table import fitting
from bot.scoring.pack import Pack
from bot.scoring.score import Place, ScoringError
from bot.scoring.stored import Data, agrees, stored

Found = TypeVar("Found", bound=Reasons)


def under_its_table(pack: Pack, data: Data, texts: Mapping[str, str]) -> Pack:
    """The pack under the points table a result was computed with; texts: digest → text of the commune's own.

    Where that table is not among them, or does not fit the pack, the pack as it is.
    """
    text = texts.get(str(data.get("table_digest")))
    return pack if text is None else fitting(pack, text) or pack


def again(
    how: Callable[[Pack, Answers, Place, date], Found],
    pack: Pack,
    answers: Answers,
    place: Place,
    at: date,
    kept: Data | None = None,
) -> Found | None:
    """What `how` (reasons, explain) says; None where it cannot be scored, or differs from the kept result."""
    try:
        found = how(pack, answers, place, at)
    except ScoringError:
        return None
    return found if kept is None or agrees(kept, stored(found.result)) else None
