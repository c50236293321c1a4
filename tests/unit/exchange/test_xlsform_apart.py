"""The formulas are written without the scorer: its modules are not imported, nor its reasoning called."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, name_of, tree

FILES = sorted((ROOT / "bot" / "exchange" / "xlsform").glob("*.py"))
MAY = {"bot.errors", "bot.scoring.forms", "bot.scoring.pack", "bot.scoring.points"}
"""What of the program, besides its own room, the exporter may import: data and faults."""
REASONING = {
    "context", "column", "indicator", "covers", "band", "row", "has", "child_need", "adult_need", "meets",
}  # fmt: skip
"""Methods of the pack's data that the scorer reasons with."""


def imported(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("bot."):
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (one.name for one in node.names if one.name.startswith("bot."))


def called(module: ast.Module) -> set[str]:
    """Methods called on something."""
    calls = (node.func for node in ast.walk(module) if isinstance(node, ast.Call))
    return {function.attr for function in calls if isinstance(function, ast.Attribute)}


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_only_data_is_imported(path: Path) -> None:
    assert {one for one in imported(tree(path)) if not one.startswith("bot.exchange.xlsform")} <= MAY


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_reasoning_of_the_scorer_is_called(path: Path) -> None:
    assert called(tree(path)) & REASONING == set()


def test_these_eyes_are_open() -> None:
    module = ast.parse("from bot.scoring.path import path\nimport bot.scoring.score\npack.column('urban')\n")
    assert set(imported(module)) == {"bot.scoring.path", "bot.scoring.score"}
    assert called(module) & REASONING == {"column"}
