"""Sealed notes of the runtime on SQLite: tokens, links, counters."""

from datetime import datetime

from storage.rows import Mapper, Rows, micros


def _place(kind: str, name: str) -> str:
    return f"note.body:{kind}/{name}"


def put(mapper: Mapper, kind: str, name: str, value: bytes, expires_at: datetime | None) -> Rows:
    """Written over what was kept under this name."""
    body = mapper.keys.seal(value, _place(kind, name))
    return {"put_note": [(kind, name, None if expires_at is None else micros(expires_at), body)]}


def opened(mapper: Mapper, kind: str, name: str, body: bytes) -> bytes:
    """What a sealed note says."""
    return mapper.keys.unseal(body, _place(kind, name))
