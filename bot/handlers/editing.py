"""Reading a form over and jumping to any of its answers: section, question, answer."""

from itertools import groupby

from bot.dialogue.engine import Conversation, Step
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.turn import Turn
from bot.dialogue.walk import Open, form_of, spots
from bot.dialogue.walk.labels import member_name, spot_line, spot_value
from bot.scoring.path import Spot

LINE = 60
"""Characters of an answer on a button."""


def all_answers(turn: Turn, open_form: Open) -> str:
    """Every answer on the path, section by section: one line a question, one line a member."""
    lines: list[str] = []
    for section, in_section in groupby(spots(open_form), key=lambda spot: spot.section):
        lines.append(("\n" if lines else "") + f"▪ {turn.word(section.title)}")
        people: dict[str, list[str]] = {}
        own: list[str] = []
        for spot in in_section:
            if spot.member is None:
                own.append(spot_line(turn, open_form, spot))
            elif spot.question.kind != "name":
                short = turn.word(spot.question.short).lower()
                people.setdefault(spot.member, []).append(f"{short} {spot_value(turn, open_form, spot)}")
        lines += [f"– {member_name(open_form.answers, m)}: {'; '.join(said)}" for m, said in people.items()]
        lines += own
    return "\n".join(lines)


def _of_section(turn: Turn, open_form: Open) -> list[Spot]:
    return [spot for spot in spots(open_form) if spot.section.id == turn.datum("section")]


def ask_section(turn: Turn) -> Prompt:
    open_form = form_of(turn, turn.datum("form"))
    shown = {spot.section.id: spot.section for spot in spots(open_form)}
    choices = tuple(Choice(s.id, turn.word(s.title)) for s in shown.values())
    return Prompt(turn.t("editing.section"), choices)


def take_section(turn: Turn, reply: Reply) -> None:
    turn.goto("question", section=reply.choice)


def ask_question(turn: Turn) -> Prompt:
    open_form = form_of(turn, turn.datum("form"))
    found = _of_section(turn, open_form)
    choices = tuple(
        Choice(
            spot.id,
            spot_line(turn, open_form, spot)[:LINE],
        )
        for spot in found
    )
    return Prompt(turn.t("editing.question"), choices, columns=1)


def take_question(turn: Turn, reply: Reply) -> None:
    """On to that question; from within a walk the walk itself goes there, with what it has put off."""
    form_id = turn.datum("form")
    turn.pop()
    if turn.frames and turn.frame.conversation == "walk" and turn.datum("form") == form_id:
        turn.goto("ask", at=reply.choice, picks=(), picks_for="")
    else:
        turn.push("walk", "ask", form=form_id, at=reply.choice, jump="1")


EDITING = Conversation(
    {
        "section": Step(ask_section, take_section),
        "question": Step(ask_question, take_question, lambda turn: turn.goto("section", section="")),
    }
)
