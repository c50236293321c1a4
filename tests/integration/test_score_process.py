"""`rasoat score` as a process among others: a reader that leaves, a disk that is full."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.scoring.fast_households import line_of
from tests.unit.scoring.households import make

LINE = line_of(make(["mai"]))
SECONDS = 60


def started(file: str, out: int) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "bot", "score", file]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=out, stderr=subprocess.PIPE)


@pytest.mark.parametrize("households", [1, 3000])
def test_a_reader_that_has_had_enough_is_no_fault_of_the_program(tmp_path: Path, households: int) -> None:
    """As in `rasoat score FILE | head`."""
    file = tmp_path / "households.jsonl"
    file.write_bytes((LINE + b"\n") * households)
    reading, writing = os.pipe()
    os.close(reading)
    with started(str(file), writing) as process:
        os.close(writing)
        _, said = process.communicate(timeout=SECONDS)
    assert (process.returncode, said) == (1, b"")


def test_what_comes_is_answered_before_more_is_waited_for() -> None:
    with started("-", subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for _ in range(2):
            process.stdin.write(LINE + b"\n")
            process.stdin.flush()
            assert process.stdout.readline().startswith(b'{"score_a": ')
        process.communicate(timeout=SECONDS)
    assert process.returncode == 0


def test_a_full_disk_is_not_said_to_be_an_unreadable_file(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no disk that is always full on this system")
    file = tmp_path / "households.jsonl"
    file.write_bytes(LINE)
    with full.open("wb") as out, started(str(file), out.fileno()) as process:
        _, said = process.communicate(timeout=SECONDS)
    assert process.returncode == 1
    assert b"No space left" in said
