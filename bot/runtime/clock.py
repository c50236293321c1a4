"""The time, as a thing that is handed in: real, or one that a hand can move forward."""

import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


class SystemClock:
    """The real time, in Vietnam's zone, to the microsecond."""

    def now(self) -> datetime:
        return datetime.now(VIETNAM)


class MovableClock:
    """Starts where it is told and runs on, unless frozen; a hand moves it forward, never back."""

    def __init__(self, start: datetime, *, frozen: bool = False) -> None:
        self._start = start.astimezone(VIETNAM)
        self._began = time.monotonic()
        self._moved = timedelta()
        self._frozen = frozen

    def now(self) -> datetime:
        passed = timedelta() if self._frozen else timedelta(seconds=time.monotonic() - self._began)
        return self._start + self._moved + passed

    def move(self, forward: timedelta) -> None:
        """Forward by so much; a negative move is a fault of the caller."""
        if forward < timedelta():
            raise ValueError("the clock only moves forward")
        self._moved += forward
