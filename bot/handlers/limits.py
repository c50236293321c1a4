"""Legal time limits as the round's procedure has them."""

from bot.cases.commune import Round
from bot.dialogue.turn import Turn


def days(turn: Turn, step_id: str, plan: Round | None = None) -> int:
    """Working days of one step ("posting", "recheck") of a round's procedure, else of the running one's."""
    named = plan or turn.place.round
    procedure = turn.env.pack(named.pack_id).procedures[named.procedure]
    return next(step.limit.days for step in procedure.steps if step.id == step_id and step.limit)
