"""`rasoat score FILE [--explain] [--why]`: the scoring contract over a file or standard input."""

import json
import sys
from collections.abc import Iterator
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import Protocol, TextIO, cast

from bot.scoring.fast.stream import Answer, Scorer

OK, FAILED = 0, 2
CHUNK = 1 << 16
"""Bytes asked for at once: what a pipe holds."""


class _UnreadableError(Exception):
    """The input cannot be read; trouble with the output is something else."""


class Source(Protocol):
    """Bytes that come by and by: `read1` waits for some, and gives what is there, b"" at the end."""

    def read1(self, size: int = -1, /) -> bytes: ...


def run(path: str, explain: bool, out: TextIO, why: bool = False) -> int:
    """One JSON line out per object in, as they come; 2 when any failed, else 0. "-" is standard input."""
    try:
        if path == "-":
            return _score(cast(Source, sys.stdin.buffer), explain, out, why)  # a buffered reader
        with _opened(path) as file:
            return _score(file, explain, out, why)
    except _UnreadableError as error:
        print(json.dumps({"line": 0, "field": "", "error": f"cannot read {path}: {error}"}), file=out)
        return FAILED


def _opened(path: str) -> BufferedReader:
    try:
        return Path(path).open("rb")
    except OSError as error:
        raise _UnreadableError(error.strerror) from None


def _score(source: Source, explain: bool, out: TextIO, why: bool) -> int:
    """Everything that has come is answered and handed on before more is waited for."""
    scorer, failed = Scorer(explain, why), False
    for lines in _batches(source):
        for answer in scorer.take(lines):
            failed |= _write(answer, out)
            if why:  # each takes a moment: not to be kept back
                out.flush()
        out.flush()
    for answer in scorer.end():
        failed |= _write(answer, out)
    out.flush()
    return FAILED if failed else OK


def _write(answer: Answer, out: TextIO) -> bool:
    """Writes it; whether it is an error."""
    out.write(answer.text + "\n")
    return answer.failed


def _read(source: Source) -> bytes:
    try:
        return source.read1(CHUNK)
    except OSError as error:
        raise _UnreadableError(error.strerror) from None


def _batches(source: Source) -> Iterator[list[bytes]]:
    """Whole lines as they come; a last one without an end comes at the end."""
    parts: list[bytes] = []
    while chunk := _read(source):
        parts.append(chunk)
        if b"\n" in chunk:
            lines = BytesIO(b"".join(parts)).readlines()
            parts = [] if lines[-1].endswith(b"\n") else [lines.pop()]
            yield lines
    yield [part for part in [b"".join(parts)] if part]
