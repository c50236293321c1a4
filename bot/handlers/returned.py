"""A survey sent back: how each of its questions stands, and the words to both sides. No steps here.

The result that was sent stays what officers see until the survey is sent again.
"""

from collections.abc import Mapping

from bot.cases.case import Case
from bot.cases.commune import Staff
from bot.cases.form_record import FormRecord, results_of
from bot.cases.moves import may_see
from bot.cases.survey_return import Fate, SurveyReturn
from bot.dialogue.turn import Turn
from bot.dialogue.walk import Open, form_of, spots
from bot.dialogue.words import pick
from bot.handlers import notices, result
from bot.scoring.answers import Answers
from bot.scoring.explain import class_text
from bot.scoring.path import Spot

Fates = Mapping[str, Fate]


def fates(turn: Turn, case: Case) -> dict[str, Fate]:
    """How each question of the open return stands now, by spot; empty where none is open."""
    one = case.open_return
    if one is None or not case.measured_by:
        return {}
    open_form = form_of(turn, case.measured_by)
    sent = result.answers_sent(open_form)
    now, before = _by_id(open_form), _by_id(sent)
    return {
        asked.spot: _fate(one, asked.spot, (now, open_form.answers), (before, sent.answers))
        for asked in one.questions
    }


def _by_id(open_form: Open) -> dict[str, Spot]:
    return {spot.id: spot for spot in spots(open_form)}


def _fate(
    one: SurveyReturn,
    spot: str,
    now: tuple[dict[str, Spot], Answers],
    before: tuple[dict[str, Spot], Answers],
) -> Fate:
    if spot not in now[0]:
        return "gone"
    if _value(*now, spot) != _value(*before, spot):
        return "changed"
    asked = one.question(spot)
    return "kept" if asked is not None and asked.kept else "waiting"


def _value(found: dict[str, Spot], answers: Answers, spot_id: str) -> object:
    """All a screen says; of the list of members also who is on it."""
    spot = found.get(spot_id)
    if spot is None:
        return None
    values = {name: answers.values.get(name) for name in spot.keys}
    return values, answers.members if spot.question.kind == "roster" else ()


def waiting(turn: Turn, case: Case) -> list[str]:
    """Labels of the questions that are neither changed nor kept with a word."""
    one, stands = case.open_return, fates(turn, case)
    return [asked.label for asked in one.questions if stands[asked.spot] == "waiting"] if one else []


def stops(turn: Turn, case: Case) -> bool:
    """Whether the survey may not be sent yet because questions of a return still wait (said which)."""
    open_ones = waiting(turn, case)
    if open_ones:
        turn.say("returned.still", count=len(open_ones), labels="; ".join(open_ones))
    return bool(open_ones)


# ── who is told that it came back ────────────────────────────────────────────────────────────
def whom(turn: Turn, case: Case) -> list[Staff]:
    """Whose it is to mend: the one it was given to, else who made it, else all who may see it there."""
    given = turn.place.staff_by_id(case.assigned_to) if case.assigned_to else None
    elsewhere = [given] if given is not None and case.area not in given.areas else []
    found = [*turn.place.enumerators(case.area), *elsewhere]
    able = [one for one in found if may_see(one, case) and one.id not in case.kept_from]
    record = turn.facts.form(case.measured_by) if case.measured_by else None
    for staff_id in (case.assigned_to, record.owner if record else None):
        own = [one for one in able if one.id == staff_id]
        if own:
            return own
    return able


def tell_enumerators(turn: Turn, case: Case) -> None:
    """The notice: how many questions, never which: others may look on."""
    one = case.open_return
    for staff in whom(turn, case):
        count = len(one.questions) if one else 0
        notices.to_staff(
            turn, staff, "notice.returned", case, ("ret", "open"), count=count, who=turn.actor[1]
        )


# ── sent again ───────────────────────────────────────────────────────────────────────────────
def note(turn: Turn, case: Case, stands: Fates) -> str:
    """What stands with the move in the log: which questions were changed, which kept and why."""
    one = case.open_return
    parts = []
    for asked in one.questions if one else ():
        fate = turn.t(f"returned.fate.{stands[asked.spot]}", words=asked.kept)
        parts.append(f"{asked.label} {fate}")
    return "; ".join(parts)


def close(turn: Turn, case: Case, stands: Fates) -> Case:
    """The last return is answered by who speaks."""
    closed = case.returns[-1].answered(turn.now, turn.actor[0], stands)
    return turn.change(case, returns=(*case.returns[:-1], closed))


def difference(turn: Turn, record: FormRecord, language: str = "") -> str:
    """Score and class of the last result beside those of the one before; "" where there is none before."""
    found = results_of(record)
    if len(found) < 2:
        return ""
    old, new, words = found[-2].data, found[-1].data, language or turn.language
    pack = form_of(turn, record.id).pack

    def class_of(data: Mapping[str, object]) -> str:
        name = data["class"]
        return pick(class_text(pack, str(name)), words) if name else "–"

    values = {"old_a": old["score_a"], "a": new["score_a"], "old_b": old["score_b"], "b": new["score_b"]}
    rows = [turn.env.translate(words, "returned.difference", values)]
    if old["class"] == new["class"]:
        rows.append(turn.env.translate(words, "returned.same_class", {"name": class_of(new)}))
    else:
        classes = {"old": class_of(old), "new": class_of(new)}
        rows.append(turn.env.translate(words, "returned.other_class", classes))
    return "\n".join(rows)


def tell_officers(turn: Turn, case: Case, record: FormRecord) -> None:
    """Sent again: the difference, and which questions were changed and which kept."""
    one = case.returns[-1]
    for officer in turn.place.officers(case.area):
        rows = [
            turn.env.translate(
                officer.language,
                "returned.notice_line",
                {
                    "label": asked.label.rpartition(": ")[2],
                    "fate": turn.env.translate(officer.language, f"returned.short.{asked.fate}", {}),
                },
            )
            for asked in one.questions
        ]
        notices.to_staff(
            turn,
            officer,
            "notice.survey_again",
            case,
            ("open", "srv"),
            difference=difference(turn, record, officer.language),
            questions="\n".join(dict.fromkeys(rows)),
        )
