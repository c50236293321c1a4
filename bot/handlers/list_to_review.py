"""The list of households to review (Phụ lục I) of an area, in pages: both groups, last class, who goes."""

from bot.cases.case import Case
from bot.cases.review_list import Group, ReviewList, overridden, review_list
from bot.cases.rights import may
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.facts import CaseFilter, Query
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.turn import Turn
from bot.handlers import files
from bot.handlers.officer import open_case


def open_lists(turn: Turn) -> None:
    """Which area, where there are several."""
    own = _areas(turn)
    if len(own) == 1:
        turn.push("to_review", "list", area=own[0])
    else:
        turn.push("to_review", "start")


def _areas(turn: Turn) -> tuple[str, ...]:
    return tuple(one.id for one in turn.place.areas if may(turn.staff, "share_work", one.id))


def _list(turn: Turn, area_id: str) -> ReviewList:
    return review_list(turn.facts.cases(CaseFilter(turn.place.round.id, (area_id,))))


# ── which area ───────────────────────────────────────────────────────────────────────────────
def ask_area(turn: Turn) -> Prompt:
    turn.facts.ahead(_query(turn, one) for one in _areas(turn))
    found = {one: _list(turn, one) for one in _areas(turn)}
    choices = tuple(
        Choice(one, turn.t("to_review.area_line", area=_name(turn, one), count=len(made.all)))
        for one, made in found.items()
    )
    if not choices:
        return Prompt(turn.t("work.nothing"))
    total = sum(len(made.all) for made in found.values())
    old = sum(len(made.old) for made in found.values())
    text = turn.t("to_review.areas", total=total, old=old, asked=total - old)
    return Prompt(text, choices, columns=1)


def _query(turn: Turn, area_id: str) -> Query:
    return Query("cases", wanted=CaseFilter(turn.place.round.id, (area_id,)))


def _name(turn: Turn, area_id: str) -> str:
    area = turn.place.area(area_id)
    return area.name if area else area_id


def take_area(turn: Turn, reply: Reply) -> None:
    turn.goto("list", area=reply.choice, page="")


# ── the list ─────────────────────────────────────────────────────────────────────────────────
def ask_list(turn: Turn) -> Prompt:
    area = turn.datum("area")
    if area not in _areas(turn):
        turn.pop()
        turn.say("sharing.not_yours")
        return Prompt("")
    made = _list(turn, area)
    page = files.shown(turn, made.all)
    rows = [_counts(turn, made)]
    group: Group | None = None
    for number, (own, case) in enumerate(page, int(turn.datum("page") or 0) * files.PAGE + 1):
        if own != group:
            rows.append(turn.t(f"to_review.group.{own}"))
            group = own
        rows.append(_row(turn, number, case))
    if len(page) == 0 or made.all[-1] == page[-1]:  # after the last household: what is not on the list
        rows += _beside(turn, made)
    opens = tuple(Choice(case.id, case.code) for _, case in page)
    if page and not turn.manners.buttons:  # two numbers a household would be mixed up
        rows.append(turn.t("to_review.type_code", code=page[0][1].code))
        opens = ()
    choices = (*opens, *files.ways(turn, len(made.all)))
    return Prompt("\n".join(rows), choices, columns=3)


def _counts(turn: Turn, made: ReviewList) -> str:
    return turn.t(
        "to_review.counts",
        area=_name(turn, turn.datum("area")),
        total=len(made.all),
        old=len(made.old),
        asked=len(made.asked),
        waiting=len(made.waiting),
    )


def _row(turn: Turn, number: int, case: Case) -> str:
    """ "3. HL-0003 · H.V.P · hộ nghèo năm trước · đã khảo sát · Nông Văn Ba"; an override and its reason."""
    given = turn.place.staff_by_id(case.assigned_to) if case.assigned_to else None
    parts = [case.code, case.initials]
    if case.previous_class != "none":
        parts.append(turn.t(f"case.previous.{case.previous_class}"))
    parts.append(turn.t(f"case.state.{case.state}"))
    parts.append(given.name if given and given.active else turn.t("to_review.nobody"))
    row = f"{number}. {' · '.join(parts)}"
    move = overridden(case)
    if move is not None and move.action == "list_anyway":
        row += "\n" + turn.t("to_review.listed_anyway", who=move.by_name, words=move.note)
    return row


def _beside(turn: Turn, made: ReviewList) -> list[str]:
    """What an officer took off the list, and what of the old list is no longer there: each with its words."""
    rows = []
    for case in made.unlisted:
        move = overridden(case)
        if move is not None:
            rows.append(turn.t("to_review.unlisted", code=case.code, who=move.by_name, words=move.note))
    for case in made.closed:
        move = case.last("close")
        words, who = (move.note, move.by_name) if move else ("", "")
        rows.append(turn.t("to_review.closed", code=case.code, who=who, words=words))
    return rows


def take_list(turn: Turn, reply: Reply) -> None:
    if not files.turned(turn, reply.choice):
        open_case(turn, reply.choice)


def _to_areas(turn: Turn) -> None:
    """Back to the areas, where there are several."""
    if len(_areas(turn)) > 1:
        turn.goto("start", area="", page="")
    else:
        turn.pop()


LIST_TO_REVIEW = Conversation(
    {"start": Step(ask_area, take_area), "list": Step(ask_list, take_list, _to_areas)}, ("officer",)
)
