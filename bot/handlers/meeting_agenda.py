"""What a village meeting is about: the files of an area that wait for it, what changes first. No steps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.cases.case import SURVEYED, Case, PreviousClass, State
from bot.cases.commune import Area
from bot.cases.form_record import FormRecord, results_of
from bot.cases.meeting import Meeting, mark_of
from bot.cases.rights import may
from bot.dialogue.facts import Query
from bot.dialogue.turn import Turn
from bot.dialogue.walk import form_of
from bot.handlers import limits, meeting_words, result
from bot.handlers.live import live_cases
from bot.scoring.explain import class_text

STEP = "meeting"
"""Of the procedures that hold one (1.011606, 1.011607, 1.011608)."""
POOR = ("poor", "near_poor")
NOT_READY: tuple[State, ...] = ("received", "listed", "surveyed", "returned", "voted_down")
"""Under way, and not approved by the BCĐ yet."""
LISTED: tuple[State, ...] = ("listed", *SURVEYED)
OFF_LIST: tuple[State, ...] = ("closed", "not_listed", "withdrawn", "erased")
FIRST: dict[str, int] = {"new": 0, "leaving": 1, "changed": 2, "same": 3}


@dataclass(frozen=True, slots=True)
class Item:
    """One household on the agenda, with the result that is voted on. kind: a name of FIRST."""

    case: Case
    record: FormRecord
    kind: str

    @property
    def mark(self) -> str:
        """Stands for this very result, as a vote keeps it."""
        return mark_of(self.record)

    @property
    def sent_on(self) -> date:
        """The day its result was worked out."""
        return results_of(self.record)[-1].at.date()

    @property
    def class_id(self) -> str:
        return str((self.record.sent or {}).get("class"))


def areas(turn: Turn) -> list[Area]:
    """Where whoever speaks may hold a meeting."""
    return [one for one in turn.place.areas if may(turn.staff, "hold_meeting", one.id)]


def cases_of(turn: Turn, area: str, states: tuple[State, ...]) -> list[Case]:
    """Files of this area in these states whose procedure holds a meeting, by code; of an earlier round as
    long as they wait."""
    found = live_cases(turn, (area,), states)
    held = [one for one in found if one.state in states and _meets(turn, one)]
    return sorted(held, key=lambda one: one.code)


def _meets(turn: Turn, case: Case) -> bool:
    return any(step.id == STEP for step in limits.procedure_of(turn, case).steps)


def items(turn: Turn, area: str) -> list[Item]:
    """What waits for the meeting: new, leaving and changed households first."""
    cases = cases_of(turn, area, ("approved",))
    _load_forms(turn, cases)
    found = [item_of(turn, case) for case in cases]
    return sorted((one for one in found if one is not None), key=lambda one: (FIRST[one.kind], one.case.code))


def _load_forms(turn: Turn, cases: Iterable[Case]) -> None:
    """All their surveys at once, not one after the other."""
    turn.facts.ahead(Query("form", (case.survey,)) for case in cases if case.survey)


def load(turn: Turn, ids: Iterable[str]) -> None:
    """The same for files known by their ids."""
    wanted = tuple(ids)
    turn.facts.ahead(Query("case", (one,)) for one in wanted)
    _load_forms(turn, (case for one in wanted if (case := turn.facts.case(one)) is not None))


def item_of(turn: Turn, case: Case | None) -> Item | None:
    """The file as the meeting may vote on it; None where it is not there to be voted on (any more)."""
    if case is None or case.state != "approved" or not case.survey:
        return None
    return item(case, turn.facts.form(case.survey))


def item(case: Case, record: FormRecord | None) -> Item | None:
    """The same, its survey at hand."""
    if case.state != "approved" or record is None or record.sent is None or result.is_amended(record):
        return None
    return Item(case, record, kind_of(case.previous_class, str(record.sent["class"])))


def kind_of(before: PreviousClass, now: str) -> str:
    """How it stands to last year's list."""
    if before == "none":
        return "new" if now in POOR else "same"
    if now not in POOR:
        return "leaving"
    return "same" if before == now else "changed"


def not_ready(turn: Turn, area: str) -> list[Case]:
    """Files of the area that are to be reviewed and not approved yet."""
    return cases_of(turn, area, NOT_READY)


def listed(turn: Turn, area: str) -> int:
    """How many households of the area are on the list to review (Phụ lục V asks for it)."""
    return count_listed(cases_of(turn, area, LISTED))


def count_listed(cases: Iterable[Case]) -> int:
    """Of files in the states LISTED: those to be surveyed, or surveyed."""
    return sum(one.state == "listed" or bool(one.survey) for one in cases)


def line(turn: Turn, one: Item) -> str:
    """Code, initials, class and points by the form, last year's class, what changes."""
    sent, case = one.record.sent or {}, one.case
    return turn.t(
        "meeting.line",
        code=case.code,
        initials=case.initials,
        name=class_name(turn, one.record, one.class_id),
        a=sent.get("score_a"),
        b=sent.get("score_b"),
        before=turn.t(f"case.previous.{case.previous_class}"),
    )


def about(turn: Turn, one: Item) -> str:
    """The line; of a household that was at a meeting before, also what that one said."""
    before = meeting_words.last_vote(turn, one.case)
    return f"{line(turn, one)}\n{before}" if before else line(turn, one)


def class_name(turn: Turn, record: FormRecord, class_id: str) -> str:
    """The class as the form calls it, in the middle of a sentence."""
    words = turn.word(class_text(form_of(turn, record.id).pack, class_id))
    return words[:1].lower() + words[1:]


def text(turn: Turn, found: Sequence[Item]) -> str:
    """The agenda in full, by what changes, with the training mark where the points are not official."""
    rows = [_mark(turn, found)]
    for kind in FIRST:
        own = [one for one in found if one.kind == kind]
        if own:
            rows.append(turn.t(f"meeting.kind.{kind}", count=len(own)))
            rows += [about(turn, one) for one in own]
    return "\n".join(row for row in rows if row)


def _mark(turn: Turn, found: Sequence[Item]) -> str:
    if all((one.record.sent or {}).get("official") for one in found):
        return ""
    pack = form_of(turn, found[0].record.id).pack
    return turn.t("result.training", mark=turn.word(pack.table_label))


# ── meetings of an area ──────────────────────────────────────────────────────────────────────
def meetings(turn: Turn, area: str) -> list[Meeting]:
    """All meetings of this area, oldest round first: one begun in an earlier round can still be ended."""
    return [one for one in meeting_words.all_meetings(turn) if one.area == area]


def draft(turn: Turn, area: str) -> Meeting | None:
    """The one that is being written down, if there is one."""
    return next((one for one in meetings(turn, area) if one.is_draft), None)


def closed(turn: Turn, area: str) -> list[Meeting]:
    """Those whose result was entered, in the order in which that was done."""
    found = [(one.closed_at, one) for one in meetings(turn, area) if one.closed_at is not None]
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def next_no(turn: Turn, area: str, round_id: str) -> int:
    """The number that the area's next meeting of this round bears."""
    return sum(one.round_id == round_id for one in closed(turn, area)) + 1


def by_id(turn: Turn, meeting_id: str) -> Meeting | None:
    """A meeting of any round where whoever speaks may hold one; None where it is not theirs or not there."""
    one = next((one for one in meeting_words.all_meetings(turn) if one.id == meeting_id), None)
    return one if one is not None and may(turn.staff, "hold_meeting", one.area) else None
