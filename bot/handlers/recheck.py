"""The re-check after a complaint: by when, by whom, and how it ends (QĐ 24/2021/QĐ-TTg Điều 4.4).

Rules and words without steps; its form is opened in recheck_opening.py.
"""

from dataclasses import replace
from datetime import date

from bot.cases.case import Action, Case
from bot.cases.commune import Staff
from bot.cases.complaint import Complaint
from bot.cases.deadlines import ended
from bot.cases.form_record import FormRecord
from bot.cases.moves import survey_hidden
from bot.dialogue.turn import Turn
from bot.handlers import limits


# ── by when ──────────────────────────────────────────────────────────────────────────────────
def in_window(turn: Turn, case: Case, received_on: date) -> bool:
    """Whether a complaint received on that day came while the last result hung, its last day included."""
    posting, end = limits.posting_of(turn, case), limits.window_end(turn, case)
    return posting is not None and end is not None and posting.posted_on <= received_on <= end


def due_of(turn: Turn, case: Case, complaint: Complaint) -> date | None:
    """By when the re-check of this complaint is to be done; None where it starts none."""
    return _ends(turn, case, complaint.received_on) if complaint.in_window else None


def _ends(turn: Turn, case: Case, received_on: date) -> date | None:
    """The last day of a re-check whose complaint was received on that day in its window."""
    step = limits.procedure_of(turn, case).step("recheck")
    if step is None or step.limit is None:
        return None
    return ended(step.limit, limits.calendar(turn, case.round_id), received_on)


def due(turn: Turn, case: Case) -> date | None:
    """By when the re-check under way is to be done: the earliest of its complaints."""
    found = [due_of(turn, case, one) for one in case.rechecks]
    return min((day for day in found if day is not None), default=None)


def day_text(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "…"


# ── by whom ──────────────────────────────────────────────────────────────────────────────────
def first_by(turn: Turn, case: Case) -> tuple[str, ...]:
    """Who filled the form that counts now, or any answer of it; and who did so before an earlier re-check."""
    form_id = case.measured_by
    record = turn.facts.form(form_id) if form_id else None
    found = sorted(case.kept_from)
    if record is not None:
        found += [record.owner, *(one.by for one in turn.facts.answer_log(record.id))]
    staff = {one.id for one in turn.place.staff}
    return tuple(dict.fromkeys(one for one in found if one in staff))


def able(turn: Turn, case: Case) -> list[Staff]:
    """Whom the household can be given to: enumerators of its area who are no kin and did not make the survey
    that was complained of. Where these are none after a complaint, such of the other areas."""
    own = [one for one in turn.place.enumerators(case.area) if _may(case, one)]
    if own or not case.kept_from:
        return own
    return [one for one in turn.place.staff if one.active and "enumerator" in one.roles and _may(case, one)]


def _may(case: Case, staff: Staff) -> bool:
    return staff.id not in case.kin_of and staff.id not in case.kept_from


def is_kept_from(turn: Turn, case: Case) -> bool:
    """Whether who is speaking made the survey that was complained of, and is no officer."""
    staff = turn.staff
    return staff is not None and staff.id in case.kept_from and "officer" not in staff.roles


def is_hidden(turn: Turn, case: Case) -> bool:
    """Whether who is speaking may see no survey of it: an enumerator while the re-check is under way, and who
    made the first one for good; also on a screen that was open before."""
    return turn.staff is not None and survey_hidden(turn.staff, case)


def is_mine(turn: Turn, case: Case) -> bool:
    """Whether the re-check of this household was given to who is speaking."""
    staff = turn.staff
    mine = staff is not None and case.assigned_to == staff.id and _may(case, staff)
    return case.state == "complained" and mine


# ── its form ─────────────────────────────────────────────────────────────────────────────────
def is_of(case: Case, form_id: str) -> bool:
    """Whether this form is the one of the re-check under way."""
    one = case.recheck
    return case.state == "complained" and one is not None and one.recheck == form_id


def is_replaced(case: Case, record: FormRecord) -> bool:
    """Whether this survey was sent once and another one counts by now."""
    return record.finished_at is not None and record.id not in (case.survey, case.income)


def sending(case: Case, record: FormRecord) -> Action:
    """What sending this Phiếu B is; of a file that was closed and reopened it is sent anew."""
    if is_of(case, record.id):
        return "finish_recheck"
    again = record.finished_at is not None and case.state != "listed"
    return "amend_survey" if again else "finish_survey"


def begun(turn: Turn, case: Case, record: FormRecord) -> Case:
    """The case with the form of its re-check, which who is speaking has begun."""
    rows = tuple(
        replace(one, recheck=record.id, recheck_by=record.owner) if one in case.rechecks else one
        for one in case.complaints
    )
    return turn.change(case, complaints=rows)


def finished(turn: Turn, case: Case, record: FormRecord) -> Case:
    """From now on the case's result is that of the re-check; the first survey stays with the complaint."""
    if record.form == "income":
        return turn.change(case, income=record.id)
    return turn.change(case, survey=record.id)


def is_just_sent(case: Case) -> bool:
    """Whether the last thing done to the case was its re-check."""
    return bool(case.moves) and case.moves[-1].action == "finish_recheck"
