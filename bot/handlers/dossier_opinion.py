"""The written opinion from above on a dossier, or going on without one (QĐ 24/2021/QĐ-TTg Điều 4.5).

Steps of the conversation of dossier_up. Files to look at again stay reported till each was sent back.
Frame data: dossier · day · no · picks.
"""

from datetime import date

from bot.dialogue.engine import Step
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.turn import Turn
from bot.handlers import dossier_facts, dossier_steps, verdicts
from bot.handlers.acting import act
from bot.handlers.dossier_steps import here, move_all


# ── the opinion ──────────────────────────────────────────────────────────────────────────────
def ask_opinion_day(turn: Turn) -> Prompt:
    found = here(turn)
    if found is None:
        return Prompt("")
    who, due = dossier_facts.authority(turn, found), dossier_facts.opinion_due(turn, found)
    text = turn.t("dossier.ask.opinion_day", who=who, due=dossier_facts.shown(due))
    return dossier_steps.day_prompt(turn, text)


def take_opinion_day(turn: Turn, reply: Reply) -> None:
    found = here(turn)
    if found is None:
        return
    first = found.received_on or found.reported_on
    day = dossier_steps.read_day(turn, reply, first, "opinion")
    if day is not None:
        turn.goto("opinion_no", day=day.isoformat())


def ask_opinion_no(turn: Turn) -> Prompt:
    return Prompt(turn.t("dossier.ask.opinion_no"), free=True)


def take_opinion_no(turn: Turn, reply: Reply) -> None:
    number = dossier_steps.read_number(turn, reply)
    if number is not None:
        turn.goto("agrees", no=number)


def ask_agrees(turn: Turn) -> Prompt:
    choices = (
        Choice("yes", turn.t("dossier.agrees_all")),
        Choice("again", turn.t("dossier.agrees_but")),
    )
    return Prompt(turn.t("dossier.ask.agrees"), choices, columns=1)


def take_agrees(turn: Turn, reply: Reply) -> None:
    if reply.choice == "again":
        turn.goto("again", picks=(), page="")
    else:
        _take_opinion(turn, (), "")


def _reported(turn: Turn) -> list[verdicts.Verdict]:
    found = dossier_facts.dossier_of(turn, turn.datum("dossier"))
    cases = dossier_facts.members(turn, found) if found else []
    return dossier_facts.found_of(turn, [case for case in cases if case.state == "reported"])


def ask_again(turn: Turn) -> Prompt:
    done = turn.t("dossier.again_done", count=len(turn.data_list("picks")))
    return dossier_steps.pick_prompt(turn, turn.t("dossier.ask.again"), _reported(turn), done)


def take_again(turn: Turn, reply: Reply) -> None:
    found = dossier_steps.picked(turn, reply, _reported(turn))
    if found == ():
        turn.refuse(turn.t("dossier.again_some"))
    elif found is not None:
        turn.goto("again_words", picks=found)


def ask_again_words(turn: Turn) -> Prompt:
    return Prompt(turn.t("dossier.ask.again_words", count=len(turn.data_list("picks"))), free=True)


def take_again_words(turn: Turn, reply: Reply) -> None:
    words = dossier_steps.read_words(turn, reply)
    if words is not None:
        _take_opinion(turn, turn.data_list("picks"), words)


def _take_opinion(turn: Turn, again: tuple[str, ...], words: str) -> None:
    """Files to look at again stay reported till each has been sent back with its questions."""
    found = here(turn)
    if found is None:
        return
    day, number = date.fromisoformat(turn.datum("day")), turn.datum("no")
    waiting = [c for c in dossier_facts.members(turn, found) if c.state == "reported"]
    turn.pop()
    if not waiting:
        turn.say("dossier.done_already")
        return
    note = turn.t("dossier.note.opinion", no=number)
    agreed = [case for case in waiting if case.id not in again]
    done = sum(act(turn, case, "take_opinion", "officer", note) is not None for case in agreed)
    found = turn.change(
        found, opinion_on=day, opinion_no=number, opinion_agrees=not again, opinion_words=words, again=again
    )
    turn.audit("dossier_opinion", found.id, words)
    turn.say("dossier.opinion_kept", count=done)
    _tell_chairman(turn, done)


def _tell_chairman(turn: Turn, count: int) -> None:
    """Whoever decides hears that files wait."""
    for one in turn.place.staff:
        if one.active and one.chat and "chairman" in one.roles and one.chat != turn.chat and count:
            turn.notify(one.chat, "dossier.told.chairman", language=one.language, args={"count": count})


# ── without one ──────────────────────────────────────────────────────────────────────────────
def ask_without(turn: Turn) -> Prompt:
    found = here(turn)
    if found is None:
        return Prompt("")
    due = dossier_facts.opinion_due(turn, found)
    who = dossier_facts.authority(turn, found)
    return Prompt(turn.t("dossier.ask.without", who=who, due=dossier_facts.shown(due)), free=True)


def take_without(turn: Turn, reply: Reply) -> None:
    words, found = dossier_steps.read_words(turn, reply), here(turn)
    if words is None or found is None:
        return
    turn.pop()
    done = move_all(turn, found, "reported", "go_on_without_opinion", words)
    if done:
        turn.change(found, opinion_words=words)
        turn.say("dossier.opinion_kept", count=done)
        _tell_chairman(turn, done)


def _to_agrees(turn: Turn) -> None:
    turn.goto("agrees", picks=(), page="")


STEPS = {
    "opinion_day": Step(ask_opinion_day, take_opinion_day),
    "opinion_no": Step(ask_opinion_no, take_opinion_no, lambda turn: turn.goto("opinion_day")),
    "agrees": Step(ask_agrees, take_agrees, lambda turn: turn.goto("opinion_no")),
    "again": Step(ask_again, take_again, _to_agrees),
    "again_words": Step(ask_again_words, take_again_words, lambda turn: turn.goto("again")),
    "without": Step(ask_without, take_without),
}
