"""Complaints as officers read them: one line in the list, all of one complaint, those of a file. No steps."""

from datetime import date

from bot.cases.case import Case
from bot.cases.complaint import Complaint
from bot.dialogue.turn import Turn
from bot.handlers import files, recheck


def owed(case: Case) -> tuple[Complaint, ...]:
    """The complaints of a file the commune still owes an answer."""
    return tuple(one for one in case.complaints if one.is_open)


def urgency(turn: Turn, case: Case) -> tuple[bool, date, str]:
    """For sorting: re-checks to be done first, the oldest due first; then the rest by the day they came."""
    day = recheck.due(turn, case) if case.state == "complained" else None
    first = min((one.received_on for one in owed(case)), default=turn.today)
    return day is None, day or first, case.code


def line(turn: Turn, case: Case) -> str:
    """ "HL-0001 · H.V.C · Khu 3 · phúc tra xong trước 14/10 · QUÁ HẠN"."""
    parts = [case.code, case.initials, files.area_name(turn, case), _stands(turn, case)]
    day = recheck.due(turn, case) if case.state == "complained" else None
    if day is not None and turn.today > day:
        parts.append(turn.t("complaint.overdue"))
    return " · ".join(parts)


def _stands(turn: Turn, case: Case) -> str:
    """What is waited for."""
    if case.state == "complained":
        day = recheck.day_text(recheck.due(turn, case))
        return turn.t("complaint.line.recheck" if case.assigned_to else "complaint.line.assign", due=day)
    if case.rechecks:
        return turn.t("complaint.line.repost")
    return turn.t("complaint.line.answer")


def all_of(turn: Turn, case: Case) -> str:
    """Every complaint of a file, oldest first; "" where there is none."""
    return "\n\n".join(card(turn, case, number) for number in range(1, len(case.complaints) + 1))


def card(turn: Turn, case: Case, number: int) -> str:
    """The complaint of this number, counted from 1: who, when, how, the words, what became of it."""
    one = case.complaints[number - 1]
    rows = [
        turn.t(
            "complaint.card",
            number=number,
            day=f"{one.received_on:%d/%m/%Y}",
            via=turn.t(f"complaint.via.{one.via}"),
            who=one.by_name or turn.t("complaint.no_name"),
            source=turn.t(f"complaint.source.{one.source}"),
        ),
        turn.t("complaint.card_words", words=one.words),
        turn.t("complaint.card_in" if one.in_window else "complaint.card_late"),
        one.forwarded_to,
        _became(turn, case, one),
    ]
    return "\n".join(row for row in rows if row)


def _became(turn: Turn, case: Case, one: Complaint) -> str:
    """Taken back, answered, or what it waits for."""
    if one.dropped:
        return turn.t("complaint.card_dropped")
    if one.answered_at is not None:
        return turn.t("complaint.card_answered", when=f"{one.answered_at:%H:%M %d/%m}", words=one.answer)
    if not one.in_window or case.state != "complained":
        return ""
    holder = turn.place.staff_by_id(case.assigned_to) if case.assigned_to else None
    due = recheck.day_text(recheck.due_of(turn, case, one))
    if holder is None:
        return turn.t("complaint.card_unassigned", due=due)
    return turn.t("complaint.card_assigned", name=holder.name, due=due)
