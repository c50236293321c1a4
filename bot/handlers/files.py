"""Files as staff see them: one line in a list, the head of a view, pages of a list, a safe look-up."""

from collections.abc import Sequence
from typing import TypeVar

from bot.cases.case import Case, State
from bot.cases.moves import may_see
from bot.cases.procedure_codes import BY_INCOME
from bot.dialogue.prompt import Choice
from bot.dialogue.turn import Turn
from bot.dialogue.walk.labels import phone
from bot.handlers import dates, limits
from bot.handlers.acting import tells_who_complained

T = TypeVar("T")

PAGE = 8
NEXT, PREVIOUS = ".next", ".previous"
LATER: tuple[State, ...] = (
    "to_post",
    "posted",
    "settled",
    "reported",
    "opinion_given",
    "recognised",
    "left",
    "refused",
)
"""In a list these say how far they are."""


def seen_case(turn: Turn, case_id: str) -> Case | None:
    """The case, if this staff member may see it."""
    case = turn.facts.case(case_id)
    staff = turn.staff
    if case is None or staff is None or case.state == "erased" or not may_see(staff, case):
        return None
    return case


def current(turn: Turn) -> Case | None:
    """The case of the frame on top; None where it may no longer be seen (said so, and left)."""
    case = seen_case(turn, turn.datum("case"))
    if case is None:
        turn.pop()
        turn.say("file.not_yours")
    return case


def area_name(turn: Turn, case: Case) -> str:
    area = turn.place.area(case.area)
    return area.name if area else case.area


def line(turn: Turn, case: Case) -> str:
    """ "HL-0007 · H.T.M · Khu 3 · hộ cận nghèo năm trước"."""
    parts = [case.code, case.initials, area_name(turn, case)]
    if case.previous_class != "none":
        parts.append(turn.t(f"case.previous.{case.previous_class}"))
    if case.open_return is not None:
        parts.append(turn.t("case.sent_back", count=len(case.open_return.questions)))
    elif case.state == "approved":
        parts.append(turn.t("case.approved"))
    elif case.state == "voted_down":
        parts.append(turn.t("case.voted_down"))
    elif case.state == "complained":
        parts.append(turn.t("case.recheck"))
    elif case.state in LATER:
        parts.append(state_words(turn, case))
    if case.visits and case.visits[-1].next_on:
        parts.append(turn.t("case.next_on", day=f"{case.visits[-1].next_on:%d/%m}"))
    return " · ".join(parts)


def state_words(turn: Turn, case: Case) -> str:
    """Where the file is; a received one waits for what its procedure begins with."""
    if case.state == "received" and case.procedure in BY_INCOME:
        return turn.t("case.state.received.income")
    if case.state == "to_post" and hangs_no_more(turn, case):
        return turn.t("case.state.to_post.rechecked")
    return turn.t(f"case.state.{case.state}")


def hangs_no_more(turn: Turn, case: Case) -> bool:
    """Whether its result has hung and its procedure posts nothing a second time, re-checked or not."""
    return bool(case.postings) and limits.procedure_of(turn, case).step("posting_again") is None


def _procedure(turn: Turn, case: Case) -> str:
    """What it asks for, where that is not what its round is held for."""
    plan = turn.place.round_of(case.round_id)
    known = turn.env.pack(plan.pack_id).procedures.get(case.procedure)
    if case.procedure == plan.procedure or known is None:
        return ""
    return turn.t("file.procedure", asks=turn.word(known.asks), code=case.procedure)


def head(turn: Turn, case: Case) -> str:
    """What staff need at the top of a file."""
    assigned = turn.place.staff_by_id(case.assigned_to) if case.assigned_to else None
    last = case.moves[-1] if case.moves else None
    rows = [
        turn.t("file.title", code=case.code, name=case.head, area=area_name(turn, case)),
        _procedure(turn, case),
        turn.t("file.state", state=state_words(turn, case)),
        turn.t("file.previous", previous=turn.t(f"case.previous.{case.previous_class}")),
        turn.t("file.address", address=case.address) if case.address else "",
        turn.t("file.phone", phone=phone(case.phone)) if case.phone else "",
        turn.t("file.helper", name=case.helper_name) if case.helper_name else "",
        turn.t("file.received", day=f"{case.received_on:%d/%m/%Y}") if case.received_on else "",
        turn.t("file.assigned", name=assigned.name) if assigned else "",
        turn.t("file.question", words=case.question) if case.question else "",
    ]
    if last is not None and not tells_who_complained(turn, last):
        who = last.by_name or turn.t("case.the_household")
        rows.append(
            turn.t(
                "file.last", what=turn.t(f"case.did.{last.action}"), who=who, when=f"{last.at:%H:%M %d/%m}"
            )
        )
        answered = case.last("answer_more")
        if answered is not None:
            rows.append(turn.t("file.answered", words=answered.note))
    rows.append(dates.lines(turn, case))
    return "\n".join(row for row in rows if row)


def visits(turn: Turn, case: Case) -> str:
    """Visits that ended otherwise, newest last."""
    return "\n".join(
        turn.t(
            "file.visit",
            day=f"{visit.on:%d/%m}",
            outcome=turn.t(f"visit.outcome.{visit.outcome}"),
            words=visit.words,
        )
        for visit in case.visits
    )


def page(turn: Turn, cases: Sequence[Case]) -> tuple[Choice, ...]:
    """One page of a list as choices, with ways to the next and the one before."""
    return (*(Choice(case.id, line(turn, case)) for case in shown(turn, cases)), *ways(turn, len(cases)))


def shown(turn: Turn, entries: Sequence[T]) -> Sequence[T]:
    """The entries of the page at hand."""
    at = int(turn.datum("page") or 0)
    return entries[at * PAGE : (at + 1) * PAGE]


def ways(turn: Turn, count: int) -> tuple[Choice, ...]:
    """From the page at hand to the one before and the next, of so many entries."""
    at = int(turn.datum("page") or 0)
    choices = [Choice(PREVIOUS, turn.t("list.previous"))] if at > 0 else []
    if count > (at + 1) * PAGE:
        choices.append(Choice(NEXT, turn.t("list.next", left=count - (at + 1) * PAGE)))
    return tuple(choices)


def turned(turn: Turn, choice: str) -> bool:
    """Whether the choice turned the page."""
    if choice not in (NEXT, PREVIOUS):
        return False
    at = int(turn.datum("page") or 0) + (1 if choice == NEXT else -1)
    turn.keep(page=str(max(at, 0)) if at > 0 else "")
    return True
