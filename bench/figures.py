"""What one run of a program measured, as plain figures that go between processes as JSON."""

import json
import resource
import sys
import time
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Figures:
    """seconds, cpu: from the first answer to the last commit; cpu counts every thread of the process.
    drained: seconds until the last letter was out as well. memory_mb: most that was resident."""

    turns: int
    seconds: float
    cpu: float
    drained: float
    p50_ms: float
    p99_ms: float
    memory_mb: float

    @property
    def per_second(self) -> float:
        return self.turns / self.seconds

    @property
    def per_second_sent(self) -> float:
        """Turns a second where the letters sent afterwards are counted in."""
        return self.turns / self.drained

    @property
    def cpu_us(self) -> float:
        """Processor time a turn, in microseconds."""
        return self.cpu / self.turns * 1e6


class Watch:
    """Adds up the measured stretches of a run; what lies between them is not counted."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        self.seconds = self.cpu = self.drained = 0.0
        self._wall = self._cpu = 0.0

    def start(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def committed(self) -> None:
        """All answers of this stretch are on disk."""
        self.seconds += time.perf_counter() - self._wall
        self.cpu += time.process_time() - self._cpu

    def sent(self) -> None:
        """… and all letters are out."""
        self.drained += time.perf_counter() - self._wall

    def figures(self) -> Figures:
        waits = sorted(self.waits)
        return Figures(
            turns=len(waits),
            seconds=self.seconds,
            cpu=self.cpu,
            drained=self.drained,
            p50_ms=waits[len(waits) // 2] * 1e3,
            p99_ms=waits[int(len(waits) * 0.99)] * 1e3,
            memory_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        )


def hand_over(figures: Figures) -> None:
    """Write the figures for the process that asked for them."""
    json.dump(asdict(figures), sys.stdout)


def taken_over(text: str) -> Figures:
    return Figures(**json.loads(text))
