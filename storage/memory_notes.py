"""The runtime's notes of the memory store."""

from datetime import datetime


class MemoryNotes:
    """By kind and name; some expire."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], tuple[bytes, datetime | None]] = {}

    def get(self, kind: str, name: str) -> bytes | None:
        found = self._kept.get((kind, name))
        return None if found is None else found[0]

    def of_kind(self, kind: str) -> dict[str, bytes]:
        return {name: value for (one, name), (value, _) in sorted(self._kept.items()) if one == kind}

    def put(self, kind: str, name: str, value: bytes, expires_at: datetime | None) -> None:
        self._kept[kind, name] = (value, expires_at)

    def drop(self, kind: str, name: str) -> None:
        self._kept.pop((kind, name), None)

    def drop_expired(self, now: datetime) -> None:
        gone = [key for key, (_, until) in self._kept.items() if until is not None and until <= now]
        for key in gone:
            del self._kept[key]
