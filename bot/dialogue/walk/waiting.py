"""An answer that waits in the frame: for "it is so", for a reason, for a yes to what a card says."""

import hashlib
import json

from bot.cases.form_record import FormRecord
from bot.dialogue.turn import Turn
from bot.dialogue.walk.record import ROSTER, Changes
from bot.scoring.answers import Value

WAITING = ("pending", "was", "kept", "wonder", "suggestion", "origin", "partly")
NOTHING_WAITS = dict.fromkeys(("picks", "picks_for", *WAITING), "")


def pending(turn: Turn) -> dict[str, Value | None]:
    """The changes that wait."""
    found: dict[str, str | list[str] | None] = json.loads(turn.datum("pending"))
    return {k: tuple(v) if isinstance(v, list) else v for k, v in found.items()}


def state(record: FormRecord, changes: Changes) -> str:
    """What these answers are now: a change that waited is written only where nobody else has changed them."""
    now = {name: record.answers.values.get(name) for name in changes if name != ROSTER}
    members = {ROSTER: record.answers.members} if ROSTER in changes else {}
    return hashlib.blake2s(json.dumps([now, members], sort_keys=True).encode()).hexdigest()


def moved_on(turn: Turn) -> None:
    """Somebody else has answered meanwhile: nothing of what waited is written."""
    back_to_ask(turn)
    turn.say("walk.answered_meanwhile")
    turn.detour = True


def back_to_ask(turn: Turn) -> None:
    """What waited is let go; the spot is asked again."""
    turn.goto("ask", op="", who="", **dict.fromkeys(WAITING, ""))
