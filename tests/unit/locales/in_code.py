"""Keys as the code uses them, found with Babel's extraction and an extractor that reads f-strings too.

A key said in full is itself ("request.sent"); one put together is a pattern ("case.did.*").
"""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from babel.messages.extract import extract, extract_from_dir

BOT = Path(__file__).parents[3] / "bot"

EXTRACTOR = f"{__name__}:python_calls"

KEYWORDS = {
    "t": (1,),
    "say": (1,),
    "problem": (1,),
    "keys_under": (1,),
    "translate": (2,),
    "notify": (2,),
    "_no": (2,),
    "to_staff": (3,),
    "to_household": (3,),
}
"""Functions that take a key, and which of their arguments it is (the first is 1, self not counted)."""

OWN_PREFIX = {"cli.py": "cli."}
"""Modules whose `say` puts a prefix before what it is given."""

GIVEN = {
    "to_staff": frozenset({"code", "initials", "area", "when"}),
    "to_household": frozenset({"code"}),
}
"""Values a function adds by itself."""

_KEY = re.compile(r"[a-z_]+(\.[a-z_]+)+")
_WEB = re.compile(r"web(?:\.\w+)+(?:\.\$\{)?")


@dataclass(frozen=True, slots=True)
class Use:
    """A key or pattern at a line of a file. values: names given with it, None where not to be seen."""

    key: str
    where: str
    values: frozenset[str] | None


def names(node: ast.expr) -> Iterator[str]:
    """The keys an argument can be: a literal, a pattern, either side of a choice; nothing for a variable."""
    match node:
        case ast.Constant(value=str() as key):
            yield key
        case ast.JoinedStr(values=parts):
            yield "".join(str(p.value) if isinstance(p, ast.Constant) else "*" for p in parts)
        case ast.IfExp(body=one, orelse=other):
            yield from names(one)
            yield from names(other)


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def _calls(source: str) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _called(node) in KEYWORDS:
            yield node, _called(node)


def python_calls(
    fileobj: BinaryIO, keywords: Iterable[str], comment_tags: object, options: object
) -> Iterator[tuple[int, str, str | tuple[str, ...], list[str]]]:
    """A Babel extractor. Babel's own reads neither f-strings nor choices; this one gives both."""
    for call, function in _calls(fileobj.read().decode()):
        place = KEYWORDS[function][0] - 1
        if place < len(call.args):
            for name in names(call.args[place]):
                before = ("",) * place
                yield call.lineno, function, (*before, name) if before else name, []


def extracted(folder: Path = BOT) -> frozenset[str]:
    """All keys and patterns of a folder, by Babel."""
    found = extract_from_dir(folder, method_map=[("**.py", EXTRACTOR)], keywords=KEYWORDS)
    return frozenset(_whole(file, str(key)) for file, _, key, _, _ in found)


def _whole(file: str, key: str) -> str:
    prefix = OWN_PREFIX.get(file, "")
    return key if key.startswith(prefix) else prefix + key


def extracted_from(source: str) -> list[str]:
    """The keys of one piece of code, by Babel."""
    return [str(key) for _, key, _, _ in extract(EXTRACTOR, BytesIO(source.encode()), keywords=KEYWORDS)]


def uses() -> Iterator[Use]:
    """Calls with the names of the values they give; those of `**args` cannot be seen."""
    for file in sorted(BOT.rglob("*.py")):
        for call, function in _calls(file.read_text("utf-8")):
            place = KEYWORDS[function][0] - 1
            if place < len(call.args):
                path = file.relative_to(BOT).as_posix()
                for name in names(call.args[place]):
                    where = f"{path}:{call.lineno}"
                    yield Use(_whole(path, name), where, _values(call, function, place))


def _values(call: ast.Call, function: str, place: int) -> frozenset[str] | None:
    if function == "translate":
        return _dict_keys(call.args[place + 1])
    if function == "notify":
        given = next((k.value for k in call.keywords if k.arg == "args"), None)
        return _dict_keys(given) if given is not None else None
    if any(k.arg is None for k in call.keywords) or function == "keys_under":
        return None
    return frozenset(k.arg for k in call.keywords if k.arg) | GIVEN.get(function, frozenset())


def _dict_keys(node: ast.expr) -> frozenset[str] | None:
    if not isinstance(node, ast.Dict) or None in node.keys:
        return None
    return frozenset(k.value for k in node.keys if isinstance(k, ast.Constant) and isinstance(k.value, str))


def constants() -> frozenset[str]:
    """Every string of the code that is shaped like a key: also those kept in tables and variables."""
    return frozenset(
        node.value
        for file in BOT.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _KEY.fullmatch(node.value)
    )


def of_the_page() -> frozenset[str]:
    """Keys of the demo page's scripts and markup; `web.error.${code}` is the pattern "web.error.*"."""
    files = [f for f in (BOT / "channels" / "static").iterdir() if f.suffix in (".js", ".html")]
    found = {key for file in files for key in _WEB.findall(file.read_text("utf-8"))}
    return frozenset(key.replace(".${", ".*") for key in found)
