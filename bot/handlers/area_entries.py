"""An area as it is named on the command line: made, or told what would be right.

The kind word (khu phố, thôn, ấp, khóm) is part of the name, as the commune says it. Type and region come
with the document that sets them and its day, never from a name; without them nobody there is classified.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.cases.commune import Area, AreaType
from bot.dialogue.reading.result import Problem, problem
from bot.dialogue.reading.text import clean, fold

TYPES: dict[str, AreaType] = {"rural": "rural", "urban": "urban"}
LONGEST = 200
MOST_PEOPLE = 100_000
"""In one area; more is a slip of the finger."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be true of an area; None: as it is, or not set yet."""

    name: str | None = None
    type: str | None = None
    region: str | None = None
    source: str | None = None
    since: date | None = None
    households: int | None = None
    persons: int | None = None


def added(wanted: Wanted, regions: Collection[str], areas: Sequence[Area], today: date) -> Area | Problem:
    """The area there already that is the very same, else a new one. today: stands where no day is needed."""
    made = _with(Area("", "", None, None, "", today), wanted, regions)
    if isinstance(made, Problem):
        return made
    there = next((one for one in areas if fold(one.name) == fold(made.name)), None)
    if there is None:
        return replace(made, id=_free_id(areas))
    after = _with(there, wanted, regions)
    return there if after == there else problem("cli.area.there", area=there.id)


def changed(one: Area, wanted: Wanted, regions: Collection[str], areas: Sequence[Area]) -> Area | Problem:
    """The area with these changes (the same version), or what would be right."""
    after = _with(one, wanted, regions)
    if isinstance(after, Problem):
        return after
    twin = next((each for each in areas if each.id != one.id and fold(each.name) == fold(after.name)), None)
    return problem("cli.area.there", area=twin.id) if twin else after


def _with(one: Area, wanted: Wanted, regions: Collection[str]) -> Area | Problem:
    if wanted.name is not None:
        name = clean(wanted.name)
        if not any(char.isalnum() for char in name) or len(name) > LONGEST or "," in name:
            return problem("cli.area.wrong.name")
        one = replace(one, name=name)
    counted = _counted(one, wanted)
    if isinstance(counted, Problem):
        return counted
    one = counted
    if wanted.type is None and wanted.region is None and wanted.source is None and wanted.since is None:
        return one
    return _set(one, wanted, regions)


def _counted(one: Area, wanted: Wanted) -> Area | Problem:
    """With the numbers of all who live there; a household has at least one person."""
    households = one.households if wanted.households is None else wanted.households
    persons = one.persons if wanted.persons is None else wanted.persons
    given = [number for number in (households, persons) if number is not None]
    if not all(0 <= number <= MOST_PEOPLE for number in given):
        return problem("cli.area.wrong.number", most=MOST_PEOPLE)
    if households is not None and persons is not None and persons < households:
        return problem("cli.area.wrong.totals", households=households, persons=persons)
    return replace(one, households=households, persons=persons)


def _set(one: Area, wanted: Wanted, regions: Collection[str]) -> Area | Problem:
    """Type and region are set together with what says so; an urban area needs no region."""
    kind = TYPES.get(wanted.type or one.type or "")
    if kind is None:
        return problem("cli.area.wrong.type")
    region = one.region if wanted.region is None else wanted.region
    if region not in regions and (region is not None or kind == "rural"):
        return problem("cli.area.wrong.region", regions=", ".join(regions))
    source = clean(wanted.source or "")
    if wanted.since is None or not any(char.isalnum() for char in source) or len(source) > LONGEST:
        return problem("cli.area.wrong.source")
    return replace(one, type=kind, region=region, source=source, since=wanted.since)


def _free_id(areas: Sequence[Area]) -> str:
    """ "kv9" for the ninth, or the next that is free."""
    taken, number = {one.id for one in areas}, len(areas) + 1
    while f"kv{number}" in taken:
        number += 1
    return f"kv{number}"
