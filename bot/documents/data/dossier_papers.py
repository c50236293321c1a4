"""Papers of a dossier: the lists after the review (Phụ lục VI) and the report upward (QĐ 24 Điều 4.5)."""

from collections.abc import Sequence
from typing import get_args

from bot.cases.case import Case, State
from bot.cases.complaint import Complaint
from bot.cases.movement import KINDS, Balance, Kind, Moved, balance
from bot.cases.movement_of import NOT_COUNTED, moved_of
from bot.cases.procedure_codes import BY_POINTS
from bot.dialogue.facts import CaseFilter
from bot.documents.data.dossier_of import (
    Opened,
    Settled,
    Wanted,
    authority,
    opened,
    part,
    sums,
)
from bot.documents.desk import Desk
from bot.documents.paper_scope import check_official
from bot.documents.paper_values import Data, Filled, filled
from bot.documents.vietnamese import count, in_full
from bot.documents.word.paper_form import PaperForm

LEFT_POVERTY = ("poor_to_near_poor", "left_poverty")
"""Who became near-poor has left poverty, too, and stands in both lists (inferred from Mẫu 7.2)."""
LISTS: dict[str, Wanted] = {
    "list_poor": lambda one: one.now == "poor",
    "list_near_poor": lambda one: one.now == "near_poor",
    "list_left_poverty": lambda one: one.movement in LEFT_POVERTY,
    "list_left_near_poverty": lambda one: one.movement == "left_near_poverty",
}
"""The four lists of Phụ lục VI, each by its title among the form's words."""


async def phu_luc_vi(desk: Desk) -> Filled | None:
    """subject: a dossier. Who is in none of the four lists is counted below them."""
    found = await opened(desk)
    if found is None:
        return None
    plan = found.dossier.round_id
    form = desk.form(plan)
    outside = [one for one in found.files if not any(wanted(one) for wanted in LISTS.values())]
    data = {
        "round": desk.round(plan).name,
        "rolls": [part(desk, form, form.word(name), _of(found, name)) for name in LISTS],
        "reviewed": sums(found.files),
        "outside": sums(outside),
        "day": in_full(None),
    }
    return filled(desk, plan, data)


def _of(found: Opened, name: str) -> list[Settled]:
    return [one for one in found.files if LISTS[name](one)]


# ── the report upward ────────────────────────────────────────────────────────────────────────
async def report_up(desk: Desk) -> Filled | None:
    """subject: a dossier of the yearly review. Number and day as entered, else to be written by hand.

    The movement is that of the whole round as it stands: what is in no dossier yet is counted as such.
    """
    found = await opened(desk)
    if found is None:
        return None
    dossier, plan = found.dossier, found.dossier.round_id
    form = desk.form(plan)
    moved = await _moved(desk, found)
    old = [one for one in found.files if one.file.case.previous_class != "none"]
    data = {
        "round": desk.round(plan).name,
        "number": dossier.report_no,
        "day": in_full(dossier.reported_on),
        "authority": authority(desk, form, dossier),
        "council": in_full(dossier.council_on) if dossier.council_on is not None else "",
        "reviewed": sums(found.files),
        "old": count(len(old)),
        "asked": count(len(found.files) - len(old)),
        "areas": [_counts(desk.area_name(area), _in(found.files, area)) for area in _areas(found)],
        "whole": _counts("", found.files),
        "outside": sums([one for one in found.files if one.now == "none"]),
        "moved": [_balance(form, kind, balance(moved, kind)) for kind in KINDS],
        "complaints": _complaints([one.file.case for one in found.files]),
    }
    return filled(desk, plan, data, on=dossier.reported_on.isoformat() if dossier.reported_on else None)


def _areas(found: Opened) -> list[str]:
    return list(dict.fromkeys(one.file.case.area for one in found.files))


def _in(files: Sequence[Settled], area: str) -> list[Settled]:
    return [one for one in files if one.file.case.area == area]


def _counts(name: str, files: Sequence[Settled]) -> Data:
    """Households and people of each of the four lists."""
    made: Data = {"name": name, "reviewed": count(len(files))}
    for which, wanted in LISTS.items():
        made[which.removeprefix("list_")] = sums([one for one in files if wanted(one)])
    return made


async def _moved(desk: Desk, found: Opened) -> list[Moved]:
    """Every file of the round that is about poor and near-poor households. PaperRefusal where one that was
    decided on in another dossier has a result that is not official."""
    states = tuple(one for one in get_args(State) if one not in NOT_COUNTED)
    cases = await desk.store.cases(CaseFilter(found.dossier.round_id, (), states))
    own = {one.file.case.id: one for one in found.files}
    others = [case for case in cases if case.procedure in BY_POINTS and case.id not in own]
    decided = [case for case in others if case.decision is not None and case.measured_by is not None]
    check_official(desk, all(one.official for one in await desk.files(decided)))
    return [*map(_moved_here, own.values()), *map(moved_of, others)]


def _moved_here(one: Settled) -> Moved:
    case = one.file.case
    return Moved(case.area, case.previous_class, one.now, said=one.movement)


def _balance(form: PaperForm, kind: Kind, row: Balance) -> Data:
    """A row of the table of movements: its columns by their names in Balance."""
    return {"name": form.word(kind), **{name: count(getattr(row, name)) for name in Balance.__slots__}}


def _complaints(cases: Sequence[Case]) -> Data:
    """How many came and what became of them, in numbers only: who complained is for officers only."""
    found = [one for case in cases for one in case.complaints]
    hung = [one for one in found if one.in_window]
    return {
        "any": bool(found),
        "hung": count(len(hung)),
        "answered": count(_answered(hung)),
        "dropped": count(sum(one.dropped for one in hung)),
        "open": count(sum(one.is_open for one in hung)),
        "later": count(len(found) - len(hung)),
        "later_answered": count(_answered([one for one in found if not one.in_window])),
    }


def _answered(found: Sequence[Complaint]) -> int:
    return sum(one.answered_at is not None and not one.dropped for one in found)
