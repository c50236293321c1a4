"""The re-check at the door: whose it is opens a form of its own, with nothing of the first survey in it.

Under a complaint an enumerator sees neither the first result nor who complained; and whoever made the first
survey sees nothing of the re-check, later neither.
"""

from bot.cases.case import Case
from bot.cases.moves import way
from bot.cases.ways import BY_INCOME
from bot.dialogue.prompt import Choice, Prompt
from bot.dialogue.turn import Turn
from bot.handlers import files, income, printing, recheck, survey
from bot.handlers.acting import act

STEPS = ("outcome", "kin")
"""What else can be done at a re-check, as at a first visit."""


def is_blind(turn: Turn, case: Case) -> bool:
    """Whether an enumerator's view of the file shows nothing of any survey."""
    return case.state == "complained" or recheck.is_kept_from(turn, case)


def view(turn: Turn, case: Case) -> Prompt:
    """The head of the file; to whom the re-check was given also what can be done."""
    if not recheck.is_mine(turn, case):
        key = "recheck.others" if recheck.is_kept_from(turn, case) else "recheck.not_given"
        return Prompt(f"{files.head(turn, case)}\n\n{turn.t(key)}")
    begun = bool(case.recheck and case.recheck.recheck)
    choices = [Choice("recheck", turn.t("recheck.go_on" if begun else "recheck.begin"))]
    choices += [Choice("outcome", turn.t("visit.do.outcome")), Choice("kin", turn.t("visit.do.kin"))]
    choices += printing.choices(turn, case)
    day = recheck.day_text(recheck.due(turn, case))
    body = (files.head(turn, case), files.visits(turn, case), turn.t("recheck.yours", due=day))
    return Prompt("\n\n".join(part for part in body if part), tuple(choices), columns=1)


def taken(turn: Turn, case: Case, choice: str) -> bool:
    """Whether the choice is one for a file whose surveys are not shown; then it is done, or said why not."""
    if not is_blind(turn, case):
        return False
    if not recheck.is_mine(turn, case):
        turn.say("file.not_yours")
    elif choice == "recheck":
        open_recheck(turn, case)
    elif choice in STEPS:
        turn.goto(choice)
    else:
        printing.chosen(turn, case, choice)
    return True


def open_recheck(turn: Turn, case: Case) -> None:
    """Begin the form of the re-check, or go on with it, on any phone."""
    one = case.recheck
    if one is None or not recheck.is_mine(turn, case):
        turn.say("case.not_now", code=case.code)
        return
    form_id = _own_form(turn, case, one.recheck)
    if form_id is None:
        if way(case, "begin_recheck", "enumerator") is None:
            turn.say("case.not_now", code=case.code)
            return
        form_id = _begin(turn, case)
    if form_id:
        (income if case.procedure in BY_INCOME else survey).go_on(turn, case, form_id)


def _own_form(turn: Turn, case: Case, form_id: str | None) -> str | None:
    """The form begun, unless somebody else began it and the re-check was given on."""
    record = turn.facts.form(form_id) if form_id else None
    return form_id if record is not None and record.owner == turn.actor[0] else None


def _begin(turn: Turn, case: Case) -> str:
    """Id of the new form; "" where it may not be begun (said why)."""
    after = act(turn, case, "begin_recheck", "enumerator")
    if after is None:
        return ""
    if after.procedure in BY_INCOME:
        record = income.new_form(turn, after)
    else:
        record = survey.new_form(turn, after, turn.today)
    recheck.begun(turn, after, record)
    return record.id
