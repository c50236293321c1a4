"""Files and functions stay small enough to be read; the store says what its parts do."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, name_of, python_files, tree

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
OURS = python_files("bot", "storage", "locales")
PAGES = sorted(path for suffix in ("js", "css", "html") for path in (ROOT / "bot").rglob(f"*.{suffix}"))

Function = ast.FunctionDef | ast.AsyncFunctionDef


def too_long(module: ast.Module) -> Iterator[str]:
    """Functions over the limit, docstring and all."""
    for node in ast.walk(module):
        if isinstance(node, Function):
            lines = (node.end_lineno or 0) - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                yield f"{node.name}: {lines} lines"


def undocumented(module: ast.Module) -> Iterator[str]:
    """Public functions and classes without a docstring; the forms of an overload share one."""
    for node in module.body:
        if not isinstance(node, Function | ast.ClassDef) or node.name.startswith("_"):
            continue
        overloaded = any(getattr(one, "id", "") == "overload" for one in node.decorator_list)
        if not overloaded and not ast.get_docstring(node):
            yield node.name


@pytest.mark.parametrize("path", [*OURS, *PAGES], ids=name_of)
def test_no_file_is_too_long(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", OURS, ids=name_of)
def test_no_function_is_too_long(path: Path) -> None:
    assert list(too_long(tree(path))) == []


@pytest.mark.parametrize("path", OURS, ids=name_of)
def test_every_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(tree(path))


@pytest.mark.parametrize("path", python_files("storage"), ids=name_of)
def test_the_store_explains_its_public_parts(path: Path) -> None:
    assert list(undocumented(tree(path))) == []


def test_the_measures_measure() -> None:
    body = "\n".join("    x = 1" for _ in range(LONGEST_FUNCTION))
    assert list(too_long(ast.parse(f"def long():\n{body}\n"))) == ["long: 41 lines"]
    assert list(undocumented(ast.parse("def bare(): ...\nclass Bare: ...\ndef _own(): ...\n"))) == [
        "bare",
        "Bare",
    ]
