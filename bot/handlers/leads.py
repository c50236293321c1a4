"""A household that may need help is pointed out, with discretion: who pointed is for officers only.

Frame data: area · who · where · why.
"""

from bot.cases.lead import Lead
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.reading import clean
from bot.dialogue.turn import Turn

LONGEST = 500


def open_point_out(turn: Turn) -> None:
    turn.push("point_out")


def ask_area(turn: Turn) -> Prompt:
    return Prompt(turn.t("lead.area"), tuple(Choice(one.id, one.name) for one in turn.place.areas))


def take_area(turn: Turn, reply: Reply) -> None:
    turn.goto("who", area=reply.choice)


def ask_who(turn: Turn) -> Prompt:
    return Prompt(turn.t("lead.who"), free=True)


def take_who(turn: Turn, reply: Reply) -> None:
    _keep_words(turn, reply, "who", "why")


def ask_why(turn: Turn) -> Prompt:
    return Prompt(turn.t("lead.why"), free=True)


def take_why(turn: Turn, reply: Reply) -> None:
    words = clean(reply.text)[:LONGEST]
    if not any(letter.isalpha() for letter in words):
        turn.refuse(turn.t("reading.text.letters"))
        return
    by_staff = turn.staff is not None
    lead = Lead(
        turn.new_id("l"),
        turn.place.round.id,
        turn.datum("area"),
        turn.datum("who"),
        "",
        words,
        turn.actor[0],
        by_staff,
        turn.now,
    )
    turn.add(lead)
    turn.audit("lead_made", lead.id)
    turn.pop()
    turn.say("lead.thanks")


def _keep_words(turn: Turn, reply: Reply, name: str, step: str) -> None:
    words = clean(reply.text)[:LONGEST]
    if any(letter.isalpha() for letter in words):
        turn.goto(step, **{name: words})
    else:
        turn.refuse(turn.t("reading.text.letters"))


POINT_OUT = Conversation(
    {
        "start": Step(ask_area, take_area),
        "who": Step(ask_who, take_who),
        "why": Step(ask_why, take_why),
    }
)
