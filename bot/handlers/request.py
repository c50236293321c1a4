"""Mẫu 01 from a phone: filled question by question, read over, changed, sent; the paper comes back.

Sending is not filing: the law's filing is the signed paper at the office (1.011606, bước 1).
"""

from dataclasses import replace
from typing import Literal

from bot.cases.case import Applicant, Case, Move
from bot.cases.form_record import FormRecord
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.message import DocumentRef, Message
from bot.dialogue.outcome import Claim, Erasure
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.reading import fold
from bot.dialogue.turn import Turn
from bot.dialogue.walk import Changes, apply, form_of, is_closed, spots
from bot.dialogue.walk import begin as begin_form
from bot.handlers import editing, notices
from bot.handlers.acting import act
from bot.scoring.answers import Answers
from bot.scoring.forms import SKIPPED
from bot.scoring.path import is_answered

MOST_DRAFTS = 8
"""Drafts offered at once; nobody helps more households at a time."""


def open_request(turn: Turn) -> None:
    """Go on with a draft, or begin one."""
    drafts = _drafts(turn)
    if len(drafts) > 1:
        turn.push("request", "choose")
    elif drafts:
        turn.push("request", "resume", form=drafts[-1].id)
    else:
        _begin(turn)


def _drafts(turn: Turn) -> list[FormRecord]:
    """Own requests not sent yet, the newest first."""
    return [d for d in reversed(turn.facts.drafts_of(turn.actor[0])) if d.form == "mau_01"]


def _begin(turn: Turn) -> None:
    record = begin_form(turn, "mau_01")
    turn.push("request", "review", form=record.id)
    turn.push("walk", "ask", form=record.id)


# ── several drafts ───────────────────────────────────────────────────────────────────────────
def ask_choose(turn: Turn) -> Prompt:
    drafts = _drafts(turn)
    lines = [
        Choice(d.id, turn.t("request.choose.line", name=_name(turn, d), day=f"{d.started_at:%d/%m}"))
        for d in drafts[:MOST_DRAFTS]
    ]
    choices = (*lines, Choice("new", turn.t("request.new")))
    return Prompt(turn.t("request.choose", count=len(drafts)), choices, columns=1)


def take_choose(turn: Turn, reply: Reply) -> None:
    if reply.choice == "new":
        turn.pop()
        _begin(turn)
    else:
        turn.goto("resume", form=reply.choice)


def _name(turn: Turn, record: FormRecord) -> str:
    return record.answers.text("name") or turn.t("request.unnamed")


# ── a draft found ────────────────────────────────────────────────────────────────────────────
def ask_resume(turn: Turn) -> Prompt:
    record = form_of(turn, turn.datum("form")).record
    choices = (
        Choice("go_on", turn.t("request.go_on")),
        Choice("new", turn.t("request.new")),
        Choice("drop", turn.t("request.drop")),
    )
    text = turn.t("request.draft", name=_name(turn, record), day=f"{record.started_at:%d/%m}")
    return Prompt(text, choices, columns=1)


def take_resume(turn: Turn, reply: Reply) -> None:
    form_id = turn.datum("form")
    if reply.choice == "go_on":
        turn.goto("review")
        turn.push("walk", "ask", form=form_id)
    elif reply.choice == "new":
        turn.pop()
        _begin(turn)
    else:
        turn.erase(Erasure(None, (form_id,), ()))
        turn.say("request.dropped")
        turn.pop()


# ── after each answer ────────────────────────────────────────────────────────────────────────
def after_answer(turn: Turn, record: FormRecord, changes: Changes) -> bool:
    """Stops where the household has not agreed, or where a request for it is already there."""
    if changes.get("household_consents") == "no":
        apply(turn, record, {"household_consents": None})  # asked again before anything else is
        turn.home()
        turn.say("request.ask_them_first")
        return True
    number = changes.get("national_id")
    if not isinstance(number, str) or number == SKIPPED:
        return False
    known = turn.facts.case_by_claim("national_id", number, turn.place.round.id)
    if known is None or known.id == record.case_id:
        return False
    if record.case_id is None:
        lead_or_tell(turn, record, known)
        return True
    apply(turn, record, {"national_id": None})
    turn.says.clear()
    turn.say("request.number_taken")
    _tell_of_second(turn, known)
    return False


def lead_or_tell(turn: Turn, record: FormRecord, known: Case) -> None:
    """Whoever is linked to the first request is led to it; a stranger learns only that it exists."""
    turn.erase(Erasure(None, (record.id,), ()))
    turn.home()
    if any(one.chat == turn.chat for one in known.applicants):
        turn.say("request.already_yours", code=known.code)
        turn.push("menu")
        turn.push("my_file", "view", case=known.id)
        return
    turn.say("request.already_there", phone=turn.place.commune.phone)
    _tell_of_second(turn, known)


def _tell_of_second(turn: Turn, known: Case) -> None:
    turn.audit("second_request", known.id)
    for officer in turn.place.officers(known.area):
        notices.to_staff(turn, officer, "notice.second_request", known)


# ── reading over ─────────────────────────────────────────────────────────────────────────────
def ask_review(turn: Turn) -> Prompt:
    open_form = form_of(turn, turn.datum("form"))
    sent = open_form.record.case_id is not None
    if is_closed(turn, open_form.record):
        turn.pop()
        turn.say("request.closed")
        return Prompt("")
    missing = [s for s in spots(open_form) if not is_answered(s, open_form.answers)]
    if missing:
        on = Choice("go_on", turn.t("request.go_on"))
        text = turn.t("request.unfinished", count=len(missing))
        return Prompt(text, (on, Choice("later", turn.t("request.later"))), back=False)
    choices = (
        Choice("send", turn.t("request.send_again" if sent else "request.send")),
        Choice("edit", turn.t("request.edit")),
        Choice("later", turn.t("request.later")),
    )
    text = turn.t("request.review", answers=editing.all_answers(turn, open_form))
    return Prompt(text, choices, columns=1, back=False)


def take_review(turn: Turn, reply: Reply) -> None:
    record = form_of(turn, turn.datum("form")).record
    if reply.choice == "go_on":
        turn.push("walk", "ask", form=record.id)
    elif reply.choice == "edit":
        turn.push("editing", "section", form=record.id)
    elif reply.choice == "later":
        turn.say("request.kept")
        turn.home()
    elif record.case_id is not None:
        _send_correction(turn, record)
    else:
        _send(turn, record)


def _household(answers: Answers) -> str:
    """What tells a household apart where there is no ID number: folded name, birth, area."""
    return "|".join(
        (fold(answers.text("name") or ""), answers.text("birth") or "", answers.text("area") or "")
    )


def _send(turn: Turn, record: FormRecord) -> None:
    """The request becomes a case: code, claims, paper to the household, notice to the officers."""
    round_id = turn.place.round.id
    answers = record.answers
    national_id = answers.text("national_id")
    known = None
    if national_id and national_id != SKIPPED:
        known = turn.facts.case_by_claim("national_id", national_id, round_id)
    known = known or turn.facts.case_by_claim("household", _household(answers), round_id)
    if known is not None:
        lead_or_tell(turn, record, known)
        return
    case = turn.add(_case(turn, record))
    turn.change(record, case_id=case.id, finished_at=turn.now)
    _claim(turn, case, answers)
    turn.audit("request_sent", case.id)
    send_paper(turn, case, record)
    for officer in turn.place.officers(case.area):
        notices.to_staff(turn, officer, "notice.new_request", case, ("open", "recv", "more", "asgn"))
    turn.home()
    survey = turn.place.round.phase("survey")
    until = f"{survey.ends:%d/%m}" if survey else "…"
    commune = turn.place.commune
    turn.say("request.sent", code=case.code, office=commune.office, place=commune.name, until=until)


def _claim(turn: Turn, case: Case, answers: Answers) -> None:
    """What tells this household apart from now on. What another case holds goes to its officers."""
    values: list[tuple[Literal["national_id", "household"], str]] = [("household", _household(answers))]
    national_id = answers.text("national_id")
    if national_id and national_id != SKIPPED:
        values.append(("national_id", national_id))
    for kind, value in values:
        known = turn.facts.case_by_claim(kind, value, case.round_id)
        if known is None:
            turn.claim(Claim(kind, value, case.round_id, case.id))
        elif known.id != case.id:
            _tell_of_second(turn, known)


def _case(turn: Turn, record: FormRecord) -> Case:
    answers = record.answers
    case_id = turn.new_id("c")
    number = turn.facts.case_count(turn.place.round.id) + 1
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
    )


def _send_correction(turn: Turn, record: FormRecord) -> None:
    """A corrected request, possible until the paper is received."""
    case = turn.facts.case(record.case_id or "")
    after = act(turn, case, "correct", "resident") if case else None
    if after is None:
        turn.home()
        return
    fresh = _case(turn, record)
    after = turn.change(
        after, area=fresh.area, head=fresh.head, birth=fresh.birth, address=fresh.address, phone=fresh.phone
    )
    _claim(turn, after, record.answers)
    send_paper(turn, after, record)
    for officer in turn.place.officers(after.area):
        notices.to_staff(turn, officer, "notice.corrected", after, ("open",))
    turn.home()
    turn.say("request.corrected", code=after.code)


def send_paper(turn: Turn, case: Case, record: FormRecord) -> None:
    """Mẫu 01 filled, to this chat; made when the letter leaves."""
    reference = DocumentRef("mau_01", record.id, f"Mau-01-{case.code}.pdf")
    message = Message(turn.t("request.paper", code=case.code), document=reference)
    letter = turn.reply(message)
    turn.letters[-1] = replace(letter, case_id=case.id)


REQUEST = Conversation(
    {
        "choose": Step(ask_choose, take_choose),
        "resume": Step(ask_resume, take_resume),
        "review": Step(ask_review, take_review),
    },
)
