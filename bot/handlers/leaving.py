"""Which list a household that asks to leave it stands on now (procedure 1.011608, step 2).

The officer looks it up on the commune's list when the signed Mẫu 04 comes in; without it nobody could say
whether the household left poverty or was never on the list. It can be put right until the decision.
"""

from typing import get_args

from bot.cases.case import Action, Case, PreviousClass
from bot.cases.moves import way
from bot.cases.procedure_codes import LEAVING
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.turn import Turn
from bot.handlers import files
from bot.handlers.acting import act

STEP = "on_list"
"""Also the choice in the officer's view of a file."""
_ACTION: Action = "note_list_class"
_CLASSES: tuple[PreviousClass, ...] = get_args(PreviousClass)
ON_LIST: tuple[PreviousClass, ...] = tuple(one for one in _CLASSES if one != "none")
NOT_ON_IT = "none"


def choices(turn: Turn, case: Case) -> tuple[Choice, ...]:
    """For the officer's view of a file, where the table allows it."""
    allowed = way(case, _ACTION, "officer") is not None
    return (Choice(STEP, turn.t("leaving.open")),) if allowed else ()


def is_to_ask(case: Case) -> bool:
    """Whether nobody has said yet which list a household that asks to leave it is on."""
    return case.procedure == LEAVING and case.previous_class == "none"


def ask_on_list(turn: Turn) -> Prompt:
    """Poor, near-poor, or on neither list."""
    case = files.current(turn)
    if case is None:
        return Prompt("")
    rows = tuple(Choice(one, turn.t(f"leaving.list.{one}")) for one in (*ON_LIST, NOT_ON_IT))
    return Prompt(turn.t("leaving.ask", code=case.code), rows, columns=1)


def take_on_list(turn: Turn, reply: Reply) -> None:
    """The class is written with who said it; on neither list: what to do then is said, nothing is changed."""
    case = files.current(turn)
    if case is None:
        return
    turn.goto("view")
    found = next((one for one in ON_LIST if one == reply.choice), None)
    if found is None:
        turn.say("leaving.not_on_it", code=case.code)
        return
    words = turn.env.translate("vi", f"leaving.list.{found}", {})
    after = act(turn, case, _ACTION, "officer", words)
    if after is not None:
        turn.change(after, previous_class=found)
        turn.say("leaving.noted", code=case.code)
