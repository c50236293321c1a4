"""Quality of surveys for officers: files with what fired, figures per enumerator and per question.

Own areas only; what it is compared with is the whole round's. Nothing here blocks or moves anything.
"""

from collections.abc import Iterable

from bot.cases.quality import SurveyTrace
from bot.cases.quality_rules import (
    Comparison,
    Concern,
    concerns_of,
    concerns_of_enumerator,
    is_near_line,
)
from bot.cases.quality_times import FEWEST, question_seconds, time_figures
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.turn import Turn
from bot.dialogue.walk.record import ROSTER
from bot.handlers import files, officer
from bot.handlers.quality_words import all_surveys, is_theirs, minutes, names, sentence

PEOPLE, QUESTIONS = ".people", ".questions"


def open_quality(turn: Turn) -> None:
    """From the officers' menu."""
    turn.push("quality", "start")


def _surveys(turn: Turn) -> tuple[Comparison, tuple[SurveyTrace, ...]]:
    """All of the running round, and those of this officer's areas."""
    beside = all_surveys(turn, turn.place.round.id)
    return beside, tuple(one for one in beside.traces if is_theirs(turn, one))


# ── the files ────────────────────────────────────────────────────────────────────────────────
def ask_start(turn: Turn) -> Prompt:
    """Files where something fired, those with most first."""
    beside, own = _surveys(turn)
    if not own:
        return Prompt(turn.t("quality.none"))
    fired = _fired(own, beside)
    page = files.shown(turn, fired)
    rows = [turn.t("quality.list.row", code=trace.code, names=names(turn, found)) for trace, found in page]
    title = turn.t("quality.list", count=len(own), fired=len(fired))
    choices = [Choice(trace.case_id, _label(turn, trace, len(found))) for trace, found in page]
    choices += files.ways(turn, len(fired))
    choices += [Choice(PEOPLE, turn.t("quality.people")), Choice(QUESTIONS, turn.t("quality.questions"))]
    return Prompt("\n".join((title, *rows)), tuple(choices), columns=1)


def _fired(own: Iterable[SurveyTrace], beside: Comparison) -> list[tuple[SurveyTrace, tuple[Concern, ...]]]:
    found = [(one, concerns_of(one, beside)) for one in own]
    return sorted((pair for pair in found if pair[1]), key=lambda pair: (-len(pair[1]), pair[0].code))


def _label(turn: Turn, trace: SurveyTrace, count: int) -> str:
    area = turn.place.area(trace.area)
    return turn.t(
        "quality.list.file",
        code=trace.code,
        initials=trace.initials,
        area=area.name if area else trace.area,
        count=count,
    )


def take_start(turn: Turn, reply: Reply) -> None:
    if reply.choice == PEOPLE:
        turn.goto("people", page="")
    elif reply.choice == QUESTIONS:
        turn.goto("questions", page="")
    elif not files.turned(turn, reply.choice):
        officer.open_quality(turn, reply.choice)


# ── the enumerators ──────────────────────────────────────────────────────────────────────────
def _of(own: Iterable[SurveyTrace], enumerator: str) -> tuple[SurveyTrace, ...]:
    return tuple(one for one in own if one.enumerator == enumerator)


def _name(turn: Turn, enumerator: str) -> str:
    staff = turn.place.staff_by_id(enumerator)
    return staff.name if staff is not None else enumerator


def ask_people(turn: Turn) -> Prompt:
    """Everybody with a survey in these areas, a page at a time."""
    beside, own = _surveys(turn)
    known = sorted({one.enumerator for one in own}, key=lambda one: (_name(turn, one), one))
    page = files.shown(turn, known)
    rows = [_figures(turn, one, _of(own, one), beside) for one in page]
    choices = [Choice(one, _name(turn, one)) for one in page]
    choices += files.ways(turn, len(known))
    rows = [turn.t("quality.people.title"), *rows, _mark(turn, own, beside)]
    return Prompt("\n".join(row for row in rows if row), tuple(choices), columns=1)


def _figures(turn: Turn, enumerator: str, own: tuple[SurveyTrace, ...], beside: Comparison) -> str:
    """One enumerator in one line, with a sign where a rule over all of their files fired."""
    known, near = time_figures(own, beside.thresholds.pause_minutes), len(_near(own, beside))
    times = {"minutes": minutes(turn, known.form_seconds), "seconds": round(known.question_seconds)}
    name, fired = _name(turn, enumerator), len(_fired(own, beside))
    parts = [
        turn.t("quality.person.files", name=name, files=known.files, fired=fired),
        turn.t("quality.person.times", **times) if known.timed else "",
        turn.t("quality.person.paper", count=known.paper) if known.paper else "",
        turn.t("quality.person.brought", count=known.brought) if known.brought else "",
        turn.t("quality.person.near", near=near) if near else "",
    ]
    sign = "⚠️" if concerns_of_enumerator(enumerator, own, beside) else "–"
    return f"{sign} {'; '.join(part for part in parts if part)}"


def _near(own: Iterable[SurveyTrace], beside: Comparison) -> list[SurveyTrace]:
    points = beside.thresholds.line_points
    return [one for one in own if is_near_line(one, points, beside.poor_from)]


def _mark(turn: Turn, own: Iterable[SurveyTrace], beside: Comparison) -> str:
    """The training mark, where scores were counted that are not official."""
    if all(one.official for one in _near(own, beside)):
        return ""
    pack = turn.env.pack(turn.place.round.pack_id)
    return turn.t("result.training", mark=turn.word(pack.table_label))


def take_people(turn: Turn, reply: Reply) -> None:
    if not files.turned(turn, reply.choice):
        turn.goto("person", who=reply.choice)


def ask_person(turn: Turn) -> Prompt:
    """One enumerator: the figures, what fired over all files, each question beside the whole round."""
    beside, all_own = _surveys(turn)
    enumerator = turn.datum("who")
    own = _of(all_own, enumerator)
    fired = concerns_of_enumerator(enumerator, own, beside)
    parts = [_figures(turn, enumerator, own, beside)]
    parts += [sentence(turn, one, beside) for one in fired]
    parts += [_mark(turn, own, beside), _questions(turn, own, beside, compared=True)]
    return Prompt("\n\n".join(part for part in parts if part))


def _to_people(turn: Turn) -> None:
    turn.goto("people", who="")


# ── the questions ────────────────────────────────────────────────────────────────────────────
def ask_questions(turn: Turn) -> Prompt:
    """The whole round's middle of each question."""
    beside, _ = _surveys(turn)
    return Prompt(_questions(turn, beside.traces, beside, compared=False))


def _questions(turn: Turn, own: Iterable[SurveyTrace], beside: Comparison, *, compared: bool) -> str:
    """In the form's order; compared: with the whole round's beside it."""
    pause = beside.thresholds.pause_minutes
    theirs, everybody = question_seconds(own, pause), question_seconds(beside.traces, pause)
    rows = []
    for question, label in _labels(turn).items():
        if question in theirs:
            values = {"question": label, "seconds": round(theirs[question])}
            rows.append(
                turn.t("quality.questions.row_beside", all=round(everybody[question]), **values)
                if compared
                else turn.t("quality.questions.row", **values)
            )
    key = "quality.questions.title" if rows else "quality.questions.none"
    return "\n".join((turn.t(key, least=FEWEST), *rows))


def _labels(turn: Turn) -> dict[str, str]:
    """Question id → its label, in the form's order; the list of members among them."""
    form = turn.env.pack(turn.place.round.pack_id).forms["phieu_b"]
    asked = {q.id: turn.word(q.short) for section in form.sections for q in section.questions}
    return {ROSTER: turn.t("result.roster"), **asked}


def _nothing_taken(turn: Turn, _reply: Reply) -> None:
    """Nothing is asked here."""


def _to_start(turn: Turn) -> None:
    turn.goto("start", page="")


QUALITY = Conversation(
    {
        "start": Step(ask_start, take_start),
        "people": Step(ask_people, take_people, _to_start),
        "person": Step(ask_person, _nothing_taken, _to_people),
        "questions": Step(ask_questions, _nothing_taken, _to_start),
    },
    ("officer",),
)
