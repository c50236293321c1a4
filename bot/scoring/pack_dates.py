"""Packs side by side by date: days that two claim, days that nobody covers, and a standard that runs out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bot.scoring.pack import Pack, Status

SOON = timedelta(days=60)
"""How long before the last day of the last usable pack it is said."""
DAY = timedelta(days=1)

Kind = Literal["overlap", "gap", "none_today", "expiring", "draft"]
ERRORS = ("overlap", "gap", "none_today")
"""The kinds that make the check fail; the others only warn."""


@dataclass(frozen=True, slots=True)
class PackDates:
    """A pack's id, status and time; both days included."""

    id: str
    status: Status
    starts: date
    ends: date


@dataclass(frozen=True, slots=True)
class DateProblem:
    """What is wrong with which packs, from the first to the last day it concerns."""

    kind: Kind
    packs: tuple[str, ...]
    first: date
    last: date

    @property
    def is_error(self) -> bool:
        return self.kind in ERRORS


def dates_of(pack: Pack) -> PackDates:
    """The dates of a pack that was read."""
    return PackDates(pack.id, pack.status, pack.effective_from, pack.effective_until)


def check_dates(packs: Iterable[PackDates], today: date) -> tuple[DateProblem, ...]:
    """Everything wrong with these packs together, by date. No packs at all: nothing to say.

    Drafts take their place in time (a gap or an overlap is one with a draft, too) but nobody can work with
    them: today, and what comes when a usable pack runs out, is asked of usable packs only.
    """
    ordered = sorted(packs, key=lambda one: (one.starts, one.ends, one.id))
    if not ordered:
        return ()
    usable = [one for one in ordered if one.status != "draft"]
    drafts = [one for one in ordered if one.status == "draft" and one.ends >= today]
    return (
        *_overlaps(ordered),
        *_gaps(ordered),
        *_today(usable, today),
        *(DateProblem("draft", (one.id,), one.starts, one.ends) for one in drafts),
    )


def _overlaps(ordered: list[PackDates]) -> Iterable[DateProblem]:
    for n, one in enumerate(ordered):
        for other in ordered[n + 1 :]:
            if other.starts <= one.ends:
                last = min(one.ends, other.ends)
                yield DateProblem("overlap", (one.id, other.id), other.starts, last)


def _gaps(ordered: list[PackDates]) -> Iterable[DateProblem]:
    """Days between two packs that none covers, not even one that began earlier and lasts longer."""
    reached = ordered[0]
    for after in ordered[1:]:
        if after.starts > reached.ends + DAY:
            yield DateProblem("gap", (reached.id, after.id), reached.ends + DAY, after.starts - DAY)
        reached = max(reached, after, key=lambda one: one.ends)


def _today(usable: list[PackDates], today: date) -> Iterable[DateProblem]:
    """No usable pack today; or one that ends soon, with none to follow the day after."""
    ends = max((one.ends for one in usable if one.starts <= today <= one.ends), default=None)
    if ends is None:
        yield DateProblem("none_today", tuple(one.id for one in usable), today, today)
        return
    followed = any(one.starts <= ends + DAY and one.ends > ends for one in usable)
    if not followed and ends - today <= SOON:
        ids = tuple(one.id for one in usable if one.ends == ends)
        yield DateProblem("expiring", ids, today, ends)
