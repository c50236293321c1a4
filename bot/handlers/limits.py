"""Legal time limits as the round's procedure has them."""

from bot.dialogue.turn import Turn


def days(turn: Turn, step_id: str) -> int:
    """Working days of one step of the round's procedure ("posting", "recheck")."""
    procedure = turn.env.pack(turn.place.round.pack_id).procedures[turn.place.round.procedure]
    return next(step.limit.days for step in procedure.steps if step.id == step_id and step.limit)
