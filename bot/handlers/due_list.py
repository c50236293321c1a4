"""Files that are due soon or over their day, the nearest first, with whoever has them."""

from bot.cases.case import Case
from bot.cases.moves import may_see
from bot.cases.rights import may
from bot.cases.timeline import RUNNING, Due
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.facts import CaseFilter
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.turn import Turn
from bot.handlers import dates, enumerator, files, limits, officer

CONVERSATION = "due_list"
NEAR = 5
"""Working days before a date from which on a file stands here."""


def open_list(turn: Turn) -> None:
    turn.push(CONVERSATION)


def listed(turn: Turn) -> list[tuple[Due, Case]]:
    """Of the areas whoever is speaking may see: due within NEAR working days, or over."""
    areas = tuple(one.id for one in turn.place.areas if may(turn.staff, "see_progress", one.id))
    if not areas:
        return []
    found = []
    for plan in dates.rounds_at_work(turn.place):
        days = limits.calendar(turn, plan.id)
        for case in turn.facts.cases(CaseFilter(plan.id, areas, RUNNING)):
            if turn.staff is None or not may_see(turn.staff, case):  # own kin
                continue
            dues = dates.of_case(turn, case, days)
            near = next((one for one in dues if one.late or one.left <= NEAR), None)
            if near is not None:
                found.append((near, case))
    return sorted(found, key=lambda pair: (pair[0].on, pair[1].code))


def ask_list(turn: Turn) -> Prompt:
    found = listed(turn)
    if not found:
        return Prompt(turn.t("dates.list.none", days=NEAR))
    choices = [Choice(case.id, _line(turn, one, case)) for one, case in files.shown(turn, found)]
    text = turn.t("dates.list.title", count=len(found))
    return Prompt(text, (*choices, *files.ways(turn, len(found))), columns=1)


def _line(turn: Turn, one: Due, case: Case) -> str:
    """ "HL-0007 · H.T.M · Khu 3 · Phúc tra xong trong 02/12 (còn 3 ngày làm việc) · Nông Văn Ba"."""
    return turn.t(
        "dates.list.line",
        what=turn.t(f"dates.what.{one.what}"),
        day=f"{one.on:%d/%m}",
        left=dates.left(turn.t, one),
        code=case.code,
        initials=case.initials,
        area=files.area_name(turn, case),
        who=dates.who_has(turn, case),
    )


def take_list(turn: Turn, reply: Reply) -> None:
    if files.turned(turn, reply.choice):
        return
    roles = turn.staff.roles if turn.staff is not None else ()
    if files.seen_case(turn, reply.choice) is None:
        turn.say("dates.list.only_seen")
    elif "officer" in roles:
        officer.open_case(turn, reply.choice)
    elif "enumerator" in roles:
        enumerator.open_case(turn, reply.choice)
    else:
        turn.say("dates.list.only_seen")


DUE_LIST = Conversation(
    {"start": Step(ask_list, take_list)},
    ("enumerator", "officer", "chairman", "supervisor", "administrator"),
)
