"""The glossary is whole: each domain class has its row, each row its thing in the code."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, literals, name_of, tree

GLOSSARY = (ROOT / "docs" / "GLOSSARY.md").read_text("utf-8")
DOMAIN = (
    "bot/cases/*.py",
    "bot/scoring/pack.py", "bot/scoring/procedure.py", "bot/scoring/forms.py", "bot/scoring/answers.py",
    "bot/scoring/score.py",
    "bot/dialogue/event.py", "bot/dialogue/message.py", "bot/dialogue/session.py", "bot/dialogue/outcome.py",
)  # fmt: skip
"""Where every public dataclass needs a row."""

ROW = re.compile(r"^\| `(\w+)` \|([^|]+)\|([^|]+)\| `([^`]+)` \|$", re.MULTILINE)
ROWS = [
    (name, vietnamese.strip(), source.strip(), where)
    for name, vietnamese, source, where in ROW.findall(GLOSSARY)
]


def dataclasses(module: ast.Module) -> list[str]:
    """Names of the public dataclasses of a module."""
    return [
        node.name
        for node in module.body
        if isinstance(node, ast.ClassDef)
        and not node.name.startswith("_")
        and any("dataclass" in ast.unparse(one) for one in node.decorator_list)
    ]


def names(path: Path) -> set[str]:
    """What a file names: classes, functions, values, fields, words of a Literal; the ids of a TOML file."""
    if path.suffix == ".toml":
        return set(_ids(tomllib.loads(path.read_text("utf-8"))))
    found = {str(node.value) for node in literals(tree(path))}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
    return found


def _ids(value: object) -> list[str]:
    if isinstance(value, list):
        return [one for part in value for one in _ids(part)]
    if not isinstance(value, dict):
        return []
    own = [str(value["id"])] if "id" in value else []
    return own + [one for part in value.values() for one in _ids(part)]


@pytest.mark.parametrize("pattern", DOMAIN)
def test_every_domain_class_has_a_row(pattern: str) -> None:
    rows = {(name, where) for name, _, _, where in ROWS}
    there = {(name, name_of(path)) for path in sorted(ROOT.glob(pattern)) for name in dataclasses(tree(path))}
    assert there, pattern
    assert there - rows == set()


@pytest.mark.parametrize(
    ("name", "vietnamese", "source", "where"), ROWS, ids=[f"{r[0]}@{r[3]}" for r in ROWS]
)
def test_every_row_names_a_thing_of_the_code(name: str, vietnamese: str, source: str, where: str) -> None:
    assert name in names(ROOT / where)
    assert vietnamese
    assert source


def test_no_row_escapes_and_none_stands_twice() -> None:
    """Lines that look like rows but could not be read would not be checked."""
    lines = [line for line in GLOSSARY.splitlines() if line.startswith("| `")]
    assert len(lines) == len(ROWS) > 80
    assert len({(name, where) for name, _, _, where in ROWS}) == len(ROWS)
