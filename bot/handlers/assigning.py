"""An officer gives a household to an enumerator; after a complaint never to whoever surveyed it first."""

from bot.cases.case import Case
from bot.cases.procedure_codes import BY_INCOME
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.turn import Turn
from bot.handlers import files, notices, recheck
from bot.handlers.acting import act


def ask_assign(turn: Turn) -> Prompt:
    case = files.current(turn)
    if case is None:
        return Prompt("")
    able = recheck.able(turn, case)
    if not able:
        turn.goto("view")
        key = "recheck.nobody" if case.kept_from else "file.assign.nobody"
        turn.say(key, area=files.area_name(turn, case))
        return Prompt("")
    choices = tuple(Choice(s.id, turn.t("file.assign.line", name=s.name, title=s.title)) for s in able)
    return Prompt(_question(turn, case, any(case.area in one.areas for one in able)), choices, columns=1)


def _question(turn: Turn, case: Case, of_area: bool) -> str:
    """Who is asked for; after a complaint also that it must be another, and by when."""
    area = files.area_name(turn, case)
    if not case.kept_from:
        return turn.t("file.assign.whom", area=area)
    day = recheck.due(turn, case)
    rows = [turn.t("recheck.whom" if of_area else "recheck.whom_elsewhere", area=area)]
    rows += [turn.t("recheck.by", due=recheck.day_text(day))] if day else []
    return "\n".join(rows)


def _waits_for(case: Case) -> str:
    """What the notice asks for: of a received file by its procedure."""
    return "received.income" if case.state == "received" and case.procedure in BY_INCOME else case.state


def take_assign(turn: Turn, reply: Reply) -> None:
    case = files.current(turn)
    if case is None:
        return
    enumerator = next((one for one in recheck.able(turn, case) if one.id == reply.choice), None)
    if enumerator is None:  # declared kin, or ended, since the list was shown
        turn.refuse(turn.t("file.assign.not_able"))
        return
    after = act(turn, case, "assign", "officer", enumerator.name)
    turn.goto("view")
    if after is None:
        return
    after = turn.change(after, assigned_to=enumerator.id)
    due = recheck.day_text(recheck.due(turn, after))
    notices.to_staff(
        turn,
        enumerator,
        f"notice.assigned.{_waits_for(after)}",
        after,
        ("open",),
        deadline=after.state == "complained",
        due=due,
    )
    turn.say("file.assign.done" if enumerator.chat else "file.assign.not_enrolled", name=enumerator.name)
