"""The people of Mẫu 01 beside those of Phiếu B: who is not there any more, who has come. Pure."""

import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from bot.scoring.answers import Answers
from bot.scoring.forms import SKIPPED

D_WITH_STROKE = {0x111: "d"}
"""The one Vietnamese letter that does not come apart into a letter and its marks."""


class _Person(NamedTuple):
    """As written, and as compared: the name without marks and capitals, the birth as stored."""

    name: str
    plain: str
    birth: str


def members_apart(request: Answers, survey: Answers) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names on Mẫu 01 and not on Phiếu B; names on Phiếu B and not on Mẫu 01.

    Taken for the same person: name and birth alike, else the name, else the day of birth (a name put right
    at the door). A birth of which only the year is known makes nobody the same.
    """
    left = [_person(request, member) for member in (None, *request.members)]
    come = [_person(survey, member) for member in survey.members]
    for alike in (_both, _by_name, _by_birth):
        _pair_off(left, come, alike)
    return tuple(one.name for one in left), tuple(one.name for one in come)


def _person(answers: Answers, member: str | None) -> _Person:
    """A member; of Mẫu 01 also its head, who is no member of its list (None)."""
    name = answers.text("name", member) or ""
    birth = answers.text("birth", member) or ""
    return _Person(name, plain_name(name), "" if birth == SKIPPED else birth)


def plain_name(name: str) -> str:
    """A name as it is compared: no marks, no capitals, single spaces."""
    apart = unicodedata.normalize("NFD", name.casefold().translate(D_WITH_STROKE))
    return " ".join("".join(c for c in apart if not unicodedata.combining(c)).split())


def _both(one: _Person, other: _Person) -> bool:
    return one.plain == other.plain and one.birth == other.birth


def _by_name(one: _Person, other: _Person) -> bool:
    return one.plain == other.plain


def _by_birth(one: _Person, other: _Person) -> bool:
    return "-" in one.birth and one.birth == other.birth


def _pair_off(left: list[_Person], come: list[_Person], alike: Callable[[_Person, _Person], bool]) -> None:
    """Take away from both lists who is the same person, each once."""
    for one in tuple(left):
        other = next((other for other in come if alike(one, other)), None)
        if other is not None:
            left.remove(one)
            come.remove(other)
