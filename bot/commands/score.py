"""`rasoat score FILE [--explain]`: the scoring contract over a file or standard input."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from bot.scoring.contract import score_stream

OK, FAILED = 0, 2


def run(path: str, explain: bool, out: TextIO) -> int:
    """One JSON line out per object in, as they come; 2 when any failed, else 0. "-" is standard input."""
    if path == "-":
        return _write(sys.stdin.buffer, explain, out)
    try:
        with Path(path).open("rb") as lines:
            return _write(lines, explain, out)
    except OSError as error:
        print(
            json.dumps({"line": 0, "field": "", "error": f"cannot read {path}: {error.strerror}"}), file=out
        )
        return FAILED


def _write(lines: Iterable[bytes], explain: bool, out: TextIO) -> int:
    status = OK
    for answer in score_stream(lines, explain):
        out.write(json.dumps(answer, ensure_ascii=False) + "\n")
        out.flush()
        if "error" in answer:
            status = FAILED
    return status
