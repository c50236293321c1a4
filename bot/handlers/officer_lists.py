"""The officer's lists: new, waiting, surveyed, by area; and the letters that did not arrive."""

from bot.cases.case import Case, State
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.turn import Turn
from bot.handlers import files, result, reviewing
from bot.handlers.live import live_cases
from bot.handlers.officer import open_case

APPROVE = ".approve"
ORDER: dict[State, int] = {
    "returned": 0,
    "approved": 2,
    "to_post": 3,
    "posted": 4,
    "settled": 5,
    "reported": 6,
    "opinion_given": 7,
    "recognised": 8,
    "left": 8,
    "refused": 8,
}
"""What was sent back stands first in a list, what is approved after what waits, what is decided last."""

LISTS: dict[str, tuple[State, ...]] = {
    "new": ("submitted",),
    "waiting": ("received", "listed", "not_listed"),
    "surveyed": result.SURVEYED,
    "all": ("submitted", "received", "listed", "not_listed", *result.SURVEYED),
}


def open_list(turn: Turn, which: str) -> None:
    turn.push("officer_list", "start", which=which)


def _listed(turn: Turn) -> tuple[Case, ...]:
    staff = turn.staff
    area = turn.datum("area")
    areas = (area,) if area else staff.areas if staff else ()
    found = live_cases(turn, areas, LISTS[turn.datum("which")])
    return tuple(sorted(found, key=lambda case: (ORDER.get(case.state, 1), case.code)))


def ask_list(turn: Turn) -> Prompt:
    cases = _listed(turn)
    which = turn.datum("which")
    if not cases:
        return Prompt(turn.t(f"officer.empty.{which}"))
    choices = files.page(turn, cases)
    found = reviewing.plain(turn, cases) if which == "surveyed" else []
    if len(found) > 1:
        choices = (*choices, Choice(APPROVE, turn.t("review.many", count=len(found))))
    return Prompt(turn.t(f"officer.list.{which}", count=len(cases)), choices, columns=1)


def take_list(turn: Turn, reply: Reply) -> None:
    if reply.choice == APPROVE:
        turn.goto("approve")
    elif not files.turned(turn, reply.choice):
        open_case(turn, reply.choice)


# ── many approved at once ────────────────────────────────────────────────────────────────────
def ask_approve(turn: Turn) -> Prompt:
    """Each of them with its points, once, before they are approved together."""
    found = reviewing.plain(turn, _listed(turn))
    if not found:
        _to_list(turn)
        return Prompt("")
    turn.keep(marks=tuple(reviewing.mark(case, trace) for case, trace in found))
    rows = [turn.t("review.many.sure", count=len(found)), reviewing.training(turn, found)]
    rows += [reviewing.line(turn, case, trace) for case, trace in found]
    choices = (
        Choice("yes", turn.t("review.many.yes", count=len(found))),
        Choice("no", turn.t("review.many.no")),
    )
    return Prompt("\n".join(row for row in rows if row), choices, columns=1)


def take_approve(turn: Turn, reply: Reply) -> None:
    marks = turn.data_list("marks")
    _to_list(turn)
    if reply.choice == "yes":
        reviewing.approve_all(turn, _listed(turn), marks)


def _to_list(turn: Turn) -> None:
    turn.goto("start", marks=(), page="")


def ask_areas(turn: Turn) -> Prompt:
    staff = turn.staff
    own = [a for a in turn.place.areas if staff is None or not staff.areas or a.id in staff.areas]
    choices = tuple(Choice(area.id, area.name) for area in own)
    return Prompt(turn.t("officer.areas"), choices)


def take_areas(turn: Turn, reply: Reply) -> None:
    turn.push("officer_list", "start", which="all", area=reply.choice)


def say_failed(turn: Turn) -> None:
    """Letters that did not arrive: file and reason, so that somebody calls."""
    failed = turn.facts.failed_letters()
    if not failed:
        turn.say("officer.failed.none")
        return
    rows = []
    for letter in failed[:20]:
        case = turn.facts.case(letter.case_id) if letter.case_id else None
        code = case.code if case and files.seen_case(turn, case.id) else turn.t("officer.failed.no_file")
        rows.append(turn.t("officer.failed.line", code=code, why=turn.t(f"letter.failed.{letter.error}")))
    turn.say("officer.failed.list", count=len(failed), rows="\n".join(rows))


LIST = Conversation(
    {"start": Step(ask_list, take_list), "approve": Step(ask_approve, take_approve, _to_list)}, ("officer",)
)
AREAS = Conversation({"start": Step(ask_areas, take_areas)}, ("officer",))
