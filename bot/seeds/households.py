"""A seeded household as the case it is in the round: its file, its request, its claims."""

from dataclasses import dataclass
from datetime import datetime

from bot.cases.case import Applicant, Case, Move, State
from bot.cases.commune import Round, Staff
from bot.cases.form_record import FormRecord
from bot.dialogue.outcome import Claim
from bot.dialogue.reading import fold
from bot.scoring.packs import load_pack
from bot.seeds.household_schema import HouseholdFile, RequestFile
from bot.seeds.request_answers import request_answers


@dataclass(frozen=True, slots=True)
class Made:
    """One household's entities (the case, and its request where there is one) and claims."""

    entities: tuple[Case | FormRecord, ...]
    claims: tuple[Claim, ...]


def made(household: HouseholdFile, plan: Round, staff: dict[str, Staff], receiver: Staff) -> Made:
    """staff: by id, for requests a staff member filled in; receiver: the officer who took the papers."""
    case = _case(household, plan, staff, receiver)
    record = _record(household, plan)
    entities: tuple[Case | FormRecord, ...] = (case,) if record is None else (case, record)
    return Made(entities, _claims(household, plan, case.id))


def case_id(code: str) -> str:
    """ "HL-0007" → "c-hl-0007"."""
    return f"c-{code.lower()}"


def _form_id(code: str) -> str:
    return f"f-{code.lower()}"


def _case(household: HouseholdFile, plan: Round, staff: dict[str, Staff], receiver: Staff) -> Case:
    """A household of last year's list has no moves: nothing has been done to it in this round yet."""
    request, head = household.request, household.head
    return Case(
        id=case_id(household.code),
        code=household.code,
        round_id=plan.id,
        area=household.area,
        state=_state(request),
        head=head.name,
        birth=head.birth,
        address=household.current_address or household.address,
        phone=household.phone or "",
        previous_class=household.previous_class,
        applicants=_applicants(request, staff) if request else (),
        helper_name=request.helper_name if request else "",
        request=_form_id(household.code) if request else None,
        received_on=request.received.date() if request and request.received else None,
        moves=_moves(request, staff, receiver) if request else (),
    )


def _state(request: RequestFile | None) -> State:
    if request is None:
        return "listed"
    return "received" if request.received else "submitted"


def _applicants(request: RequestFile, staff: dict[str, Staff]) -> tuple[Applicant, ...]:
    """The phone it came from. Brought to the office and typed there for the household, it came from none."""
    helping = request.news_to is not None
    writer = staff.get(request.by)
    if writer is not None and not helping:
        return ()
    chat = writer.chat if writer else request.by
    return (Applicant(chat, helping, request.news_to != "household"),) if chat else ()


def _moves(request: RequestFile, staff: dict[str, Staff], receiver: Staff) -> tuple[Move, ...]:
    writer = staff.get(request.by)
    sent = Move(request.sent, request.by, writer.name if writer else "", "submit", "submitted")
    if request.received is None:
        return (sent,)
    return (sent, Move(request.received, receiver.id, receiver.name, "receive", "received"))


def _record(household: HouseholdFile, plan: Round) -> FormRecord | None:
    request = household.request
    if request is None:
        return None
    sent: datetime = request.sent
    return FormRecord(
        id=_form_id(household.code),
        form="mau_01",
        owner=request.by,
        case_id=case_id(household.code),
        pack_id=plan.pack_id,
        pack_digest=load_pack(plan.pack_id).digest,
        answers=request_answers(household, request),
        started_at=sent,
        finished_at=sent,
    )


def _claims(household: HouseholdFile, plan: Round, case: str) -> tuple[Claim, ...]:
    """As a sent request makes them; made for listed households too, so that none is asked for twice."""
    head = household.head
    whole = "|".join((fold(head.name), head.birth, household.area))
    claims = [Claim("household", whole, plan.id, case)]
    if household.national_id:
        claims.insert(0, Claim("national_id", household.national_id, plan.id, case))
    return tuple(claims)
