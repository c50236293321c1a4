"""How far the round is: files by area and step, in numbers."""

from collections import Counter

from bot.cases.rights import may
from bot.dialogue.facts import CaseFilter
from bot.dialogue.turn import Turn


def say_progress(turn: Turn) -> None:
    """One line an area that whoever is speaking may see."""
    areas = [one for one in turn.place.areas if may(turn.staff, "see_progress", one.id)]
    found = turn.facts.cases(CaseFilter(turn.place.round.id, tuple(one.id for one in areas)))
    counts = Counter((case.area, case.state) for case in found)
    rows = [turn.t("progress.title", name=turn.place.round.name)]
    for area in areas:
        steps = [
            turn.t("progress.step", state=turn.t(f"case.state.{state}"), count=count)
            for (where, state), count in counts.items()
            if where == area.id
        ]
        rows.append(turn.t("progress.area", area=area.name, steps="; ".join(steps)))
    turn.says.append("\n".join(rows))
