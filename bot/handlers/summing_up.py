"""Results whose posting is over are summed up for the commune chairman, many at once (QĐ 24/2021 Điều 4.4).

Nothing is settled before its last day to complain is past, nor while a complaint of that window is open.

Frame data: area · page · marks (file and version as the list shows them).
"""

from collections.abc import Sequence
from datetime import date

from bot.cases.case import Case
from bot.cases.moves import way
from bot.cases.rights import may
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.facts import CaseFilter
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.query import Query
from bot.dialogue.turn import Turn
from bot.handlers import files, limits, posting_done, posting_result, posting_words
from bot.handlers.acting import act


def open_summing_up(turn: Turn) -> None:
    """From the menu of the round's work."""
    turn.push("summing_up", "start")


def _posted(turn: Turn) -> list[Case]:
    """Files of one's own areas that hang or have hung, by area and code."""
    staff = turn.staff
    areas = staff.areas if staff else ()
    found = turn.facts.cases(CaseFilter(areas=areas, states=("posted", "to_post")))
    turn.facts.ahead(Query("posting", (name,)) for name in dict.fromkeys(one.round_id for one in found))
    own = [one for one in found if one.postings and may(staff, "sum_up", one.area) and _waits(turn, one)]
    return sorted(own, key=lambda one: (one.area, one.code))


def _waits(turn: Turn, case: Case) -> bool:
    """Posted; or re-checked where the result of that is not posted again."""
    hangs_again = limits.procedure_of(turn, case).step("posting_again") is not None
    return case.state == "posted" or not hangs_again


def is_over(turn: Turn, case: Case) -> bool:
    """Whether it may be summed up today: by the table, its window past, no complaint of it open."""
    end = limits.window_end(turn, case)
    allowed = bool(case.postings) and way(case, "sum_up", "officer") is not None
    return allowed and end is not None and turn.today > end and case.recheck is None


# ── by area ──────────────────────────────────────────────────────────────────────────────────
def ask_start(turn: Turn) -> Prompt:
    """Areas with something to sum up; what still hangs with its last day."""
    found = _posted(turn)
    over = [case for case in found if is_over(turn, case)]
    areas = list(dict.fromkeys(case.area for case in over))
    choices = [
        Choice(area, turn.t("summing_up.area", area=_area(turn, area), count=_count(over, area)))
        for area in files.shown(turn, areas)
    ]
    rows = [turn.t("summing_up.which" if over else "summing_up.none")]
    rows += _still(turn, [case for case in found if case not in over])
    return Prompt("\n".join(rows), (*choices, *files.ways(turn, len(areas))), columns=1)


def _area(turn: Turn, area_id: str) -> str:
    return posting_words.area_name(turn, area_id)


def _count(cases: Sequence[Case], area: str) -> int:
    return sum(case.area == area for case in cases)


def _still(turn: Turn, cases: Sequence[Case]) -> list[str]:
    """What cannot be summed up yet: complaints not answered; by area the last day to complain."""
    days: dict[tuple[str, date], int] = {}
    owed = [case.code for case in cases if case.recheck is not None]
    for case in cases:
        end = limits.window_end(turn, case)
        if end is not None and end >= turn.today:
            days[case.area, end] = days.get((case.area, end), 0) + 1
    rows = [turn.t("summing_up.owed", codes=", ".join(owed))] if owed else []
    return rows + [
        turn.t("summing_up.still", area=_area(turn, area), count=count, until=f"{end:%d/%m/%Y}")
        for (area, end), count in sorted(days.items())
    ]


def take_start(turn: Turn, reply: Reply) -> None:
    if not files.turned(turn, reply.choice):
        turn.goto("sure", area=reply.choice, page="")


# ── once more, then they are settled ─────────────────────────────────────────────────────────
def _ready(turn: Turn) -> list[Case]:
    """Those of the area chosen that may be summed up now."""
    area = turn.datum("area")
    found = [case for case in _posted(turn) if case.area == area and is_over(turn, case)]
    posting_result.load(turn, found)
    return found


def _mark(case: Case) -> str:
    return f"{case.id}:{case.version}"


def ask_sure(turn: Turn) -> Prompt:
    found = _ready(turn)
    if not found:
        turn.say("summing_up.gone")
        _to_start(turn)
        return Prompt("")
    turn.keep(marks=tuple(_mark(case) for case in found))
    rows = [turn.t("summing_up.sure", area=_area(turn, turn.datum("area")), count=len(found))]
    rows += [_line(turn, case) for case in found]
    choices = (
        Choice("yes", turn.t("summing_up.yes", count=len(found))),
        Choice("no", turn.t("summing_up.no")),
    )
    return Prompt("\n".join(rows), choices, columns=1)


def _line(turn: Turn, case: Case) -> str:
    """The file with the result that is summed up."""
    shown = posting_result.now(turn, case)
    name = posting_words.class_name(turn, shown, turn.language) if shown else ""
    return turn.t("posting.line", code=case.code, initials=case.initials, name=name)


def take_sure(turn: Turn, reply: Reply) -> None:
    """Those that are still as the list showed them; what has changed since is left, and named."""
    marks, area = turn.data_list("marks"), turn.datum("area")
    as_now = {_mark(case): case for case in _ready(turn)}
    _to_start(turn)
    if reply.choice != "yes":
        return
    done = sum(act(turn, as_now[one], "sum_up", "officer") is not None for one in marks if one in as_now)
    if done:
        turn.say("summing_up.done", area=_area(turn, area), count=done)
    posting_done.say_left(
        turn, "summing_up.left", [one.rpartition(":")[0] for one in marks if one not in as_now]
    )


def _to_start(turn: Turn) -> None:
    turn.goto("start", area="", page="", marks=())


SUMMING_UP = Conversation(
    {"start": Step(ask_start, take_start), "sure": Step(ask_sure, take_sure, _to_start)}, ("officer",)
)
