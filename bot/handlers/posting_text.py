"""The words of a posting, from what is public of it alone: the same in chat and on the paper that hangs.

Public: name of the head (or worker), area, result; never an identity number, birth date, phone or point.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.cases.commune import Commune
from bot.cases.posting import Posting
from bot.dialogue.reading import fold


class Says(Protocol):
    """The words of a key, in the language of the village."""

    def __call__(self, key: str, /, **args: object) -> str: ...


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list. name: whose result it is; result: the class's name; code: of the file."""

    code: str
    name: str
    result: str


@dataclass(frozen=True, slots=True)
class Public:
    """A posting as it may be read by anybody. rows: in the order of the list. until: its last day.

    official: no training value stands in any result.
    """

    commune: Commune
    area: str
    posting: Posting
    until: date
    rows: tuple[Row, ...]
    official: bool


def names(say: Says, shown: Public) -> list[str]:
    """What everybody is called on the list; of two of one name the file's code tells which."""
    often = Counter(fold(one.name) for one in shown.rows)
    return [
        say("posting.same_name", head=one.name, code=one.code) if often[fold(one.name)] > 1 else one.name
        for one in shown.rows
    ]


# ── what the loudspeaker reads ───────────────────────────────────────────────────────────────
def notice(say: Says, shown: Public) -> str:
    """The training mark where one is due, then what is read out."""
    return "\n".join((*_training(say, shown), *spoken(say, shown)))


def spoken(say: Says, shown: Public) -> list[str]:
    """Short sentences, one a line: whose result is what, where it hangs, until when, how to complain."""
    begins = "posting.notice.again" if shown.posting.again else "posting.notice.first"
    parts = [say(begins, commune=shown.commune.name, area=shown.area)]
    grouped: dict[str, list[str]] = {}
    for row, name in zip(shown.rows, names(say, shown), strict=True):
        grouped.setdefault(row.result, []).append(name)
    for name, found in grouped.items():
        parts.append(say("posting.notice.group", name=name, count=len(found), heads="; ".join(found)))
    return [line for part in (*parts, *_around(say, shown)) for line in part.splitlines()]


def _around(say: Says, shown: Public) -> tuple[str, str]:
    """Where and until when it hangs; how to complain."""
    begins, until = f"{shown.posting.posted_on:%d/%m/%Y}", f"{shown.until:%d/%m/%Y}"
    places, commune = "; ".join(shown.posting.places), shown.commune
    return (
        say("posting.notice.where", places=places, begins=begins, until=until),
        say("posting.notice.complain", until=until, office=commune.office, phone=commune.phone),
    )


def _training(say: Says, shown: Public) -> tuple[str, ...]:
    """Said on every paper, so that a trial is never taken for the commune's word."""
    return () if shown.official else (say("posting.training"),)


# ── the list that hangs ──────────────────────────────────────────────────────────────────────
def redacted(say: Says, shown: Public) -> str:
    """Name of the head and result, numbered; area, days and places around it."""
    title = "posting.list.again" if shown.posting.again else "posting.list.first"
    rows = [*_training(say, shown), say(title, commune=shown.commune.name, area=shown.area)]
    for no, (row, name) in enumerate(zip(shown.rows, names(say, shown), strict=True), 1):
        rows.append(say("posting.list.line", no=no, head=name, name=row.result))
    return "\n".join((*rows, *_around(say, shown)))
