"""Visits shared evenly among the enumerators of an area: the same proposal for the same files and people."""

from collections.abc import Collection, Mapping, Sequence

from bot.cases.case import State

TO_SHARE: tuple[State, ...] = ("received", "listed", "returned", "voted_down")
"""Where somebody has to go to the household and any enumerator who is no kin may.

A re-check is not among them: who may make it depends on who made the survey.
"""


def shares(
    files: Sequence[str],
    able: Mapping[str, Collection[str]],
    held: Mapping[str, str],
    people: Sequence[str],
) -> dict[str, str]:
    """File → who goes there. What somebody holds stays; the rest goes to whoever has fewest.

    files: ids in the order of their codes. able: by file, who may go there (no kin). held: by file, who has
    it now. people: ids in the order that decides between equals. Files few may visit come first, so that the
    shares stay even; a file nobody may visit is left out.
    """
    given = {one: held[one] for one in files if one in held and held[one] in able[one]}
    load = dict.fromkeys(people, 0)
    for who in given.values():
        load[who] = load.get(who, 0) + 1
    free = [one for one in files if one not in given and able[one]]
    for one in sorted(free, key=lambda file: len(able[file])):  # stable: by code among equals
        who = min((name for name in people if name in able[one]), key=lambda name: load[name])
        given[one] = who
        load[who] += 1
    return given
