"""`rasoat demo --check`: starts the demo, lets three people do the main job over HTTP, looks at every step.

The demo is a process of its own on a free port over a folder that goes afterwards.
"""

import asyncio
import os
import socket
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from typing import TextIO

import httpx

from bot.commands.demo_phones import PATIENCE, Phones, holding_phones
from bot.commands.demo_script import CODE, Step, learnt, read_steps
from bot.errors import RasoatError
from locales import translate

STARTED_WITHIN = 60.0
STOPPED_WITHIN = 10.0
SHOWN = 70
"""Characters of an answer that are printed."""


class CheckError(RasoatError):
    """A step was not as expected."""


def say(key: str, **values: object) -> str:
    return translate("vi", key, values)


class Checker:
    """Takes the steps one by one and prints what happened."""

    def __init__(self, phones: Phones, out: TextIO) -> None:
        self._phones, self._out = phones, out
        self._mark, self._code = 0, ""
        self.done = 0

    async def take(self, step: Step) -> None:
        """CheckError where it is not as the script says."""
        match step.kind:
            case "heading":
                self._print(f"\n{step.words}")
            case "does":
                await self._does(step)
            case "hears":
                await self._hears(step)
            case "file":
                await self._file(step)
            case "never":
                self._never(step)
        self.done += step.kind != "heading"

    async def _does(self, step: Step) -> None:
        """Types or taps, and waits for the next question."""
        chat, phones = _chat(step), self._phones
        before, self._mark = phones.prompt(chat), phones.newest
        if step.label is None:
            await phones.type(chat, step.words)
        else:
            await phones.until(lambda: phones.button(chat, step.label or "") is not None)
            button = phones.button(chat, step.label)
            if button is None:
                raise self._wrong(step, say("cli.check.no_button", who=step.who, label=step.label))
            await phones.tap(chat, *button)
        if not await phones.until(lambda: phones.answered(chat, self._mark, before)):
            raise self._wrong(step, say("cli.check.no_answer", who=step.who))
        self._print(f"  👤 {step.who}: {step.words}")
        self._print(f"     🤖 {_first_line(phones.said(chat)[-1]['text'])}")

    async def _hears(self, step: Step) -> None:
        chat, words = _chat(step), self._filled(step.words)
        if not await self._phones.until(lambda: self._heard(chat, words) is not None):
            raise self._wrong(step, say("cli.check.not_said", who=step.who, words=words))
        if CODE in words:
            self._code = learnt(words, self._heard(chat, words) or "") or ""
        self._print(f"  ✓ {step.who}: {self._filled(step.words)}")

    def _heard(self, chat: str, words: str) -> str | None:
        """The text that holds the words, said there since the last act."""
        for entry in self._phones.said(chat, self._mark):
            text = str(entry["text"])
            if words in text or (CODE in words and learnt(words, text)):
                return text
        return None

    async def _file(self, step: Step) -> None:
        name, chat = self._filled(step.words), _chat(step)
        await self._phones.until(lambda: self._attachment(chat, name) is not None)
        url = self._attachment(chat, name)
        if url is None:
            raise self._wrong(step, say("cli.check.no_file", who=step.who, name=name))
        content = await self._phones.fetch(url)
        if not content.startswith(b"%PDF-"):
            raise self._wrong(step, say("cli.check.no_pdf", who=step.who, name=name))
        self._print(f"  📎 {step.who}: {name}, {len(content) // 1024} kB")

    def _attachment(self, chat: str, name: str) -> str | None:
        files_there = [e["attachment"] for e in self._phones.said(chat) if e["attachment"]]
        return next((str(one["url"]) for one in files_there if one["name"] == name), None)

    def _never(self, step: Step) -> None:
        if any(step.words in entry["text"] for entry in self._phones.said(_chat(step))):
            raise self._wrong(step, say("cli.check.was_said", who=step.who, words=step.words))
        self._print(f"  ✓ {step.who}: {say('cli.check.never', words=step.words)}")

    def _filled(self, words: str) -> str:
        return words.replace(CODE, self._code) if self._code else words

    def _wrong(self, step: Step, what: str) -> CheckError:
        newest = self._phones.said(_chat(step))
        last = _first_line(newest[-1]["text"]) if newest else ""
        return CheckError(
            what,
            where=say("cli.check.where", line=step.number, words=step.words),
            remedy=say("cli.check.last", words=last),
        )

    def _print(self, line: str) -> None:
        print(line, file=self._out, flush=True)


def _chat(step: Step) -> str:
    return f"web:{step.who}"


def _first_line(text: str) -> str:
    line = next((one for one in str(text).splitlines() if one.strip()), "")
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def running_demo(folder: Path, port: int) -> AsyncIterator[str]:
    """The demo as a process of its own; gives its address. CheckError where it does not start or stop."""
    root = Path(__file__).parents[2]
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo", "--port", str(port)),
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(root)},
        stdout=asyncio.subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        await _started(process, url)
        yield url
        process.terminate()
        async with asyncio.timeout(STOPPED_WITHIN):
            if await process.wait():
                raise CheckError(say("cli.check.not_stopped"), where=url)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def _started(process: asyncio.subprocess.Process, url: str) -> None:
    until = time.monotonic() + STARTED_WITHIN
    async with httpx.AsyncClient(base_url=url, trust_env=False) as client:
        while process.returncode is None and time.monotonic() < until:
            try:
                if (await client.get("/health")).is_success:
                    return
            except httpx.TransportError:
                await asyncio.sleep(0.05)
    raise CheckError(say("cli.check.not_started"), where=url)


async def check(script: str, out: TextIO, patience: float = PATIENCE) -> None:
    """Plays the script against a fresh demo. CheckError at the first step that is not as expected.

    patience: seconds an answer may take.
    """
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="rasoat-") as folder:
        async with running_demo(Path(folder), free_port()) as url, holding_phones(url, patience) as phones:
            print(say("cli.check.begun", url=url), file=out, flush=True)
            checker = Checker(phones, out)
            for step in read_steps(script):
                await checker.take(step)
    done = say("cli.check.done", steps=checker.done, seconds=round(time.monotonic() - begun))
    print(f"\n{done}", file=out, flush=True)


def run(out: TextIO | None = None) -> int:
    """0 when every step was as expected; a CheckError says which was not."""
    script = files("bot.commands").joinpath("demo_check.txt").read_text("utf-8")
    asyncio.run(check(script, out or sys.stdout))
    return 0
