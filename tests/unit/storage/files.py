"""Opening stores on disk for the tests of this folder."""

from pathlib import Path

from storage.seal import Keys, generate_key
from storage.sqlite import SqliteStore, open_sqlite

KEY = generate_key()


async def opened(path: Path, key: str = KEY) -> SqliteStore:
    return await open_sqlite(path, Keys.from_text(key))


def raw(path: Path) -> bytes:
    """Every byte of the store: the file, its log and its index."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.iterdir()) if path.name in file.name)
