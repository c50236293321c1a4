"""The process that is killed: the whole bot over one SQLite file, fed by a pipe, dying at a point it is told.

python -m tests.crash.child STORE KEYS POINT NTH. In: a JSON event a line. Out, a JSON object a line:
{"ready": true}, {"acknowledged": event id}, {"letter": id}. The end of its input stops it cleanly.
"""

import asyncio
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

from bot.commands.play import START
from bot.dialogue.event import Event
from bot.dialogue.message import DocumentRef
from bot.ports import Capabilities, Ready, Sent, TurnRecord, Verdict
from bot.runtime.application import Application
from bot.runtime.clock import MovableClock
from bot.seeds.load import load_seed
from locales import translate
from storage.seal import Keys
from storage.sqlite import SqliteStore, open_sqlite


class Fuse:
    """Kills this process, without a word to anybody, when a point is passed for the nth time."""

    def __init__(self, point: str, nth: int) -> None:
        self._point, self._left = point, nth

    def passing(self, point: str) -> None:
        if point == self._point:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


class DyingStore:
    """A store that may die around a commit; all else is the store's own."""

    def __init__(self, store: SqliteStore, fuse: Fuse) -> None:
        self._store, self._fuse = store, fuse

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    async def commit(self, record: TurnRecord) -> Verdict:
        self._fuse.passing("before_commit")
        verdict = await self._store.commit(record)
        self._fuse.passing("after_commit")
        return verdict


class PipeChannel:
    """Tells the parent of each letter; may die before it hears that the letter has left."""

    prefix = "web"
    capabilities = Capabilities("pipe", True, True, True, 100_000, 1_000_000, 1_000_000)

    def __init__(self, fuse: Fuse) -> None:
        self._fuse = fuse

    async def send(self, letter: Ready) -> Sent:
        tell({"letter": letter.letter_id})
        self._fuse.passing("after_send")
        return Sent(letter.letter_id)


class BlankPapers:
    """Typesetting is not what is tested here."""

    async def make(self, reference: DocumentRef) -> bytes:
        return b"%PDF-"


def tell(what: dict[str, object]) -> None:
    """Straight to the pipe: nothing is left in a buffer of a process that dies."""
    os.write(1, json.dumps(what).encode() + b"\n")


async def live(path: Path, key: str, fuse: Fuse) -> None:
    store = await open_sqlite(path, Keys.from_text(key))
    if not await store.communes():
        seed = load_seed()
        await store.seed(seed.entities, seed.claims)
    clock = MovableClock(START, frozen=True)
    app = Application(DyingStore(store, fuse), clock, BlankPapers(), translate)
    await app.open([PipeChannel(fuse)])
    app.start()
    tell({"ready": True})
    lines = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    async with asyncio.TaskGroup() as turns:
        while line := await lines.readline():
            turns.create_task(take(app, clock, json.loads(line)))
    await app.outbox.settle()
    await app.stop()


async def take(app: Application, clock: MovableClock, said: dict[str, str]) -> None:
    await app.take(Event(said["id"], said["chat"], clock.now(), "text", said["text"]))
    tell({"acknowledged": said["id"]})


if __name__ == "__main__":
    asyncio.run(live(Path(sys.argv[1]), sys.argv[2], Fuse(sys.argv[3], int(sys.argv[4]))))
