"""Submissions out of a file: XML, JSON, or a zip of XML, JSON or ODK Central's CSV. Told apart by content."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from bot.dialogue.reading.result import problem
from bot.exchange.odk_csv import read_tables
from bot.exchange.odk_fields import MOST_BYTES, MOST_SUBMISSIONS, Found, Unread
from bot.exchange.odk_json import read_json
from bot.exchange.odk_xml import read_xml

ZIP = b"PK\x03\x04"
PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What ODK and Kobo pack with; the others would let a file say how much memory it takes to open."""
DAMAGED = (
    zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, EOFError, OSError,
    ValueError, LookupError,
)  # fmt: skip
"""All that zipfile raises for bytes that are lost or changed; the file itself has been read before."""
READ = (".xml", ".json", ".csv")
"""What is read of a zip; pictures and other things beside it are left alone."""


def read_file(path: Path) -> Iterator[Found]:
    """Every submission of the file, or why one (or the file) cannot be read. OSError is the caller's."""
    if path.stat().st_size > MOST_BYTES:
        yield _too_big(path.name)
        return
    yield from read_submissions(path.name, path.read_bytes())


def read_submissions(name: str, data: bytes) -> Iterator[Found]:
    """Every submission in this content, none left out in silence: each id once, in order."""
    seen: set[str] = set()
    any_found = False
    for found in _read(name, data):
        any_found = True
        if found.instance and found.instance in seen:
            yield Unread(found.where, problem("import.file.again"), found.instance)
            continue
        seen.add(found.instance)
        yield found
    if not any_found:
        yield Unread(name, problem("import.file.nothing"))


def _read(name: str, data: bytes) -> Iterator[Found]:
    if data.startswith(ZIP):
        yield from _zip(name, data)
        return
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if start == b"<":
        yield read_xml(name, data)
    elif start in (b"{", b"["):
        yield from read_json(name, data)
    elif name.lower().endswith(".csv"):
        yield from read_tables({name: data})
    else:
        yield Unread(name, problem("import.file.unknown"))


def _zip(name: str, data: bytes) -> Iterator[Found]:
    try:
        contents = _unpacked(data)
    except DAMAGED:
        yield Unread(name, problem("import.zip.broken"))
        return
    if contents is None:
        yield _too_big(name)
        return
    if sum(one.lower().endswith(".xml") for one in contents) > MOST_SUBMISSIONS:
        yield Unread(name, problem("import.file.too_many", limit=MOST_SUBMISSIONS))
        return
    tables = {one: text for one, text in contents.items() if one.lower().endswith(".csv")}
    yield from read_tables(tables)
    for one, text in contents.items():
        if one.lower().endswith(".xml"):
            yield read_xml(one, text)
        elif one.lower().endswith(".json"):
            yield from read_json(one, text)


def _is_read(name: str) -> bool:
    """Not what a Mac puts beside each file of a folder: "__MACOSX/._a.xml"."""
    return name.lower().endswith(READ) and not name.rpartition("/")[2].startswith("._")


def _unpacked(data: bytes) -> dict[str, bytes] | None:
    """What is to be read, by name; None where it is more than may be, whatever the zip says of its sizes."""
    contents: dict[str, bytes] = {}
    left = MOST_BYTES
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for entry in packed.infolist():
            if entry.is_dir() or not _is_read(entry.filename):
                continue
            if entry.compress_type not in PACKINGS:
                raise zipfile.BadZipFile
            with packed.open(entry) as file:
                text = file.read(left + 1)
            left -= len(text)
            if left < 0 or entry.filename in contents:
                return None
            contents[entry.filename] = text
    return contents


def _too_big(name: str) -> Unread:
    return Unread(name, problem("import.file.too_big", limit=MOST_BYTES // 1_000_000))
