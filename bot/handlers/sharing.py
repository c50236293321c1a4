"""An officer shares the visits of an area: a proposal as a table, changed where needed, accepted at once.

Frame data: area · wanted ("case:staff" the officer decided) · shown (the plan on the screen) · giver · taker.
"""

from collections import Counter

from bot.cases.case import Case
from bot.cases.commune import Staff
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.reading import Problem, read_integer
from bot.dialogue.turn import Turn
from bot.handlers import enumerator
from bot.handlers import sharing_plan as plans
from bot.handlers.acting import act
from bot.handlers.sharing_plan import Plan

MOST_CODES = 30
"""Codes listed of one person; of more only how many."""


def open_sharing(turn: Turn) -> None:
    """From the menu: which area, where there are several."""
    own = plans.areas(turn)
    if len(own) == 1:
        turn.push("sharing", "table", area=own[0].id)
    else:
        turn.push("sharing", "start")


def open_area(turn: Turn, area_id: str) -> None:
    """From a notice's button: on top of the menu, whatever was going on; forms are kept as drafts."""
    turn.home()
    turn.push("menu")
    if area_id in {one.id for one in plans.areas(turn)}:
        turn.push("sharing", "table", area=area_id)
    else:
        open_sharing(turn)


def open_to_visit(turn: Turn, _argument: str) -> None:
    """From the notice of who was given some: their own list."""
    if turn.staff is None or "enumerator" not in turn.staff.roles:
        turn.say("file.not_yours" if turn.staff else "my_file.not_yours")
        return
    turn.home()
    turn.push("menu")
    enumerator.open_list(turn, done=False)


# ── which area ───────────────────────────────────────────────────────────────────────────────
def ask_area(turn: Turn) -> Prompt:
    choices = []
    for area in plans.areas(turn):
        cases = plans.to_visit(turn, area.id)
        free = sum(not plans.holder(turn, one) for one in cases)
        key = "sharing.area_line" if cases else "sharing.area_none"
        choices.append(Choice(area.id, turn.t(key, area=area.name, count=len(cases), free=free)))
    if not choices:
        return Prompt(turn.t("work.nothing"))
    return Prompt(turn.t("sharing.area"), tuple(choices), columns=1)


def take_area(turn: Turn, reply: Reply) -> None:
    turn.goto("table", area=reply.choice, wanted=())


# ── the table ────────────────────────────────────────────────────────────────────────────────
def _area_name(turn: Turn) -> str:
    area = turn.place.area(turn.datum("area"))
    return area.name if area else turn.datum("area")


def _plan(turn: Turn) -> Plan | None:
    """The plan of the frame's area; None where there is nothing to share or nobody to (said so, and left)."""
    area = turn.datum("area")
    if area not in {one.id for one in plans.areas(turn)}:
        turn.pop()
        turn.say("sharing.not_yours")
        return None
    plan = plans.plan_of(turn, area, turn.data_list("wanted"))
    if plan.people and plan.cases:
        return plan
    name = _area_name(turn)
    turn.pop()
    turn.say("sharing.no_files" if plan.people else "sharing.nobody", area=name)
    return None


def _codes(turn: Turn, cases: tuple[Case, ...]) -> str:
    codes = ", ".join(one.code for one in cases[:MOST_CODES])
    more = len(cases) - MOST_CODES
    return codes if more <= 0 else turn.t("sharing.more", codes=codes, count=more)


def _row(turn: Turn, plan: Plan, staff: Staff) -> str:
    """ "– Nông Văn Ba: 3 hộ (thêm 2)" and the codes below."""
    cases = plan.of(staff.id)
    added = sum(one in plan.new for one in cases)
    key = "sharing.row_new" if added else "sharing.row"
    row = turn.t(key, name=staff.name, count=len(cases), added=added)
    return f"{row}\n{_codes(turn, cases)}" if cases else row


def ask_table(turn: Turn) -> Prompt:
    plan = _plan(turn)
    if plan is None:
        return Prompt("")
    turn.keep(shown=plan.marks)
    rows = [turn.t("sharing.table", area=_area_name(turn), count=len(plan.cases), new=len(plan.new))]
    rows += [_row(turn, plan, one) for one in plan.people]
    if plan.left:
        rows.append(turn.t("sharing.left", codes=_codes(turn, plan.left)))
    choices = []
    if plan.new:
        choices.append(Choice("accept", turn.t("sharing.accept", count=len(plan.new))))
    else:
        rows.append(turn.t("sharing.all_given"))
    if len(plan.people) > 1 and plan.given:
        choices.append(Choice("change", turn.t("sharing.change")))
    return Prompt("\n".join(rows), tuple(choices), columns=1)


def take_table(turn: Turn, reply: Reply) -> None:
    plan = _plan(turn)
    if plan is None:
        return
    if reply.choice == "change":
        turn.goto("giver")
    elif plan.marks != turn.data_list("shown"):
        turn.say("sharing.changed")
    else:
        _give(turn, plan)


def _give(turn: Turn, plan: Plan) -> None:
    """Each file by a move of its own; one notice a person, however many files."""
    names = {one.id: one.name for one in plan.people}
    got: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for case in plan.new:
        to = plan.given[case.id]
        after = act(turn, case, "assign", "officer", names[to])
        if after is not None:
            turn.change(after, assigned_to=to)
            got[to] += 1
            lost[plan.held.get(case.id, "")] += 1
    for staff in plan.people:
        _tell(turn, staff, "notice.sharing.given", got[staff.id])
        _tell(turn, staff, "notice.sharing.taken", lost[staff.id])
    rows = [turn.t("sharing.done_row", name=names[who], count=count) for who, count in sorted(got.items())]
    turn.pop()
    turn.say("sharing.done", rows="\n".join(rows))
    silent = [one.name for one in plan.people if got[one.id] and one.chat is None]
    if silent:
        turn.say("sharing.not_enrolled", names=", ".join(silent))


def _tell(turn: Turn, staff: Staff, key: str, count: int) -> None:
    """How many households, of which area; none of their codes or names."""
    if staff.chat is None or not count:
        return
    area = turn.place.area(turn.datum("area"))
    turn.notify(
        staff.chat,
        key,
        language=staff.language,
        actions=[("!todo.all", "action.to_visit")],
        args={"count": count, "area": area.name if area else "", "who": turn.actor[1]},
    )


# ── some of one's share to another ───────────────────────────────────────────────────────────
def _people(turn: Turn, plan: Plan, ids: tuple[str, ...]) -> tuple[Choice, ...]:
    found = (one for one in plan.people if one.id in ids)
    return tuple(Choice(s.id, turn.t("sharing.person", name=s.name, count=len(plan.of(s.id)))) for s in found)


def ask_giver(turn: Turn) -> Prompt:
    plan = _plan(turn)
    if plan is None:
        return Prompt("")
    having = tuple(one.id for one in plan.people if plan.of(one.id))
    return Prompt(turn.t("sharing.giver"), _people(turn, plan, having), columns=1)


def take_giver(turn: Turn, reply: Reply) -> None:
    turn.goto("taker", giver=reply.choice)


def ask_taker(turn: Turn) -> Prompt:
    plan = _plan(turn)
    if plan is None:
        return Prompt("")
    others = tuple(one.id for one in plan.people if one.id != turn.datum("giver"))
    return Prompt(turn.t("sharing.taker"), _people(turn, plan, others), columns=1)


def take_taker(turn: Turn, reply: Reply) -> None:
    turn.goto("count", taker=reply.choice)


def _movable(turn: Turn, plan: Plan) -> tuple[Case, ...]:
    taker = next((one for one in plan.people if one.id == turn.datum("taker")), None)
    return plans.movable(plan, turn.datum("giver"), taker) if taker else ()


def ask_count(turn: Turn) -> Prompt:
    plan = _plan(turn)
    if plan is None:
        return Prompt("")
    most = len(_movable(turn, plan))
    if not most:
        _to_table(turn)
        turn.say("sharing.none_movable")
        return Prompt("")
    return Prompt(turn.t("sharing.count", most=most), free=True, digits=True)


def take_count(turn: Turn, reply: Reply) -> None:
    plan, number = _plan(turn), read_integer(reply.text)
    if plan is None:
        return
    found = _movable(turn, plan)
    if isinstance(number, Problem) or not 1 <= number.value <= len(found):
        turn.refuse(turn.t("sharing.count_wrong", most=len(found)))
        return
    taker = turn.datum("taker")
    moved = {one.id for one in found[: number.value]}
    kept = tuple(f"{case_id}:{who}" for case_id, who in plan.given.items() if case_id not in moved)
    _to_table(turn)
    turn.keep(wanted=(*kept, *(f"{case_id}:{taker}" for case_id in sorted(moved))))


def _to_table(turn: Turn) -> None:
    turn.goto("table", giver="", taker="")


def _to_areas(turn: Turn) -> None:
    """Back to the areas, where there are several; what was not accepted is forgotten."""
    if len(plans.areas(turn)) > 1:
        turn.goto("start", area="", wanted=(), shown=())
    else:
        turn.pop()


SHARING = Conversation(
    {
        "start": Step(ask_area, take_area),
        "table": Step(ask_table, take_table, _to_areas),
        "giver": Step(ask_giver, take_giver, _to_table),
        "taker": Step(ask_taker, take_taker, _to_table),
        "count": Step(ask_count, take_count, _to_table),
    },
    ("officer",),
)
