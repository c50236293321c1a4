"""How a file moved, and what would be decided on it by the form it rests on. Shared by chat and papers."""

from typing import Literal

from bot.cases.case import Case, State
from bot.cases.form_record import FormRecord, results_of
from bot.cases.movement import Listed, Moved
from bot.cases.procedure_codes import LEAVING

Outcome = Literal["recognise", "recognise_left", "refuse"]
RELAPSED = ("relapsed_poor", "relapsed_near_poor")
NOT_COUNTED: tuple[State, ...] = ("withdrawn", "erased", "submitted")
"""What never became a file of the round."""
LISTED: dict[str, Listed] = {"poor": "poor", "near_poor": "near_poor"}
"""Of a class by the form; every other one is on no list."""


def moved_of(case: Case) -> Moved:
    """A file as a row of the table of movements: a relapse is what the decision called one.

    What is refused stays on the list it was on, or on none: a poor household that asked to leave and whose
    old list nobody noted is not counted as poor, and its decision ("new") does not balance, which tells.
    """
    made = case.decision
    now: Listed | None = None if made is None else LISTED.get(made.class_id, "none")
    if made is not None and case.state == "refused":
        now = case.previous_class
    again = made is not None and made.movement in RELAPSED
    said = None if made is None else made.movement
    return Moved(case.area, case.previous_class, now, again, case.state == "closed", said)


def expected_of(case: Case, record: FormRecord, class_id: str) -> Moved:
    """The same before a decision, as the result that was sent would have it decided.

    class_id: the class of that result.
    """
    now = LISTED.get(class_id, "none")
    if outcome_of(case, now) == "refuse":
        now = case.previous_class
    formerly = formerly_of(case, record)
    return Moved(case.area, case.previous_class, now, formerly, case.state == "closed")


def outcome_of(case: Case, now: Listed) -> Outcome:
    """Under the procedure of leaving, a household that is as poor as before stays on the list (inferred)."""
    if now == "none":
        return "recognise_left" if case.previous_class != "none" else "refuse"
    stays = now == case.previous_class or now == "poor"
    return "refuse" if case.procedure == LEAVING and stays else "recognise"


def formerly_of(case: Case, record: FormRecord) -> bool:
    """Whether it was poor once and had left: as the form that counts was answered, else by the old list."""
    results = results_of(record)
    said = (results[-1].answers if results else record.answers).text("was_poor_before")
    return said == "yes" if said in ("yes", "no") else case.formerly != "none"
