"""A file as the chairman and the supervisor read it: head, result, history; nothing here moves it."""

from bot.dialogue.engine import Conversation, Step
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.turn import Turn
from bot.handlers import files, history, income_result, printing, result


def open_file(turn: Turn, case_id: str) -> None:
    """Read only, for those who see all files without working on them."""
    case = files.seen_case(turn, case_id)
    if case is None:
        turn.say("file.not_yours")
        return
    turn.audit("file_opened", case.id)
    turn.push("read_file", "view", case=case.id)


def ask_view(turn: Turn) -> Prompt:
    case = files.current(turn)
    if case is None:
        return Prompt("")
    choices = []
    if case.survey and case.state in result.SURVEYED:
        choices.append(Choice("survey", turn.t("file.do.survey")))
    if case.income:
        choices.append(Choice("income", turn.t("file.do.income")))
    choices += [Choice("history", turn.t("file.do.history")), *printing.choices(turn, case)]
    results = (result.of_case(turn, case), income_result.of_case(turn, case))
    decision = case.decision
    decided = ""
    if decision is not None:
        decided = turn.t(
            "decide.of_file", no=decision.number, day=f"{decision.on:%d/%m/%Y}", who=decision.by_name
        )
    body = [files.head(turn, case), files.visits(turn, case), *results, decided, turn.t("decide.read_only")]
    return Prompt("\n\n".join(part for part in body if part), tuple(choices))


def take_view(turn: Turn, reply: Reply) -> None:
    case = files.current(turn)
    if case is None:
        return
    if reply.choice == "survey" and case.survey and case.state in result.SURVEYED:
        turn.says.append(result.full(turn, case))
    elif reply.choice == "income" and case.income:
        turn.says.append(income_result.full(turn, case))
    elif reply.choice == "history":
        turn.says.append(history.text(turn, case))
    else:
        printing.chosen(turn, case, reply.choice)


READ_FILE = Conversation({"view": Step(ask_view, take_view)}, ("chairman", "supervisor"))
