"""What every reader of submissions shares: limits, names without groups, one submission put together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.dialogue.reading import Problem
from bot.dialogue.reading.result import problem
from bot.handlers.imported import Brought

FORMS = ("phieu_a", "phieu_b")
MEMBERS = "members"
"""The one repeat of the exported form."""

MOST_BYTES = 50_000_000
"""Of a file, and of all that is packed in it."""
MOST_BYTES_ONE = 1_000_000
"""Of one submission: forty members have some thirty thousand."""
MOST_SUBMISSIONS = 5_000
MOST_MEMBERS = 100
"""Rows of one repeat that are read at all; what a household may have is checked with its answers."""
MOST_DEPTH = 12
"""Groups in groups."""
LONGEST_TEXT = 1_000
"""Characters of one answer."""
MOST_CHARACTERS = 150_000
"""Of all elements of one submission, names and answers: what the door of a running bot takes at once."""
LONGEST_ID = 100


@dataclass(frozen=True, slots=True)
class Unread:
    """A submission, or a whole file, that cannot be read: where, and what would be right."""

    where: str
    problem: Problem
    instance: str = ""


class UnreadError(Exception):
    """Raised inside a reader, caught where the submission is known. For the readers only."""

    def __init__(self, why: Problem) -> None:
        super().__init__(why.key)
        self.problem = why


Found = Brought | Unread
Pair = tuple[str, str]
"""An element's name without its groups, and its text."""


def gather(pairs: Iterable[Pair]) -> dict[str, str]:
    """The fields of a household or a member. UnreadError where an element stands twice, is too long or holds
    half a character (JSON can say so), which can be neither kept nor printed.

    Names beginning with "_" are the tool's own; the last of them counts.
    """
    fields: dict[str, str] = {}
    for name, text in pairs:
        if name in fields and not name.startswith("_") and fields[name] != text:
            raise UnreadError(problem("import.file.twice", field=name))
        if len(text) > LONGEST_TEXT and not name.startswith("_"):
            raise UnreadError(problem("import.file.too_long", field=name, limit=LONGEST_TEXT))
        if not _is_whole(name + text):
            raise UnreadError(problem("import.json.broken"))
        fields[name] = text
    return fields


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def submission(
    where: str,
    fields: Mapping[str, str],
    members: tuple[Mapping[str, str], ...],
    *,
    form: str = "",
    version: str = "",
) -> Found:
    """One submission, with its id and the form it is of."""
    instance = next((fields[name] for name in ("instanceID", "KEY", "__id", "_uuid") if fields.get(name)), "")
    if not instance or len(instance) > LONGEST_ID or not instance.isprintable():
        return Unread(where, problem("import.file.no_instance"))
    members = _without_empty_ends(members)
    if len(members) > MOST_MEMBERS:
        return Unread(where, problem("import.file.members", limit=MOST_MEMBERS), instance)
    if _characters(fields, *members) > MOST_CHARACTERS:
        return Unread(where, problem("import.file.long", limit=MOST_CHARACTERS), instance)
    if _rejected(fields):
        return Unread(where, problem("import.file.rejected"), instance)
    named = form if form in FORMS else _guessed(fields, members)
    return Brought(where, _with_scheme(instance), named, version, fields, members)


def _characters(*each: Mapping[str, str]) -> int:
    """Of names and answers, and two for what stands between."""
    return sum(len(name) + len(text) + 2 for one in each for name, text in one.items())


def _without_empty_ends(members: tuple[Mapping[str, str], ...]) -> tuple[Mapping[str, str], ...]:
    """ODK Collect keeps an empty entry, last, for each person taken off the number of members again."""
    while members and not any(_said(name, text) for name, text in members[-1].items()):
        members = members[:-1]
    return members


def _said(name: str, text: str) -> bool:
    """Whether somebody has answered here: not the tool's own keys, not what is calculated."""
    return bool(text.strip()) and not name.startswith(("_", "calc_"))


def _with_scheme(instance: str) -> str:
    """Kobo's "_uuid" is the id without its "uuid:"; the same submission must not come in twice for that."""
    return instance if ":" in instance else f"uuid:{instance}"


def _rejected(fields: Mapping[str, str]) -> bool:
    """Whether somebody has rejected it in ODK Central or not approved it in Kobo."""
    central = "rejected" in (fields.get("reviewState", ""), fields.get("ReviewState", ""))
    return central or fields.get("uid", "") == "validation_status_not_approved"


def _guessed(fields: Mapping[str, str], members: tuple[Mapping[str, str], ...]) -> str:
    """JSON and CSV do not always name the form: only Phiếu B has members, only Phiếu A its criteria."""
    if members or "floor_area_m2" in fields:
        return "phieu_b"
    return "phieu_a" if "criteria" in fields or "pa01" in fields else ""
