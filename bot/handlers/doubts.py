"""Doubts about a form's answers: all that the conversation would ask about, and those that were kept."""

from collections.abc import Mapping
from dataclasses import replace

from bot.dialogue.reading import Problem
from bot.dialogue.turn import Turn
from bot.dialogue.walk import Open, spots
from bot.dialogue.walk.answer import Taken
from bot.dialogue.walk.checks import Doubt, doubt


def doubts(turn: Turn, open_form: Open, warnings: Mapping[str, tuple[Problem, ...]]) -> list[Doubt]:
    """Every doubt that has not been answered before, each once, in the order of the form.

    warnings: of reading, by answer key.
    """
    found: list[Doubt] = []
    for spot in spots(open_form):
        value = open_form.answers.values.get(spot.id)
        taken = Taken({} if value is None else {spot.id: value}, warnings.get(spot.id, ()))
        while (one := doubt(turn, open_form, spot, taken)) is not None:
            found.append(one)
            open_form = _with_kept(open_form, open_form.record.kept | {one.id})
    return found


def kept_words(turn: Turn, open_form: Open) -> str:
    """For officers: the unusual answers of which somebody said "it is so"; "" where there are none.

    Doubts about how a word was written are left out: they say nothing of the household.
    """
    there = doubts(turn, _with_kept(open_form, frozenset()), {})
    lines = [turn.t("result.kept", what=one.text, value=one.value) for one in there
             if one.id in open_form.record.kept]  # fmt: skip
    return "\n".join((turn.t("result.kept_title"), *dict.fromkeys(lines))) if lines else ""


def _with_kept(open_form: Open, kept: frozenset[str]) -> Open:
    return replace(open_form, record=replace(open_form.record, kept=kept))
