"""A staff member comes in by a one-time invitation; it names commune, role and areas."""

from bot.dialogue.turn import Turn
from bot.handlers import follow_code
from bot.handlers.enrol_code import digest as digest
from bot.handlers.linking import end_codes, phones_of


def use_invite(turn: Turn, code: str) -> None:
    """Bind this chat to the staff member the code was made for; each code works once."""
    invite = turn.facts.invite(digest(code))
    if invite is not None and invite.case_id:
        follow_code.use(turn, invite)
        return
    staff = turn.place.staff_by_id(invite.staff_id) if invite else None
    if invite is None or staff is None:
        turn.say("enrol.unknown")
    elif invite.used_by == turn.chat and staff.active:
        turn.say("enrol.already", name=staff.name)
    elif invite.used_by is not None:
        turn.say("enrol.used")
    elif turn.staff is not None and turn.staff.id != staff.id:
        turn.say("enrol.other", name=turn.staff.name)
    elif invite.expires_at < turn.now or not staff.active or invite.void_for(staff):
        turn.say("enrol.expired")
    elif turn.staff is None and phones_of(turn, turn.chat):
        turn.say("enrol.phones")  # whoever holds that one was not invited
    else:
        turn.change(invite, used_by=turn.chat, used_at=turn.now)
        end_codes(turn)  # given for a phone that was to see this household's file, not the commune's work
        after = turn.enrol(staff)
        turn.audit("enrolled", staff.id)
        turn.home()
        names = ", ".join(area.name for area in turn.place.areas if area.id in after.areas)
        turn.say(
            "enrol.welcome",
            name=after.name,
            role=", ".join(turn.t(f"role.{one}") for one in after.roles),
            areas=names or turn.t("enrol.all_areas"),
            place=turn.place.commune.name,
        )
