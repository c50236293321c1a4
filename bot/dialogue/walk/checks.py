"""Soft checks: an answer that can be true but is seldom, so it is asked once more with the reason."""

from dataclasses import dataclass, replace

from bot.dialogue.turn import Turn
from bot.dialogue.walk.answer import Taken
from bot.dialogue.walk.labels import member_name, spot_value
from bot.dialogue.walk.record import ROSTER, Changes, Open
from bot.scoring.forms import Words
from bot.scoring.path import Spot, all_hold


@dataclass(frozen=True, slots=True)
class Doubt:
    """id: kept with the form once the person says "it is so", so it is not asked again.
    value: the answer in words; suggestion: another value offered instead, or ""."""

    id: str
    text: str
    value: str
    suggestion: str = ""


def doubt(turn: Turn, open_form: Open, spot: Spot, taken: Taken) -> Doubt | None:
    """The first doubt about these changes that has not been answered before."""
    if not taken.warnings and not spot.question.soft:
        return None
    then = after(open_form, taken.changes)
    found = [*_of_reading(turn, then, spot, taken), *_of_form(turn, then, spot)]
    return next((d for d in found if d.id not in open_form.record.kept), None)


def after(open_form: Open, changes: Changes) -> Open:
    """The form as it would be with these changes (the roster as it is)."""
    answers = open_form.answers.put({k: v for k, v in changes.items() if k != ROSTER})
    return replace(open_form, record=replace(open_form.record, answers=answers))


def _of_reading(turn: Turn, then: Open, spot: Spot, taken: Taken) -> list[Doubt]:
    return [
        Doubt(
            f"{spot.id}:{warning.key}:{taken.changes.get(spot.id)}",
            turn.t(warning.key, **dict(warning.args)),
            spot_value(turn, then, spot),
            str(warning.args.get("suggestion", "")),
        )
        for warning in taken.warnings
    ]


def _of_form(turn: Turn, then: Open, spot: Spot) -> list[Doubt]:
    members = spot.members or (spot.member,)
    return [
        Doubt(f"{spot.id}:{check.id}", _fill(turn, then, check.text, member), spot_value(turn, then, spot))
        for check in spot.question.soft
        for member in members
        if all_hold(check.when, then.answers, then.context, member)
    ]


def _fill(turn: Turn, open_form: Open, words: Words, member: str | None) -> str:
    return turn.word(words).replace("{name}", member_name(open_form.answers, member) if member else "")
