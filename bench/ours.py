"""The walk through Phiếu B on this bot: whole turns, SQLite synchronous=FULL, the outbox running.

One enumerator a chat, one household a walk. Opening the households is not measured. Letters go to a
channel that takes each at once. Run: python -m bench.ours FOLDER CHATS WALKS [--profile]
"""

import argparse
import asyncio
import cProfile
import pstats
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bench.figures import Figures, Watch, hand_over
from bench.household import MEMBERS, Step, known_answers, steps
from bot.cases.case import Case
from bot.cases.commune import Staff
from bot.cases.form_record import FormRecord
from bot.dialogue.event import Event, EventKind
from bot.dialogue.outcome import Entity
from bot.documents.papers import StorePapers
from bot.ports import Capabilities, NotSent, Ready, Sent
from bot.runtime.application import Application
from bot.runtime.clock import VIETNAM, MovableClock
from bot.scoring.answers import Answers
from bot.scoring.packs import load_pack
from bot.seeds.load import load_seed
from locales import translate
from storage.seal import Keys, generate_key
from storage.sqlite import SqliteStore, open_sqlite

START = datetime(2026, 10, 5, 8, 0, tzinfo=VIETNAM)
AREAS = 8


class NullChannel:
    """Takes every letter at once and forgets it."""

    prefix = "web"
    capabilities = Capabilities("null", True, True, True, 100_000, 1e9, 1e9)

    def __init__(self) -> None:
        self._sent = self._awaited = 0
        self._reached = asyncio.Event()

    async def send(self, letter: Ready) -> Sent | NotSent:
        self._sent += 1
        if self._sent == self._awaited:
            self._reached.set()
        return Sent(letter.letter_id)

    async def until(self, letters: int) -> None:
        """Until so many were sent since the start."""
        self._awaited = letters
        self._reached.clear()
        if self._sent < letters:
            await self._reached.wait()


@dataclass(slots=True)
class Phone:
    """One enumerator's chat: its number, events so far, newest prompt."""

    number: int
    events: int = 0
    prompt: int = 0

    @property
    def chat(self) -> str:
        return f"web:bench-{self.number}"

    def event(self, kind: EventKind, at: datetime, *, text: str = "", choice: str = "") -> Event:
        self.events += 1
        event_id = f"bench:{self.number}:{self.events}"
        return Event(event_id, self.chat, at, kind, text, choice, seen=self.prompt)


class Bench:
    """One bot with as many enumerators as chats, each with as many households as walks."""

    def __init__(self, store: SqliteStore, chats: int, walks: int) -> None:
        self.store, self.walks = store, walks
        self.phones = [Phone(n) for n in range(chats)]
        self.clock = MovableClock(START)
        self.channel = NullChannel()
        self.app = Application(store, self.clock, StorePapers(store), translate)
        self.steps = steps()
        self.watch = Watch()

    async def run(self) -> Figures:
        await self.store.seed(_commune(len(self.phones), self.walks))
        await self.app.open([self.channel])
        self.app.start()
        for walk in range(self.walks):
            await asyncio.gather(*(self._open(phone, walk) for phone in self.phones))
            await self._drained()
            self.watch.start()
            await asyncio.gather(*(self._walk(phone) for phone in self.phones))
            self.watch.committed()
            await self._drained()
            self.watch.sent()
            await self._check(walk)
        await self.app.stop()
        return self.watch.figures()

    async def _open(self, phone: Phone, walk: int) -> None:
        """To the first question of the next household."""
        await self._take(phone, phone.event("text", self.clock.now(), text="menu"))
        await self._take(phone, phone.event("choice", self.clock.now(), choice=f"!open.{_case(phone, walk)}"))
        await self._take(phone, phone.event("choice", self.clock.now(), choice=f"{phone.prompt}.survey"))

    async def _take(self, phone: Phone, event: Event) -> None:
        await self.app.take(event)
        asked = (await self.store.session(phone.chat)).asked
        phone.prompt = asked.no if asked else 0

    async def _walk(self, phone: Phone) -> None:
        """Every answer as soon as the one before it is on disk; every answer brings one new prompt."""
        for step in self.steps:
            event = self._answer(phone, step)
            start = time.perf_counter()
            await self.app.take(event)
            self.watch.waits.append(time.perf_counter() - start)
            phone.prompt += 1

    def _answer(self, phone: Phone, step: Step) -> Event:
        at = self.clock.now()
        if step.tap:
            return phone.event("choice", at, choice=f"{phone.prompt}.{step.tap}")
        return phone.event("text", at, text=step.text)

    async def _drained(self) -> None:
        """Every event is answered by one letter; wait until all are out."""
        await self.channel.until(sum(phone.events for phone in self.phones))

    async def _check(self, walk: int) -> None:
        """A bench of wrong answers would measure nothing."""
        expected = known_answers() | {k: v for step in self.steps for k, v in step.stores.items()}
        for phone in self.phones:
            case = await self.store.case(_case(phone, walk))
            form = await self.store.form(case.survey or "") if case else None
            if form is None or dict(form.answers.values) != expected:
                raise SystemExit(f"{phone.chat}, walk {walk}: other answers than were given")


def _case(phone: Phone, walk: int) -> str:
    return f"c-{phone.number}-{walk}"


def _commune(chats: int, walks: int) -> Sequence[Entity]:
    """The training commune with an enumerator a chat and the households they visit."""
    seed = load_seed()
    place = [one for one in seed.entities if not isinstance(one, Case | FormRecord)]
    staff = [
        Staff(f"nv-bench-{n}", f"Người Thứ {n}", "", "enumerator", (f"kp{n % AREAS + 1}",), f"web:bench-{n}")
        for n in range(chats)
    ]
    households = [one for n in range(chats) for walk in range(walks) for one in _household(n, walk)]
    return [*place, *staff, *households]


def _household(number: int, walk: int) -> tuple[Case, FormRecord]:
    """A listed case with its request: the head is the request's own, the others its members."""
    known = known_answers()
    head = {k.removeprefix("m1."): v for k, v in known.items() if k.startswith("m1.")}
    answers = Answers(MEMBERS[1:], head | {k: v for k, v in known.items() if not k.startswith("m1.")})
    case, form, pack = f"c-{number}-{walk}", f"f-{number}-{walk}", load_pack("2022-2025")
    name, birth = answers.text("name") or "", answers.text("birth") or ""
    return (
        Case(
            case,
            f"HL-{number}-{walk}",
            "2026",
            f"kp{number % AREAS + 1}",
            "listed",
            name,
            birth,
            request=form,
        ),
        FormRecord(form, "mau_01", "web:x", case, pack.id, pack.digest, answers, START, finished_at=START),
    )


async def run(folder: Path, chats: int, walks: int) -> Figures:
    """One measured run on a new store in this folder."""
    store = await open_sqlite(folder / "bench.sqlite", Keys.from_text(generate_key()))
    try:
        return await Bench(store, chats, walks).run()
    finally:
        await store.close()  # or its threads would keep a failed run alive


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("chats", type=int)
    parser.add_argument("walks", type=int)
    parser.add_argument("--profile", action="store_true", help="show where the time goes")
    options = parser.parse_args()
    profile = cProfile.Profile()
    if options.profile:
        profile.enable()
    hand_over(asyncio.run(run(options.folder, options.chats, options.walks)))
    if options.profile:
        profile.disable()
        print()
        pstats.Stats(profile, stream=sys.stdout).sort_stats("tottime").print_stats(60)


if __name__ == "__main__":
    main()
