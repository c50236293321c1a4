"""What was decided, as the household reads it in its own file; its notice names neither class nor reasons."""

from typing import Literal

from bot.cases.case import Case
from bot.cases.procedure_codes import LEAVING
from bot.dialogue.turn import Turn

Told = Literal["poor", "near_poor", "recognised", "left", "stays", "refused"]
"""What a household is told: by decide.told.…."""


def text(turn: Turn, case: Case) -> str:
    """The decision in plain words, with what is next; "" before there is one."""
    made = case.decision
    if made is None:
        return ""
    told = turn.t(
        f"decide.told.{_kind(case)}",
        certificate=made.certificate,
        reasons=made.reasons,
        office=turn.place.commune.office,
    )
    return f"{told}\n{turn.t('my_file.decision', no=made.number, day=f'{made.on:%d/%m/%Y}')}"


def _kind(case: Case) -> Told:
    if case.state == "left":
        return "left"
    if case.state == "refused":
        return "stays" if case.procedure == LEAVING else "refused"
    if case.decision is None or not case.decision.certificate:
        return "recognised"
    return "near_poor" if case.decision.class_id == "near_poor" else "poor"
