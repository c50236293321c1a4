"""Phiếu A for a request: nine criteria on one screen, the result in words, on to Phiếu B."""

from bot.cases.case import Action, Case
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.turn import Turn
from bot.dialogue.walk import begin, form_of
from bot.handlers import drafts, notices, survey
from bot.handlers.acting import act
from bot.scoring.screening import Screened, screen


def open_screening(turn: Turn, case: Case) -> None:
    """Begin Phiếu A, or go on with the one begun."""
    form_id = case.screening
    if form_id is None and drafts.stops(turn, case, "phieu_a"):
        return
    if form_id is None:
        record = begin(turn, "phieu_a", case_id=case.id)
        turn.change(record, visited_on=turn.today)
        turn.change(case, screening=record.id)
        form_id = record.id
    turn.push("screening", "result", form=form_id, case=case.id)
    turn.push("walk", "ask", form=form_id)


def _screened(turn: Turn, form_id: str) -> tuple[Screened, int]:
    """The outcome of the form, and the number from which a household is not listed."""
    open_form = form_of(turn, form_id)
    rule = open_form.pack.screening
    chosen = open_form.answers.get(rule.question)
    return screen(open_form.pack, chosen if isinstance(chosen, tuple) else ()), rule.fewer_than


def ask_result(turn: Turn) -> Prompt:
    """Who went back out of the form unanswered is back at the file: nothing said is not "nothing there"."""
    open_form = form_of(turn, turn.datum("form"))
    if open_form.answers.get(open_form.pack.screening.question) is None:
        turn.pop()
        return Prompt("")
    screened, limit = _screened(turn, turn.datum("form"))
    count = screened.count
    if screened.listed:
        choices = [Choice("now", turn.t("screening.now")), Choice("later", turn.t("screening.later"))]
        text = turn.t("screening.listed", count=count, limit=limit)
    else:
        choices = [Choice("out", turn.t("screening.out"))]
        text = turn.t("screening.not_listed", count=count, limit=limit)
    return Prompt(text, (*choices, Choice("edit", turn.t("screening.edit"))), back=False)


def take_result(turn: Turn, reply: Reply) -> None:
    form_id, case = turn.datum("form"), turn.facts.case(turn.datum("case"))
    if reply.choice == "edit" and case is not None and case.state == "received":
        question = form_of(turn, form_id).pack.screening.question
        turn.push("walk", "ask", form=form_id, at=question)
        return
    turn.pop()
    if case is None:
        return
    settled = settle(turn, case, form_id)
    if settled is None:
        return
    after, action, count = settled
    for officer in turn.place.officers(after.area):
        notices.to_staff(turn, officer, f"notice.{action}", after, ("open",), count=count)
    if reply.choice == "now":
        survey.open_survey(turn, after, turn.today)
    elif reply.choice == "out":
        turn.say("screening.recorded", code=after.code)


def settle(turn: Turn, case: Case, form_id: str, note: str = "") -> tuple[Case, Action, int] | None:
    """The case after Phiếu A, the move it made and how many criteria; None where it may not move (said why).

    note: stands with the number of criteria in the file's history.
    """
    screened, _ = _screened(turn, form_id)
    action: Action = "screen_in" if screened.listed else "screen_out"
    words = " · ".join(part for part in (str(screened.count), note) if part)
    after = act(turn, case, action, "enumerator", words)
    if after is None:
        return None
    turn.change(form_of(turn, form_id).record, finished_at=turn.now)
    return after, action, screened.count


SCREENING = Conversation({"result": Step(ask_result, take_result)}, ("enumerator",))
