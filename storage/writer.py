"""The one writer: gathers what waits into one BEGIN IMMEDIATE … COMMIT, and answers after the COMMIT.

A batch costs a handful of thread hops whatever its size, and one fsync. Its turns are judged in order
against what is stored (`Ledger`). Where anything unforeseen happens the batch is rolled back and its
jobs are written singly, so that one bad job cannot sink the others.
"""

import asyncio
from collections import deque
from collections.abc import Sequence
from typing import TypeVar, cast

import aiosqlite

from bot.errors import StoreError
from storage.cache import Cache
from storage.hops import in_order
from storage.jobs import Job, Turn, Work
from storage.known import load_ledger
from storage.ledger import Ledger
from storage.rows import ORDER, Rows, merge
from storage.statements import statement

_R = TypeVar("_R")
_LARGEST = 1_000
"""Jobs in one batch: bounds the time a transaction takes."""


class Writer:
    """Owns the only writing connection of this process."""

    def __init__(self, connection: aiosqlite.Connection, cache: Cache, where: str, others: int) -> None:
        """others: SQLite's data_version now."""
        self._connection = connection
        self._cache = cache
        self._where = where
        self._waiting: deque[Job] = deque()
        self._wake = asyncio.Event()
        self._closed = False
        self._others = others
        self.epoch = 0
        """Grows when another process has written: what was read before no longer counts."""
        self._task = asyncio.create_task(self._run(), name="store writer")

    async def do(self, job: Job) -> object:
        """Queue a job and wait until it is on disk. Giving up the wait does not undo the job."""
        if self._closed:
            raise StoreError("the store is closed", where=self._where, remedy="open it again")
        self._waiting.append(job)
        self._wake.set()
        return await job.done

    async def work(self, job: Work[_R]) -> _R:
        return cast(_R, await self.do(job))

    async def close(self) -> None:
        """Write what waits, then close the connection."""
        self._closed = True
        self._wake.set()
        await self._task
        await self._connection.close()

    async def _run(self) -> None:
        while self._waiting or not self._closed:
            if not self._waiting:
                self._wake.clear()
                await self._wake.wait()
                continue
            await asyncio.sleep(0)  # whoever was just answered may join this batch
            batch = self._gather()
            await self._write(batch)
            if any(job.alone for job in batch):
                await self._truncate()

    def _gather(self) -> list[Job]:
        """The next jobs that may share a transaction."""
        batch = [self._waiting.popleft()]
        while self._waiting and len(batch) < _LARGEST and not (batch[0].alone or self._waiting[0].alone):
            batch.append(self._waiting.popleft())
        return batch

    async def _write(self, batch: list[Job]) -> None:
        try:
            await self._transaction(batch)
        except Exception as fault:
            await self._recover(batch, fault)
            return
        for job in batch:
            job.answer(self._settle(job))

    async def _recover(self, batch: list[Job], fault: Exception) -> None:
        """Undo the batch and write its jobs singly; a job alone is told what happened. Where there is
        nothing to undo the file is locked or the disk full: trying singly would help nobody."""
        rolled_back = await self._roll_back()
        if len(batch) == 1 or not rolled_back:
            for job in batch:
                job.fail(self._fault(fault))
            return
        for job in batch:
            await self._write([job])

    async def _transaction(self, batch: Sequence[Job]) -> None:
        turns = [job for job in batch if isinstance(job, Turn)]
        begin = self._connection.execute("BEGIN IMMEDIATE")
        known = load_ledger(self._connection, [turn.want for turn in turns])
        _, (ledger, others) = await in_order(begin, known)
        self._judge(turns, ledger, others)
        await self._put(merge([job.rows for job in batch if _counts(job)]))
        for job in batch:
            if isinstance(job, Work):
                job.result = await job.run(self._connection)
        await self._connection.execute("COMMIT")

    def _judge(self, turns: Sequence[Turn], ledger: Ledger, others: int) -> None:
        """Set every turn's verdict. When another process has written (a staff member's access was
        revoked, say), turns decided on what was read before are stale."""
        if self._others != others:
            self._cache.clear()
            self.epoch += 1
        for turn in turns:
            verdict = ledger.judge(turn.want)
            if verdict == "committed" and turn.epoch < self.epoch:
                verdict = "stale"
            if verdict == "committed":
                ledger.enter(turn.want)
            turn.verdict = verdict
        self._others = others

    async def _put(self, rows: Rows) -> None:
        names = [name for name in ORDER if rows.get(name)]
        await in_order(*[self._connection.executemany(statement(name), rows[name]) for name in names])

    async def _roll_back(self) -> bool:
        """Whether there was a transaction and it is undone."""
        try:
            if not self._connection.in_transaction:
                return False
            await self._connection.execute("ROLLBACK")
        except (aiosqlite.Error, ValueError):  # ValueError: the connection is gone
            return False
        return True

    def _settle(self, job: Job) -> object:
        """After the COMMIT: bring the cache up to date; what the waiter hears."""
        if isinstance(job, Work):
            return job.result
        if not isinstance(job, Turn):
            return None
        if job.verdict == "committed":
            self._cache.written(job.record)
        elif job.verdict == "stale":
            self._cache.doubt(job.want)
        return job.verdict

    async def _truncate(self) -> None:
        """After an erasure: empty the log file too, so that the erased bytes are in no file. A reader
        in the middle may put this off until the next one or the closing."""
        try:
            await self._connection.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
        except aiosqlite.Error:
            return

    def _fault(self, fault: Exception) -> StoreError:
        if isinstance(fault, StoreError):
            return fault
        error = StoreError(
            f"writing failed ({type(fault).__name__}: {fault})",
            where=self._where,
            remedy="nothing was written; look at disk space, permissions and other programs using the file",
        )
        error.__cause__ = fault
        return error


def _counts(job: Job) -> bool:
    """Whether the job's rows are written."""
    return not isinstance(job, Turn) or job.verdict == "committed"
