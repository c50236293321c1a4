"""Who shall visit which household of an area: the proposal, with what an officer changed (no steps here)."""

from dataclasses import dataclass

from bot.cases.case import Case
from bot.cases.commune import Area, Staff
from bot.cases.moves import may_see, way
from bot.cases.rights import may
from bot.cases.sharing import TO_SHARE, shares
from bot.dialogue.turn import Turn
from bot.handlers.live import live_cases


@dataclass(frozen=True, slots=True)
class Plan:
    """people: the enumerators of the area. cases: what is to be visited, by code. held, given: by case id,
    who has it now and who shall have it; what nobody may visit is in neither."""

    people: tuple[Staff, ...]
    cases: tuple[Case, ...]
    held: dict[str, str]
    given: dict[str, str]

    def of(self, staff_id: str) -> tuple[Case, ...]:
        """What this one shall visit, by code."""
        return tuple(one for one in self.cases if self.given.get(one.id) == staff_id)

    @property
    def new(self) -> tuple[Case, ...]:
        """What goes to somebody else than it is with now."""
        return tuple(one for one in self.cases if one.id in self.given and self._moves(one))

    def _moves(self, case: Case) -> bool:
        return self.given[case.id] != self.held.get(case.id)

    @property
    def left(self) -> tuple[Case, ...]:
        """What none of them may visit: they are all kin."""
        return tuple(one for one in self.cases if one.id not in self.given)

    @property
    def marks(self) -> tuple[str, ...]:
        """Stands for the plan as the screen shows it: each file, from whom, to whom."""
        return tuple(f"{one.id}:{self.held.get(one.id, '')}:{self.given[one.id]}" for one in self.new)


def areas(turn: Turn) -> tuple[Area, ...]:
    """Those whose work whoever is speaking may share."""
    return tuple(one for one in turn.place.areas if may(turn.staff, "share_work", one.id))


def to_visit(turn: Turn, area_id: str) -> tuple[Case, ...]:
    """What somebody has to visit in an area and may be given to somebody, by code."""
    found = live_cases(turn, (area_id,), TO_SHARE)
    return tuple(sorted((one for one in found if way(one, "assign", "officer")), key=lambda one: one.code))


def may_visit(staff: Staff, case: Case) -> bool:
    """Neither kin nor who made a survey that was complained of."""
    return may_see(staff, case) and staff.id not in (*case.kin_of, *case.kept_from)


def holder(turn: Turn, case: Case) -> str:
    """Who has it: the one it was given to; of a survey to be mended, who made it; "" where nobody may now."""
    people = [one for one in turn.place.enumerators(case.area) if may_visit(one, case)]
    owner = None
    if case.assigned_to is None and case.survey and case.state in ("returned", "voted_down"):
        record = turn.facts.form(case.survey)
        owner = record.owner if record else None
    wanted = case.assigned_to or owner
    return next((one.id for one in people if one.id == wanted), "")


def plan_of(turn: Turn, area_id: str, wanted: tuple[str, ...] = ()) -> Plan:
    """The proposal; wanted: "case:staff" that an officer has decided otherwise, as far as it still may be."""
    people = tuple(sorted(turn.place.enumerators(area_id), key=lambda one: one.id))
    cases = to_visit(turn, area_id)
    able = {one.id: {p.id for p in people if may_visit(p, one)} for one in cases}
    held = {one.id: who for one in cases if (who := holder(turn, one))}
    chosen = dict(held)
    for one in wanted:
        case_id, _, staff_id = one.partition(":")
        if staff_id in able.get(case_id, ()):
            chosen[case_id] = staff_id
    given = shares([one.id for one in cases], able, chosen, [one.id for one in people])
    return Plan(people, cases, held, given)


def movable(plan: Plan, giver: str, taker: Staff) -> tuple[Case, ...]:
    """What of one's share the other may take: newly proposed ones first, then what is not begun."""
    found = (one for one in plan.of(giver) if may_visit(taker, one))
    return tuple(
        sorted(
            sorted(found, key=lambda one: one.code, reverse=True),
            key=lambda one: (plan.held.get(one.id) == giver, bool(one.survey or one.screening)),
        )
    )
