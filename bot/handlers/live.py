"""Files that somebody has to do something about: of the running round, and what an earlier one left open."""

from bot.cases.case import Case, State
from bot.dialogue.facts import CaseFilter
from bot.dialogue.turn import Turn

OVER: frozenset[State] = frozenset(
    ("submitted", "not_listed", "recognised", "left", "refused", "closed", "withdrawn", "erased")
)
"""Of an earlier round these are history; everything else of it still waits, and is never out of sight."""


def round_ids(turn: Turn) -> tuple[str, ...]:
    """Of every round of the commune, the running one last."""
    running = turn.place.round.id
    return (*(one.id for one in turn.place.rounds if one.id != running), running)


def live_cases(
    turn: Turn, areas: tuple[str, ...], states: tuple[State, ...], assigned_to: str = ""
) -> tuple[Case, ...]:
    """In these areas (none = all) and states; what an earlier round left open stands first."""
    running = turn.place.round.id
    waiting = tuple(one for one in states if one not in OVER)
    found = turn.facts.cases(CaseFilter("", areas, waiting, assigned_to)) if waiting else ()
    earlier = [one for one in found if one.round_id != running and one.state in waiting]
    return (*earlier, *turn.facts.cases(CaseFilter(running, areas, states, assigned_to)))
