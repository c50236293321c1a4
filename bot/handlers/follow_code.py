"""A household without a phone in its file gets a code: typed on its own phone, that phone follows the file.

Households of last year's list are in the round without having written. Whoever is at their door, or an
officer they called, reads the code out; its digest alone is kept.
"""

from datetime import timedelta

from bot.cases.case import Applicant, Case
from bot.cases.commune import Invite
from bot.dialogue.prompt import Choice
from bot.dialogue.turn import Turn
from bot.handlers.enrol_code import digest, new_code

CHOICE = "follow"
VALID = timedelta(days=30)
NOT_FOLLOWED = frozenset(("submitted", "withdrawn", "erased", "closed"))


def choices(turn: Turn, case: Case) -> tuple[Choice, ...]:
    """For staff, where no phone of the household itself follows the file yet."""
    own = any(not one.helper for one in case.applicants)
    if own or case.state in NOT_FOLLOWED:
        return ()
    return (Choice(CHOICE, turn.t("follow.do")),)


def chosen(turn: Turn, case: Case, choice: str) -> bool:
    """Whether this was the choice; then a code is made and shown once."""
    if choice != CHOICE:
        return False
    code = new_code(turn.facts.random("follow"))
    turn.add(Invite(digest(code), "", turn.now + VALID, made_at=turn.now, case_id=case.id))
    turn.audit("follow_code_given", case.id)
    turn.say("follow.code", code=code, until=f"{turn.now + VALID:%d/%m/%Y}")
    return True


def use(turn: Turn, invite: Invite) -> None:
    """The phone that typed it follows the file from now on; or why not."""
    case = turn.facts.case(invite.case_id)
    gone = case is None or case.state in NOT_FOLLOWED
    if turn.staff is not None:
        turn.say("follow.staff")
    elif not turn.session.consented:
        turn.say("follow.consent_first")
    elif case is not None and any(one.chat == turn.chat for one in case.applicants):
        turn.say("follow.already", code=case.code)
    elif gone or case is None or invite.used_by is not None or invite.expires_at < turn.now:
        turn.say("follow.used", phone=turn.place.commune.phone)
    else:
        turn.change(invite, used_by=turn.chat, used_at=turn.now)
        turn.change(case, applicants=(*case.applicants, Applicant(turn.chat)))
        turn.audit("phone_follows", case.id)
        turn.home()
        turn.push("menu")
        turn.push("my_file", "view", case=case.id)
        turn.say("follow.done", code=case.code)
