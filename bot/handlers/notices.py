"""Notices: to staff with buttons that work at any time, to the household in plain words.

Nothing a third person may not see over a shoulder: initials, area, file code.
"""

from collections.abc import Sequence
from typing import Literal

from bot.cases.case import Case
from bot.cases.commune import Round, Staff
from bot.dialogue.turn import Turn

PhaseId = Literal["survey", "decision"]
ActionName = Literal["open", "recv", "more", "asgn", "file", "srv", "inc", "ret"]
LABELS: dict[ActionName, str] = {
    "open": "action.open",
    "recv": "action.receive",
    "more": "action.ask_more",
    "asgn": "action.assign",
    "file": "action.my_file",
    "srv": "action.open_survey",
    "inc": "action.open_income",
    "ret": "action.open_return",
}


def to_staff(
    turn: Turn,
    staff: Staff,
    key: str,
    case: Case,
    actions: Sequence[ActionName] = ("open",),
    *,
    deadline: bool = False,
    **args: object,
) -> None:
    """To one staff member, if they have enrolled. deadline: it bears a date of the law."""
    if staff.chat is None:
        return
    area = turn.place.area(case.area)
    turn.notify(
        staff.chat,
        key,
        language=staff.language,
        actions=[(f"!{name}.{case.id}", LABELS[name]) for name in actions],
        case_id=case.id,
        deadline=deadline,
        args={
            "code": case.code,
            "initials": case.initials,
            "area": area.name if area else case.area,
            "when": f"{turn.now:%d/%m %H:%M}",
            **args,
        },
    )


def by_when(
    turn: Turn,
    phase_id: PhaseId,
    shape: str = "%d/%m",
    language: str = "",
    plan: Round | None = None,
) -> str:
    """ ", dự kiến trước 20/10": till when a round's plan has it, else the running one's.

    Neither a day gone by is promised nor one of a round whose standard is a draft: nobody can survey.
    """
    named = plan or turn.place.round
    phase = named.phase(phase_id)
    words = language or turn.language
    draft = turn.env.pack(named.pack_id).draft is not None
    if phase is None or phase.ends < turn.today or draft:
        return turn.env.translate(words, "date.told_later", {})
    return turn.env.translate(words, "date.expected", {"day": f"{phase.ends:{shape}}"})


def is_reached(case: Case) -> bool:
    """Whether a phone of the household gets the news of its case."""
    return any(applicant.news for applicant in case.applicants)


def to_household(turn: Turn, case: Case, key: str, *, deadline: bool = False, **args: object) -> None:
    """To every phone linked to the case that gets its news; "{visit}" is till when somebody comes.

    deadline: it bears a date of the law.
    """
    for applicant in case.applicants:
        if not applicant.news:
            continue
        language = turn.env.aids.offered(turn.facts.session(applicant.chat).language or "vi")
        plan = turn.place.round_of(case.round_id)
        turn.notify(
            applicant.chat,
            key,
            language=language,
            actions=[(f"!file.{case.id}", LABELS["file"])],
            case_id=case.id,
            deadline=deadline,
            args={"code": case.code, "visit": by_when(turn, "survey", language=language, plan=plan), **args},
        )
