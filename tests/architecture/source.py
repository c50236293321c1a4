"""The project's own source as a test looks at it: files, trees, string literals."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
_LEFT_OUT = {".venv", ".git", "var", "__pycache__"}
_BINARY = {".ttf", ".png", ".jpg", ".xlsx", ".docx"}


def python_files(*folders: str) -> list[Path]:
    """The Python files of these folders of the project, in order."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def name_of(path: Path) -> str:
    """The path as the project writes it: "bot/cases/case.py"."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def literals(module: ast.Module) -> Iterator[ast.Constant]:
    """Every string literal that is not a docstring (of a module, class, function or attribute)."""
    documentation = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node


def text_files() -> list[Path]:
    """What is kept in the repository and can be read; without git, all but what is made on the spot."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        found = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        found = [path for path in ROOT.rglob("*") if not _LEFT_OUT & set(path.relative_to(ROOT).parts)]
    return sorted(path for path in found if path.is_file() and path.suffix not in _BINARY)
