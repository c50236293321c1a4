"""The household's own file: where it stands, what comes next, by when, who to call. Never a point."""

from datetime import date
from typing import Literal

from bot.cases.case import Case, State
from bot.cases.form_record import REQUESTS
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.outcome import Erasure
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.reading import clean
from bot.dialogue.turn import Turn
from bot.handlers import (
    complaint,
    complaint_own,
    filing,
    limits,
    notices,
    own_decision,
    own_result,
    printing_own,
    result,
)
from bot.handlers.acting import act

LIVE = ("submitted", "received", "listed", "not_listed", *result.SURVEYED)
LONGEST_ANSWER = 1_000


def open_files(turn: Turn) -> None:
    """One file opens at once; several are chosen from; none is said so, and what was begun and not sent."""
    cases = _own(turn)
    if any(draft.form in REQUESTS for draft in turn.facts.drafts_of(turn.actor[0])):
        turn.say("my_file.unsent")
    if not cases:
        if not turn.says:
            turn.say("my_file.none")
    elif len(cases) == 1:
        turn.push("my_file", "view", case=cases[0].id)
    else:
        turn.push("my_file", "choose")


def _own(turn: Turn) -> tuple[Case, ...]:
    return tuple(c for c in turn.facts.cases_of_chat(turn.chat) if c.state != "erased")


def own_case(turn: Turn, case_id: str) -> Case | None:
    """The case, if this chat is linked to it."""
    case = turn.facts.case(case_id)
    linked = case is not None and any(one.chat == turn.chat for one in case.applicants)
    return case if linked and case is not None and case.state != "erased" else None


def open_one(turn: Turn, case_id: str) -> None:
    """From a notice's button or a typed code."""
    if own_case(turn, case_id) is None:
        turn.say("my_file.not_yours")
        return
    turn.home()
    turn.push("menu")
    turn.push("my_file", "view", case=case_id)


def ask_choose(turn: Turn) -> Prompt:
    choices = tuple(
        Choice(c.id, turn.t("my_file.line", code=c.code, initials=c.initials)) for c in _own(turn)
    )
    return Prompt(turn.t("my_file.choose"), choices, columns=1)


def take_choose(turn: Turn, reply: Reply) -> None:
    turn.goto("view", case=reply.choice)


def ask_view(turn: Turn) -> Prompt:
    case = own_case(turn, turn.datum("case"))
    if case is None:
        turn.pop()
        turn.say("my_file.gone")
        return Prompt("")
    choices = []
    if case.question:
        choices.append(Choice("answer", turn.t("my_file.answer")))
    if case.state == "submitted":
        choices += [
            Choice("correct", turn.t("my_file.correct")),
            Choice("withdraw", turn.t("my_file.withdraw")),
        ]
    if own_result.is_there(turn, case):
        choices.append(Choice("result", turn.t("own_result.open")))
    if complaint.is_offered(case):
        choices.append(Choice("complain", turn.t("complaint.open")))
    if case.request and case.state in LIVE:
        choices.append(Choice("paper", turn.t("my_file.paper")))
    choices += printing_own.choices(turn, case)
    return Prompt(status(turn, case), tuple(choices), columns=1)


def status(turn: Turn, case: Case) -> str:
    """The step in plain words, the next one, its expected date, the number to call."""
    commune, plan = turn.place.commune, turn.place.round_of(case.round_id)
    lines = [
        turn.t("my_file.head", code=case.code, initials=case.initials),
        own_decision.text(turn, case)
        or turn.t(
            f"my_file.state.{_stage(turn, case)}",
            day=_day(case.received_on),
            visit=notices.by_when(turn, "survey", "%d/%m/%Y", plan=plan),
            decision=notices.by_when(turn, "decision", "%d/%m/%Y", plan=plan),
            office=commune.office,
            posting=limits.days_of(turn, case, "posting"),
            until=_day(limits.window_end(turn, case)),
        ),
    ]
    if case.question:
        lines.append(turn.t("my_file.question", words=case.question))
    visit = case.visits[-1] if case.visits and case.state in ("received", "listed") else None
    if visit is not None and visit.next_on is not None:
        lines.append(turn.t("my_file.next_visit", day=_day(visit.next_on)))
    lines += [own] if (own := complaint.own_lines(turn, case)) else []
    lines.append(turn.t("my_file.call", phone=commune.phone))
    return "\n".join(lines)


Stage = Literal["posted_over", "rechecked", "rechecked_once", "surveyed_income", "to_post_income"]
"""Of the household's words beside the states."""


def _stage(turn: Turn, case: Case) -> State | Stage:
    """The state as the household's words know it: what hung and is looked at again, what hangs no more."""
    procedure = limits.procedure_of(turn, case)
    if own_result.is_rechecked(case):
        again = procedure.step("posting_again") is not None
        return "rechecked_once" if not again else "complained" if case.state == "complained" else "rechecked"
    if case.state == "posted":
        end = limits.window_end(turn, case)
        return "settled" if end is None else "posted_over" if end < turn.today else "posted"
    if procedure.step("meeting") is None and case.state in ("surveyed", "returned"):
        return "surveyed_income"
    if procedure.step("meeting") is None and case.state == "to_post":
        return "to_post_income"
    return case.state


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "…"


def take_view(turn: Turn, reply: Reply) -> None:
    case = own_case(turn, turn.datum("case"))
    if case is None:
        return
    if reply.choice == "answer":
        turn.goto("answer")
    elif reply.choice == "withdraw":
        turn.goto("withdraw")
    elif reply.choice == "result":
        turn.says.append(own_result.text(turn, case))
    elif reply.choice == "complain":
        complaint_own.open_complaint(turn, case)
    elif reply.choice == "correct" and case.state == "submitted":
        turn.push("request", "review", form=filing.correction(turn, case))
    elif reply.choice == "paper" and case.request:
        record = turn.facts.form(case.request)
        if record is not None:
            filing.send_paper(turn, case, record)
    elif reply.choice == printing_own.CHOICE:
        printing_own.send(turn, case)


# ── answering the officer's question ─────────────────────────────────────────────────────────
def ask_answer(turn: Turn) -> Prompt:
    case = own_case(turn, turn.datum("case"))
    return Prompt(turn.t("my_file.answer_now", words=case.question if case else ""), free=True)


def take_answer(turn: Turn, reply: Reply) -> None:
    case = own_case(turn, turn.datum("case"))
    words = clean(reply.text)[:LONGEST_ANSWER]
    after = act(turn, case, "answer_more", "resident", words) if case else None
    if after is None:
        turn.goto("view")
        return
    after = turn.change(after, question="")
    for officer in turn.place.officers(after.area):
        notices.to_staff(turn, officer, "notice.answered", after, ("open",))
    turn.say("my_file.answered")
    turn.goto("view")


# ── withdrawing ──────────────────────────────────────────────────────────────────────────────
def ask_withdraw(turn: Turn) -> Prompt:
    choices = (Choice("yes", turn.t("my_file.withdraw_yes")), Choice("no", turn.t("my_file.withdraw_no")))
    return Prompt(turn.t("my_file.withdraw_sure"), choices)


def take_withdraw(turn: Turn, reply: Reply) -> None:
    case = own_case(turn, turn.datum("case"))
    turn.goto("view")
    if reply.choice != "yes" or case is None:
        return
    after = act(turn, case, "withdraw", "resident")
    if after is not None:
        turn.erase(Erasure(case.id, (), ()))  # lets go of its claims: the household may ask anew
        turn.say("my_file.withdrawn", code=case.code)
        for officer in turn.place.officers(after.area):
            notices.to_staff(turn, officer, "notice.withdrawn", after, ())


def _to_view(turn: Turn) -> None:
    turn.goto("view")


MY_FILE = Conversation(
    {
        "choose": Step(ask_choose, take_choose),
        "view": Step(ask_view, take_view),
        "answer": Step(ask_answer, take_answer, _to_view),
        "withdraw": Step(ask_withdraw, take_withdraw, _to_view),
    }
)
