"""Several calls to one aiosqlite connection for one wait: they run in order on its thread, back to back."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar, overload

_A = TypeVar("_A")
_B = TypeVar("_B")


@overload
async def in_order(first: Coroutine[Any, Any, _A], second: Coroutine[Any, Any, _B], /) -> tuple[_A, _B]: ...
@overload
async def in_order(*calls: Coroutine[Any, Any, Any]) -> tuple[Any, ...]: ...
async def in_order(*calls: Coroutine[Any, Any, Any]) -> tuple[Any, ...]:
    """All results. Each call is queued before the next; after a fault the later ones still run, and only
    then is the fault raised, so that a rollback comes after all of them."""
    results = await asyncio.gather(*calls, return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException):
            raise result
    return tuple(results)
