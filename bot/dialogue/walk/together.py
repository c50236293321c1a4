"""One tap that answers more than one question, because its words say so in full. Never a default."""

from bot.dialogue.walk.record import Changes, Open, spots
from bot.scoring.answers import Value, key
from bot.scoring.forms import SKIPPED
from bot.scoring.path import Spot


def with_also(open_form: Open, spot: Spot, chosen: str) -> Changes:
    """The option chosen, with what its words state besides.

    What was answered by itself stays; what an option chosen before had stated goes with it.
    """
    values = open_form.answers.values
    before = values.get(spot.id)
    said, had = _also(spot, chosen), _also(spot, before)
    changes: dict[str, Value | None] = {spot.id: chosen}
    for name in said | had:
        at = key(name, spot.member)
        if values.get(at) in (None, had.get(name)):
            changes[at] = said.get(name)
    return changes


def _also(spot: Spot, chosen: Value | None) -> dict[str, str]:
    option = spot.question.option(chosen) if isinstance(chosen, str) else None
    return dict(option.also) if option is not None else {}


def nobody(open_form: Open, spot: Spot) -> Changes:
    """This checklist and those it names, each answered: nobody."""
    covered = (spot.question.id, *spot.question.nobody_also)
    return {
        name: one.question.unmarked
        for one in spots(open_form)
        if one.question.id in covered
        for name in one.keys
    }


def same_for_all(open_form: Open) -> Changes:
    """The people of the household's first answer, for every member not asked yet."""
    answers = open_form.answers
    known = next(v for k, v in answers.values.items() if k.endswith("ethnicity") and v != SKIPPED)
    return {f"{m}.ethnicity": known for m in answers.members if answers.get("ethnicity", m) is None}
