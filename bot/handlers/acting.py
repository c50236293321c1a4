"""One move of a case: allowed by the table, written with who and when; or said plainly why not."""

from bot.cases.case import Action, Case, Move
from bot.cases.commune import Role
from bot.cases.moves import moved, way
from bot.dialogue.turn import Turn


def act(turn: Turn, case: Case, action: Action, role: Role, note: str = "") -> Case | None:
    """The case after the move, put into the turn; None where the table does not allow it (said why)."""
    to = way(case, action, role) if _speaks_as(turn, case, role) else None
    if to is None:
        _say_why_not(turn, case, action, role)
        return None
    state, moves = moved(case, to, turn.now, turn.actor, note)
    # before the paper is received the household may have all erased; the audit keeps no words of then
    turn.audit(action, case.id, "" if case.state == "submitted" else note)
    return turn.change(case, state=state, moves=moves)


def _speaks_as(turn: Turn, case: Case, role: Role) -> bool:
    """Whether who is speaking has this role in this case; staff may have filed for a household themselves."""
    if role == "resident":
        return any(applicant.chat == turn.chat for applicant in case.applicants)
    return turn.staff is not None and role in turn.staff.roles


def tells_who_complained(turn: Turn, move: Move) -> bool:
    """Whether this move is not to be read by who is speaking: who complained only officers know."""
    officer = turn.staff is not None and "officer" in turn.staff.roles
    return move.action in ("complain", "record_complaint") and not officer


def _say_why_not(turn: Turn, case: Case, action: Action, role: Role) -> None:
    """A second officer is told who was first and when; a household whom to call."""
    before = case.last(action) or (case.moves[-1] if case.moves else None)
    if role == "resident":
        turn.say("case.too_late", code=case.code, phone=turn.place.commune.phone)
    elif before is None or tells_who_complained(turn, before):
        turn.say("case.not_now", code=case.code)
    else:
        turn.say(
            "case.someone_was_first",
            code=case.code,
            who=before.by_name or turn.t("case.the_household"),
            what=turn.t(f"case.did.{before.action}"),
            when=f"{before.at:%H:%M %d/%m}",
        )
