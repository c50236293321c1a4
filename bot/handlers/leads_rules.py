"""A household that was pointed out: who may see it, what may be done about it, who is told (no steps here).

Who pointed it out is shown to officers only, never to whoever visits nor to the household.
"""

from dataclasses import dataclass
from typing import Literal

from bot.cases.case import Case
from bot.cases.commune import Role, Staff
from bot.cases.form_record import FormRecord
from bot.cases.lead import Lead, LeadState
from bot.cases.rights import may as may_do
from bot.dialogue.query import Query
from bot.dialogue.turn import Turn

LeadAction = Literal["send", "same", "close", "file", "has_file", "no_wish", "not_found"]
"""same, has_file: there is a file of this household already, as the officer or who went there found out."""
MOST_A_DAY = 5
"""Households one person points out a day: more is a list, which is better brought to the office."""


@dataclass(frozen=True, slots=True)
class Way:
    """One row: in `state`, `role` may do `action`; an enumerator only what was given to them."""

    state: LeadState
    action: LeadAction
    role: Role


WAYS: tuple[Way, ...] = (
    Way("open", "send", "officer"),
    Way("open", "same", "officer"),
    Way("open", "close", "officer"),
    Way("sent", "send", "officer"),
    Way("sent", "same", "officer"),
    Way("sent", "close", "officer"),
    Way("sent", "file", "enumerator"),
    Way("sent", "has_file", "enumerator"),
    Way("sent", "no_wish", "enumerator"),
    Way("sent", "not_found", "enumerator"),
)
ORDER: dict[LeadState, int] = {"open": 0, "sent": 1, "filed": 2, "closed": 2}
"""What nobody goes to yet stands first, what is done last."""


# ── who and what ─────────────────────────────────────────────────────────────────────────────
def known(turn: Turn) -> tuple[Lead, ...]:
    """Those of every round, the running one's last: what was left open is never out of sight."""
    running = turn.place.round.id
    rounds = (*(one.id for one in turn.place.rounds if one.id != running), running)
    turn.facts.ahead(Query("lead", (one,)) for one in rounds)
    return tuple(lead for one in rounds for lead in turn.facts.of_round(Lead, one))


def by_id(turn: Turn, lead_id: str) -> Lead | None:
    return next((one for one in known(turn) if one.id == lead_id), None)


def answers_for(staff: Staff | None, lead: Lead) -> bool:
    """Whether this is an officer of its area: who may know who pointed it out."""
    if staff is None or "officer" not in staff.roles or not may_do(staff, "see_leads", lead.area):
        return False
    return not staff.areas or lead.area in staff.areas


def visits(turn: Turn, lead: Lead) -> Staff | None:
    """Who is to go there; nobody where that one works there no more."""
    given = turn.place.staff_by_id(lead.assigned_to) if lead.assigned_to else None
    return given if given in turn.place.enumerators(lead.area) else None


def state(turn: Turn, lead: Lead) -> LeadState:
    """Open again where the one it was given to works there no more."""
    return "open" if lead.state == "sent" and visits(turn, lead) is None else lead.state


def may_see(turn: Turn, lead: Lead) -> bool:
    """Officers of the area all of them, an enumerator those they are to visit."""
    staff = turn.staff
    given = visits(turn, lead) if lead.state == "sent" else None
    return answers_for(staff, lead) or (staff is not None and given is not None and given.id == staff.id)


def seen(turn: Turn) -> tuple[Lead, ...]:
    """What whoever is speaking may see: what waits first, by age; then what is done in this round."""
    found = [one for one in known(turn) if may_see(turn, one)]
    waiting = [one for one in found if ORDER[one.state] < ORDER["closed"]]
    done = [one for one in reversed(found) if one not in waiting and one.round_id == turn.place.round.id]
    return (*sorted(waiting, key=lambda one: ORDER[state(turn, one)]), *done)


def may(turn: Turn, lead: Lead, action: LeadAction) -> bool:
    """Whether who is speaking may do it now, by the table."""
    staff = turn.staff
    if staff is None or not may_see(turn, lead):
        return False
    now, given = state(turn, lead), visits(turn, lead)
    held: set[Role] = {"officer"} if answers_for(staff, lead) else set()
    if given is not None and given.id == staff.id:
        held.add("enumerator")
    return any(way.state == now and way.action == action and way.role in held for way in WAYS)


def act(turn: Turn, lead: Lead, action: LeadAction, **fields: object) -> Lead | None:
    """The lead after the action, put into the turn; None where it is another than was shown (said so)."""
    if not may(turn, lead, action) or turn.datum("shown") != str(lead.version):
        turn.say("lead.changed")
        return None
    turn.audit(f"lead_{action}", lead.id, str(fields.get("outcome", "")))
    return turn.change(lead, **fields)


def pointed_today(turn: Turn) -> int:
    """How many whoever is speaking has pointed out today."""
    who = turn.actor[0]
    return sum(one.by == who and one.at.date() == turn.today for one in known(turn))


# ── who is told ──────────────────────────────────────────────────────────────────────────────
def area_name(turn: Turn, lead: Lead) -> str:
    area = turn.place.area(lead.area)
    return area.name if area else lead.area


def tell(turn: Turn, staff: Staff, lead: Lead, key: str) -> None:
    """A notice to one staff member, if they have enrolled: the area only, no name, no place."""
    if staff.chat is None or staff.chat == turn.chat:
        return
    turn.notify(
        staff.chat,
        key,
        language=staff.language,
        actions=[(f"!lead.{lead.id}", "action.open")],
        args={"area": area_name(turn, lead), "when": f"{turn.now:%d/%m %H:%M}"},
    )


def tell_officers(turn: Turn, lead: Lead, key: str) -> None:
    """Those who answer for the area."""
    for officer in turn.place.officers(lead.area):
        tell(turn, officer, lead, key)


# ── a request came of it ─────────────────────────────────────────────────────────────────────
def filed(turn: Turn, record: FormRecord, case: Case) -> None:
    """The request of this form was sent: what it came from is done. Officers hear of any new request."""
    lead = by_id(turn, record.lead) if record.lead else None
    if lead is not None and lead.state in ("open", "sent"):
        turn.change(lead, state="filed", case_id=case.id, closed_at=turn.now)
        turn.audit("lead_filed", lead.id, case.code)


# ── privacy ──────────────────────────────────────────────────────────────────────────────────
def erase(turn: Turn) -> None:
    """What this chat pointed out stays; that it was this chat does not."""
    for lead in known(turn):
        if lead.by == turn.chat and not lead.by_staff:
            turn.change(lead, by="")


def told(turn: Turn) -> tuple[str, ...]:
    """Each household this chat has pointed out, as its own person may see it."""
    return tuple(
        turn.t("my_data.lead", when=f"{lead.at:%d/%m/%Y}", who=lead.who, where=lead.where, why=lead.why)
        for lead in known(turn)
        if lead.by == turn.chat and not lead.by_staff
    )
