"""A form's result as it goes to the officers: only what was on the screen, and kept for good."""

from collections.abc import Callable, Mapping

from bot.cases.form_record import FormRecord, SentResult, results_of
from bot.dialogue.turn import Turn
from bot.scoring.score import ScoringError


def is_as_shown(record: FormRecord, now: Callable[[], Mapping[str, object]]) -> bool:
    """Whether what is sent is the result on the screen: nobody has changed form or area meanwhile.

    now: works the result out; its ScoringError means that the area's type was taken back.
    """
    try:
        return record.result == now()
    except ScoringError:
        return False


def mark_sent(turn: Turn, record: FormRecord) -> FormRecord:
    """From now on this result counts, with the answers it came from."""
    sent = SentResult(turn.now, record.answers, record.result or {})
    return turn.change(record, finished_at=turn.now, sent=record.result, results=(*results_of(record), sent))
