"""Mẫu 01 from a phone: begun or gone on with, filled question by question, read over, changed, sent."""

from bot.cases.form_record import REQUESTS, FormRecord
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.outcome import Erasure
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.turn import Turn
from bot.dialogue.walk import Changes, apply, form_of, is_closed, spots
from bot.handlers import editing, filing
from bot.handlers.asking_for import begin_request, scope, upper_first
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
    return [
        d for d in reversed(turn.facts.drafts_of(turn.actor[0])) if d.form in REQUESTS and d.case_id is None
    ]


def _begin(turn: Turn) -> None:
    """What is asked for is chosen where the round takes in more than one thing."""
    if len(turn.place.round.procedures) > 1:
        turn.push("request", "what")
    else:
        _fill(turn, turn.place.round.procedure)


def _fill(turn: Turn, code: str) -> None:
    record = begin_request(turn, code)
    turn.push("request", "review", form=record.id)
    turn.push("walk", "ask", form=record.id)


# ── what is asked for ────────────────────────────────────────────────────────────────────────
def ask_what(turn: Turn) -> Prompt:
    known = turn.env.pack(turn.place.round.pack_id).procedures
    choices = tuple(
        Choice(code, upper_first(turn.word(known[code].asks)))
        for code in turn.place.round.procedures
        if code in known
    )
    return Prompt(turn.t("request.what"), choices, columns=1)


def take_what(turn: Turn, reply: Reply) -> None:
    turn.pop()
    _fill(turn, reply.choice)


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
    known = turn.facts.case_by_claim("national_id", number, scope(turn.place.round, record.procedure))
    if known is None or known.id == record.case_id:
        return False
    if record.case_id is None:
        filing.lead_or_tell(turn, record, known)
        return True
    apply(turn, record, {"national_id": None})
    turn.says.clear()
    turn.say("request.number_taken")
    filing.tell_of_second(turn, known)
    return False


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
        filing.send_correction(turn, record)
    else:
        filing.send(turn, record)


REQUEST = Conversation(
    {
        "what": Step(ask_what, take_what),
        "choose": Step(ask_choose, take_choose),
        "resume": Step(ask_resume, take_resume),
        "review": Step(ask_review, take_review),
    },
)
