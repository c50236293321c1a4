"""Somebody's work ends, or ends in some areas: what they had open goes back, and officers hear of it once.

In the same commit as the change of the person. What is begun stays as it is: only who it is with changes.
"""

from collections.abc import Iterable
from dataclasses import replace

from bot.cases.call_back import CallBack
from bot.cases.case import Case
from bot.cases.commune import Staff
from bot.cases.lead import Lead
from bot.cases.moves import moved, way
from bot.dialogue.facts import CaseFilter
from bot.dialogue.turn import Turn
from bot.handlers import call_backs, leads_rules

MOST_CODES = 60
"""Codes named in one message; of more only how many."""


def hand_over(turn: Turn, before: Staff, after: Staff) -> tuple[Case, ...]:
    """The files that are with nobody now, by code. after: the person as changed in this turn.

    What they have in an area that stays theirs stays with them, and what was given to them elsewhere, too.
    """
    cases = tuple(_back(turn, one, after) for one in goes_back(turn, before, after))
    leads = _leads(turn, before, after)
    calls = _calls(turn, before, after)
    if cases or leads or calls:
        turn.audit("work_handed_over", after.id, " ".join(one.code for one in cases))
        _tell(turn, after, cases, (*leads, *calls))
    return cases


def goes_back(turn: Turn, before: Staff, after: Staff) -> tuple[Case, ...]:
    """The files that would be with nobody after such a change, by code."""
    return tuple(one for one in _open_cases(turn, before) if _lost(before, after, one.area))


def _lost(before: Staff, after: Staff, area: str | None) -> bool:
    """Whether the work of an area is theirs no more."""
    if not after.active or "enumerator" not in after.roles:
        return True
    return area in before.areas and area not in after.areas


# ── files ────────────────────────────────────────────────────────────────────────────────────
def _open_cases(turn: Turn, staff: Staff) -> tuple[Case, ...]:
    """What was given to them and still waits for a visit, by code; also of earlier rounds."""
    found = turn.facts.cases(CaseFilter(assigned_to=staff.id))
    return tuple(sorted((one for one in found if way(one, "assign", "officer")), key=lambda one: one.code))


def _back(turn: Turn, case: Case, staff: Staff) -> Case:
    """With nobody from now on. The move is an officer's; here the office makes it, so not by `act`."""
    to = way(case, "assign", "officer")
    assert to is not None, "only what can be given to somebody comes here"
    by, name = turn.actor
    note = turn.env.translate("vi", "hand_over.note", {"name": staff.name})
    actor = (by, name or turn.env.translate("vi", "hand_over.office", {}))
    state, moves = moved(case, to, turn.now, actor, note)
    turn.audit("assign", case.id, note)
    kept = tuple(
        replace(one, recheck_by=None) if one.is_open and one.recheck_by == staff.id else one
        for one in case.complaints
    )
    return turn.change(case, state=state, moves=moves, assigned_to=None, complaints=kept)


# ── households pointed out, people who asked for help ────────────────────────────────────────
def _leads(turn: Turn, before: Staff, after: Staff) -> tuple[Lead, ...]:
    theirs = (one for one in leads_rules.known(turn) if one.state == "sent" and one.assigned_to == before.id)
    lost = [one for one in theirs if _lost(before, after, one.area)]
    return tuple(turn.change(one, state="open", assigned_to=None) for one in lost)


def _calls(turn: Turn, before: Staff, after: Staff) -> tuple[CallBack, ...]:
    """What they had taken and may no longer see; an officer may have taken some, too."""
    theirs = [one for one in turn.facts.open_call_backs() if one.taken_by == before.id]
    lost = [one for one in theirs if not call_backs.may_see(turn, after, one)]
    return tuple(turn.change(one, taken_by=None, taken_at=None) for one in lost)


# ── one message an officer ───────────────────────────────────────────────────────────────────
def _tell(turn: Turn, staff: Staff, cases: tuple[Case, ...], others: tuple[Lead | CallBack, ...]) -> None:
    """Who answers for an area hears of its files by code, and of everything else by number."""
    for officer in turn.place.staff:
        if officer.id == staff.id or officer.chat is None or officer.chat == turn.chat:
            continue
        own = [one for one in cases if _answers(turn, officer, one.area)]
        rest = sum(_answers(turn, officer, one.area) for one in others)
        if not own and not rest:
            continue
        key = "notice.hand_over.both" if rest else "notice.hand_over"
        areas = dict.fromkeys(one.area for one in own)
        button = f"!share.{next(iter(areas)) if len(areas) == 1 else 'all'}"
        turn.notify(
            officer.chat,
            key if own else "notice.hand_over.no_files",
            language=officer.language,
            actions=[(button, "action.share")] if own else [],
            args={
                "name": staff.name,
                "codes": _codes(turn, officer, own),
                "files": len(own),
                "others": rest,
            },
        )


def _answers(turn: Turn, officer: Staff, area: str | None) -> bool:
    """Whether this is an officer of the area; of what has none, every officer."""
    if area is None:
        return officer.active and "officer" in officer.roles
    return officer in turn.place.officers(area)


def _codes(turn: Turn, officer: Staff, cases: Iterable[Case]) -> str:
    found = [one.code for one in cases]
    named, more = ", ".join(found[:MOST_CODES]), len(found) - MOST_CODES
    if more <= 0:
        return named
    return turn.env.translate(officer.language, "sharing.more", {"codes": named, "count": more})
