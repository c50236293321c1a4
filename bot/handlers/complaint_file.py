"""Complaints and re-checks in the officer's view of a file: what can be chosen there, what stands there."""

from bot.cases.case import Case
from bot.dialogue.prompt import Choice
from bot.dialogue.turn import Turn
from bot.handlers import complaint_counter, complaint_words, recheck_view

WRITE, OPEN, COMPARE = "c.write", "c.open", "c.compare"


def choices(turn: Turn, case: Case) -> tuple[Choice, ...]:
    """Writing one down for somebody at the counter; those there are; what a re-check found otherwise."""
    found = []
    if case.complaints:
        found.append(Choice(OPEN, turn.t("complaint.do.open", count=len(case.complaints))))
    if recheck_view.last_done(turn, case) is not None:
        found.append(Choice(COMPARE, turn.t("complaint.do.compare")))
    if complaint_counter.is_offered(case):
        found.append(Choice(WRITE, turn.t("complaint.do.write")))
    return tuple(found)


def chosen(turn: Turn, case: Case, choice: str) -> bool:
    """Whether this choice of the file view was one of them; then it is opened."""
    if choice == WRITE:
        complaint_counter.open_counter(turn, case)
    elif choice == OPEN:
        turn.audit("complaints_opened", case.id)
        turn.push("complaints", "view", case=case.id)
    elif choice == COMPARE:
        turn.says.append(recheck_view.text(turn, case))
    return choice in (WRITE, OPEN, COMPARE)


def owed(turn: Turn, case: Case) -> str:
    """The complaints that wait, for the head of the file."""
    numbers = [n for n, one in enumerate(case.complaints, 1) if one in complaint_words.owed(case)]
    return "\n\n".join(complaint_words.card(turn, case, number) for number in numbers)
