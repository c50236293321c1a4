"""`rasoat score` without its fast lane: every household by the careful one."""

import json
import sys
from pathlib import Path

from bot.scoring.contract import score_stream


def main(path: str) -> None:
    """Writes what `rasoat score` would."""
    with Path(path).open("rb") as lines:
        for answer in score_stream(lines):
            sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
