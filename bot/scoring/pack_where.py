"""Where in a pack's TOML file a key stands, for messages: file, line, and the key's path by ids."""

import re
from collections.abc import Sequence
from typing import Any

Loc = Sequence[str | int]


def where(file: str, text: str, data: Any, loc: Loc) -> str:
    """ "phieu_b.toml:41 sections[members].questions[birth].kind"."""
    return f"{file}:{line_of(text, loc)} {key_path(data, loc)}".rstrip()


def key_path(data: Any, loc: Loc) -> str:
    """The path with ids in place of numbers where the parts have ids."""
    path = ""
    for part in loc:
        data = _inside(data, part)
        if isinstance(part, int):
            path += f"[{_name(data, part)}]"
        else:
            path += f".{part}" if path else part
    return path


def _name(data: Any, number: int) -> str:
    keys = ("id", "code", "area", "measure", "year")
    names = (str(data[key]) for key in keys if isinstance(data, dict) and key in data)
    return next(names, str(number))


def _inside(data: Any, part: str | int) -> Any:
    try:
        return data[part]
    except (KeyError, IndexError, TypeError):
        return None


def line_of(text: str, loc: Loc) -> int:
    """The line of the innermost table or key of `loc` that can be found; 1 for the file as a whole."""
    lines, at, header = text.splitlines(), 0, ""
    for part in loc:
        if isinstance(part, int):
            at = _nth_table(lines, at, header, part)
            continue
        header = f"{header}.{part}" if header else part
        at = _key_line(lines, at, header, part)
    return at + 1


def _nth_table(lines: list[str], start: int, header: str, number: int) -> int:
    """The line of the number-th [[header]] from `start`; `start` where the list is written in line."""
    seen = -1
    for index in range(start, len(lines)):
        seen += lines[index].strip() == f"[[{header}]]"
        if seen == number:
            return index
    return start


def _key_line(lines: list[str], start: int, header: str, key: str) -> int:
    """The first line from `start` that sets the key or opens its table; `start` where there is none."""
    sets = re.compile(rf"\s*(\[+{re.escape(header)}\]+|{re.escape(key)}(\.\w+)*\s*=)")
    for index in range(start, len(lines)):
        if sets.match(lines[index]):
            return index
        if index > start and lines[index].lstrip().startswith("[["):
            break
    return start
