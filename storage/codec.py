"""Between frozen dataclasses and JSON bytes: orjson writes, pydantic reads back into the same types.

Everything round-trips equal; a date-time keeps its instant and offset, not its zone's name.
FormRecord.result is plain data: dicts, lists, text, finite numbers (no Decimal), true, false, null.
A tuple in it comes back as a list.
"""

from collections.abc import Hashable, Mapping
from functools import cache
from typing import TypeVar, cast

import orjson
from pydantic import TypeAdapter, ValidationError

from bot.errors import StoreError

_T = TypeVar("_T")


def dump(value: object, where: str) -> bytes:
    """JSON of a dataclass. where: table and id, for the fault."""
    try:
        return orjson.dumps(value, _plain)
    except (TypeError, ValueError) as fault:  # orjson's own error is a TypeError
        raise StoreError(
            "a value cannot be stored", where=where, remedy=f"keep only plain data in it: {_reason(fault)}"
        ) from None


def load(kind: type[_T], data: bytes, where: str) -> _T:
    """The dataclass of this kind from its JSON."""
    try:
        return cast(_T, _adapter(cast(Hashable, kind)).validate_json(data))
    except ValidationError as fault:
        first = fault.errors(include_input=False, include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        raise StoreError(
            f"a stored {kind.__name__} has another shape ({field}: {first['type']})",
            where=where,
            remedy="start the program version that wrote it, or add a migration",
        ) from None


@cache
def _adapter(kind: Hashable) -> TypeAdapter[object]:
    return TypeAdapter(cast(type[object], kind))


def _plain(value: object) -> object:
    """What orjson does not know: sets in a fixed order, read-only mappings."""
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} is not plain data")


def _reason(fault: Exception) -> str:
    """The kind of trouble without the value itself, which may be personal."""
    return str(fault.__cause__ or fault) if isinstance(fault.__cause__, TypeError) else type(fault).__name__
