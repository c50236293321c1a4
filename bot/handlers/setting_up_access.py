"""Who of the staff has a way in: an invitation, an access ended or given back, a phone that was lost.

An access ends at once and in the same commit what they had open goes back (hand_over.py).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.cases.case import Case
from bot.cases.commune import Invite, Staff
from bot.dialogue.prompt import Prompt, Reply
from bot.dialogue.turn import Turn
from bot.handlers import setting_up as common
from bot.handlers.enrol_code import digest, new_code
from bot.handlers.hand_over import goes_back, hand_over

VALID = timedelta(days=7)


def current(turn: Turn) -> Staff | None:
    """The person of the frame; None where it is to be a new one."""
    return turn.place.staff_by_id(turn.datum("staff"))


# ── as shown ─────────────────────────────────────────────────────────────────────────────────
def _roles(turn: Turn, one: Staff) -> str:
    return ", ".join(turn.t(f"role.{role}") for role in one.roles)


def _areas(turn: Turn, one: Staff) -> str:
    names = ", ".join(area.name for area in turn.place.areas if area.id in one.areas)
    return names or turn.t("enrol.all_areas")


def line(turn: Turn, one: Staff) -> str:
    """ "Nông Văn Ba · rà soát viên · Khu 3"."""
    row = f"{one.name} · {_roles(turn, one)} · {_areas(turn, one)}"
    return row if one.active else turn.t("set_up.staff.ended_line", row=row)


def duties(turn: Turn, one: Staff) -> str:
    """Name, title, roles and areas, in one line."""
    return f"{one.name} ({one.title}) · {_roles(turn, one)} · {_areas(turn, one)}"


def about(turn: Turn, one: Staff) -> str:
    """The person as the list's view shows them, with their way in."""
    if not one.active:
        way_in = turn.t("set_up.staff.is_ended")
    else:
        way_in = turn.t("set_up.staff.is_in") if one.chat else turn.t("set_up.staff.not_in")
    values = {"name": one.name, "title": one.title, "roles": _roles(turn, one), "areas": _areas(turn, one)}
    return f"{turn.t('set_up.staff.about', **values)}\n{way_in}"


def back(turn: Turn, cases: Sequence[Case]) -> str:
    """The files that would be with nobody; "" where none."""
    if not cases:
        return ""
    codes = common.codes(turn, [one.code for one in cases])
    return turn.t("set_up.staff.goes_back", count=len(cases), codes=codes)


def detail(one: Staff) -> str:
    """For the audit, which is sealed."""
    return f"{one.name} | {one.title} | {'+'.join(one.roles)} | {','.join(one.areas) or '*'}"


def tell(turn: Turn, before: Staff, after: Staff) -> None:
    """Who has other roles or areas now reads which, on their own phone and in their language."""
    same = before.roles == after.roles and before.areas == after.areas
    if same or after.chat is None or after.chat == turn.chat:
        return
    say, language = turn.env.translate, after.language
    names = ", ".join(area.name for area in turn.place.areas if area.id in after.areas)
    roles = ", ".join(say(language, f"role.{role}", {}) for role in after.roles)
    values = {"roles": roles, "areas": names or say(language, "enrol.all_areas", {})}
    turn.notify(after.chat, "notice.duties", language=language, args=values)


# ── an invitation ────────────────────────────────────────────────────────────────────────────
def invite(turn: Turn, one: Staff) -> None:
    """A code for this person, shown once; only its digest is kept beside the message."""
    code = new_code(turn.facts.random("invite"))
    turn.add(Invite(digest(code), one.id, turn.now + VALID, made_at=turn.now))
    turn.audit("invited", one.id)
    until = f"{turn.now + VALID:%H:%M %d/%m/%Y}"
    turn.say("set_up.staff.code", name=one.name, code=code, until=until)


# ── ended, given back, cut from a lost phone ─────────────────────────────────────────────────
def offered(one: Staff) -> tuple[str, ...]:
    """What may be done about this person's way in."""
    if not one.active:
        return ("restore",)
    return ("invite", "lost", "end") if one.chat else ("invite", "end")


def wrong(turn: Turn, one: Staff, mode: str) -> str:
    """Why this cannot be done, with what would be right; "" where it can."""
    if mode not in offered(one):
        return turn.t("set_up.changed_meanwhile")
    if mode == "restore":
        return ""
    if turn.staff is not None and one.id == turn.staff.id:
        return turn.t("set_up.wrong.own_access")
    others = (each for each in turn.place.staff if each.active and each.id != one.id)
    if mode == "end" and "officer" in one.roles and not any("officer" in each.roles for each in others):
        return turn.t("set_up.wrong.last_officer")
    return ""


def ask_sure(turn: Turn) -> Prompt:
    """Once more before it counts, with what goes back."""
    one, mode = current(turn), turn.datum("mode")
    stop = turn.t("set_up.changed_meanwhile") if one is None else wrong(turn, one, mode)
    if one is None or stop:
        turn.says.append(stop)
        turn.goto("view", mode="")
        return Prompt("")
    if mode == "end":
        gone = goes_back(turn, one, replace(one, active=False))
        return common.sure(turn, turn.t("set_up.staff.sure.end", name=one.name), back(turn, gone))
    key = "set_up.staff.sure.lost" if mode == "lost" else "set_up.staff.sure.restore"
    return common.sure(turn, turn.t(key, name=one.name))


def take_sure(turn: Turn, reply: Reply) -> None:
    """What is decided counts from this very turn on."""
    one, mode = current(turn), turn.datum("mode")
    if one is None or reply.choice != common.YES:
        return
    if stop := wrong(turn, one, mode):
        turn.says.append(stop)
    elif mode == "end":
        turn.audit("access_ended", one.id)
        hand_over(turn, one, turn.change(one, active=False))
        turn.say("set_up.staff.ended", name=one.name)
    else:
        turn.audit("access_given_back" if mode == "restore" else "phone_lost", one.id)
        after = turn.change(one, active=True, chat=None, restored_at=turn.now)
        turn.say("set_up.staff.restored" if mode == "restore" else "set_up.staff.cut", name=one.name)
        invite(turn, after)
