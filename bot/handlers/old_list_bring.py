"""Last year's list brought into the round: each household on the list to review, all in one turn or none.

QĐ 24/2021/QĐ-TTg Điều 4.1(i): every household now on the commune's poor or near-poor list is reviewed. A
household that has a file gets no second one: its file learns what it was, and is listed where it was not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.cases.case import Case, Move
from bot.cases.moves import way
from bot.dialogue.outcome import Claim
from bot.dialogue.reading import fold
from bot.dialogue.turn import Turn
from bot.handlers import notices
from bot.handlers.acting import act
from bot.handlers.old_list_columns import Columns, Table
from bot.handlers.old_list_find import Fate, Found, find
from bot.handlers.old_list_rows import Bad, ReadList, read_rows


@dataclass(frozen=True, slots=True)
class Plan:
    """What bringing the list would do. left: (sheet, row) of rows that are no household."""

    found: tuple[Found, ...]
    bad: tuple[Bad, ...]
    left: tuple[tuple[str, int], ...]

    def of(self, *fates: Fate) -> tuple[Found, ...]:
        """The rows of these fates, in order."""
        return tuple(one for one in self.found if one.fate in fates)


def plan(turn: Turn, tables: Sequence[Table], columns: Sequence[Columns], answers: Mapping[str, str]) -> Plan:
    """Every row read and looked for among the files of the round. answers: of an officer (old_list_find)."""
    rows: ReadList = read_rows(tables, columns, turn.place.areas, turn.today)
    found, two = find(turn, rows.good, answers)
    order = {table.sheet: number for number, table in enumerate(tables)}
    bad = sorted((*rows.bad, *two), key=lambda one: (order[one.sheet], one.row))
    return Plan(found, tuple(bad), rows.left)


def bring(turn: Turn, wanted: Plan) -> None:
    """All of the plan's good rows into this turn; nothing is left to be asked."""
    made = _new_cases(turn, wanted.of("new"))
    for one in wanted.of("linked"):
        if one.case is not None:
            _link(turn, one, one.case)
    counts = f"new {len(made)}, linked {len(wanted.of('linked'))}, left out {len(wanted.bad)}"
    turn.audit("old_list_brought", turn.place.round.id, counts)


def _new_cases(turn: Turn, found: Sequence[Found]) -> list[Case]:
    number = turn.facts.last_case_number() + 1 + turn.spread if found else 0
    keys = tuple(one.row.whole for one in found)
    held = turn.facts.cases_by_claims("household", keys, turn.place.round.id) if found else {}
    taken = set(held)
    made = []
    for at, one in enumerate(found):
        case = turn.add(_case(turn, one, number + at))
        made.append(case)
        turn.audit("take_from_list", case.id)
        if one.row.national_id:
            turn.claim(Claim("national_id", one.row.national_id, case.round_id, case.id))
        if one.row.whole not in taken:
            taken.add(one.row.whole)
            turn.claim(Claim("household", one.row.whole, case.round_id, case.id))
    return made


def _case(turn: Turn, found: Found, number: int) -> Case:
    row = found.row
    who, name = turn.actor
    return Case(
        id=turn.new_id("c"),
        code=f"{turn.place.commune.prefix}-{number:04d}",
        round_id=turn.place.round.id,
        area=row.area,
        state="listed",
        head=row.name,
        birth=row.birth,
        address=row.address,
        previous_class=row.old_class,
        moves=(Move(turn.now, who, name, "take_from_list", "listed"),),
        procedure=turn.place.round.procedure,
        formerly=row.formerly,
        old_code=row.code,
    )


def _link(turn: Turn, found: Found, case: Case) -> None:
    """The file learns what the household was; a request that waits for Phiếu A needs none any more."""
    row = found.row
    moved = way(case, "take_from_list", "officer") is not None
    after = act(turn, case, "take_from_list", "officer") if moved else case
    if after is None:
        return
    code = row.code if row.code and fold(row.code) != fold(case.old_code) else case.old_code
    after = turn.change(after, previous_class=row.old_class, formerly=row.formerly, old_code=code)
    turn.audit("old_list_linked", after.id, f"{case.previous_class} → {row.old_class}")
    if moved:
        notices.to_household(turn, after, "notice.from_list")
