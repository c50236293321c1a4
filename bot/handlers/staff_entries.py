"""Staff as named on the command line or in a sheet: each made a staff member, or told what would be right.

Nothing is guessed: a role or an area that is not known, or a person of a name that is there with other
duties, is refused. The very same person again is that person, and nothing changes.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.cases.commune import Area, Role, Staff
from bot.dialogue.reading.names import read_person_name
from bot.dialogue.reading.result import Problem, problem
from bot.dialogue.reading.text import clean, fold

STAFF_ROLES: tuple[Role, ...] = ("enumerator", "officer", "chairman", "supervisor", "administrator")
ROLES: dict[str, Role] = {one: one for one in STAFF_ROLES}
"""The roles that can be given, in the order in which several are kept."""
LONGEST_TITLE = 200
ALL_AREAS = "*"
"""Said where an officer answers for every area."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One person as written. row: in the sheet, from 1; 0 on the command line. areas: ids or names, commas
    between. id: chosen by the commune, "" where one is to be made. also: roles besides, commas between."""

    name: str
    title: str
    role: str
    areas: str
    id: str = ""
    row: int = 0
    also: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """What is to be another about a staff member; None: as it is."""

    name: str | None = None
    title: str | None = None
    role: str | None = None
    areas: str | None = None
    also: str | None = None


def staff_id_for(name: str, taken: Collection[str]) -> str:
    """ "nv-lan" for Hoàng Thị Lan, "nv-lan2" for the next one."""
    wanted = staff_id = f"nv-{fold(name).split()[-1]}"
    number = 2
    while staff_id in taken:
        staff_id, number = f"{wanted}{number}", number + 1
    return staff_id


def all_of(
    entries: Sequence[Entry], areas: Sequence[Area], staff: Sequence[Staff]
) -> tuple[tuple[Staff, ...], tuple[tuple[int, Problem], ...]]:
    """A staff member an entry, those that are there unchanged; and each bad row with what would be right."""
    found: list[Staff] = []
    bad: list[tuple[int, Problem]] = []
    for entry in entries:
        one = member_of(entry, areas, [*staff, *(each for each in found if each not in staff)])
        if isinstance(one, Problem):
            bad.append((entry.row, one))
        else:
            found.append(one)
    return tuple(found), tuple(bad)


def member_of(entry: Entry, areas: Sequence[Area], staff: Sequence[Staff]) -> Staff | Problem:
    """The staff member there already who is the very same, else a new one (version 1)."""
    wanted = _checked(Staff(entry.id.strip(), "", "", "officer", ()), entry, areas)
    if isinstance(wanted, Problem):
        return wanted
    if entry.id and not _good_id(wanted.id):
        return problem("cli.people.wrong.id", text=wanted.id[:LONGEST_TITLE])
    if entry.id:
        there = [one for one in staff if one.id == wanted.id]
    else:
        there = [one for one in staff if fold(one.name) == fold(wanted.name)]
    same = next((one for one in there if _alike(one, wanted, besides=bool(entry.also))), None)
    if same is not None:
        return same if same.active else problem("cli.people.ended", staff=same.id)
    if there:
        return problem("cli.people.other" if not entry.id else "cli.people.id_taken", staff=there[0].id)
    return wanted if entry.id else replace(wanted, id=staff_id_for(wanted.name, [one.id for one in staff]))


def changed(one: Staff, changes: Changes, areas: Sequence[Area], staff: Sequence[Staff]) -> Staff | Problem:
    """The staff member with these changes (the same version), or what would be right.

    Who is no officer any more loses an officer's rights. Somebody must stay who receives the papers.
    """
    after = _checked(one, changes, areas)
    if isinstance(after, Problem):
        return after
    officers = [each for each in staff if "officer" in each.roles and each.active and each.id != one.id]
    if "officer" in one.roles and "officer" not in after.roles:
        after = replace(after, rights=())
        if one.active and not officers:
            return problem("cli.people.last_officer", staff=one.id)
    return after


def _checked(one: Staff, given: Entry | Changes, areas: Sequence[Area]) -> Staff | Problem:
    """The staff member with what was given, each part read."""
    if given.name is not None:
        read = read_person_name(given.name)
        if isinstance(read, Problem):
            return read
        one = replace(one, name=read.value)
    if given.title is not None:
        title = clean(given.title)
        if not any(char.isalnum() for char in title) or len(title) > LONGEST_TITLE:
            return problem("cli.people.wrong.title")
        one = replace(one, title=title)
    if given.role is not None:
        role = ROLES.get(given.role.strip())
        if role is None:
            return problem("cli.people.wrong.role", text=clean(given.role)[:LONGEST_TITLE])
        one = replace(one, role=role, also=tuple(each for each in one.also if each != role))
    if given.also is not None:
        also = _roles(given.also)
        if isinstance(also, Problem):
            return also
        one = replace(one, also=tuple(each for each in also if each != one.role))
    return _with_areas(one, given.areas, areas)


def _roles(given: str) -> tuple[Role, ...] | Problem:
    """Roles held besides the main one, commas between; "-" or nothing: none."""
    parts = [part.strip() for part in given.replace(";", ",").split(",")]
    named = [part for part in parts if part not in ("", "-")]
    wrong = next((part for part in named if part not in ROLES), None)
    if wrong is not None:
        return problem("cli.people.wrong.role", text=clean(wrong)[:LONGEST_TITLE])
    return tuple(one for one in STAFF_ROLES if one in named)


def _with_areas(one: Staff, given: str | None, areas: Sequence[Area]) -> Staff | Problem:
    """An enumerator has an area at least; an officer without any answers for all of them."""
    if given is not None:
        known = {fold(one.id): one.id for one in areas} | {fold(one.name): one.id for one in areas}
        found: list[str] = []
        for part in given.replace(";", ",").replace("\n", ",").split(","):
            wanted = clean(part)
            if wanted in ("", ALL_AREAS):
                continue
            if fold(wanted) not in known:
                names = ", ".join(f"{each.id} ({each.name})" for each in areas)
                return problem("cli.people.wrong.area", text=wanted[:LONGEST_TITLE], areas=names)
            found.append(known[fold(wanted)])
        one = replace(one, areas=tuple(each.id for each in areas if each.id in found))
    if "enumerator" in one.roles and not one.areas:
        return problem("cli.people.wrong.no_area")
    return one


def _alike(one: Staff, other: Staff, *, besides: bool) -> bool:
    """The same person with the same duties. besides: the roles held besides the main one were given, too."""
    if besides and set(one.also) != set(other.also):
        return False
    return (fold(one.name), one.title, one.role, set(one.areas)) == (
        fold(other.name),
        other.title,
        other.role,
        set(other.areas),
    )


def _good_id(staff_id: str) -> bool:
    """Small letters, digits and hyphens: it is typed and stands in records."""
    return len(staff_id) <= 30 and all(
        char.isascii() and (char.islower() or char.isdigit() or char == "-") for char in staff_id
    )
