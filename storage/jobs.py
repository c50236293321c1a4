"""What the writer is asked to do: a turn, rows alone, or a piece of work inside the transaction."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import aiosqlite

from bot.ports import TurnRecord, Verdict
from storage.ledger import Wanted
from storage.rows import Rows

_R = TypeVar("_R")


def _future() -> "asyncio.Future[object]":
    return asyncio.get_running_loop().create_future()


@dataclass(slots=True, eq=False)
class Job:
    """Waits in the writer's queue. alone: it gets a transaction of its own."""

    rows: Rows = field(default_factory=dict)
    done: "asyncio.Future[object]" = field(default_factory=_future)
    alone: bool = False

    def answer(self, result: object) -> None:
        """Tell the waiter, who may have gone."""
        if not self.done.done():
            self.done.set_result(result)

    def fail(self, fault: BaseException) -> None:
        if not self.done.done():
            self.done.set_exception(fault)


@dataclass(slots=True, eq=False, kw_only=True)
class Turn(Job):
    """A turn record with its rows ready. epoch: of the writer when the turn's session was read."""

    record: TurnRecord
    want: Wanted
    epoch: int
    verdict: Verdict = "committed"


@dataclass(slots=True, eq=False, kw_only=True)
class Work(Job, Generic[_R]):
    """Something that reads before it writes (leasing letters, seeding). result: set by the writer."""

    run: Callable[[aiosqlite.Connection], Awaitable[_R]]
    result: _R | None = None
