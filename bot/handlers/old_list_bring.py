"""Last year's list brought into the round: each household on the list to review, all in one turn or none.

QĐ 24/2021/QĐ-TTg Điều 4.1(i): every household now on the commune's poor or near-poor list is reviewed. A
household that has a file gets no second one: its file learns what it was, and is listed where it was not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.cases.case import Case, Move
from bot.dialogue.outcome import Claim
from bot.dialogue.reading import fold
from bot.dialogue.turn import Turn
from bot.handlers import notices
from bot.handlers.acting import act
from bot.handlers.filing import ClaimKind
from bot.handlers.old_list_columns import Columns, Table
from bot.handlers.old_list_find import NOT_LISTED, Fate, Found, find, of_round
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
    turn.facts.cases(of_round(turn))  # asked for before the rows are read: the turn begins anew with it
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
    taken = _claimed(turn, found)
    made = []
    for at, one in enumerate(found):
        case = turn.add(_case(turn, one, number + at))
        made.append(case)
        turn.audit("take_from_list", case.id)
        values: tuple[tuple[ClaimKind, str], ...] = (
            ("national_id", one.row.national_id),
            ("household", one.row.whole),
        )
        for kind, value in values:
            if value and (kind, value) not in taken:
                taken.add((kind, value))
                turn.claim(Claim(kind, value, case.round_id, case.id))
    return made


def _claimed(turn: Turn, found: Sequence[Found]) -> set[tuple[ClaimKind, str]]:
    """What another case holds already of what would tell these apart: an officer said that they differ."""
    plan_id = turn.place.round.id
    numbers = tuple(one.row.national_id for one in found if one.row.national_id)
    wholes = tuple(one.row.whole for one in found)
    held = turn.facts.cases_by_claims("national_id", numbers, plan_id)
    alike = turn.facts.cases_by_claims("household", wholes, plan_id)
    return {*(("national_id", value) for value in held), *(("household", value) for value in alike)}


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
        moves=(Move(turn.now, who, name, "take_from_list", "listed", row.said),),
        procedure=turn.place.round.procedure,
        formerly=row.formerly,
        old_code=row.code,
    )


def _link(turn: Turn, found: Found, case: Case) -> None:
    """The file learns what the household was; a request that waits for Phiếu A needs none any more."""
    row = found.row
    after = act(turn, case, "take_from_list", "officer", row.said)
    if after is None:
        return
    code = row.code if row.code and fold(row.code) != fold(case.old_code) else case.old_code
    after = turn.change(after, previous_class=row.old_class, formerly=row.formerly, old_code=code)
    turn.audit("old_list_linked", after.id, f"{case.previous_class} → {row.old_class}")
    if case.state in NOT_LISTED:
        _tell(turn, after)


def _tell(turn: Turn, case: Case) -> None:
    """The household that asked, and who was to visit it with Phiếu A."""
    notices.to_household(turn, case, "notice.from_list")
    visitor = turn.place.staff_by_id(case.assigned_to) if case.assigned_to else None
    if visitor is not None:
        notices.to_staff(turn, visitor, "notice.assigned.listed", case, ("open",))
