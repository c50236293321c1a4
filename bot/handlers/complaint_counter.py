"""An officer writes down what somebody at the counter complains of: who, which day it came, the words.

Frame data: case · source · name · day (ISO) · words. Who complains of another's result only officers read.
"""

from datetime import date

from bot.cases.case import Case
from bot.cases.complaint import Source
from bot.cases.moves import way
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.reading import Problem, clean, read_recent_date
from bot.dialogue.turn import Turn
from bot.handlers import complaint, files, recheck
from bot.handlers.complaint import Said

SOURCES: tuple[Source, ...] = ("household", "other")
LONGEST_NAME = 100


def is_offered(case: Case) -> bool:
    """Whether the table of moves knows a complaint here, and there is a result to complain of."""
    return complaint.is_told(case) and any(
        way(case, action, "officer") is not None for action in ("complain", "record_complaint")
    )


def open_counter(turn: Turn, case: Case) -> None:
    """From the officer's view of a file."""
    turn.push("complaint_counter", "source", case=case.id)


def ask_source(turn: Turn) -> Prompt:
    choices = tuple(Choice(one, turn.t(f"complaint.source.{one}")) for one in SOURCES)
    return Prompt(turn.t("complaint.who"), choices, columns=1)


def take_source(turn: Turn, reply: Reply) -> None:
    turn.goto("day" if reply.choice == "household" else "name", source=reply.choice, name="")


def ask_name(turn: Turn) -> Prompt:
    choices = (Choice("none", turn.t("complaint.no_name")),)
    return Prompt(turn.t("complaint.name"), choices, free=True)


def take_name(turn: Turn, reply: Reply) -> None:
    name = clean(reply.text)[:LONGEST_NAME]
    if reply.choice != "none" and not any(letter.isalpha() for letter in name):
        turn.refuse(turn.t("complaint.name_letters"))
    else:
        turn.goto("day", name=name if reply.choice != "none" else "")


def ask_day(turn: Turn) -> Prompt:
    choices = (Choice("today", turn.t("complaint.today", day=f"{turn.today:%d/%m}")),)
    return Prompt(turn.t("complaint.day"), choices, free=True)


def take_day(turn: Turn, reply: Reply) -> None:
    """Today or a day gone by: a paper from inside the window counts whenever it is typed."""
    day = turn.today
    if reply.choice != "today":
        found = read_recent_date(reply.text, turn.today)
        if isinstance(found, Problem):
            turn.refuse(turn.t(found.key, **dict(found.args)))
            return
        day = found.value
    turn.goto("words", day=day.isoformat())


def ask_words(turn: Turn) -> Prompt:
    return Prompt(turn.t("complaint.counter_words"), free=True)


def take_words(turn: Turn, reply: Reply) -> None:
    words = clean(reply.text)[: complaint.LONGEST_WORDS]
    if sum(letter.isalpha() for letter in words) < complaint.SHORTEST_WORDS:
        turn.refuse(turn.t("complaint.counter_short"))
    else:
        turn.goto("sure", words=words)


def _said(turn: Turn, case: Case) -> Said:
    source: Source = "other" if turn.datum("source") == "other" else "household"
    name = turn.datum("name") if source == "other" else case.head
    return Said(turn.datum("words"), date.fromisoformat(turn.datum("day")), source, name)


def ask_sure(turn: Turn) -> Prompt:
    case = files.current(turn)
    if case is None:
        return Prompt("")
    said = _said(turn, case)
    counts = complaint.counts(turn, case, said.received_on, "officer")
    text = turn.t(
        "complaint.counter_sure",
        code=case.code,
        who=said.by_name or turn.t("complaint.no_name"),
        day=f"{said.received_on:%d/%m/%Y}",
        words=said.words,
        follows=turn.t("complaint.counter_recheck" if counts else "complaint.counter_late"),
    )
    choices = (Choice("yes", turn.t("complaint.write")), Choice("again", turn.t("complaint.again")))
    return Prompt(text, choices, columns=1)


def take_sure(turn: Turn, reply: Reply) -> None:
    if reply.choice == "again":
        turn.goto("source", source="", name="", day="", words="")
        return
    case = files.current(turn)
    if case is None:
        return
    said = _said(turn, case)
    turn.pop()
    after = complaint.take_in(turn, case, "officer", said)
    if after is None:
        return
    if after.complaints[-1].in_window:
        joins = len(after.rechecks) > 1
        due = recheck.day_text(recheck.due(turn, after))
        turn.say("complaint.written_joins" if joins else "complaint.written", code=after.code, due=due)
    else:
        turn.say("complaint.written_late", code=after.code)


def _to_source(turn: Turn) -> None:
    turn.goto("source", source="", name="", day="", words="")


COUNTER = Conversation(
    {
        "source": Step(ask_source, take_source),
        "name": Step(ask_name, take_name, _to_source),
        "day": Step(ask_day, take_day, _to_source),
        "words": Step(ask_words, take_words, lambda turn: turn.goto("day", day="")),
        "sure": Step(ask_sure, take_sure, lambda turn: turn.goto("words", words="")),
    },
    ("officer",),
)
