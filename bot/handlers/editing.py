"""Reading a form over and jumping to any of its answers: section, question, answer."""

from bot.dialogue.engine import Conversation, Step
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.turn import Turn
from bot.dialogue.walk import Open, form_of, spots
from bot.dialogue.walk.labels import spot_label, spot_value
from bot.scoring.path import Spot


def all_answers(turn: Turn, open_form: Open) -> str:
    """Every answer on the path, section by section, one line each."""
    lines: list[str] = []
    section = ""
    for spot in spots(open_form):
        if spot.section.id != section:
            section = spot.section.id
            lines.append(("\n" if lines else "") + f"▪ {turn.word(spot.section.title)}")
        lines.append(f"{spot_label(turn, open_form, spot)}: {spot_value(turn, open_form, spot)}")
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
            turn.t(
                "editing.line",
                label=spot_label(turn, open_form, spot),
                value=spot_value(turn, open_form, spot)[:40],
            ),
        )
        for spot in found
    )
    return Prompt(turn.t("editing.question"), choices, columns=1)


def take_question(turn: Turn, reply: Reply) -> None:
    form_id = turn.datum("form")
    turn.pop()
    turn.push("walk", "ask", form=form_id, at=reply.choice)


EDITING = Conversation(
    {
        "section": Step(ask_section, take_section),
        "question": Step(ask_question, take_question, lambda turn: turn.goto("section", section="")),
    }
)
