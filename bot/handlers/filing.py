"""Sending a request: the case it becomes, what tells the household apart, the paper, the officers' notice.

Sending is not filing: the law's filing is the signed paper at the office (1.011606, bước 1).
"""

from typing import Literal

from bot.cases.case import Applicant, Case, Move
from bot.cases.form_record import REQUESTS, FormRecord
from bot.dialogue.message import DocumentRef, PaperKind
from bot.dialogue.outcome import Claim, Erasure
from bot.dialogue.reading import fold
from bot.dialogue.turn import Turn
from bot.dialogue.walk import apply, begin, form_of
from bot.dialogue.walk.record import ROSTER
from bot.handlers import call_backs, leads_rules, notices
from bot.handlers.acting import act
from bot.handlers.asking_for import scope
from bot.scoring.answers import Answers, Value
from bot.scoring.forms import SKIPPED

ClaimKind = Literal["national_id", "household"]
NAMES = {"mau_01": "Mau-01", "mau_04": "Mau-04"}


def lead_or_tell(turn: Turn, record: FormRecord, known: Case) -> None:
    """Whoever is linked to the first request is led to it; a stranger learns only that it exists."""
    turn.erase(Erasure(None, (record.id,), ()))
    turn.home()
    if any(one.chat == turn.chat for one in known.applicants):
        turn.say("request.already_yours", code=known.code)
        turn.push("menu")
        turn.push("my_file", "view", case=known.id)
        return
    # the same words whoever writes: that it is poor is not said to somebody who may be a stranger
    key = "request.already_there" if known.request else "request.already_on_file"
    turn.say(key, phone=turn.place.commune.phone)
    tell_of_second(turn, known)


def tell_of_second(turn: Turn, known: Case) -> None:
    turn.audit("second_request", known.id)
    key = "notice.second_request" if known.request else "notice.request_of_listed"
    for officer in turn.place.officers(known.area):
        notices.to_staff(turn, officer, key, known)


def household_key(answers: Answers) -> str:
    """What tells a household apart where there is no ID number: folded name, birth, area."""
    return "|".join(
        (fold(answers.text("name") or ""), answers.text("birth") or "", answers.text("area") or "")
    )


def send(turn: Turn, record: FormRecord) -> None:
    """The request becomes a case: code, claims, paper to the household, notice to the officers."""
    known = _same_request(turn, record.answers, record.procedure)
    if known is not None:
        lead_or_tell(turn, record, known)
        return
    case = call_backs.joined(turn, record, turn.add(_case(turn, record)))
    turn.change(record, case_id=case.id, finished_at=turn.now)
    leads_rules.filed(turn, record, case)
    _claim(turn, case, record.answers)
    turn.audit("request_sent", case.id)
    send_paper(turn, case, record)
    for officer in turn.place.officers(case.area):
        notices.to_staff(turn, officer, "notice.new_request", case, ("open", "recv", "more", "asgn"))
    turn.home()
    commune, visit = turn.place.commune, notices.by_when(turn, "survey")
    turn.say("request.sent", code=case.code, office=commune.office, place=commune.name, visit=visit)


def _same_request(turn: Turn, answers: Answers, procedure: str) -> Case | None:
    """The case this request repeats: the same ID number, or the same household from the same phone.

    The same name, birth and area from another phone may well be two households: nobody is turned away
    for that, the officers compare.
    """
    by_number = _holder(turn, "national_id", _number(answers), procedure)
    if by_number is not None:
        return by_number
    alike = _holder(turn, "household", household_key(answers), procedure)
    linked = alike is not None and any(one.chat == turn.chat for one in alike.applicants)
    return alike if linked else None


def _number(answers: Answers) -> str:
    """The head's ID number, or "" where there is none."""
    number = answers.text("national_id")
    return "" if number in (None, SKIPPED) else str(number)


def _holder(turn: Turn, kind: ClaimKind, value: str, procedure: str) -> Case | None:
    within = scope(turn.place.round, procedure)
    return turn.facts.case_by_claim(kind, value, within) if value else None


def _claim(turn: Turn, case: Case, answers: Answers) -> None:
    """What tells this household apart from now on. What another case holds goes to its officers."""
    values: tuple[tuple[ClaimKind, str], ...] = (
        ("national_id", _number(answers)),
        ("household", household_key(answers)),
    )
    for kind, value in values:
        known = _holder(turn, kind, value, case.procedure)
        if value and (known is None or known.id == case.id):
            within = scope(turn.place.round_of(case.round_id), case.procedure)
            turn.claim(Claim(kind, value, within, case.id))
        elif known is not None:
            turn.audit("maybe_same_household", case.id, known.code)
            for officer in turn.place.officers(case.area):
                notices.to_staff(turn, officer, "notice.maybe_same", case, ("open",), other=known.code)


def _case(turn: Turn, record: FormRecord) -> Case:
    answers = record.answers
    case_id = turn.new_id("c")
    number = turn.facts.last_case_number() + 1 + turn.spread
    address = answers.text("current_address")
    if not address or address == SKIPPED:
        address = answers.text("permanent_address") or ""
    phone = answers.text("phone")
    helping = answers.text("for_whom") == "other"
    return Case(
        id=case_id,
        code=f"{turn.place.commune.prefix}-{number:04d}",
        round_id=turn.place.round.id,
        area=answers.text("area") or "",
        state="submitted",
        head=answers.text("name") or "",
        birth=answers.text("birth") or "",
        address=address,
        phone="" if phone in (None, SKIPPED) else str(phone),
        applicants=(Applicant(turn.chat, helping, answers.text("news_to") != "household"),),
        helper_name=answers.text("helper_name") or "" if helping else "",
        request=record.id,
        moves=(Move(turn.now, turn.actor[0], turn.actor[1], "submit", "submitted"),),
        procedure=record.procedure or turn.place.round.procedure,
    )


def correction(turn: Turn, case: Case) -> str:
    """The id of the copy a correction is made on: what was sent stays as it is until the copy is sent."""
    for draft in turn.facts.drafts_of(turn.actor[0]):
        if draft.form in REQUESTS and draft.case_id == case.id:
            return draft.id
    sent = form_of(turn, case.request or "").record
    copy = begin(turn, sent.form, case_id=case.id, carried=sent.answers, origin=sent.form)
    return turn.change(copy, procedure=sent.procedure).id


def _merged(turn: Turn, sent: FormRecord, copy: FormRecord) -> FormRecord:
    """The request as corrected; the log says what was changed, from what, by whom."""
    names = set(sent.answers.values) | set(copy.answers.values)
    changes: dict[str, Value | None] = {name: copy.answers.values.get(name) for name in names}
    turn.erase(Erasure(None, (copy.id,), ()))
    return apply(turn, sent, {**changes, ROSTER: copy.answers.members})


def send_correction(turn: Turn, copy: FormRecord) -> None:
    """A corrected request, possible until the paper is received."""
    case = turn.facts.case(copy.case_id or "")
    after = act(turn, case, "correct", "resident") if case else None
    if after is None:
        turn.home()
        return
    record = _merged(turn, form_of(turn, after.request or "").record, copy)
    fresh = _case(turn, record)
    assigned = after.assigned_to if fresh.area == after.area else None  # another area, another enumerator
    after = turn.change(
        after,
        assigned_to=assigned,
        area=fresh.area,
        head=fresh.head,
        birth=fresh.birth,
        address=fresh.address,
        phone=fresh.phone,
    )
    _claim(turn, after, record.answers)
    send_paper(turn, after, record)
    for officer in turn.place.officers(after.area):
        notices.to_staff(turn, officer, "notice.corrected", after, ("open",))
    turn.home()
    turn.say("request.corrected", code=after.code)


def send_paper(turn: Turn, case: Case, record: FormRecord) -> None:
    """The request filled, to this chat; made when the letter leaves."""
    kind: PaperKind = "mau_04" if record.form == "mau_04" else "mau_01"
    reference = DocumentRef(kind, record.id, f"{NAMES[kind]}-{case.code}.pdf")
    if turn.staff:
        elsewhere = turn.t("table.no_files_here")
    else:
        elsewhere = turn.t("request.paper_at_office", office=turn.place.commune.office)
    turn.document(turn.t("request.paper", code=case.code), reference, case.id, instead=elsewhere)
