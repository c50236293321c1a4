"""The named SQL statements of storage/sql: `-- name: x` begins one, the next name ends it."""

import re
from functools import cache
from importlib import resources

from bot.errors import StoreError

_NAME = re.compile(r"^-- name: (\w+)$", re.MULTILINE)


@cache
def _statements() -> dict[str, str]:
    found: dict[str, str] = {}
    for file in sorted(resources.files("storage").joinpath("sql").iterdir(), key=lambda file: file.name):
        _, *parts = _NAME.split(file.read_text(encoding="utf-8"))
        for name, text in zip(parts[::2], parts[1::2], strict=True):
            if name in found:
                raise StoreError(
                    "SQL statement named twice", where=f"{file.name} {name}", remedy="rename one"
                )
            found[name] = text.strip()
    return found


def statement(name: str) -> str:
    """The text of the statement of this name."""
    try:
        return _statements()[name]
    except KeyError:
        raise StoreError("no such SQL statement", where=name, remedy="add it to storage/sql") from None
