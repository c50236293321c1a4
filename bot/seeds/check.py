"""Whether the two files of a seed fit together: every name one file uses is there, and in order."""

from collections.abc import Collection, Iterator

from bot.errors import RasoatError
from bot.seeds.commune_schema import SeedFile
from bot.seeds.household_schema import HouseholdFile, HouseholdsFile

Misfit = tuple[str, str, str]
"""Where, what, remedy."""


class SeedError(RasoatError):
    """A seed's file is wrong: names file, line or key, and remedy."""


def check(commune: SeedFile, households: HouseholdsFile) -> None:
    """SeedError for the first thing that does not fit."""
    for where, what, remedy in (*_commune(commune), *_households(commune, households)):
        raise SeedError(what, where=where, remedy=remedy)


def _commune(commune: SeedFile) -> Iterator[Misfit]:
    areas = commune.areas.names
    if not any(one.role == "officer" for one in commune.staff):
        yield "staff", "no officer", "add one: somebody must receive the papers"
    for staff in commune.staff:
        for area in staff.areas:
            yield from _known(f"staff {staff.id}", "area", area, areas)
    roles = {one.chat: one.role for one in commune.staff if one.chat}
    for persona in commune.personas:
        where = f"persona {persona.chat}"
        if persona.area:
            yield from _known(where, "area", persona.area, areas)
        if roles.get(persona.chat, "resident") != persona.role:
            yield where, f"is not the chat of one {persona.role}", "make it agree with the staff"


def _households(commune: SeedFile, households: HouseholdsFile) -> Iterator[Misfit]:
    yield from _known("households", "round", households.round, [one.id for one in commune.rounds])
    writers = {one.id for one in commune.staff} | {one.chat for one in commune.personas}
    for number, household in enumerate(households.households, 1):
        code = f"{commune.commune.prefix}-{number:04d}"
        if household.code != code:
            yield f"household {household.code}", "code out of order", f"its place makes it {code}"
        yield from _household(household, commune.areas.names, writers)


def _household(
    household: HouseholdFile, areas: Collection[str], writers: Collection[str]
) -> Iterator[Misfit]:
    where = f"household {household.code}"
    yield from _known(where, "area", household.area, areas)
    if household.request is not None:
        yield from _known(where, "staff or persona", household.request.by, writers)


def _known(where: str, kind: str, name: str, known: Collection[str]) -> Iterator[Misfit]:
    if name not in known:
        yield where, f'no {kind} "{name}"', f"one of {', '.join(sorted(known))}"
