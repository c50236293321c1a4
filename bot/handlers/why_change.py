"""What would change the class, in words: how far the lines are, and which single answers lead over them."""

from bot.dialogue.turn import Turn
from bot.dialogue.walk import Open
from bot.dialogue.walk.labels import given_name, number, value_text
from bot.scoring.explain import class_text
from bot.scoring.explanation import Explanation
from bot.scoring.forms import Question
from bot.scoring.what_if import Altered, Change, Distance

SHOWN = 6
"""Changes named for each class; the rest is only counted."""


def text(turn: Turn, open_form: Open, found: Explanation) -> str:
    """Distances first, then the changes by the class they lead to, then what they are for."""
    rows = [turn.t("why.change.title"), *_distances(turn, found)]
    changes = found.otherwise.changes
    for class_id in dict.fromkeys(one.class_ for one in changes):
        leading = [one for one in changes if one.class_ == class_id]
        rows.append(turn.t("why.change.to", name=turn.word(class_text(open_form.pack, class_id))))
        rows += [_change(turn, open_form, one) for one in leading[:SHOWN]]
        if len(leading) > SHOWN:
            rows.append(turn.t("why.change.more", count=len(leading) - SHOWN))
    rows.append(turn.t("why.change.use" if changes else "why.change.none"))
    return "\n".join(rows)


def _distances(turn: Turn, found: Explanation) -> list[str]:
    far = found.otherwise.distance
    a = "over" if far.over > 0 else "under" if far.over < 0 else "on"
    return [turn.t(f"why.distance.a.{a}", points=abs(far.over)), _of_b(turn, far)]


def _of_b(turn: Turn, far: Distance) -> str:
    if far.lacking:
        return turn.t("why.distance.b_lacking", count=far.lacking)
    return turn.t("why.distance.b_spare" if far.spare else "why.distance.b_just", count=far.spare)


def _change(turn: Turn, open_form: Open, change: Change) -> str:
    answers = "; ".join(_altered(turn, open_form, one) for one in change.altered)
    moved = [f"{name} {points:+d}" for name, points in _points(change) if points]
    return turn.t("why.change.line", answers=answers, moved=", ".join(moved).replace("-", "−"))


def _points(change: Change) -> tuple[tuple[str, int], ...]:
    return ("A", change.points_a), ("B", change.points_b)


def _altered(turn: Turn, open_form: Open, one: Altered) -> str:
    member, _, question_id = one.key.rpartition(".")
    question = open_form.form.question(question_id)
    short = turn.word(question.short)
    label = f"{given_name(open_form, member)}: {short.lower()}" if member else short
    if question.kind == "many":
        return turn.t("why.change.list", label=label, moved=_moved(turn, question, one))
    after = _after(turn, question, one)
    if one.before is None:
        return turn.t("why.change.opened", label=label, after=after)
    before = value_text(turn, question, one.before)
    return turn.t("why.change.answer", label=label, before=before, after=after)


def _after(turn: Turn, question: Question, one: Altered) -> str:
    if not one.bound:
        return value_text(turn, question, one.after)
    return turn.t(f"why.change.{one.bound}_edge", edge=f"{number(one.edge)} {question.unit}".strip())


def _moved(turn: Turn, question: Question, one: Altered) -> str:
    """Which entries come and which go."""
    before, after = set(one.before or ()), set(one.after)
    parts = []
    for key, some in (("why.change.with", after - before), ("why.change.without", before - after)):
        names = [turn.word(option.text) for option in question.options if option.id in some]
        if names:
            parts.append(turn.t(key, names=", ".join(names)))
    return ", ".join(parts)
