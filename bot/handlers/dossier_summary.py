"""The round in figures: movements of poor and near-poor households by area (Mẫu 7.2, 7.3), and refusals."""

from collections.abc import Sequence
from typing import get_args

from bot.cases.case import Case, State
from bot.cases.movement import KINDS, Balance, Kind, balance
from bot.cases.movement_of import NOT_COUNTED
from bot.cases.movement_of import moved_of as moved_of
from bot.cases.ways import BY_POINTS
from bot.dialogue.facts import CaseFilter
from bot.dialogue.turn import Turn


def _files(turn: Turn) -> list[Case]:
    """Every file of the running round that is about poor and near-poor households."""
    states = tuple(one for one in get_args(State) if one not in NOT_COUNTED)
    found = turn.facts.cases(CaseFilter(turn.place.round.id, (), states))
    return [case for case in found if case.procedure in BY_POINTS]


def text(turn: Turn) -> str:
    """By area, then the whole commune; columns that are nought are left out."""
    cases = _files(turn)
    rows = [turn.t("dossier.summary_title", round=turn.place.round.name)]
    for area in turn.place.areas:
        own = [case for case in cases if case.area == area.id]
        if own:
            rows.append(_of(turn, area.name, own))
    rows.append(_of(turn, turn.t("dossier.summary_all"), cases))
    undecided = sum(case.decision is None and case.state != "closed" for case in cases)
    if undecided:
        rows.append(turn.t("dossier.summary_undecided", count=undecided))
    return "\n\n".join(rows)


def _of(turn: Turn, name: str, cases: Sequence[Case]) -> str:
    moved = [moved_of(case) for case in cases]
    rows = [name]
    rows += [_line(turn, kind, balance(moved, kind)) for kind in KINDS]
    refused = sum(case.state == "refused" for case in cases)
    if refused:
        rows.append(turn.t("dossier.summary_refused", count=refused))
    return "\n".join(rows)


COLUMNS = ("to_other", "left", "gone", "undecided", "from_other", "relapsed", "new")


def _line(turn: Turn, kind: Kind, row: Balance) -> str:
    """ "Hộ nghèo: đầu kỳ 5, thoát nghèo −1, phát sinh mới +2, cuối kỳ 6"."""
    shown = {f"{kind}.{name}": getattr(row, name) for name in COLUMNS}
    parts = [turn.t(f"dossier.column.{name}", count=count) for name, count in shown.items() if count]
    return turn.t(f"dossier.balance.{kind}", start=row.start, moves="".join(parts), end=row.end)
