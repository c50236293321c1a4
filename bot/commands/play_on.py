"""`rasoat play --channel NAME FILE`: a script of the demo's phones, played as on another channel."""

import asyncio
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from bot.commands.play import Player
from bot.commands.screens import CHANNELS, bubbles
from bot.commands.transcript import INDENT, Line, read_script
from bot.commands.typist import Act, Typist, choice_typed, tap_of
from bot.ports import Ready, Store

TYPED = "⌨"
"""Stands before what is done there for a line of the script, where it is something else."""


class PlayerOn(Player):
    """Phones of a channel. told: messages each chat got; heard: messages it sent."""

    def __init__(self, channel: str, store: Store | None = None, folder: Path = Path()) -> None:
        super().__init__(store, folder)
        self.channel.capabilities = CHANNELS[channel]
        self.typist = Typist(CHANNELS[channel])
        self.told: Counter[str] = Counter()
        self.heard: Counter[str] = Counter()

    async def play(self, text: str) -> str:
        """The transcript: the script's lines, what was typed for them, what that channel shows."""
        lines = read_script(text)
        at = 0
        while at < len(lines):
            line = lines[at]
            self.transcript.append(line.raw)
            taken = 1
            if line.kind == "directive":
                await self._directive(line)
            elif line.kind == "say":
                taken = await self._do(line, lines[at:])
            self.transcript += [one.raw for one in lines[at + 1 : at + taken]]
            at += taken
        return "\n".join(self.transcript).rstrip("\n") + "\n"

    async def _do(self, line: Line, coming: Sequence[Line]) -> int:
        """What is done for this line, and perhaps for those after it; how many lines that was.

        What is typed at once arrives together, but where several questions stand in one message: there each
        answer is read before the next is typed.
        """
        at_once = len(coming) > 1 and coming[1].joined and tap_of(line.text) is None
        if at_once and self.channel.capabilities.bundle == 1:
            self.heard[f"{self.channel.prefix}:{line.who}"] += 1
            self._say(line)
            return 1
        chat = f"{self.channel.prefix}:{line.who}"
        phone = self.channel.phone(chat)
        try:
            acts, taken = self.typist.acts(chat, phone, _by_same(coming))
        except LookupError as missing:
            self.transcript.append(f"‼ {line.who}: {missing.args[0]}")
            return 1
        for act in acts:
            await self._act(line, act)
            typed = choice_typed(phone, act.choose) if act.choose else ""
            if typed:
                await self._act(line, Act(typed))
        return taken

    async def _act(self, line: Line, act: Act) -> None:
        if act.text and act.text != line.text:
            self.transcript.append(f"{INDENT}{TYPED} {act.text}")
        chat = f"{self.channel.prefix}:{line.who}"
        self.heard[chat] += 1
        event = self._event(replace(line, text=act.text))
        tapped = replace(event, kind="choice", choice=act.button)
        self._waiting.append(tapped if act.button else event)
        await self._flush(line.who)

    def _said(self, name: str, letter: Ready) -> list[str]:
        self.told[letter.chat] += len(bubbles(letter, self.channel.capabilities))
        return super()._said(name, letter)


def _by_same(lines: Sequence[Line]) -> list[str]:
    """What the first line's person says before anything else happens."""
    said = []
    for line in lines:
        if line.kind != "say" or line.who != lines[0].who:
            break
        said.append(line.text)
    return said


async def transcript_on(channel: str, text: str, folder: Path = Path()) -> str:
    """What a script gives on this channel, from a fresh commune."""
    player = PlayerOn(channel, folder=folder)
    await player.begin()
    return await player.play(text)


def run(path: Path, channel: str, out: TextIO = sys.stdout) -> int:
    """Prints the transcript as that channel shows it; 1 where somebody did not find what the script taps."""
    now = asyncio.run(transcript_on(channel, path.read_text(encoding="utf-8"), path.parent))
    out.write(now)
    return int("‼" in now)
