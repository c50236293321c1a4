"""The papers of a dossier on its way up: agreement of the council, report, written opinion (QĐ 24 Điều 4.5).

Paper first, typed later: days may lie back, never ahead, and stand in the order of the steps.
Frame data: dossier · day · no.
"""

from datetime import date, timedelta

from bot.cases.dossier import Dossier
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.turn import Turn
from bot.handlers import dossier_facts, dossier_opinion, dossier_steps, returning, verdicts
from bot.handlers.dossier_steps import here, move_all

FIRST = {"council": "council_day", "report": "report_day", "opinion": "opinion_day", "without": "without"}
SAME = "same"


def open_step(turn: Turn, found: Dossier, which: str) -> None:
    """The first step of one paper."""
    turn.push("dossier_up", FIRST[which], dossier=found.id)


def open_again(turn: Turn, found: Dossier) -> None:
    """The next file the opinion asks to look at again: which questions, with which words."""
    waiting = dossier_facts.to_look_again(turn, found)
    if waiting:
        turn.say("dossier.again_now", code=waiting[0].code, left=len(waiting), words=found.opinion_words)
        returning.open_returning(turn, waiting[0])


def open_now(turn: Turn, found: Dossier) -> tuple[str, ...]:
    """Which papers can be entered now."""
    states = {case.state for case in dossier_facts.members(turn, found)}
    if dossier_facts.to_look_again(turn, found):
        return ("again",)
    if dossier_facts.opinion_step(turn, found) is None:
        return ()
    if "settled" in states:
        asked = turn.place.round_of(found.round_id).council and found.council_on is None
        return ("council",) if asked else ("report",)
    return ("opinion", "without") if "reported" in states else ()


def papers(turn: Turn, found: Dossier) -> list[str]:
    """What has been done, with days and numbers; what is due, and whether it is late."""
    day, rows = dossier_facts.shown, []
    if found.council_on:
        rows.append(turn.t("dossier.council", day=day(found.council_on), words=found.council_words))
    if found.reported_on:
        rows.append(turn.t("dossier.reported", no=found.report_no, day=day(found.reported_on)))
    if found.opinion_on and found.opinion_agrees is not None:
        given = {"who": dossier_facts.authority(turn, found), "no": found.opinion_no}
        agrees = found.opinion_agrees
        text = turn.t(
            "dossier.opinion_agrees" if agrees else "dossier.opinion_again",
            **given,
            day=day(found.opinion_on),
        )
        rows.append(text)
    elif found.opinion_words and found.opinion_on is None:
        rows.append(turn.t("dossier.without_opinion", words=found.opinion_words))
    elif found.reported_on:
        rows.append(_due(turn, found))
    if waiting := dossier_facts.to_look_again(turn, found):
        rows.append(turn.t("dossier.to_look_again", codes=", ".join(case.code for case in waiting)))
    if found.decided_on:
        rows.append(
            turn.t("dossier.decided", no=found.decision_no, day=day(found.decided_on), who=found.decided_by)
        )
    if found.late_words:
        rows.append(turn.t("dossier.late_words", words=found.late_words))
    return rows


def _due(turn: Turn, found: Dossier) -> str:
    due = dossier_facts.opinion_due(turn, found)
    late = due is not None and turn.today > due
    return turn.t(
        "dossier.opinion_late" if late else "dossier.opinion_due",
        who=dossier_facts.authority(turn, found),
        day=dossier_facts.shown(due),
    )


# ── the standing committee of the people's council ───────────────────────────────────────────
def ask_council_day(turn: Turn) -> Prompt:
    return dossier_steps.day_prompt(turn, turn.t("dossier.ask.council_day"))


def take_council_day(turn: Turn, reply: Reply) -> None:
    found = here(turn)
    if found is None:
        return
    day = dossier_steps.read_day(turn, reply, _after_posting(turn, found), "posting")
    if day is not None:
        turn.goto("council_words", day=day.isoformat())


def ask_council_words(turn: Turn) -> Prompt:
    return Prompt(turn.t("dossier.ask.council_words"), free=True)


def take_council_words(turn: Turn, reply: Reply) -> None:
    words, found = dossier_steps.read_words(turn, reply), here(turn)
    if words is None or found is None:
        return
    day = date.fromisoformat(turn.datum("day"))
    turn.pop()
    turn.change(found, council_on=day, council_words=words)
    turn.audit("dossier_council", found.id, words)
    turn.say("dossier.council_kept")


# ── the report ───────────────────────────────────────────────────────────────────────────────
def _after_posting(turn: Turn, found: Dossier) -> date | None:
    """The day after the last posting's end: till then nobody knows what goes up."""
    end = verdicts.last_window(turn, dossier_facts.members(turn, found))
    return end + timedelta(days=1) if end else None


def _first_report(turn: Turn, found: Dossier) -> date | None:
    """The day after the last posting's end, and not before the council agreed."""
    days = [one for one in (_after_posting(turn, found), found.council_on) if one is not None]
    return max(days, default=None)


def ask_report_day(turn: Turn) -> Prompt:
    return dossier_steps.day_prompt(turn, turn.t("dossier.ask.report_day"))


def take_report_day(turn: Turn, reply: Reply) -> None:
    found = here(turn)
    if found is None:
        return
    day = dossier_steps.read_day(turn, reply, _first_report(turn, found), "posting")
    if day is not None:
        turn.goto("report_no", day=day.isoformat())


def ask_report_no(turn: Turn) -> Prompt:
    return Prompt(turn.t("dossier.ask.report_no"), free=True)


def take_report_no(turn: Turn, reply: Reply) -> None:
    number = dossier_steps.read_number(turn, reply)
    if number is not None:
        turn.goto("received", no=number)


def ask_received(turn: Turn) -> Prompt:
    day = dossier_facts.shown(date.fromisoformat(turn.datum("day")))
    found = here(turn)
    who = dossier_facts.authority(turn, found) if found else ""
    choices = (Choice(SAME, turn.t("dossier.same_day", day=day)),)
    return Prompt(turn.t("dossier.ask.received", who=who), choices, free=True)


def take_received(turn: Turn, reply: Reply) -> None:
    found, sent = here(turn), date.fromisoformat(turn.datum("day"))
    if found is None:
        return
    day: date | None = sent
    if reply.choice != SAME:
        day = dossier_steps.read_day(turn, reply, sent, "before")
    if day is None:
        return
    number = turn.datum("no")
    turn.pop()
    done = move_all(turn, found, "settled", "report_up", turn.t("dossier.note.report", no=number))
    if not done:
        return
    found = turn.change(found, reported_on=sent, received_on=day, report_no=number)
    due = dossier_facts.shown(dossier_facts.opinion_due(turn, found))
    turn.say("dossier.reported_now", count=done, due=due, who=dossier_facts.authority(turn, found))


DOSSIER_UP = Conversation(
    {
        "council_day": Step(ask_council_day, take_council_day),
        "council_words": Step(ask_council_words, take_council_words, lambda turn: turn.goto("council_day")),
        "report_day": Step(ask_report_day, take_report_day),
        "report_no": Step(ask_report_no, take_report_no, lambda turn: turn.goto("report_day")),
        "received": Step(ask_received, take_received, lambda turn: turn.goto("report_no")),
        **dossier_opinion.STEPS,
    },
    ("officer",),
    "decide",
)
