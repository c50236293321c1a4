"""Who has which files: a paragraph for each enumerator, and one for what nobody has been given."""

from collections import Counter
from collections.abc import Collection, Sequence

from bot.cases.case import Case, State
from bot.cases.commune import Staff
from bot.dialogue.turn import Turn

TO_DO: tuple[State, ...] = ("received", "listed", "returned", "voted_down", "complained")
"""Where a file waits for an enumerator."""


def rows(turn: Turn, areas: Collection[str], cases: Sequence[Case], late: Collection[str]) -> tuple[str, ...]:
    """cases: of these areas. late: ids. Who has none of them and works elsewhere only is left out."""
    held: dict[str, list[Case]] = {}
    shared: dict[str, list[Case]] = {}
    for one in (case for case in cases if case.state in TO_DO):
        holder = _holder(turn, one)
        (held.setdefault(holder, []) if holder else shared.setdefault(one.area, [])).append(one)
    found = []
    for staff in turn.place.staff:
        own = held.get(staff.id, [])
        theirs = staff.active and "enumerator" in staff.roles and bool({*staff.areas} & {*areas})
        if own or theirs:
            found.append(_person(turn, staff, own, late))
    for area_id, files in shared.items():
        area = turn.place.area(area_id)
        head = turn.t("progress.holders.nobody", area=area.name if area else area_id)
        found.append("\n".join((head, *_files(turn, files, late))))
    return tuple(found)


def waits_for(turn: Turn, case_id: str) -> bool:
    """Whether a file waits for whoever is speaking as its enumerator."""
    case, staff = turn.facts.case(case_id), turn.staff
    if case is None or staff is None or case.state not in TO_DO:
        return False
    if staff.id in (*case.kin_of, *case.kept_from):
        return False
    return case.assigned_to == staff.id or staff in turn.place.enumerators(case.area)


def _holder(turn: Turn, case: Case) -> str:
    """Whoever it was given to; else the only one of its area who may do it; "" where several or none may."""
    if case.assigned_to and turn.place.staff_by_id(case.assigned_to):
        return case.assigned_to
    able = [one.id for one in turn.place.enumerators(case.area) if one.id not in case.kin_of]
    return able[0] if len(able) == 1 else ""


def _person(turn: Turn, staff: Staff, own: Sequence[Case], late: Collection[str]) -> str:
    names = (area.name for area_id in staff.areas if (area := turn.place.area(area_id)))
    head = turn.t("progress.holders.person", name=staff.name, areas=", ".join(names) or "–")
    if not staff.active:
        head = turn.t("progress.holders.left", name=staff.name)
    body = _files(turn, own, late) if own else (turn.t("progress.holders.none"),)
    return "\n".join((head, *body))


def _files(turn: Turn, own: Sequence[Case], late: Collection[str]) -> tuple[str, ...]:
    """By state, then the one that has waited longest, then how many are late."""
    counts = Counter(one.state for one in own)
    steps = "; ".join(
        turn.t("progress.step", state=turn.t(f"case.state.{state}"), count=counts[state])
        for state in TO_DO
        if counts[state]
    )
    lines = [turn.t("progress.holders.files", count=len(own), steps=steps)]
    waiting = [one for one in own if one.moves]
    if waiting:
        oldest = min(waiting, key=lambda one: (one.moves[-1].at, one.code))
        since = f"{oldest.moves[-1].at:%d/%m}"
        lines.append(turn.t("progress.holders.oldest", code=oldest.code, since=since))
    overdue = sum(one.id in late for one in own)
    if overdue:
        lines.append(turn.t("progress.holders.late", count=overdue))
    return tuple(lines)
