"""What the lint refuses, one broken file at a time; and every message it has is shown by such a file."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import bot.scoring
from tests.unit.scoring.broken import Broken, broken

CASES = list(broken())
SCORING = Path(bot.scoring.__file__).parent
LINTS = ("pack_lint", "form_lint", "income_lint", "pack_draft", "table_reader", "own_table", "packs")
"""Where messages about a pack are made; those of the schema are pydantic's, by kind: SCHEMA."""

SCHEMA = {
    "Field required": "a key that is not there",
    "unknown key": "a key nobody knows",
    "no text in": "a language left out",
    "Input should be ": "a value that is none of those known, or of another type",
    "at least 1 character": "empty words",
    "should match pattern": "an id, number or day that is not written like one",
    "at least 1 item": "an empty list",
}
"""What pydantic and our own check of words say, in parts."""

ELSEWHERE = {
    'no pack "*"': "test_packs: an unknown pack",
    "no pack.toml": "test_packs: a missing file",
    "no *": "test_packs: a missing file",
    "unknown file *": "test_packs: a file nobody knows",
    "not UTF-8": "test_packs: a file that is not text",
    "no rows": "test_packs: a table without rows",
    "a draft has no *": "test_draft: a draft has one file",
}
"""Messages about whole files, which no edit of one can bring about: where they are shown."""


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_broken_pack_is_refused_with_file_key_and_remedy(case: Broken) -> None:
    fault = case.fault()
    assert fault is not None, "nothing was found wrong"
    assert case.says in fault.what
    assert case.where in fault.where
    assert fault.remedy


def words(node: ast.expr) -> list[str]:
    """What a message can be, "*" for what is put in: a text, or either side of a choice."""
    match node:
        case ast.Constant(value=str() as text):
            return [text]
        case ast.JoinedStr(values=parts):
            return ["".join(str(p.value) if isinstance(p, ast.Constant) else "*" for p in parts)]
        case ast.IfExp(body=one, orelse=other):
            return words(one) + words(other)
    return []


PLACE = {"Problem": 0, "PackError": 0, "_wrong": 2}
"""Calls that make a message, and which of their arguments it is."""


def messages(source: str) -> Iterator[str]:
    """Every message a module can make: given to a call, returned, or yielded with its item."""
    tree = ast.parse(source)
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            named = {
                node.targets[0].id: node.value
                for node in ast.walk(function)
                if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
            }
            for given in _given(function):
                yield from words(named.get(given.id, given) if isinstance(given, ast.Name) else given)


def _given(function: ast.FunctionDef) -> Iterator[ast.expr]:
    says = ast.unparse(function.returns) if function.returns else ""
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in PLACE:
            place = PLACE[node.func.id]
            if len(node.args) > place:
                yield node.args[place]
        elif isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple):
            yield node.value.elts[-1]
        elif isinstance(node, ast.Return) and node.value is not None and says == "str | None":
            yield node.value


def pattern(message: str) -> re.Pattern[str]:
    return re.compile(".*".join(re.escape(part) for part in message.split("*")), re.DOTALL)


EVERY = sorted({(name, m) for name in LINTS for m in messages((SCORING / f"{name}.py").read_text("utf-8"))})


@cache
def shown() -> frozenset[str]:
    """What the broken files really say; one whose edit finds nothing to edit fails by itself above."""
    return frozenset(filter(None, map(_says, CASES)))


def _says(case: Broken) -> str:
    try:
        fault = case.fault()
    except AssertionError:
        return ""
    return fault.what if fault else ""


@pytest.mark.parametrize(("module", "message"), EVERY, ids=[f"{name}: {m}" for name, m in EVERY])
def test_every_message_has_a_broken_file_that_shows_it(module: str, message: str) -> None:
    if message in ELSEWHERE:
        return
    assert any(pattern(message).fullmatch(said) for said in shown()), f"{module}: no file says {message!r}"


@pytest.mark.parametrize("part", sorted(SCHEMA))
def test_every_kind_of_schema_fault_has_a_broken_file(part: str) -> None:
    assert any(part in said for said in shown())


def test_the_eyes_of_these_tests_are_open() -> None:
    assert len(EVERY) > 45
    found = messages(
        'def f(x) -> None:\n yield Problem(f"no {x}", (), "r")\n what = "odd"\n raise PackError(what)\n'
        'def g() -> str | None:\n return "late" if x else None\n'
    )
    assert sorted(found) == ["late", "no *", "odd"]
    assert {message for _, message in EVERY} >= set(ELSEWHERE)
