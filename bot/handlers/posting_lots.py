"""What waits to be posted: files of one area under one procedure, the results of re-checks by themselves.

A result that is not the one the village meeting voted on does not hang: it needs another meeting
(QĐ 24/2021/QĐ-TTg Điều 4.3, 4.4).
"""

from dataclasses import dataclass

from bot.cases.case import Case
from bot.cases.meeting import Meeting, Vote, mark_of
from bot.cases.rights import may
from bot.dialogue.facts import CaseFilter
from bot.dialogue.turn import Turn
from bot.handlers import limits, posting_result
from bot.handlers.meeting_words import all_meetings


@dataclass(frozen=True, slots=True)
class Lot:
    """Files that can hang on one list. again: results of re-checks. changed: those that need another
    meeting first, so that they cannot be posted now."""

    round_id: str
    area: str
    procedure: str
    again: bool
    cases: tuple[Case, ...]
    changed: tuple[Case, ...]

    @property
    def id(self) -> str:
        """Stands for the lot in a choice."""
        return _id(self.cases[0] if self.cases else self.changed[0])


def _id(case: Case) -> str:
    return f"{case.round_id}~{case.area}~{case.procedure}~{'again' if case.postings else 'first'}"


def lots(turn: Turn) -> list[Lot]:
    """Everything this person may post now, by area; results of re-checks after the others."""
    found: dict[str, list[Case]] = {}
    waiting = _waiting(turn)
    posting_result.load(turn, waiting)
    for case in sorted(waiting, key=lambda one: (one.area, bool(one.postings), one.procedure, one.code)):
        found.setdefault(_id(case), []).append(case)
    return [_lot(turn, tuple(cases)) for cases in found.values()]


def lot_of(turn: Turn, lot_id: str) -> Lot | None:
    """The lot as it is now; None where nothing of it waits any more."""
    return next((one for one in lots(turn) if one.id == lot_id), None)


def _waiting(turn: Turn) -> list[Case]:
    staff = turn.staff
    found = turn.facts.cases(CaseFilter(areas=staff.areas if staff else (), states=("to_post",)))
    return [one for one in found if may(staff, "post", one.area) and _hangs(turn, one)]


def _hangs(turn: Turn, case: Case) -> bool:
    """What was re-checked hangs once more only where the procedure says so."""
    return not case.postings or limits.procedure_of(turn, case).step("posting_again") is not None


def _lot(turn: Turn, cases: tuple[Case, ...]) -> Lot:
    first = cases[0]
    changed = tuple(one for one in cases if needs_meeting(turn, one))
    ready = tuple(one for one in cases if one not in changed)
    return Lot(first.round_id, first.area, first.procedure, bool(first.postings), ready, changed)


def needs_meeting(turn: Turn, case: Case) -> bool:
    """Whether its result is another than the one that was agreed upon, or none is there."""
    shown = posting_result.now(turn, case)
    if shown is None:
        return True
    if limits.procedure_of(turn, case).step("meeting") is None:
        return False
    skipped, agreed = case.last("skip_meeting"), case.last("agree_at_meeting")
    if skipped is not None and (agreed is None or skipped.at > agreed.at):
        return shown.of.at > skipped.at
    vote = vote_of(turn, case)
    return vote is None or not vote.passed or vote.mark != mark_of(shown.record)


def vote_of(turn: Turn, case: Case) -> Vote | None:
    """What the last meeting about it said; None where none is closed."""
    held = last_meeting(turn, case)
    return held.vote(case.id) if held is not None else None


def last_meeting(turn: Turn, case: Case) -> Meeting | None:
    """The last closed meeting the case was in."""
    held = {one.id: one for one in all_meetings(turn) if one.closed_at is not None}
    return next((held[name] for name in reversed(case.meetings) if name in held), None)
