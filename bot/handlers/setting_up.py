"""Setting up in chat, what its parts share: the right is asked for at every step, days, what would be right.

Areas, staff and rounds are each a conversation of their own. Whoever changes something sees it once more
before it counts; where somebody else was first, the newer state is shown and nothing is written over.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.cases.rights import may
from bot.dialogue.engine import Step
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.reading import Problem
from bot.dialogue.reading.date_parts import DateParts, date_parts
from bot.dialogue.turn import Turn

ADD, DONE = ".add", ".done"
YES, NO = "yes", "no"
FIRST_YEAR = 2000
YEARS_AHEAD = 5
MOST_CODES = 20
"""File codes named in one message; of more only how many."""


def guarded(steps: Mapping[str, Step]) -> dict[str, Step]:
    """The same steps for those whose right it is to set up; a right that ended meanwhile ends them."""
    return {name: _guarded(step) for name, step in steps.items()}


def _guarded(step: Step) -> Step:
    def ask(turn: Turn) -> Prompt:
        if may(turn.staff, "set_up"):
            return step.ask(turn)
        turn.pop()
        turn.say("set_up.not_yours")
        return Prompt("")

    def take(turn: Turn, reply: Reply) -> None:
        if may(turn.staff, "set_up"):
            step.take(turn, reply)

    return replace(step, ask=ask, take=take)


def read_day(text: str, today: date) -> date | None:
    """A full day, day-month-year; None where it is none. Papers are older than today, plans younger."""
    parts = date_parts(text[:100])
    if not isinstance(parts, DateParts) or not (parts.day and parts.month and parts.year):
        return None
    year = int(parts.year) + (FIRST_YEAR if len(parts.year) == 2 else 0)
    if not FIRST_YEAR <= year <= today.year + YEARS_AHEAD or not 1 <= parts.month <= 12:
        return None
    return date(year, parts.month, parts.day) if parts.day <= monthrange(year, parts.month)[1] else None


def refuse_day(turn: Turn) -> None:
    """How a day is written, with today as the example."""
    turn.refuse(turn.t("set_up.wrong.day", example=shown(turn.today)))


def shown(day: date) -> str:
    """ "05/10/2026"."""
    return f"{day:%d/%m/%Y}"


def refuse(turn: Turn, wrong: Problem) -> None:
    """What would be right, in words for a chat."""
    turn.refuse(in_words(turn, wrong))


def in_words(turn: Turn, wrong: Problem) -> str:
    """A problem of the pure parts; where its words speak of commands, other words of the same meaning."""
    if wrong.key == "cli.people.last_officer":
        return turn.t("set_up.wrong.last_officer")
    if wrong.key == "cli.area.there":
        return turn.t("set_up.wrong.area_there")
    if wrong.key == "cli.area.wrong.source":
        return turn.t("set_up.wrong.source")
    if wrong.key == "cli.round.wrong.name":
        return turn.t("set_up.wrong.round_name")
    if wrong.key == "cli.round.wrong.document":
        return turn.t("set_up.wrong.round_document")
    return turn.t(wrong.key, **dict(wrong.args))


def sure(turn: Turn, *rows: str) -> Prompt:
    """Once more before it counts."""
    choices = (Choice(YES, turn.t("set_up.yes")), Choice(NO, turn.t("set_up.no")))
    return Prompt("\n".join(row for row in rows if row), choices, columns=1)


def codes(turn: Turn, found: list[str]) -> str:
    """File codes, the first of many."""
    named, more = ", ".join(found[:MOST_CODES]), len(found) - MOST_CODES
    return named if more <= 0 else turn.t("sharing.more", codes=named, count=more)


def ticked(turn: Turn, reply: Reply) -> tuple[str, ...] | None:
    """Of a prompt of many choices, kept as `picks`: all that is ticked; None where one tick was changed.

    A tap sets or takes away a tick; typed numbers are all at once.
    """
    picks = turn.data_list("picks")
    if reply.picks is not None:
        return reply.picks
    if reply.choice == DONE:
        return picks
    without = tuple(one for one in picks if one != reply.choice)
    turn.keep(picks=without if reply.choice in picks else (*picks, reply.choice))
    turn.redraw()
    return None
