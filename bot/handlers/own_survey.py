"""Nobody looks over what they surveyed themselves, nor their own kin: another officer approves it or sends it
back.

Somebody may be an enumerator and an officer at once; the two pairs of eyes must stay two.
"""

from bot.cases.case import Action, Case
from bot.dialogue.turn import Turn

_SURVEYING: tuple[Action, ...] = (
    "finish_survey",
    "amend_survey",
    "finish_recheck",
    "survey_income",
    "amend_income",
)
"""Whoever did one of these to a file has said something of what is now to be looked over."""


def surveyors(turn: Turn, case: Case) -> frozenset[str]:
    """Ids of everybody who surveyed the household or sent or amended its survey."""
    record = turn.facts.form(case.measured_by) if case.measured_by else None
    sent = {move.by for move in case.moves if move.action in _SURVEYING}
    return frozenset(sent | ({record.owner} if record is not None else set()))


def is_own(turn: Turn, case: Case) -> bool:
    """Whether whoever is speaking surveyed it, or has said that it is their kin."""
    return turn.staff is not None and turn.staff.id in (*surveyors(turn, case), *case.kin_of)


def stops_ending(turn: Turn, case: Case) -> bool:
    """Whether a complaint is not theirs to answer or to end: it is about their own survey, or their own kin's
    (said so, and who can)."""
    if not is_own(turn, case) and not (turn.staff is not None and turn.staff.id in case.kept_from):
        return False
    kept = (*surveyors(turn, case), *case.kin_of, *case.kept_from)
    others = ", ".join(one.name for one in turn.place.officers(case.area) if one.id not in kept)
    turn.say("complaint.own_survey" if others else "complaint.own_survey_nobody", code=case.code, who=others)
    return True


def words(turn: Turn, case: Case) -> str:
    """Why it is for somebody else, and who that can be."""
    able = [one for one in turn.place.officers(case.area) if one.id not in case.kin_of]
    done = surveyors(turn, case)
    others = ", ".join(one.name for one in able if one.id not in done)
    kin = turn.staff is not None and turn.staff.id in case.kin_of
    if others:
        return turn.t("review.kin" if kin else "review.own", code=case.code, who=others)
    return turn.t("review.kin_nobody" if kin else "review.own_nobody", code=case.code)
