"""Households that all write at once, each the next thing as soon as the last one was acknowledged, to a bot
that is killed again and again; and what has to be true after each death.
"""

import asyncio
import json
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from storage.seal import generate_key

ROOT = Path(__file__).parents[2]
PATIENCE = 20.0
NAMES = ("Hoàng Thị Mai", "Lý Thị Hồng", "Vi Thị Sơn", "Nông Thị Hoa", "Triệu Thị Xuân", "Đàm Thị Lụa")
SAID = (
    *("chào", "1", "1", "1", "1", "3", "{name}", "nữ", "2/3/19{year}", "Nùng", "bỏ qua", "Số {year}, Khu 3"),
    *("bỏ qua", "có việc làm", "09123456{year}", "thêm người", "Lường Văn {given}", "nam", "1982"),
    *("vợ hoặc chồng", "1", "không còn ai", "1,4", "bão tốc mái", "1"),
)
"""A whole request, word by word; the last sends it."""


def household(number: int) -> dict[str, str]:
    """Event id → words, in order."""
    name = NAMES[number]
    values = {"name": name, "given": name.split()[-1], "year": str(70 + number)}
    return {f"{chat(number)}:{at:02}": words.format(**values) for at, words in enumerate(SAID, 1)}


def chat(number: int) -> str:
    return f"web:h{number}"


def chat_of(event_id: str) -> str:
    return event_id.rpartition(":")[0]


@dataclass
class Ledger:
    """What the households know: acknowledged events in order, letters that came, and what was seen on disk.

    excused: letters that had come but were not marked when the process died: only these may come again.
    """

    acknowledged: dict[str, None] = field(default_factory=dict)
    came: Counter[str] = field(default_factory=Counter)
    excused: set[str] = field(default_factory=set)


class Bot:
    """One life of the child after the other over the same file."""

    def __init__(self, folder: Path) -> None:
        self.path, self.key = folder / "s.sqlite", generate_key()
        self.ledger = Ledger()
        self.kills = 0

    async def life(self, point: str, nth: int) -> bool:
        """Traffic until it dies or all is said; True where it was killed. What it leaves is looked at."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.crash.child", str(self.path), self.key, point, str(nth)),
            cwd=ROOT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        async with asyncio.timeout(PATIENCE):
            await self._traffic(process)
            killed = await process.wait() == -9
        assert killed or process.returncode == 0, f"the child ended with {process.returncode}"
        self.kills += killed
        self.look()
        return killed

    async def _traffic(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin is not None and process.stdout is not None
        coming = [iter(self._open(number)) for number in range(len(NAMES))]
        while line := await process.stdout.readline():
            heard = json.loads(line)
            if "letter" in heard:
                self.ledger.came[heard["letter"]] += 1
                continue
            if "acknowledged" in heard:
                self.ledger.acknowledged[heard["acknowledged"]] = None
                numbers = [int(chat_of(heard["acknowledged"]).removeprefix("web:h"))]
            else:
                numbers = list(range(len(NAMES)))
            for number in numbers:
                self._say(process.stdin, coming[number])
            if not self._left():
                process.stdin.close()

    def _open(self, number: int) -> list[tuple[str, str]]:
        """What is still to be said; before it once more the last that was acknowledged, as platforms do."""
        said = list(household(number).items())
        done = sum(event_id in self.ledger.acknowledged for event_id, _ in said)
        return said[max(done - 1, 0) :]

    def _left(self) -> bool:
        total = len(NAMES) * len(SAID)
        return len(self.ledger.acknowledged) < total

    @staticmethod
    def _say(pipe: asyncio.StreamWriter, coming: Iterator[tuple[str, str]]) -> None:
        event_id, words = next(coming, ("", ""))
        if event_id and not pipe.is_closing():
            said = {"id": event_id, "chat": chat_of(event_id), "text": words}
            pipe.write(json.dumps(said).encode() + b"\n")

    def rows(self, query: str) -> list[tuple[str, Any]]:
        reading = sqlite3.connect(self.path)
        try:
            return reading.execute(query).fetchall()
        finally:
            reading.close()

    def look(self) -> None:
        """After a death: all acknowledged is there, versions go by one, only excused letters came twice."""
        ledger = self.ledger
        stored = {name for name, _ in self.rows("SELECT id, at FROM event")}
        assert ledger.acknowledged.keys() <= stored, "acknowledged and lost"
        versions = dict(self.rows("SELECT chat, version FROM session"))
        for number in range(len(NAMES)):
            said = list(household(number))
            taken = [event_id for event_id in said if event_id in stored]
            acknowledged = [event_id for event_id in said if event_id in ledger.acknowledged]
            assert taken == said[: len(taken)], "a later word was taken before an earlier one"
            assert len(taken) - len(acknowledged) in (0, 1), "more was stored than was said"
            assert versions.get(chat(number), 0) == len(taken), "a turn was doubled or left out"
        twice = {name for name, times in ledger.came.items() if times > 1}
        assert twice <= ledger.excused, "a letter came again without a death between send and mark"
        states = dict(self.rows("SELECT id, state FROM letter"))
        ledger.excused |= {name for name in ledger.came if states[name] != "sent"}
