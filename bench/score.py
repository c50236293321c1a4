"""`rasoat score` over many households. Run: python -m bench.score [--households 100000] [--rounds 3]

Every figure comes from a process of its own that reads the file and writes to nowhere; processor time and
memory are the whole process's, start included. Beside it: the same households by the careful lane alone, and
read into pydantic models of the same shape without any scoring (fewer of them where it is slow).
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.many import lines
from bot.scoring.fast.stream import fast

ROOT = Path(__file__).resolve().parent.parent
SCORE = ("-m", "bot", "score")
PROGRAMS = {
    "rasoat score": SCORE,
    "careful lane alone": ("-m", "bench.score_careful"),
    "pydantic, read only": ("-m", "bench.peer_pydantic"),
}
FEWER = {"careful lane alone": 10}
"""Programs given only so many times fewer households."""


@dataclass(frozen=True, slots=True)
class Run:
    """One process: processor seconds, wall seconds, most memory that was resident, in MB."""

    households: int
    cpu: float
    wall: float
    memory_mb: float


def run(program: tuple[str, ...], file: Path, households: int) -> Run:
    """The program on the file, in a process of its own."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, *program, str(file)], cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode in (0, 2), process.returncode  # 2: some households are errors
    wall = time.perf_counter() - start
    return Run(households, used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024)


def write(folder: Path, households: int) -> Path:
    """The first so many households, as a file."""
    file = folder / f"{households}.jsonl"
    with file.open("wb") as out:
        out.writelines(lines(households))
    return file


def show(name: str, few: list[Run], many: list[Run]) -> float:
    """Prints the medians of one program; gives its µs a household, start left out."""
    cpu = [(b.cpu - a.cpu) / (b.households - a.households) * 1e6 for a, b in zip(few, many, strict=True)]
    whole = median(one.cpu / one.households for one in many) * 1e6
    memory = [median(one.memory_mb for one in runs) for runs in (few, many)]
    print(
        f"{name:<22}{few[0].households:>9}{many[0].households:>9}{median(one.wall for one in many):>9.2f}"
        f"{whole:>14.1f}{median(cpu):>16.1f}{memory[0]:>10.1f}{memory[1]:>10.1f}",
        flush=True,
    )
    return median(cpu)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.score", description=__doc__)
    parser.add_argument("--households", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    found: dict[str, tuple[list[Run], list[Run]]] = {name: ([], []) for name in PROGRAMS}
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        sizes = {one: options.households // FEWER.get(one, 1) for one in PROGRAMS}
        files = {n: write(Path(name), n) for size in sizes.values() for n in (size // 10, size)}
        bytes_each = files[options.households].stat().st_size / options.households
        for _ in range(options.rounds):
            for one, program in PROGRAMS.items():
                for n, runs in zip((sizes[one] // 10, sizes[one]), found[one], strict=True):
                    runs.append(run(program, files[n], n))
    taken = sum(fast(line) is not None for line in lines(10_000)) / 100
    print(f"{bytes_each:.0f} bytes a household; {taken:.1f} % of the first 10,000 go by the fast lane")
    print(" " * 22 + "      few     many   wall s  CPU µs, whole  CPU µs, no start    MB few   MB many")
    each = {one: show(one, *runs) for one, runs in found.items()}
    for one in list(PROGRAMS)[1:]:
        print(f"{one} / rasoat score: {each[one] / each['rasoat score']:.2f} × the CPU a household")


if __name__ == "__main__":
    main()
