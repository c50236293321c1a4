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
    "_translate": (2,),
    "notify": (2,),
    "_no": (2,),
    "to_staff": (3,),
    "to_household": (3,),
    "_tell_others": (3,),
}
"""Functions that take a key, and which of their arguments it is (the first is 1, self not counted)."""

GIVEN = {
    "to_staff": frozenset({"code", "initials", "area", "when"}),
    "to_household": frozenset({"code", "visit"}),
    "_tell_others": frozenset({"code", "initials", "area", "when", "who"}),
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


def _calls(source: str) -> Iterator[tuple[ast.Call, str, tuple[str, ...]]]:
    """Calls that take a key, with the name called and the keys it can be.

    A module's own `say` that puts a prefix before the key ("cli.") is followed: its calls have the
    prefix, the sentence inside it is not a use of its own.
    """
    tree = ast.parse(source)
    inside = {id(call): prefix for call, prefix in _wrapped(tree)}
    prefix = next(iter(inside.values()), "")
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) in KEYWORDS and id(node) not in inside:
            function = _called(node)
            place = KEYWORDS[function][0] - 1
            before = prefix if function == "say" and isinstance(node.func, ast.Name) else ""
            if place < len(node.args):
                yield node, function, tuple(before + name for name in names(node.args[place]))


def _wrapped(tree: ast.Module) -> Iterator[tuple[ast.Call, str]]:
    """The `translate` call within a module's own `say`, and the prefix it puts before the key."""
    for say in ast.walk(tree):
        if isinstance(say, ast.FunctionDef) and say.name == "say":
            for node in ast.walk(say):
                if isinstance(node, ast.Call) and _called(node) == "translate":
                    for name in names(node.args[1]):
                        yield node, name.removesuffix("*")


def python_calls(
    fileobj: BinaryIO, keywords: Iterable[str], comment_tags: object, options: object
) -> Iterator[tuple[int, str, str | tuple[str, ...], list[str]]]:
    """A Babel extractor. Babel's own reads neither f-strings nor choices; this one gives both."""
    for call, function, found in _calls(fileobj.read().decode()):
        before = ("",) * (KEYWORDS[function][0] - 1)
        for name in found:
            yield call.lineno, function, (*before, name) if before else name, []


def extracted(folder: Path = BOT) -> frozenset[str]:
    """All keys and patterns of a folder, by Babel."""
    found = extract_from_dir(folder, method_map=[("**.py", EXTRACTOR)], keywords=KEYWORDS)
    return frozenset(str(key) for _, _, key, _, _ in found)


def extracted_from(source: str) -> list[str]:
    """The keys of one piece of code, by Babel."""
    return [str(key) for _, key, _, _ in extract(EXTRACTOR, BytesIO(source.encode()), keywords=KEYWORDS)]


def uses() -> Iterator[Use]:
    """Calls with the names of the values they give; those of `**args` cannot be seen."""
    for file in sorted(BOT.rglob("*.py")):
        for call, function, found in _calls(file.read_text("utf-8")):
            where = f"{file.relative_to(BOT).as_posix()}:{call.lineno}"
            for name in found:
                yield Use(name, where, _values(call, function, KEYWORDS[function][0] - 1))


def _values(call: ast.Call, function: str, place: int) -> frozenset[str] | None:
    if function in ("translate", "_translate"):
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
