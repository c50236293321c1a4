"""An officer enters the written refusal of a request that Phiếu A kept off the list, with its reasons.

Frame data: case · words · no · day.
"""

from datetime import date

from bot.cases.case import Case
from bot.cases.moves import way
from bot.cases.rights import may
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.turn import Turn
from bot.handlers import deciding_done, dossier_steps, files, verdicts
from bot.handlers.verdicts import Verdict

CHOICE = "refuse"
KEEP = "keep"


def choices(turn: Turn, case: Case) -> tuple[Choice, ...]:
    """For the officer's view of a file, where the table allows it and decisions are theirs to enter."""
    allowed = case.state == "not_listed" and way(case, "refuse", "officer") is not None
    return (Choice(CHOICE, turn.t("decide.refuse_open")),) if allowed and may(turn.staff, "decide") else ()


def open_refusal(turn: Turn, case: Case) -> None:
    """From the file."""
    if not may(turn.staff, "decide"):
        turn.say("case.not_now", code=case.code)
        return
    turn.push("refusing", "reason", case=case.id)


def ask_reason(turn: Turn) -> Prompt:
    case = files.current(turn)
    if case is None:
        return Prompt("")
    words = verdicts.reasons(turn, case)
    keep = (Choice(KEEP, turn.t("decide.refuse_keep")),)
    return Prompt(turn.t("decide.ask.refusal", code=case.code, words=words), keep, free=True)


def take_reason(turn: Turn, reply: Reply) -> None:
    case = files.current(turn)
    if case is None:
        return
    words = verdicts.reasons(turn, case) if reply.choice == KEEP else dossier_steps.read_words(turn, reply)
    if words:
        turn.goto("number", words=words)


def ask_number(turn: Turn) -> Prompt:
    return Prompt(turn.t("decide.ask.refusal_number"), free=True)


def take_number(turn: Turn, reply: Reply) -> None:
    number = dossier_steps.read_number(turn, reply)
    if number is not None:
        turn.goto("day", no=number)


def ask_day(turn: Turn) -> Prompt:
    return dossier_steps.day_prompt(turn, turn.t("decide.ask.refusal_day"))


def take_day(turn: Turn, reply: Reply) -> None:
    case = files.current(turn)
    if case is None:
        return
    day = dossier_steps.read_day(turn, reply, _first(case), "receipt")
    if day is None:
        return
    paper, words = (turn.datum("no"), day, turn.actor[1]), turn.datum("words")
    turn.pop()
    one = Verdict(case, "refuse", verdicts.NONE, "", "never", False)
    after = deciding_done.decide_one(turn, one, paper, "", words)
    if after is not None:
        deciding_done.tell(turn, after)
        turn.say("decide.refused", code=after.code)


def _first(case: Case) -> date | None:
    """Not before the day the signed paper came."""
    return case.received_on


REFUSING = Conversation(
    {
        "reason": Step(ask_reason, take_reason),
        "number": Step(ask_number, take_number, lambda turn: turn.goto("reason")),
        "day": Step(ask_day, take_day, lambda turn: turn.goto("number")),
    },
    ("officer",),
    "decide",
)
