"""A decision after the last day of its procedure: days are not bent, why it is late is written down."""

from collections.abc import Iterable
from datetime import date

from bot.cases.case import Case
from bot.dialogue.prompt import Prompt, Reply
from bot.dialogue.turn import Turn
from bot.handlers import dates, dossier_facts, dossier_steps


def last_day(turn: Turn, cases: Iterable[Case]) -> date | None:
    """The earliest last day of these files, where the decision's day lies after it; else None."""
    decided = date.fromisoformat(turn.datum("day"))
    limits = [one.on for case in cases for one in dates.of_case(turn, case) if one.what == "limit"]
    return min(limits) if limits and min(limits) < decided else None


def asks(turn: Turn, cases: Iterable[Case]) -> bool:
    """Whether the words are still owed; then they are asked for."""
    owed = not turn.datum("late") and last_day(turn, cases) is not None
    if owed:
        turn.goto("late")
    return owed


def ask(turn: Turn, cases: Iterable[Case]) -> Prompt:
    due = last_day(turn, cases)
    return Prompt(turn.t("decide.ask.late", day=dossier_facts.shown(due) if due else "…"), free=True)


def take(turn: Turn, reply: Reply) -> None:
    words = dossier_steps.read_words(turn, reply)
    if words is not None:
        turn.goto("sure", late=words)
