"""The commune's recordings: a folder of sound files, each named after the prompt it reads aloud.

"phieu_b.toilet.vi.ogg": the prompt, the language, the kind of file. Looked at when the bot starts and every
minute after. What is too large, or is no sound of the kind its name says, is left out and named in the log.
"""

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.dialogue.aids import Aids
from bot.dialogue.message import DocumentRef
from bot.ports import Capabilities, Clock, Papers, Ready

log = logging.getLogger(__name__)

MOST_BYTES = 1_000_000
"""About a minute of speech as .ogg: longer is no explanation any more."""
LOOK_AGAIN = timedelta(minutes=1)
KINDS = ("ogg", "mp3", "m4a", "aac")
"""The best to send first: .ogg is a voice message on Telegram, .aac the only kind Zalo takes."""
ZALO_KIND = "aac"
PATH = "/audio"
"""Where recordings stand at the public address."""
_NAME = re.compile(r"([a-z0-9_]+(?:\.[a-z0-9_]+)*\.[a-z]{2})\.(ogg|mp3|m4a|aac)")


def kind_of(content: bytes) -> str:
    """The kind of sound a file begins like, "" where it is none of those taken."""
    if content.startswith(b"OggS"):
        return "ogg"
    if content[4:8] == b"ftyp":
        return "m4a"
    if content.startswith(b"ID3"):
        return "mp3"
    if len(content) > 1 and content[0] == 0xFF and content[1] & 0xE0 == 0xE0:
        return "aac" if content[1] & 0xF6 == 0xF0 else "mp3"  # layer 0 is the frame of AAC (ADTS)
    return ""


def fault_of(name: str, content: bytes) -> str:
    """Why a file cannot be a recording, "" where it can: for the log and for `rasoat audio list`."""
    found = _NAME.fullmatch(name)
    if found is None:
        return "name"
    if len(content) > MOST_BYTES:
        return "size"
    return "" if kind_of(content) == found[2] else "kind"


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the folder. good: prompt and language → its files, the best first; bad: file → what is
    wrong with it ("name", "size", "kind")."""

    good: Mapping[str, tuple[str, ...]]
    bad: Mapping[str, str]


def look(folder: Path) -> Look:
    """What is in the folder; nothing where there is none. Hidden files and folders are passed over."""
    good: dict[str, list[str]] = {}
    bad: dict[str, str] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith(".") or not path.is_file():
            continue
        fault = fault_of(path.name, _beginning(path))
        if fault:
            bad[path.name] = fault
        else:
            good.setdefault(path.name.rpartition(".")[0], []).append(path.name)
    best = {name: tuple(sorted(files, key=_rank)) for name, files in good.items()}
    return Look(best, bad)


def _rank(name: str) -> int:
    return KINDS.index(name.rpartition(".")[2])


def _beginning(path: Path) -> bytes:
    """As much of a file as is needed to judge it: never more than one byte too many."""
    try:
        with path.open("rb") as source:
            return source.read(MOST_BYTES + 1)
    except OSError:
        return b""


class Shelf:
    """The recordings as they are now. words, languages: as in Aids."""

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        languages: tuple[str, ...],
        words: Mapping[str, Mapping[str, str]],
    ) -> None:
        self._folder, self._clock = folder, clock
        self._languages, self._words = languages, words
        self._next: datetime | None = None
        self._look = Look({}, {})
        self._aids = Aids()

    def aids(self) -> Aids:
        """What stands by now; the folder is read again after a minute."""
        now = self._clock.now()
        if self._next is None or now >= self._next:
            self._next = now + LOOK_AGAIN
            self._read()
        return self._aids

    def files(self, name: str) -> tuple[str, ...]:
        """The files of a recording ("phieu_b.toilet.vi"), the best first."""
        self.aids()
        return self._look.good.get(name, ())

    def content(self, file_name: str) -> bytes | None:
        """What is in a file that is a recording; None for every other name."""
        known = file_name in {one for files in self._look.good.values() for one in files}
        content = _beginning(self._folder / file_name) if known else b""
        return content if content and not fault_of(file_name, content) else None

    def _read(self) -> None:
        before, self._look = self._look.bad, look(self._folder)
        for name, fault in self._look.bad.items():
            if before.get(name) != fault:
                log.warning("recording %s left out (%s): see docs/audio.md", name, fault)
        best = {name: files[0] for name, files in self._look.good.items()}
        self._aids = Aids(self._languages, best, self._words)


def playable(letter: Ready, capabilities: Capabilities) -> Ready:
    """The letter as it is, or, where its recording cannot be played, the words to be read in its place."""
    if not letter.audio or (capabilities.audio and letter.file is not None):
        return letter
    return words_instead(letter)


def words_instead(letter: Ready) -> Ready:
    """A recording's letter as the words to be read in its place; every other letter as it is."""
    if not letter.audio:
        return letter
    return replace(letter, text=letter.instead, instead="", file=None, file_name="", audio=False)


def voice_address(public_url: str, shelf: Shelf, file_name: str) -> str:
    """Where Zalo fetches the .aac of a recording, "" where there is none or no public address."""
    name = file_name.rpartition(".")[0]
    wanted = f"{name}.{ZALO_KIND}"
    return f"{public_url}{PATH}/{wanted}" if public_url and wanted in shelf.files(name) else ""


class WithRecordings:
    """Papers, and the recordings beside them. content: what is in a file, None where it is gone."""

    def __init__(self, papers: Papers, content: Callable[[str], bytes | None]) -> None:
        self._papers, self._content = papers, content

    async def make(self, reference: DocumentRef) -> bytes | None:
        if reference.kind == "audio":
            return self._content(reference.file_name)
        return await self._papers.make(reference)
