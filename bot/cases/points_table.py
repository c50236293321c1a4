"""The commune's own points table: what was loaded, from which print, who signed it, since when it counts.

A table is never edited: a wrong one is refused, or replaced by a new one. Two different officers sign,
each after comparing ten cells with the print; it counts from its date, never before the second signature.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bot.cases.commune import Staff

SIGNERS = 2
"""Different officers who must have compared a table with the print before it counts."""
RIGHT = "points_table"
"""What a staff member must be allowed, to load a table."""


@dataclass(frozen=True, slots=True)
class Signature:
    """An officer says: I have compared these cells with the print. cells: "a01 · 1 · urban".

    chat: the signer's own chat, "" where an earlier version kept none; phone: the one it was signed on.
    """

    staff_id: str
    name: str
    at: datetime
    cells: tuple[str, ...]
    chat: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An officer says in words why the table must not be used."""

    staff_id: str
    name: str
    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Rescored:
    """One file scored again. before, after: the class by the form, None while undecided; before_a, after_a:
    điểm A; was_official, is_official: whether each was official. failed: it could not be scored under the
    table."""

    case_id: str
    code: str
    area: str
    before: str | None = None
    after: str | None = None
    before_a: int = 0
    after_a: int = 0
    failed: bool = False
    was_official: bool = False
    is_official: bool = False

    @property
    def moved(self) -> bool:
        """Whether its class is another one."""
        return not self.failed and self.before != self.after


@dataclass(frozen=True, slots=True)
class LoadedTable:
    """One points table as loaded. Its content never changes; what is added is who signed or refused it.

    text: the table as one text (bot.scoring.own_table); digest: sha256 of it. document: the print it was
    read from. starts: the day the loader wants it to count from. rescored_at: every file has been scored
    again under it; rescored: those files.
    """

    id: str
    pack_id: str
    digest: str
    text: str
    document: str
    starts: date
    loaded_by: str
    loaded_by_name: str
    loaded_at: datetime
    signatures: tuple[Signature, ...] = ()
    refused: Refusal | None = None
    rescored_at: datetime | None = None
    rescored: tuple[Rescored, ...] = ()
    version: int = 1

    @property
    def short(self) -> str:
        """The digest as people compare it: its first twelve letters in groups of four."""
        return "-".join(self.digest[n : n + 4] for n in range(0, 12, 4))

    @property
    def signed_at(self) -> datetime | None:
        """When the second of two different officers signed; None while unsigned or where it was refused."""
        firsts: dict[str, datetime] = {}
        for one in self.signatures:
            firsts.setdefault(one.staff_id, one.at)
        return None if self.refused or len(firsts) < SIGNERS else tuple(firsts.values())[SIGNERS - 1]

    @property
    def counts_from(self) -> date | None:
        """The first day it counts: its own, but never before the second signature; None while unsigned."""
        return None if self.signed_at is None else max(self.starts, self.signed_at.date())

    def waits_for(self, staff: Staff, phone: str = "") -> bool:
        """Whether this officer may still sign it: nobody signs twice, nor two names from one phone.

        phone: the one spoken from, where it is not the officer's first.
        """
        theirs = {staff.chat, phone} - {None, ""}
        return (
            self.refused is None
            and self.signed_at is None
            and "officer" in staff.roles
            and staff.active
            and all(
                staff.id != one.staff_id and theirs.isdisjoint((one.chat, one.phone))
                for one in self.signatures
            )
        )

    def may_be_refused(self, staff: Staff, day: date) -> bool:
        """Whether this officer may take it out: until the day it counts, signed or not."""
        since = self.counts_from
        return (
            self.refused is None
            and (since is None or since > day)
            and "officer" in staff.roles
            and staff.active
        )


def in_force(tables: Iterable[LoadedTable], pack_id: str, day: date) -> LoadedTable | None:
    """The table that counts on this day: the one that began last; of one day the one signed last."""
    counting: list[tuple[date, datetime, LoadedTable]] = []
    for one in tables:
        since, signed_at = one.counts_from, one.signed_at
        if one.pack_id == pack_id and since is not None and signed_at is not None and since <= day:
            counting.append((since, signed_at, one))
    return max(counting, key=lambda entry: entry[:2])[2] if counting else None


def may_load(staff: Staff) -> bool:
    """Whether this staff member may load a table."""
    return staff.active and "officer" in staff.roles and RIGHT in staff.rights
