"""`rasoat …` as processes over a folder of their own, against a pretended Telegram."""

import asyncio
import os
import re
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.fakes.telegram_api import FakeTelegram

ROOT = Path(__file__).parents[2]
CODE = re.compile(r"[A-Z2-9]{4}(?:-[A-Z2-9]{4}){3}")
SECRET = "mot-bi-mat-du-dai-0001"


@dataclass(frozen=True, slots=True)
class Said:
    """How a command ended. out: what it printed, both streams."""

    status: int
    out: str

    @property
    def code(self) -> str:
        """The invitation it printed last."""
        [*_, last] = CODE.finditer(self.out)
        return last[0]


class Machine:
    """A commune's computer: a folder and settings in the environment."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        settings = {"reminders": "off"} | settings  # else what a test waits for rests at night
        self.settings = {f"RASOAT_{name.upper()}": value for name, value in settings.items()}

    @property
    def _env(self) -> dict[str, str]:
        plain = {name: value for name, value in os.environ.items() if not name.startswith("RASOAT_")}
        return plain | self.settings | {"PYTHONPATH": str(ROOT)}

    async def start(self, *words: str) -> asyncio.subprocess.Process:
        """`rasoat WORDS` under way; what it says goes into bot.log."""
        with (self.folder / "bot.log").open("ab") as log:
            return await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", *words), cwd=self.folder, env=self._env, stdout=log, stderr=log
            )

    async def rasoat(self, *words: str, says: str = "") -> Said:
        """`rasoat WORDS` to its end."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *words),
            cwd=self.folder,
            env=self._env,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        out, _ = await process.communicate(says.encode())
        return Said(process.returncode or 0, out.decode())

    @property
    def log(self) -> str:
        return (self.folder / "bot.log").read_text(encoding="utf-8")

    @asynccontextmanager
    async def running(self) -> AsyncIterator[asyncio.subprocess.Process]:
        """`rasoat run`, listening; killed at the end if it still runs."""
        process = await self.start("run")
        try:
            await until(lambda: self._listens() or process.returncode is not None)
            assert process.returncode is None, self.log
            yield process
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()

    def _listens(self) -> bool:
        return (self.folder / "var/rasoat.sock").exists()


def machine_for(api: FakeTelegram, folder: Path, **more: str) -> Machine:
    return Machine(
        folder,
        telegram_token=api.token,
        telegram_base_url=api.base_url,
        telegram_file_url=api.base_file_url,
        **more,
    )


async def stopped(process: asyncio.subprocess.Process) -> float:
    """SIGTERM; the seconds until it has ended with status 0."""
    begun = time.monotonic()
    process.terminate()
    assert await asyncio.wait_for(process.wait(), 10) == 0
    return time.monotonic() - begun


async def until(condition: Callable[[], object], seconds: float = 20) -> None:
    for _ in range(int(seconds / 0.02)):
        if condition():
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"waited {seconds} s in vain")
