"""Steps the papers of a dossier share: a day, a number, words, files ticked off a list of many pages.

Frame data: dossier · page · picks (files ticked).
"""

from collections.abc import Sequence
from datetime import date

from bot.cases.case import Action, State
from bot.cases.dossier import Dossier
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.reading import Problem, clean, read_recent_date
from bot.dialogue.turn import Turn
from bot.handlers import dossier_facts, files
from bot.handlers.acting import act
from bot.handlers.verdicts import Verdict

DONE = ".done"
TODAY = "today"
SHORTEST_WORDS = 10
LONGEST_WORDS = 1_000
LONGEST_NUMBER = 60


def here(turn: Turn) -> Dossier | None:
    """The dossier of the frame on top; None where it is not there (said so, and left)."""
    found = dossier_facts.dossier_of(turn, turn.datum("dossier"))
    if found is None:
        turn.pop()
        turn.say("dossier.gone")
    return found


def day_prompt(turn: Turn, text: str) -> Prompt:
    """Today by a tap, another day typed: papers come first, the bot later."""
    choices = (Choice(TODAY, turn.t("dossier.today", day=f"{turn.today:%d/%m/%Y}")),)
    return Prompt(text, choices, free=True)


def read_day(turn: Turn, reply: Reply, after: date | None, why: str) -> date | None:
    """A day not in the future and not before `after`, else None (said which would; why: the step)."""
    day = _day(turn, reply)
    if day is not None and after is not None and day < after:
        turn.refuse(turn.t(f"dossier.too_early.{why}", day=f"{day:%d/%m/%Y}", first=f"{after:%d/%m/%Y}"))
        return None
    return day


def _day(turn: Turn, reply: Reply) -> date | None:
    if reply.choice == TODAY:
        return turn.today
    found = read_recent_date(reply.text, turn.today)
    if isinstance(found, Problem):
        turn.refuse(turn.t(found.key, **dict(found.args)))
        return None
    return found.value


def read_number(turn: Turn, reply: Reply) -> str | None:
    """The number of a paper: short, with a digit; else None (said what would be right)."""
    words = clean(reply.text)
    if len(words) > LONGEST_NUMBER or not any(sign.isdigit() for sign in words):
        turn.refuse(turn.t("dossier.number_wrong"))
        return None
    return words


def read_words(turn: Turn, reply: Reply, least: int = SHORTEST_WORDS) -> str | None:
    """Words somebody can still follow later; else None (said what would be right)."""
    words = clean(reply.text)[:LONGEST_WORDS]
    if sum(sign.isalpha() for sign in words) < least:
        turn.refuse(turn.t("dossier.words_short", count=least))
        return None
    return words


# ── files ticked ─────────────────────────────────────────────────────────────────────────────
def pick_prompt(turn: Turn, text: str, found: Sequence[Verdict], done: str) -> Prompt:
    """A page of the files, each with a tick or none; done: label of what ends it."""
    picks = turn.data_list("picks")
    choices = [
        Choice(one.case.id, _ticked(turn, one, one.case.id in picks)) for one in files.shown(turn, found)
    ]
    return Prompt(text, (*choices, *files.ways(turn, len(found)), Choice(DONE, done)), columns=1)


def _ticked(turn: Turn, one: Verdict, marked: bool) -> str:
    line = dossier_facts.line(turn, one)
    return turn.t("dossier.marked", line=line) if marked else line


def picked(turn: Turn, reply: Reply, found: Sequence[Verdict]) -> tuple[str, ...] | None:
    """The files ticked, once it is done; None while ticks are being set or pages turned."""
    picks = turn.data_list("picks")
    if reply.choice == DONE:
        there = {one.case.id for one in found}
        return tuple(one for one in picks if one in there)
    if not files.turned(turn, reply.choice):
        ticked = reply.choice in picks
        turn.keep(picks=tuple(p for p in picks if p != reply.choice) if ticked else (*picks, reply.choice))
    turn.redraw()
    return None


def move_all(turn: Turn, found: Dossier, state: State, action: Action, note: str) -> int:
    """How many of its files moved; where none did, who was first is said."""
    cases = [case for case in dossier_facts.members(turn, found) if case.state == state]
    if not cases:
        turn.say("dossier.done_already")
    return sum(act(turn, case, action, "officer", note) is not None for case in cases)
