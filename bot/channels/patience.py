"""Growing waits, the same for every platform."""

from collections.abc import Awaitable, Callable
from typing import Any

_WAITS = (1.0, 2.0, 4.0, 8.0, 16.0, 30.0)

Pause = Callable[[float], Awaitable[Any]]
"""Waits so many seconds."""


def growing(tries: int) -> float:
    """Seconds to wait after so many tries before: 1, 2, 4 … 30."""
    return _WAITS[min(tries, len(_WAITS) - 1)]
