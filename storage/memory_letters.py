"""The outbox of the memory store: the same order, leases and waits as the SQLite one."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.dialogue.message import LANES, Lane, Letter
from bot.errors import StoreError
from bot.ports import Erasure, LetterState, Outgoing


@dataclass(slots=True)
class _Row:
    out: Outgoing
    state: LetterState = "queued"
    leased_until: datetime | None = None
    external: str | None = None
    done_at: datetime | None = None


class MemoryLetters:
    """Letters by id, in the order they were written."""

    def __init__(self) -> None:
        self._rows: dict[str, _Row] = {}
        self._queued: dict[str, _Row] = {}
        self._last = 0

    def check(self, letters: Sequence[Letter]) -> None:
        """StoreError where an id is taken."""
        for letter in letters:
            if letter.id in self._rows:
                raise StoreError("letter id is taken", where=letter.id, remedy="make ids from the event id")

    def add(self, letters: Sequence[Letter], at: datetime) -> None:
        for letter in letters:
            self._last += 1
            row = _Row(Outgoing(letter, self._last, 0, at))
            self._rows[letter.id] = self._queued[letter.id] = row

    def claim(
        self, now: datetime, lease_seconds: int, limit: int, without: Sequence[str]
    ) -> tuple[Outgoing, ...]:
        """Lease the heads that may go now, replies first. without: prefixes of chats that are left out."""
        heads = [row for row in self._heads() if row.out.letter.chat.partition(":")[0] not in without]
        ready = [row for row in heads if self._may_go(row, now)]
        ready.sort(key=lambda row: (LANES.index(row.out.letter.lane), row.out.no))
        for row in ready[:limit]:
            row.leased_until = now + timedelta(seconds=lease_seconds)
        return tuple(replace(row.out, replaces_external=self._replaced(row)) for row in ready[:limit])

    def _heads(self) -> Iterable[_Row]:
        """The first queued letter of each chat and lane."""
        heads: dict[tuple[str, str], _Row] = {}
        for row in self._queued.values():
            heads.setdefault((row.out.letter.chat, row.out.letter.lane), row)
        return heads.values()

    def _may_go(self, row: _Row, now: datetime) -> bool:
        free = row.leased_until is None or row.leased_until <= now
        before = self._queued.get(row.out.letter.replaces or "")
        waits = before is not None and before.out.no < row.out.no
        return row.out.due_at <= now and free and not waits

    def _replaced(self, row: _Row) -> str | None:
        before = self._rows.get(row.out.letter.replaces or "")
        return before.external if before else None

    def sent(self, letter_id: str, external: str) -> None:
        row = self._queued.pop(letter_id, None)
        if row is not None:
            row.state, row.external, row.leased_until = "sent", external, None
            row.out = replace(row.out, attempts=row.out.attempts + 1, error="")

    def postpone(self, letter_id: str, due_at: datetime, error: str) -> None:
        """Wait until then. An empty error means it was not tried: the attempt is not counted."""
        row = self._queued.get(letter_id)
        if row is not None:
            tried = row.out.attempts + bool(error)
            row.out = replace(row.out, attempts=tried, due_at=due_at, error=error)
            row.leased_until = None

    def failed(self, letter_id: str, error: str, now: datetime) -> None:
        row = self._queued.pop(letter_id, None)
        if row is not None:
            row.state, row.leased_until, row.done_at = "failed", None, now
            row.out = replace(row.out, attempts=row.out.attempts + 1, error=error)

    def failures(self, limit: int) -> tuple[Outgoing, ...]:
        """What did not arrive, latest failure first."""
        rows = [row for row in self._rows.values() if row.done_at is not None and row.state == "failed"]
        rows.sort(key=lambda row: (row.done_at, row.out.no), reverse=True)
        return tuple(row.out for row in rows[:limit])

    def erase(self, erasure: Erasure) -> None:
        """Take away what is unsent about this case, or unsent without a case in these chats."""
        for row in list(self._rows.values()):
            letter = row.out.letter
            about = erasure.case_id is not None and letter.case_id == erasure.case_id
            loose = letter.case_id is None and letter.chat in erasure.chats
            if row.state != "sent" and (about or loose):
                del self._rows[letter.id]
                self._queued.pop(letter.id, None)

    def queued(self) -> dict[tuple[str, Lane], int]:
        """How many letters wait, by the chat's prefix and the lane."""
        rows = (row.out.letter for row in self._queued.values())
        return dict(Counter((letter.chat.partition(":")[0], letter.lane) for letter in rows))

    def release(self) -> None:
        for row in self._queued.values():
            row.leased_until = None
