"""A round beside the packs: what of its dates, its pack and its document should be looked at again.

Never a refusal: the document the round names decides (which standard an autumn review uses is not settled
by its date), dates only warn.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.cases.commune import Round
from bot.scoring.pack_dates import PackDates

WarningCode = Literal[
    "unknown_pack",  # no pack of this name comes with the program
    "no_document",  # nothing says why this pack
    "draft",  # the pack cannot classify
    "reference_outside",  # ages are counted on a day of another time
    "reference_late",  # ages are counted on a day after the survey has begun
    "phase_before",  # a phase begins before the pack does
    "phase_after",  # a phase ends after the pack does
    "two_packs",  # some days of the round are another pack's
]


@dataclass(frozen=True, slots=True)
class RoundWarning:
    """What to look at. day: of the round; first, last: the days it is compared with (the pack's, mostly).

    pack: the pack meant; phase: the phase meant, "" where none is.
    """

    code: WarningCode
    pack: str
    day: date
    first: date
    last: date
    phase: str = ""


def round_warnings(plan: Round, packs: Iterable[PackDates]) -> tuple[RoundWarning, ...]:
    """Everything about the round that should be looked at, the gravest first; nothing where all is well."""
    known = {one.id: one for one in packs}
    own = known.get(plan.pack_id)
    first, last = _span(plan)
    if own is None:
        return (RoundWarning("unknown_pack", plan.pack_id, plan.reference_date, first, last),)
    found: list[RoundWarning] = []
    if own.status == "draft":
        found.append(_warning("draft", own, own.starts))
    if not plan.document.strip():
        found.append(_warning("no_document", own, plan.reference_date))
    return (*found, *_reference(plan, own), *_phases(plan, own), *_others(plan, own, known.values()))


def _span(plan: Round) -> tuple[date, date]:
    """First and last day of the round's phases; of a round without any, its reference date."""
    days = [day for one in plan.phases for day in (one.starts, one.ends)] or [plan.reference_date]
    return min(days), max(days)


def _warning(code: WarningCode, own: PackDates, day: date, phase: str = "") -> RoundWarning:
    return RoundWarning(code, own.id, day, own.starts, own.ends, phase)


def _reference(plan: Round, own: PackDates) -> Iterator[RoundWarning]:
    day = plan.reference_date
    if not own.starts <= day <= own.ends:
        yield _warning("reference_outside", own, day)
    survey = plan.phase("survey")
    if survey is not None and day > survey.starts:
        yield RoundWarning("reference_late", own.id, day, survey.starts, survey.ends, "survey")


def _phases(plan: Round, own: PackDates) -> Iterator[RoundWarning]:
    """The first phase that begins too early and the last that ends too late: one of each says enough."""
    early = [one for one in plan.phases if one.starts < own.starts]
    late = [one for one in plan.phases if one.ends > own.ends]
    if early:
        one = min(early, key=lambda phase: phase.starts)
        yield _warning("phase_before", own, one.starts, one.id)
    if late:
        one = max(late, key=lambda phase: phase.ends)
        yield _warning("phase_after", own, one.ends, one.id)


def _others(plan: Round, own: PackDates, packs: Iterable[PackDates]) -> Iterator[RoundWarning]:
    """Other packs that have days of a round which touches its own pack's days, too."""
    first, last = _span(plan)
    if not (first <= own.ends and last >= own.starts):
        return
    for one in packs:
        if one.id != own.id and one.starts <= last and one.ends >= first:
            yield RoundWarning("two_packs", one.id, max(first, one.starts), one.starts, one.ends)
