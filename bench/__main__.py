"""`make bench`: the walk through Phiếu B, ours beside one on python-telegram-bot; then store and scoring.

Every figure comes from a process of its own; the programs take turns, so that a busy minute of the
machine is everybody's. Printed are medians; a ratio is the median of the ratios within a round of turns.
"""

import argparse
import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from bench.figures import Figures, taken_over
from bench.household import steps

ROOT = Path(__file__).resolve().parent.parent
DISK = ROOT / "var"
"""On the disk the project lies on: a file system in memory would make every commit free."""

PROGRAMS = {
    "this bot": ("bench.ours",),
    "PTB + aiosqlite, concurrent": ("bench.peer_ptb",),
    "PTB + aiosqlite, one by one": ("bench.peer_ptb", "--one-by-one"),
}
WALKS = {1: 20, 64: 3}
"""Households a chat; one where there are more chats than these."""

DIFFERENT = """\
The same: questions and answers (one household of five, {turns} screens, taps and typed numbers), WAL with
synchronous=FULL, answered only after the commit, no network, updates handed over already parsed.
Only this bot: the answer is read as people write it; soft checks; the log of changes (old value, who, when);
personal fields sealed (AES-256-GCM); session, form and letter in the same transaction; the same update
twice counts once; two phones on one form are noticed. Sending: the outbox runs as in production, to a
channel that takes every letter at once, and shares the processor while turns are measured; "with sending"
is until the last letter is out.
Only the other: python-telegram-bot's dispatching of updates; where a chat stands is kept in memory; a reply
is built with its buttons and dropped (no letter is kept, so one is lost if the process dies after the
commit). Between chats it writes one transaction after the other, for two at once on one connection mix."""

COLUMNS: tuple[tuple[str, int, Callable[[Figures], float]], ...] = (
    ("turns/s", 0, lambda f: f.per_second),
    ("with sending", 0, lambda f: f.per_second_sent),
    ("p50 ms", 1, lambda f: f.p50_ms),
    ("p99 ms", 1, lambda f: f.p99_ms),
    ("CPU µs/turn", 0, lambda f: f.cpu_us),
    ("memory MB", 0, lambda f: f.memory_mb),
)


def one_run(program: Sequence[str], chats: int) -> Figures:
    """One program in a new process on a new store."""
    walks = WALKS.get(chats, 1)
    with tempfile.TemporaryDirectory(dir=DISK, prefix="bench-") as folder:
        command = [sys.executable, "-m", program[0], folder, str(chats), str(walks), *program[1:]]
        done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return taken_over(done.stdout)


def compare(chats: int, rounds: int) -> None:
    """The programs in turns, `rounds` times; prints their medians and the ratios to ours."""
    found: dict[str, list[Figures]] = {name: [] for name in PROGRAMS}
    for _ in range(rounds):
        for name, program in PROGRAMS.items():
            found[name].append(one_run(program, chats))
    print(f"\n{chats} chats at once, {found['this bot'][0].turns} turns a run, {rounds} runs each")
    print(" " * 28 + "".join(f"{title:>14}" for title, _, _ in COLUMNS))
    for name, runs in found.items():
        cells = "".join(f"{median(map(value, runs)):>14.{digits}f}" for _, digits, value in COLUMNS)
        print(f"{name:<28}{cells}")
    for name in list(PROGRAMS)[1:]:
        pairs = list(zip(found["this bot"], found[name], strict=True))
        speed = median(ours.per_second / peer.per_second for ours, peer in pairs)
        cpu = median(ours.cpu_us / peer.cpu_us for ours, peer in pairs)
        print(f"this bot / {name}: {speed:.2f} × the turns/s, {cpu:.2f} × the CPU a turn", flush=True)


def fsync_ms() -> float:
    """How long the disk takes to say that 4 KB are safe; median of 200."""
    waits = []
    with tempfile.TemporaryFile(dir=DISK) as file:
        for _ in range(200):
            start = time.perf_counter()
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())
            waits.append(time.perf_counter() - start)
    return median(waits) * 1e3


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--chats", type=int, nargs="*", default=[1, 64, 500])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only-walk", action="store_true", help="leave out store and scoring")
    options = parser.parse_args()
    DISK.mkdir(exist_ok=True)
    print(
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {os.cpu_count()} cores, "
        f"load {os.getloadavg()[0]:.1f}, fsync of 4 KB {fsync_ms():.2f} ms\n"
    )
    print("Walk through Phiếu B")
    print(DIFFERENT.format(turns=len(steps())), flush=True)
    for chats in options.chats:
        compare(chats, options.rounds)
    if not options.only_walk:
        for title, command in (
            ("Store alone: whole turn records", ["bench/store.py", "2"]),
            ("Scoring", ["-m", "bench.score"]),
        ):
            print(f"\n{title}", flush=True)
            subprocess.run([sys.executable, *command], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
