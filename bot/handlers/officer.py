"""The officer of the BCĐ over one file: all of it, and everything that can be done to it now."""

from collections.abc import Callable, Mapping
from datetime import date

from bot.cases.case import Action, Case
from bot.cases.moves import way
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.reading import Problem, clean, read_recent_date
from bot.dialogue.turn import Turn
from bot.dialogue.walk import form_of
from bot.handlers import (
    assigning,
    complaint_file,
    deciding_refusal,
    editing,
    exceptions,
    files,
    filing,
    follow_code,
    history,
    income_result,
    leaving,
    notices,
    printing,
    quality_words,
    result,
    returning,
    reviewing,
    why,
)
from bot.handlers.acting import act
from bot.handlers.evidence_view import evidence_choices, open_evidence_list

SHORTEST_REASON = 10
LONGEST_WORDS = 1_000
_UNDER = ("menu", "officer_list", "officer_areas", "quality", "to_review", "complaints")
"""What a file may be opened on top of: back leads there."""


# ── one file ─────────────────────────────────────────────────────────────────────────────────
def open_case(turn: Turn, case_id: str) -> None:
    """The whole file; until its survey is sent also the request, with the paper."""
    case = files.seen_case(turn, case_id)
    if case is None:
        turn.say("file.not_yours")
        return
    if case.state not in result.SURVEYED:
        _say_request(turn, case)
    turn.audit("file_opened", case.id)
    _to_file(turn, case.id, "view")


def _say_request(turn: Turn, case: Case) -> None:
    """All that the household asked for, and its paper."""
    record = turn.facts.form(case.request) if case.request else None
    if record is not None:
        turn.says.append(editing.all_answers(turn, form_of(turn, record.id)))
        filing.send_paper(turn, case, record)


def open_survey(turn: Turn, case_id: str) -> None:
    """All answers of the survey with their points, straight from the notice."""
    case = files.seen_case(turn, case_id)
    if case is None or not case.survey:
        turn.say("file.not_yours")
        return
    turn.audit("survey_opened", case.id)
    _to_file(turn, case.id, "view")
    turn.says.append(result.full(turn, case))


def open_income(turn: Turn, case_id: str) -> None:
    """The income form with its result, straight from the notice."""
    case = files.seen_case(turn, case_id)
    if case is None or not case.income:
        turn.say("file.not_yours")
        return
    turn.audit("income_opened", case.id)
    _to_file(turn, case.id, "view")
    turn.says.append(income_result.full(turn, case))


def open_quality(turn: Turn, case_id: str) -> None:
    """What of the survey might be asked about again, straight from the list of these."""
    case = files.seen_case(turn, case_id)
    if case is None:
        turn.say("file.not_yours")
        return
    turn.audit("quality_opened", case.id)
    _to_file(turn, case.id, "view")
    turn.says.append(quality_words.of_file(turn, case))


def _to_file(turn: Turn, case_id: str, step: str) -> None:
    """A file on top of the menu, whatever was going on; forms under way are kept as drafts."""
    if turn.frames and turn.frame.conversation == "file" and turn.datum("case") == case_id:
        turn.goto(step)
        return
    listed = [f for f in turn.frames if f.conversation in _UNDER]
    turn.frames[:] = listed
    if not turn.frames:
        turn.push("menu")
    turn.push("file", step, case=case_id)


def go(turn: Turn, case_id: str, step: str) -> None:
    """A notice's button: straight to one step of a file, if the table allows it now."""
    case = files.seen_case(turn, case_id)
    staff = turn.staff
    if case is None or staff is None or "officer" not in staff.roles:
        turn.say("file.not_yours")
    elif way(case, _ACTION[step], "officer") is None:
        act(turn, case, _ACTION[step], "officer")  # says who was first
    else:
        _to_file(turn, case_id, step)


_ACTION: dict[str, Action] = {
    "receive": "receive",
    "more": "ask_more",
    "assign": "assign",
    "list_anyway": "list_anyway",
}


_LEADS: Mapping[str, Callable[[Turn, Case], None]] = {
    "approve": reviewing.approve,
    "return": returning.open_returning,
    "why": why.open_why,
    "evidence": open_evidence_list,
    deciding_refusal.CHOICE: deciding_refusal.open_refusal,
}


_ROOMS = (complaint_file, follow_code, exceptions, printing)
"""What has choices of its own in the view of a file."""


def ask_view(turn: Turn) -> Prompt:
    case = files.current(turn)
    if case is None:
        return Prompt("")
    choices = [
        Choice(step, turn.t(f"file.do.{step}"))
        for step, action in _ACTION.items()
        if way(case, action, "officer") is not None
    ]
    choices += (*leaving.choices(turn, case), *reviewing.choices(turn, case))
    choices += deciding_refusal.choices(turn, case)
    if case.request and case.state in result.SURVEYED:
        choices.append(Choice("request", turn.t("file.do.request")))
    if case.survey:
        choices.append(Choice("survey", turn.t("file.do.survey")))
    if case.state in result.SURVEYED and case.survey:
        choices.append(Choice("why", turn.t("why.open")))
    if case.income:
        choices.append(Choice("income", turn.t("file.do.income")))
    if hints := quality_words.fired(turn, case):
        choices.append(Choice("quality", turn.t("quality.check", count=len(hints))))
    choices += evidence_choices(turn, case)
    choices += [Choice("history", turn.t("file.do.history")), *complaint_file.choices(turn, case)]
    choices += (*follow_code.choices(turn, case), *exceptions.choices(turn, case))
    choices += printing.choices(turn, case)
    results = (result.of_case(turn, case), income_result.of_case(turn, case))
    body = [files.head(turn, case), files.visits(turn, case), *results, *reviewing.notes(turn, case)]
    body.append(complaint_file.owed(turn, case))
    return Prompt("\n\n".join(part for part in body if part), tuple(choices))


def take_view(turn: Turn, reply: Reply) -> None:
    case = files.current(turn)
    if case is None:
        return
    if reply.choice == "survey" and case.survey:
        turn.says.append(result.full(turn, case))
    elif reply.choice == "request":
        _say_request(turn, case)
    elif reply.choice == "income" and case.income:
        turn.says.append(income_result.full(turn, case))
    elif reply.choice in _LEADS:
        _LEADS[reply.choice](turn, case)
    elif reply.choice == "quality":
        turn.says.append(quality_words.of_file(turn, case))
    elif reply.choice == "history":
        turn.says.append(history.text(turn, case))
    elif any(one.chosen(turn, case, reply.choice) for one in _ROOMS):
        return
    elif reply.choice in (*_ACTION, leaving.STEP):
        turn.goto(reply.choice)


# ── receiving the signed paper ───────────────────────────────────────────────────────────────
def ask_receive(turn: Turn) -> Prompt:
    choices = (Choice("today", turn.t("file.receive.today", day=f"{turn.today:%d/%m}")),)
    return Prompt(turn.t("file.receive.when"), choices, free=True)


def take_receive(turn: Turn, reply: Reply) -> None:
    day = _past_day(turn, reply)
    case = files.current(turn) if day else None
    if day is None or case is None:
        return
    after = act(turn, case, "receive", "officer", f"{day:%d/%m/%Y}")
    turn.goto("view")
    if after is None:
        return
    after = turn.change(after, received_on=day)
    notices.to_household(turn, after, "notice.received", day=f"{day:%d/%m/%Y}")
    _tell_others(turn, after, "notice.someone_received")
    turn.say("file.received_now" if notices.is_reached(after) else "file.received_call", code=case.code)
    if leaving.is_to_ask(after):
        turn.goto(leaving.STEP)


def _past_day(turn: Turn, reply: Reply) -> date | None:
    """Today, or a day not in the future."""
    if reply.choice == "today":
        return turn.today
    found = read_recent_date(reply.text, turn.today)
    if isinstance(found, Problem):
        turn.refuse(turn.t(found.key, **dict(found.args)))
        return None
    return found.value


def _tell_others(turn: Turn, case: Case, key: str) -> None:
    """The other officers of the area need not do it again."""
    for officer in turn.place.officers(case.area):
        if officer.chat != turn.chat:
            notices.to_staff(turn, officer, key, case, (), who=turn.actor[1])


# ── asking the household for more ────────────────────────────────────────────────────────────
def ask_more(turn: Turn) -> Prompt:
    return Prompt(turn.t("file.more.what"), free=True)


def take_more(turn: Turn, reply: Reply) -> None:
    case = files.current(turn)
    words = clean(reply.text)[:LONGEST_WORDS]
    if case is None:
        return
    if not any(letter.isalpha() for letter in words):  # a number typed for the menu goes to nobody
        turn.refuse(turn.t("file.more.what_words"))
        return
    after = act(turn, case, "ask_more", "officer", words)
    turn.goto("view")
    if after is None:
        return
    after = turn.change(after, question=words)
    notices.to_household(turn, after, "notice.more_asked", words=words)
    turn.say("file.more.sent" if notices.is_reached(after) else "file.more.call")


# ── listing all the same, with a written reason ──────────────────────────────────────────────
def ask_anyway(turn: Turn) -> Prompt:
    return Prompt(turn.t("file.anyway.why"), free=True)


def take_anyway(turn: Turn, reply: Reply) -> None:
    case = files.current(turn)
    words = clean(reply.text)[:LONGEST_WORDS]
    if len(words) < SHORTEST_REASON:
        turn.refuse(turn.t("file.anyway.short"))
        return
    after = act(turn, case, "list_anyway", "officer", words) if case else None
    turn.goto("view")
    if after is not None:
        turn.say("file.anyway.done", code=after.code)
        assigned = turn.place.staff_by_id(after.assigned_to) if after.assigned_to else None
        if assigned is not None:
            notices.to_staff(turn, assigned, "notice.assigned.listed", after, ("open",))


def _to_view(turn: Turn) -> None:
    turn.goto("view")


FILE = Conversation(
    {
        "view": Step(ask_view, take_view),
        "receive": Step(ask_receive, take_receive, _to_view),
        leaving.STEP: Step(leaving.ask_on_list, leaving.take_on_list, _to_view),
        "more": Step(ask_more, take_more, _to_view),
        "assign": Step(assigning.ask_assign, assigning.take_assign, _to_view),
        "list_anyway": Step(ask_anyway, take_anyway, _to_view),
    },
    ("officer",),
)
