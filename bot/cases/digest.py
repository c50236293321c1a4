"""The morning message in numbers: what waits for one person, and the most urgent of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter

from bot.cases.reminders import LONG_WAIT, STAGES, Kind, Reminders, Standing, is_unassigned
from bot.cases.timeline import Due

MOST_LINES = 5
COUNTS: dict[str, Kind | None] = {
    "visit_today": "visits",
    "visits": "visits",
    "returned": "returned",
    "recheck": "recheck",
    "waiting": "waiting",
    "long_waiting": "waiting",
    "to_review": None,
    "complaints": "complaints",
    "soon": None,
    "late": None,
}
"""What is counted, in the order it is told; by which kind somebody can do without it."""


@dataclass(frozen=True, slots=True)
class Pressing:
    """One date that presses, with every file it presses on."""

    due: Due
    files: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """counts: by name, none of them 0. urgent: the dates that press, the nearest first.

    more: files of further dates.
    """

    counts: tuple[tuple[str, int], ...]
    urgent: tuple[Pressing, ...]
    more: int = 0

    @property
    def is_for_today(self) -> bool:
        """Whether it says something that must be done on this very day, a day off or not."""
        return any(name == "visit_today" for name, _ in self.counts)


def digest_of(
    staff_id: str,
    visiting: Sequence[Standing],
    office: Sequence[Standing],
    today: date,
    settings: Reminders,
) -> Digest:
    """visiting: what is theirs as an enumerator; office: as an officer; either may be empty."""
    dated = [
        *(office if settings.wants("deadlines") else ()),
        *(visiting if settings.wants("recheck") else ()),
    ]
    pressing = {one.case.id: (one, one.near) for one in dated}
    urgent = [(one, due) for one, due in pressing.values() if due is not None and _presses(due)]
    urgent.sort(key=lambda pair: (pair[1].on, pair[1].what, pair[0].case.code))
    counts = {
        "visit_today": sum(one.is_visit_of(staff_id, today) for one in visiting),
        "visits": sum(one.case.state in ("received", "listed", "voted_down") for one in visiting),
        "returned": sum(one.case.state == "returned" for one in visiting),
        "recheck": sum(one.case.state == "complained" for one in visiting),
        "waiting": sum(one.case.state == "submitted" for one in office),
        "long_waiting": sum(one.case.state == "submitted" and one.waits > LONG_WAIT for one in office),
        "to_review": sum(one.case.state == "surveyed" for one in office),
        "complaints": sum(is_unassigned(one) for one in office),
        "soon": sum(not due.late for _, due in urgent),
        "late": sum(due.late for _, due in urgent),
    }
    wanted = [name for name, kind in COUNTS.items() if kind is None or settings.wants(kind)]
    said = tuple((name, counts[name]) for name in wanted if counts[name])
    dates = [
        Pressing(due, tuple(one for one, _ in group)) for due, group in groupby(urgent, key=itemgetter(1))
    ]
    more = sum(len(one.files) for one in dates[MOST_LINES:])
    return Digest(said, tuple(dates[:MOST_LINES]), more)


def _presses(due: Due) -> bool:
    return due.late or due.left <= max(STAGES)
