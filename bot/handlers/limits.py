"""Legal time limits as a round's procedure has them, counted by the commune's own calendar."""

from datetime import date

from bot.cases.case import Case
from bot.cases.commune import Round
from bot.cases.deadlines import posting_end
from bot.cases.posting import Posting
from bot.cases.working_days import WorkingDays
from bot.dialogue.turn import Turn
from bot.scoring.pack import Procedure


def days(turn: Turn, step_id: str, plan: Round | None = None) -> int:
    """Working days of one step ("posting", "recheck") of a round's procedure, else of the running one's."""
    named = plan or turn.place.round
    procedure = turn.env.pack(named.pack_id).procedures[named.procedure]
    return next(step.limit.days for step in procedure.steps if step.id == step_id and step.limit)


def calendar(turn: Turn, round_id: str) -> WorkingDays:
    """Working days for a round: public holidays, the days of its pack, the swaps of the commune."""
    pack = turn.env.pack(turn.place.round_of(round_id).pack_id)
    return WorkingDays(pack.days_off, turn.place.commune.swaps)


def procedure_of(turn: Turn, case: Case) -> Procedure:
    """The procedure a case is under, as the pack of its round has it."""
    return turn.env.pack(turn.place.round_of(case.round_id).pack_id).procedures[case.procedure]


def days_of(turn: Turn, case: Case, step_id: str) -> int:
    """Days of one step of the case's own procedure; 0 where it has no such step or no limit."""
    step = procedure_of(turn, case).step(step_id)
    return step.limit.days if step is not None and step.limit is not None else 0


def posting_of(turn: Turn, case: Case) -> Posting | None:
    """Where the case's result hangs, or hung last; None where it has not been posted."""
    last = case.postings[-1] if case.postings else ""
    return next((one for one in turn.facts.of_round(Posting, case.round_id) if one.id == last), None)


def window_end(turn: Turn, case: Case) -> date | None:
    """The last day of the case's last posting, and of complaints about it; None where it was not posted."""
    posting = posting_of(turn, case)
    if posting is None:
        return None
    days_off = calendar(turn, case.round_id)
    return posting_end(procedure_of(turn, case), days_off, posting.posted_on, again=posting.again)
