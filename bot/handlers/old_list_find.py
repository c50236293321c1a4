"""Households of last year's list found again in the round: by code, by number, else by an officer's word.

A household that has a file already (it asked by itself, or the list was brought before) gets no second one.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from bot.cases.case import Case, State
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
NOT_LISTED: tuple[State, ...] = ("submitted", "received", "not_listed")
"""Not on the list to review yet: last year's list puts them there."""
NEW = "new"
"""The officer's word: another household. Else the id of the case it is."""


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
    files = _files(turn, rows)
    bad = files.settle(rows)
    out = {(one.sheet, one.row) for one in bad}
    kept = [row for row in rows if (row.sheet, row.row) not in out]
    return tuple(files.fate(row, answers.get(row.key, "")) for row in kept), tuple(bad)


def of_round(turn: Turn) -> CaseFilter:
    """All files of the running round."""
    return CaseFilter(turn.place.round.id)


def _by_number(turn: Turn, rows: Sequence[Household]) -> Mapping[str, Case]:
    wanted = tuple(row.national_id for row in rows if row.national_id)
    found = turn.facts.cases_by_claims("national_id", wanted, turn.place.round.id)
    return {number: case for number, case in found.items() if case.state not in GONE}


@dataclass(slots=True)
class _Files:
    """The files of the round by what a row can be known by, and what is known of the rows so far.

    rows: what was said of a row when it was brought before. sure: row → its file; likely: the code or number
    says so, but the name is another. taken: files that are some row's.
    """

    rows: Mapping[str, Case]
    codes: Mapping[str, Case]
    numbers: Mapping[str, Case]
    names: Mapping[tuple[str, str], Sequence[Case]]
    sure: dict[str, Case] = field(default_factory=dict)
    likely: dict[str, Case] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def settle(self, rows: Sequence[Household]) -> list[Bad]:
        """Which rows are known for sure; those that cannot be right."""
        bad = []
        first: dict[str, Household] = {}
        for row in rows:
            wrong = self._settle(row)
            case = self.sure.get(row.key)
            if case is not None and case.id in first:
                wrong = problem("old_list.bad.same_file", row=first[case.id].row, code=case.code)
            elif case is not None:
                first[case.id] = row
            if wrong is not None:
                bad.append(Bad(row.sheet, row.row, row.name, (wrong,)))
        self.taken = set(first)
        return bad

    def _settle(self, row: Household) -> Problem | None:
        before = self.rows.get(row.said)
        of_code = self.codes.get(fold(row.code)) if row.code else None
        of_number = self.numbers.get(row.national_id) if row.national_id else None
        known = before or of_number or of_code
        if before is None and of_code and of_number and of_code.id != of_number.id:
            return problem("old_list.bad.two_files", one=of_code.code, other=of_number.code)
        if known is not None and (before is not None or fold(known.head) == fold(row.name)):
            self.sure[row.key] = known
        elif known is not None:
            self.likely[row.key] = known
        return None

    def fate(self, row: Household, answer: str) -> Found:
        """What becomes of a row that is not bad. answer: the officer's, or "" where nobody was asked."""
        if row.key in self.sure:
            return _known(row, self.sure[row.key], told=True)
        alike = tuple(case for case in self._alike(row) if case.id not in self.taken)
        chosen = next((case for case in alike if case.id == answer), None)
        if chosen is not None:
            self.taken.add(chosen.id)
            return _known(row, chosen, told=False)
        if not alike or answer == NEW:
            return Found(row, "new")
        return Found(row, "ask", alike=alike)

    def _alike(self, row: Household) -> Sequence[Case]:
        if row.key in self.likely:
            return (self.likely[row.key],)
        named = self.names.get((fold(row.name), row.area), ())
        return [case for case in named if _may_be(row, case)]


def _files(turn: Turn, rows: Sequence[Household]) -> _Files:
    cases = [case for case in turn.facts.cases(of_round(turn)) if case.state not in GONE]
    names: dict[tuple[str, str], list[Case]] = defaultdict(list)
    for case in cases:
        names[fold(case.head), case.area].append(case)
    said = {move.note: case for case in cases for move in case.moves if move.action == "take_from_list"}
    codes = {fold(case.old_code): case for case in cases if case.old_code}
    return _Files(said, codes, _by_number(turn, rows), names)


def _may_be(row: Household, case: Case) -> bool:
    """The same name in the same area; where both say when born, the same year; no two codes of the list."""
    years = bool(row.birth and case.birth) and row.birth[:4] != case.birth[:4]
    codes = bool(row.code and case.old_code) and fold(row.code) != fold(case.old_code)
    return not years and not codes


def _known(row: Household, case: Case, *, told: bool) -> Found:
    """told: the list itself says that it is this household, without an officer's word."""
    if case.state in ENDED:
        return Found(row, "kept", case)
    same = (case.previous_class, case.formerly) == (row.old_class, row.formerly)
    same = same and (not row.code or fold(row.code) == fold(case.old_code))
    if same and told and case.state not in NOT_LISTED:
        return Found(row, "already", case)
    return Found(row, "linked", case)
