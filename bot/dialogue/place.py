"""The commune at hand: its areas, rounds, people and points tables."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from bot.cases.commune import Area, Commune, Round, Staff
from bot.cases.paper_template import PaperTemplate
from bot.cases.points_table import LoadedTable

One = TypeVar("One", Area, Staff, Round, LoadedTable, PaperTemplate)


@dataclass(frozen=True, slots=True)
class Place:
    """The commune with all that rarely changes; always at hand."""

    commune: Commune
    areas: tuple[Area, ...]
    round: Round
    staff: tuple[Staff, ...]
    rounds: tuple[Round, ...] = ()
    tables: tuple[LoadedTable, ...] = ()
    templates: tuple[PaperTemplate, ...] = ()

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

    def with_changed(self, one: Commune | Area | Round | Staff | LoadedTable | PaperTemplate) -> "Place":
        """With this one in the place of what has its id, or added. Which round is running stays as it is."""
        if isinstance(one, Commune):
            return replace(self, commune=one)
        if isinstance(one, Area):
            return replace(self, areas=_with(self.areas, one))
        if isinstance(one, Round):
            running = one if one.id == self.round.id else self.round
            return replace(self, rounds=_with(self.rounds, one), round=running)
        if isinstance(one, LoadedTable):
            return replace(self, tables=_with(self.tables, one))
        if isinstance(one, PaperTemplate):
            return replace(self, templates=_with(self.templates, one))
        return replace(self, staff=_with(self.staff, one))


def _with(known: tuple[One, ...], one: One) -> tuple[One, ...]:
    """Where it stood before; a new one last."""
    found = [one if each.id == one.id else each for each in known]
    if one not in found:
        found.append(one)
    return tuple(found)


def running_round(rounds: Sequence[Round], today: date, round_id: str = "") -> Round:
    """The named round; else the last whose first phase has begun; else the first to come."""
    for one in rounds:
        if one.id == round_id:
            return one
    by_start = sorted(rounds, key=lambda one: one.phases[0].starts)
    begun = [one for one in by_start if one.phases[0].starts <= today]
    return begun[-1] if begun else by_start[0]
