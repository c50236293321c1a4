"""People who cannot make themselves understood here, or ask to be called: who may do what about it.

One open wish a chat, whatever it sends. Notices tell area and code; name and phone only who opens it sees.
"""

from dataclasses import dataclass
from typing import Literal

from bot.cases.call_back import CallBack, CallBackReason
from bot.cases.case import Applicant, Case
from bot.cases.commune import Role, Staff
from bot.cases.form_record import FormRecord
from bot.cases.moves import may_see as may_see_case
from bot.dialogue.reading import clean
from bot.dialogue.turn import Turn
from bot.dialogue.walk.labels import phone

CallState = Literal["open", "taken", "done"]
CallAction = Literal["take", "done", "file", "give"]
LONGEST_NAME = 80
NOTICES: dict[CallBackReason, str] = {
    "hidden": "notice.call_back.hidden",
    "asked": "notice.call_back.asked",
}
GONE = ("withdrawn", "erased")


@dataclass(frozen=True, slots=True)
class Way:
    """One row: in `state`, `role` may do `action`; own: only who has taken it."""

    state: CallState
    action: CallAction
    role: Role
    own: bool = False


WAYS: tuple[Way, ...] = (
    Way("open", "take", "enumerator"),
    Way("open", "take", "officer"),
    Way("open", "give", "officer"),
    Way("taken", "done", "enumerator", own=True),
    Way("taken", "done", "officer"),
    Way("taken", "file", "enumerator", own=True),
    Way("taken", "file", "officer", own=True),
    Way("taken", "give", "officer"),
)
_TABLE = {(way.state, way.action, way.role): way for way in WAYS}


# ── who and what ─────────────────────────────────────────────────────────────────────────────
def case_of(turn: Turn, call: CallBack) -> Case | None:
    """The file it is about; None where there is none any more."""
    case = turn.facts.case(call.case_id) if call.case_id else None
    return case if case is not None and case.state not in GONE else None


def may_see(turn: Turn, staff: Staff, call: CallBack) -> bool:
    """An enumerator sees those of their own areas, kin left out; an officer also those of no area yet."""
    if not staff.active or not call.chat:
        return False
    if "enumerator" in staff.roles:
        case = case_of(turn, call)
        return call.area in staff.areas and (case is None or may_see_case(staff, case))
    return "officer" in staff.roles and (not staff.areas or call.area is None or call.area in staff.areas)


def holder(turn: Turn, call: CallBack) -> Staff | None:
    """Who takes care of it; nobody where the one who took it may no longer see it."""
    staff = turn.place.staff_by_id(call.taken_by) if call.taken_by else None
    return staff if staff is not None and may_see(turn, staff, call) else None


def state(turn: Turn, call: CallBack) -> CallState:
    if call.done_at is not None:
        return "done"
    return "taken" if holder(turn, call) is not None else "open"


def may(turn: Turn, call: CallBack, action: CallAction) -> bool:
    """Whether who is speaking may do it now, by the table."""
    staff = turn.staff
    if staff is None or not may_see(turn, staff, call):
        return False
    ways = (_TABLE.get((state(turn, call), action, role)) for role in staff.roles)
    return any(way is not None and (not way.own or call.taken_by == staff.id) for way in ways)


def waiting(turn: Turn) -> tuple[CallBack, ...]:
    """What waits for whoever is speaking: what nobody has taken first, then by age."""
    staff = turn.staff
    if staff is None or not {"enumerator", "officer"} & set(staff.roles):
        return ()
    seen = [call for call in turn.facts.open_call_backs() if may_see(turn, staff, call)]
    return tuple(sorted(seen, key=lambda call: (state(turn, call) != "open", call.at, call.id)))


def act(turn: Turn, call: CallBack, action: CallAction, **fields: object) -> CallBack | None:
    """The wish after the action, put into the turn; None where the table does not allow it (said why)."""
    if may(turn, call, action):
        turn.audit(f"call_back_{action}", call.id)
        return turn.change(call, **fields)
    first = holder(turn, call)
    if call.done_at is not None:
        turn.say("call_back.was_done", when=f"{call.done_at:%H:%M %d/%m}")
    elif first is not None and call.taken_at is not None:
        turn.say("call_back.someone_was_first", who=first.name, when=f"{call.taken_at:%H:%M %d/%m}")
    else:
        turn.say("call_back.not_yours")
    return None


# ── the wish ─────────────────────────────────────────────────────────────────────────────────
def hidden(turn: Turn) -> None:
    """The first hidden message of a resident brings a person; the ones after it only reassure."""
    office = turn.place.commune.phone
    if turn.staff is not None:
        turn.say("engine.kind.unsupported", phone=office)
        return
    call = open_one(turn)
    again = call is not None
    call = call or want(turn, "hidden")
    if call.phone or call.case_id:
        turn.say("call_back.again" if again else "call_back.hidden", phone=office)
    else:
        turn.say("call_back.again_unknown" if again else "call_back.hidden_unknown", phone=office)


def open_one(turn: Turn) -> CallBack | None:
    """What this chat waits for."""
    return next((one for one in turn.facts.call_backs_of(turn.chat) if one.done_at is None), None)


def own_case(turn: Turn) -> Case | None:
    """The newest file of this chat's own household; those it helped with are other people's."""
    cases = [case for case in turn.facts.cases_of_chat(turn.chat) if case.state not in GONE]
    cases = [c for c in cases if any(one.chat == turn.chat and not one.helper for one in c.applicants)]
    return cases[-1] if cases else None


def want(turn: Turn, reason: CallBackReason, number: str = "", area: str | None = None) -> CallBack:
    """A new wish of this chat; staff are told in the same turn."""
    case = own_case(turn)
    call = CallBack(
        id=turn.new_id("b"),
        chat=turn.chat,
        at=turn.now,
        reason=reason,
        name=clean(turn.event.name)[:LONGEST_NAME],
        phone=number or (case.phone if case else ""),
        area=case.area if case else area,
        case_id=case.id if case else None,
    )
    turn.audit("call_back_wanted", call.id, reason)
    turn.add(call)
    for staff in turn.place.staff:
        if may_see(turn, staff, call):
            tell(turn, staff, call, NOTICES[reason])
    return call


def tell(turn: Turn, staff: Staff, call: CallBack, key: str) -> None:
    """A notice to one staff member, if they have enrolled: area and file code, no name, no phone."""
    if staff.chat is None:
        return
    case = case_of(turn, call)
    about = [area_name(turn, call), case.code if case else ""]
    turn.notify(
        staff.chat,
        key,
        language=staff.language,
        actions=[(f"!call.{call.id}", "action.open")],
        case_id=case.id if case else None,
        args={
            "about": "".join(f" · {one}" for one in about if one),
            "when": f"{turn.now:%d/%m %H:%M}",
        },
    )


def area_name(turn: Turn, call: CallBack) -> str:
    """The area's name, "" where it is not known."""
    area = turn.place.area(call.area) if call.area else None
    return area.name if area else ""


def line(turn: Turn, call: CallBack) -> str:
    """ "M.B · Khu 3 · HL-0025 · 05/10 08:00 · Nguyễn Thị Lan": no name over a shoulder."""
    case, taken = case_of(turn, call), holder(turn, call)
    initials = ".".join(word[0].upper() for word in call.name.split())
    parts = [
        (case.initials if case else initials) or turn.t("call_back.no_name"),
        area_name(turn, call),
        case.code if case else "",
        f"{call.at:%d/%m %H:%M}",
        turn.t("call_back.taken_by", who=taken.name) if taken else "",
    ]
    return " · ".join(part for part in parts if part)


# ── a request made for them ──────────────────────────────────────────────────────────────────
def joined(turn: Turn, record: FormRecord, case: Case) -> Case:
    """The case of a request staff made for somebody who could not: linked to their chat if they agreed."""
    call = turn.facts.call_back(record.call_back) if record.call_back else None
    if call is None or not call.chat:
        return case
    turn.change(call, case_id=case.id, area=case.area)
    if not call.news:
        return case
    linked = turn.change(case, applicants=(*case.applicants, Applicant(call.chat)))
    language = turn.facts.session(call.chat).language or "vi"
    turn.notify(
        call.chat,
        "notice.filed_for_you",
        language=language,
        actions=[(f"!file.{case.id}", "action.my_file")],
        case_id=case.id,
        args={"code": case.code, "office": turn.place.commune.office},
    )
    return linked


# ── privacy ──────────────────────────────────────────────────────────────────────────────────
def erase(turn: Turn) -> None:
    """Nothing stays of this chat's wishes but that there were some, and who did what."""
    nothing = dict.fromkeys(("chat", "name", "phone", "note"), "")
    for call in turn.facts.call_backs_of(turn.chat):
        turn.change(call, **nothing, area=None, case_id=None, done_at=call.done_at or turn.now)


def told(turn: Turn) -> tuple[str, ...]:
    """Each wish of this chat as its own person may see it: when, the phone given, what staff noted."""
    return tuple(
        turn.t(
            "my_data.call_back",
            when=f"{call.at:%d/%m/%Y}",
            name=call.name or "–",
            phone=phone(call.phone) if call.phone else "–",
            note=call.note or "–",
        )
        for call in turn.facts.call_backs_of(turn.chat)
    )
