"""The floors of the house: a file imports only from floors below its own."""

import configparser
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

CHECK = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
CONTRACTS = {"floors", "storage", "storage-up", "pure"}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """import-linter on a copy of the project; in a process of its own, for it rearranges logging."""
    return subprocess.run(
        [sys.executable, "-c", CHECK],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The source alone, to be broken."""
    for package in ("bot", "storage", "locales"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("*.ttf", "*.pyc"))
    shutil.copy(ROOT / ".importlinter", tmp_path)
    return tmp_path


def contracts() -> configparser.ConfigParser:
    read = configparser.ConfigParser()
    read.read(ROOT / ".importlinter", "utf-8")
    return read


def test_every_contract_is_kept() -> None:
    checked = lint(ROOT)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert f"{len(contracts().sections()) - 1} kept, 0 broken" in checked.stdout


def test_the_contracts_are_all_there() -> None:
    named = {section.removeprefix("importlinter:contract:") for section in contracts().sections()}
    assert named >= CONTRACTS


def test_every_room_stands_on_a_floor() -> None:
    layers = contracts()["importlinter:contract:floors"]["layers"].replace("|", " ").split()
    rooms = {path.stem for path in (ROOT / "bot").glob("*.py")}
    rooms |= {path.name for path in (ROOT / "bot").iterdir() if (path / "__init__.py").exists()}
    assert rooms - {"__init__"} == set(layers)


@pytest.mark.parametrize(
    ("room", "words"),
    [
        ("bot/dialogue/event.py", "import time"),
        ("bot/scoring/score.py", "from bot.cases.case import Case"),
        ("bot/handlers/home.py", "import aiosqlite"),
        ("bot/runtime/clock.py", "from storage.seal import Keys"),
        ("storage/seal.py", "from bot.runtime.clock import VIETNAM"),
    ],
)
def test_an_import_upwards_is_seen(copied: Path, room: str, words: str) -> None:
    with (copied / room).open("a", encoding="utf-8") as file:
        file.write(f"\n{words}  # noqa\n")
    checked = lint(copied)
    assert checked.returncode == 1
    assert "broken" in checked.stdout
