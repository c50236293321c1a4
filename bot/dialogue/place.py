"""The commune at hand: its areas, rounds, people and points tables."""

from dataclasses import dataclass

from bot.cases.commune import Area, Commune, Round, Staff
from bot.cases.points_table import LoadedTable


@dataclass(frozen=True, slots=True)
class Place:
    """The commune with all that rarely changes; always at hand."""

    commune: Commune
    areas: tuple[Area, ...]
    round: Round
    staff: tuple[Staff, ...]
    rounds: tuple[Round, ...] = ()
    tables: tuple[LoadedTable, ...] = ()

    def round_of(self, round_id: str) -> Round:
        """The round of this id; the running one where it is not known."""
        return next((one for one in self.rounds if one.id == round_id), self.round)

    def area(self, area_id: str) -> Area | None:
        return next((area for area in self.areas if area.id == area_id), None)

    def staff_at(self, chat: str) -> Staff | None:
        """The active staff member behind a chat."""
        return next((one for one in self.staff if one.chat == chat and one.active), None)

    def staff_by_id(self, staff_id: str) -> Staff | None:
        return next((one for one in self.staff if one.id == staff_id), None)

    def officers(self, area_id: str) -> tuple[Staff, ...]:
        """The officers who answer for an area (without areas of their own: for all of them)."""
        officers = (s for s in self.staff if s.active and "officer" in s.roles)
        return tuple(s for s in officers if not s.areas or area_id in s.areas)

    def enumerators(self, area_id: str) -> tuple[Staff, ...]:
        return tuple(s for s in self.staff if s.active and "enumerator" in s.roles and area_id in s.areas)
