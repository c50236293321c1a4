"""What is said of the round itself in front of its export: what it is, by which rules, how far it goes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bot.cases.case import Case
from bot.documents.export.export_columns import LANGUAGE, Cell, mark_of
from bot.documents.export.export_facts import Home, Scene

FORMAT = "rasoat-round/1"
"""Goes up where a column gets another meaning or goes away."""


@dataclass(slots=True)
class Seen:
    """What was counted while the files went by."""

    households: int = 0
    results: int = 0
    official: int = 0
    erased: int = 0
    marks: set[str] = field(default_factory=set)
    tables: set[str] = field(default_factory=set)
    last_move: datetime | None = None

    def add(self, home: Home) -> None:
        """One more file."""
        self.households += 1
        found = home.result
        if found is not None:
            self.results += 1
            self.official += found.data.get("official") is True
            self.marks |= {mark_of(found)} - {""}
            self.tables |= {str(found.data.get("table_digest") or "")} - {""}

    def begin(self, cases: Iterable[Case]) -> None:
        """Before the files: those erased are counted, nothing else of them leaves."""
        for case in cases:
            self.erased += case.state == "erased"
            if case.moves and (self.last_move is None or case.moves[-1].at > self.last_move):
                self.last_move = case.moves[-1].at


def about(place: Scene, seen: Seen) -> dict[str, Cell]:
    """Name → value, in the order of the words' `about`."""
    plan, pack = place.plan, place.packs[0]
    return {
        "format": FORMAT,
        "mark": "; ".join(sorted(seen.marks)) or None,
        "commune": place.commune.name,
        "province": place.commune.province,
        "invented": place.commune.invented,
        "round": plan.name,
        "procedure": plan.procedure,
        "beside": plan.beside,
        "document": plan.document or None,
        "reference_date": plan.reference_date.isoformat(),
        "pack": pack.id,
        "pack_title": pack.title[LANGUAGE],
        "pack_digest": pack.digest,
        "table_digests": tuple(sorted(seen.tables)),
        "last_move": seen.last_move.isoformat() if seen.last_move else None,
        "households": seen.households,
        "results": seen.results,
        "official": seen.official,
        "erased": seen.erased,
    }
