"""A submission of another survey tool taken over as if the enumerator had filled it in here.

The same table of moves, the same questions, bounds and doubts, the same scorer as in the conversation.
Officers are not written to once a submission but once an import (import_summary). A doubt that the
conversation would ask about is kept with the form and told; a wrong answer leaves the submission out.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.cases.case import Case
from bot.cases.form_record import FormRecord
from bot.cases.moves import may_see
from bot.dialogue.reading import Read, read_person_name, read_recent_date
from bot.dialogue.turn import Turn
from bot.dialogue.walk import Open, apply, begin, form_of
from bot.dialogue.walk.record import ROSTER, Changes
from bot.handlers import drafts, import_answers, import_summary, result, screening, survey
from bot.handlers.doubts import doubts
from bot.handlers.import_words import about, fault_line, unasked_line, why_no_score
from bot.handlers.imported import Brought, Report
from bot.scoring.answers import Answers, Value
from bot.scoring.score import Result, ScoringError

IMPORTED = "imported"
"""The audit's word; its detail is the tool's id of the submission."""
VISITED = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T.*)?")
"""A day, or a point in time as ODK writes it."""
MOST_LINES = 40
"""Sentences of one report: who sends the wrong file need not read a thousand."""


def take_over(turn: Turn, brought: Brought, *, as_listed: bool = False) -> Report:
    """Decide one submission; what it changes stands in the turn and counts only where the report is
    "imported". The turn's staff member is the enumerator whose survey it is.

    as_listed: for a check alone: Phiếu A of the same file would put this household on the list.
    """
    case = turn.facts.case_by_code(brought.code) if brought.code else None
    if as_listed and case is not None and case.state == "received":
        case = replace(case, state="listed")
        turn.facts.remember(case)
    wrong = _not_theirs(turn, brought, case)
    if wrong or case is None:
        return Report("refused", brought.code, (wrong,))
    if brought.form == "phieu_a":
        return _screening(turn, case, brought)
    return _survey(turn, case, brought)


def _not_theirs(turn: Turn, brought: Brought, case: Case | None) -> str:
    """Why this submission is not for this enumerator to bring, or ""."""
    staff = turn.staff
    if brought.form not in ("phieu_a", "phieu_b"):
        return turn.t("import.no_form")
    if case is None or case.state == "erased":
        return turn.t("import.no_case", code=brought.code or "…")
    if case.round_id != turn.place.round.id:
        return turn.t("import.other_round", round=turn.place.round.name)
    if staff is None or staff.id in case.kin_of:
        return turn.t("import.kin", who=turn.actor[1])
    if not may_see(staff, case):
        area = turn.place.area(case.area)
        return turn.t("import.other_area", who=staff.name, area=area.name if area else case.area)
    return ""


# ── Phiếu A ──────────────────────────────────────────────────────────────────────────────────
def _screening(turn: Turn, case: Case, brought: Brought) -> Report:
    record = turn.facts.form(case.screening) if case.screening else None
    if record is not None and record.finished_at is not None:
        return _finished_before(turn, case, brought, form_of(turn, record.id))
    if case.state != "received":
        return Report("refused", case.code, (turn.t(f"import.state_a.{case.state}"),))
    if record is None and drafts.stops(turn, case, "phieu_a"):
        return Report("refused", case.code, tuple(turn.says))
    record = record or begin(turn, "phieu_a", case_id=case.id)
    open_form = form_of(turn, record.id)
    taken = import_answers.take(open_form, brought, turn.today)
    day, wrong = _visited_on(turn, brought)
    wrong += [fault_line(turn, open_form, brought, (), fault) for fault in taken.faults]
    if wrong or day is None:
        return Report("refused", case.code, tuple(wrong[:MOST_LINES]))
    record = apply(turn, record, _changes(record.answers, taken.answers))
    record = turn.change(record, owner=turn.actor[0], visited_on=day)
    case = turn.change(case, screening=record.id)
    settled = screening.settle(turn, case, record.id, turn.t("import.note"))
    if settled is None:
        return Report("refused", case.code, tuple(turn.says))
    after, _, count = settled
    listed = after.state == "listed"
    apart = _differences(turn, brought, {"count": str(count), "listed": "yes" if listed else "no"})
    turn.audit(IMPORTED, case.id, brought.instance)
    import_summary.note(turn, after, "a", apart=bool(apart))
    notes = (*apart, *about(turn, case, brought, open_form.pack), *_long_ago(turn, day))
    return Report("imported", case.code, notes=notes, moved="listed" if listed else "not_listed")


# ── Phiếu B ──────────────────────────────────────────────────────────────────────────────────
def _survey(turn: Turn, case: Case, brought: Brought) -> Report:
    record = turn.facts.form(case.survey) if case.survey else None
    if record is not None and record.finished_at is not None:
        return _finished_before(turn, case, brought, form_of(turn, record.id))
    if case.state != "listed":
        return Report("refused", case.code, (turn.t(f"import.state_b.{case.state}"),))
    if record is not None and record.seen_at is not None:
        return Report("refused", case.code, (turn.t("import.score_seen"),))
    if record is None and drafts.stops(turn, case, "phieu_b"):
        return Report("refused", case.code, tuple(turn.says))
    record = record or begin(turn, "phieu_b", case_id=case.id)
    open_form = form_of(turn, record.id)
    ids = import_answers.member_ids(record.answers, brought)
    taken = import_answers.take(open_form, brought, turn.today, ids)
    day, wrong = _visited_on(turn, brought)
    who, unnamed = _respondent(turn, brought)
    wrong += unnamed
    wrong += [fault_line(turn, open_form, brought, ids, fault) for fault in taken.faults]
    if wrong or day is None:
        return Report("refused", case.code, tuple(wrong[:MOST_LINES]))
    record = apply(turn, record, _changes(record.answers, taken.answers))
    record = turn.change(record, owner=turn.actor[0], visited_on=day, respondent=who)
    return _scored(turn, turn.change(case, survey=record.id), record, brought, ids, taken)


def _scored(
    turn: Turn,
    case: Case,
    record: FormRecord,
    brought: Brought,
    ids: tuple[str, ...],
    taken: import_answers.Taken,
) -> Report:
    """The doubts kept, the result computed and compared, the case moved."""
    found_doubts = doubts(turn, form_of(turn, record.id), taken.warnings)
    record = turn.change(record, kept=record.kept | {one.id for one in found_doubts})
    open_form = form_of(turn, record.id)
    try:
        found = result.compute(turn, open_form, case)
    except ScoringError as fault:
        return Report("refused", case.code, (why_no_score(turn, fault),))
    record = turn.change(record, result=result.stored(found), seen_at=turn.now)
    after = survey.finish(turn, case, record, turn.t("import.note"))
    if after is None:
        return Report("refused", case.code, tuple(turn.says))
    apart = _differences(turn, brought, _of_survey(found))
    turn.audit(IMPORTED, case.id, brought.instance)
    import_summary.note(turn, after, "b", doubtful=bool(found_doubts), apart=bool(apart))
    notes = [*apart, *about(turn, case, brought, open_form.pack)]
    notes += _long_ago(turn, record.visited_on) if record.visited_on else []
    notes += [turn.t("import.doubt", what=one.text, value=one.value) for one in found_doubts]
    notes += [unasked_line(turn, open_form, brought, ids, name) for name in taken.unasked]
    return Report("imported", case.code, notes=tuple(notes[:MOST_LINES]), moved="surveyed")


def _of_survey(found: Result) -> dict[str, str]:
    """Our result by the names of the exported form's calculations."""
    items: dict[str, int] = {}
    for line in found.lines:
        items[line.item] = items.get(line.item, 0) + line.points
    return {
        "score_a": str(found.score_a),
        "score_b": str(found.score_b),
        "class": found.class_ or "",
        **{f"item_{item}": str(points) for item, points in items.items()},
        **{f"b_{one.indicator}": str(int(one.status == "deprived")) for one in found.findings},
    }


# ── both ─────────────────────────────────────────────────────────────────────────────────────
def _differences(turn: Turn, brought: Brought, ours: Mapping[str, str]) -> list[str]:
    """What the tool had calculated otherwise than it is here; ours counts."""
    lines = []
    for name, mine in ours.items():
        theirs = brought.fields.get(f"calc_{name}", "").strip()
        if theirs and not _same(theirs, mine):
            lines.append(
                turn.t("import.differs", name=name, theirs=theirs[: import_answers.SHOWN], ours=mine)
            )
    return lines


def _same(theirs: str, mine: str) -> bool:
    """ "75.0" is 75."""
    try:
        return theirs == mine or Decimal(theirs) == Decimal(mine)
    except ArithmeticError:
        return False


def _finished_before(turn: Turn, case: Case, brought: Brought, open_form: Open) -> Report:
    """Nothing is overwritten: only whether it says the same."""
    ids = import_answers.member_ids(open_form.answers, brought) if open_form.answers.members else ()
    taken = import_answers.take(open_form, brought, turn.today, ids)
    theirs, ours = taken.answers, open_form.answers
    apart = [fault.key for fault in taken.faults]
    apart += [name for name in theirs.values if theirs.values[name] != ours.values.get(name)]
    apart += [] if set(theirs.members) == set(ours.members) else [ROSTER]
    if not apart:
        return Report("same", case.code)
    shown = ", ".join(dict.fromkeys(apart[:10]))
    return Report("differs", case.code, notes=(turn.t("import.differs_from_before", what=shown),))


def _changes(before: Answers, now: Answers) -> Changes:
    """All of the submission, and nothing of what stood there before."""
    changes: dict[str, Value | None] = dict.fromkeys(before.values)
    changes |= now.values
    if now.members:
        changes[ROSTER] = now.members
    return changes


def _visited_on(turn: Turn, brought: Brought) -> tuple[date | None, list[str]]:
    """The day of the visit: a real day, not after today; of a point in time its day. Else what is wrong."""
    text = brought.fields.get("visited_on", "").strip()
    shape = VISITED.fullmatch(text)
    read = read_recent_date("/".join(reversed(shape[1].split("-"))), turn.today) if shape else None
    if shape and isinstance(read, Read) and read.value.isoformat() == shape[1]:  # 0026 is not 2026
        return read.value, []
    return None, [turn.t("import.need.visited_on", found=text[: import_answers.SHOWN] or "…")]


def _long_ago(turn: Turn, day: date) -> list[str]:
    """A visit so long ago that the conversation would ask again: told, as every doubt."""
    read = read_recent_date(f"{day:%d/%m/%Y}", turn.today)
    told = read.warnings if isinstance(read, Read) else ()
    return [turn.t("import.visited_long_ago", why=turn.t(one.key, **dict(one.args))) for one in told]


def _respondent(turn: Turn, brought: Brought) -> tuple[str, list[str]]:
    """Who answered for the household."""
    text = brought.fields.get("respondent", "").strip()
    read = read_person_name(text)
    if isinstance(read, Read):
        return read.value, []
    return "", [turn.t("import.need.respondent", found=text[: import_answers.SHOWN] or "…")]
