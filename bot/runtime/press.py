"""Where papers are set: in a thread; and while many are made at once, in processes of their own.

Typst and Python hold each other up in threads, so that two cores set no more than one. The processes see the
template and the data of a paper, never the store; they are begun anew, not copied from the running bot.
"""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from multiprocessing import get_context
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
PRESSES = 2
"""Processes: the cores of the smallest server."""
_PRESS: ContextVar[Executor | None] = ContextVar("press", default=None)


async def pressed(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What the work gives; a pure function of a module, its arguments and its value picklable."""
    press = _PRESS.get()
    if press is None:
        return await asyncio.to_thread(work, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(press, _carried_out, work, args, kwargs)


def _carried_out(work: Callable[..., T], args: tuple[object, ...], kwargs: dict[str, object]) -> T:
    return work(*args, **kwargs)


@contextmanager
def presses(*, many: bool) -> Iterator[None]:
    """While it is open, what this task and those it begins have pressed is done by processes.

    many: whether that is worth it; to begin them takes a second or two.
    """
    if not many:
        yield
        return
    pool = ProcessPoolExecutor(PRESSES, mp_context=get_context("spawn"))
    token = _PRESS.set(pool)
    try:
        yield
    finally:
        _PRESS.reset(token)
        pool.shutdown(wait=False, cancel_futures=True)
