"""Households of last year's list found again in the round: by code, by card number, else by an officer's word.

A household that has a file already (it asked by itself, or the list was brought before) gets no second one.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.cases.case import Case, State
from bot.cases.moves import way
from bot.dialogue.facts import CaseFilter
from bot.dialogue.reading import fold
from bot.dialogue.reading.result import Problem, problem
from bot.dialogue.turn import Turn
from bot.handlers.old_list_rows import Bad, Household

Fate = Literal["new", "linked", "already", "kept", "ask"]
"""new: gets a file. linked: has one, which learns of the list. already: has one, and nothing changes.
kept: has one that is decided or closed; left as it is. ask: an officer says whether it is the same."""
GONE: tuple[State, ...] = ("withdrawn", "erased")
ENDED: tuple[State, ...] = ("recognised", "left", "refused", "closed")
NEW = "new"
"""The officer's word: another household. Else the id of the case it is."""
ByName = Mapping[tuple[str, str], Sequence[Case]]


@dataclass(frozen=True, slots=True)
class Found:
    """What is to become of one row. case: its file in the round; alike: those to be asked about."""

    row: Household
    fate: Fate
    case: Case | None = None
    alike: tuple[Case, ...] = ()


def find(
    turn: Turn, rows: Sequence[Household], answers: Mapping[str, str]
) -> tuple[tuple[Found, ...], tuple[Bad, ...]]:
    """Each row's fate; and rows whose code and number belong to two files. answers: row → NEW or case id."""
    cases = [case for case in _of_round(turn) if case.state not in GONE]
    codes = {fold(case.old_code): case for case in cases if case.old_code}
    numbers = _by_number(turn, rows)
    names: dict[tuple[str, str], list[Case]] = defaultdict(list)
    for case in cases:
        names[fold(case.head), case.area].append(case)
    sure: dict[str, Case] = {}
    bad = []
    for row in rows:
        of_code = codes.get(fold(row.code)) if row.code else None
        of_number = numbers.get(row.national_id) if row.national_id else None
        if of_code and of_number and of_code.id != of_number.id:
            wrong = problem("old_list.bad.two_files", one=of_code.code, other=of_number.code)
            bad.append(_bad(row, wrong))
        elif certain := of_number or of_code:
            sure[row.key] = certain
    bad += _one_file_twice(rows, sure)
    out = {(one.sheet, one.row) for one in bad}
    taken = {case.id for case in sure.values()}
    kept = [row for row in rows if (row.sheet, row.row) not in out]
    return tuple(_found(row, sure, names, taken, answers) for row in kept), tuple(bad)


def _of_round(turn: Turn) -> tuple[Case, ...]:
    return turn.facts.cases(CaseFilter(turn.place.round.id))


def _by_number(turn: Turn, rows: Sequence[Household]) -> Mapping[str, Case]:
    wanted = tuple(row.national_id for row in rows if row.national_id)
    found = turn.facts.cases_by_claims("national_id", wanted, turn.place.round.id)
    return {number: case for number, case in found.items() if case.state not in GONE}


def _bad(row: Household, wrong: Problem) -> Bad:
    return Bad(row.sheet, row.row, row.name, (wrong,))


def _one_file_twice(rows: Sequence[Household], sure: dict[str, Case]) -> list[Bad]:
    """Two rows that are one and the same file (one by its code, one by its number): the later is bad."""
    first: dict[str, Household] = {}
    bad = []
    for row in rows:
        case = sure.get(row.key)
        if case is not None and case.id in first:
            bad.append(_bad(row, problem("old_list.bad.same_file", row=first[case.id].row, code=case.code)))
        elif case is not None:
            first[case.id] = row
    return bad


def _found(
    row: Household, sure: Mapping[str, Case], names: ByName, taken: set[str], answers: Mapping[str, str]
) -> Found:
    if row.key in sure:
        return _known(row, sure[row.key])
    alike = tuple(
        case
        for case in names.get((fold(row.name), row.area), ())
        if case.id not in taken and _may_be(row, case)
    )
    very_same = next((case for case in alike if _from_this_row(row, case)), None)
    if very_same is not None:
        taken.add(very_same.id)
        return _known(row, very_same)
    answer = answers.get(row.key, "")
    chosen = next((case for case in alike if case.id == answer), None)
    if chosen is not None:
        taken.add(chosen.id)
        return _known(row, chosen)
    if not alike or answer == NEW:
        return Found(row, "new")
    return Found(row, "ask", alike=alike)


def _may_be(row: Household, case: Case) -> bool:
    """The same name in the same area; where both say when born, the same year; no two codes of the list."""
    years = bool(row.birth and case.birth) and row.birth[:4] != case.birth[:4]
    codes = bool(row.code and case.old_code) and fold(row.code) != fold(case.old_code)
    return not years and not codes


def _from_this_row(row: Household, case: Case) -> bool:
    """The file that was made of this very row when the list was brought before."""
    made = case.last("take_from_list")
    return (
        made is not None
        and case.request is None
        and case.birth == row.birth
        and fold(case.old_code) == fold(row.code)
        and case.previous_class == row.old_class
    )


def _known(row: Household, case: Case) -> Found:
    if case.state in ENDED:
        return Found(row, "kept", case)
    same = (case.previous_class, case.formerly) == (row.old_class, row.formerly)
    same = same and (not row.code or fold(row.code) == fold(case.old_code))
    if same and way(case, "take_from_list", "officer") is None:
        return Found(row, "already", case)
    return Found(row, "linked", case)
