"""What may not be in the repository, and what must: no secrets, no machine paths; locks, commands, links."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, name_of, text_files

MACHINE = re.compile(r"(?<![\w.}])/(?:work|root|home|Users|tmp|mnt|opt)/[\w.]")
REGISTRY = re.compile(r"pypi\.org|pythonhosted\.org|(?:extra-)?index[-]url\s*=|registry\.npm", re.IGNORECASE)
SECRETS = (
    re.compile(r"\b\d{8,10}:(?![\w-]*nobody)[\w-]{35}\b"),  # a bot token; invented ones say "nobody"
    re.compile(r"BEGIN (?:[A-Z]+ )?PRIVATE KE[Y]"),
    re.compile(r"(?m)^\d{1,3}:[A-Za-z0-9_-]{43}=$"),  # a line of a key file
    re.compile(r"\bgh[pousr]_[A-Za-z0-9]{36}\b"),
)
REQUIREMENT = re.compile(r"(?m)^([A-Za-z0-9][\w.-]*)(?:\[[\w,-]+\])?==([^\s\\]+)([^\\\n]*(?:\\\n[^\\\n]*)*)")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")
LOCKS = ("requirements.lock", "requirements-dev.lock")
FIRST_SCREEN = 30


@pytest.fixture(scope="module")
def contents() -> dict[str, str]:
    return {name_of(path): path.read_text("utf-8") for path in text_files()}


@pytest.mark.parametrize("pattern", [MACHINE, REGISTRY, *SECRETS], ids=lambda one: one.pattern[:30])
def test_nothing_of_this_kind_is_kept(pattern: re.Pattern[str], contents: dict[str, str]) -> None:
    found = {name: match.group() for name, text in contents.items() if (match := pattern.search(text))}
    assert found == {}


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (MACHINE, "see /work" + "/main/bot"),
        (REGISTRY, "https://pypi" + ".org/simple"),
        (SECRETS[0], "1234567890:" + "A" * 35),
        (SECRETS[1], "-----BEGIN RSA PRIVATE" + " KEY-----"),
        (SECRETS[2], "1:" + "a" * 43 + "="),
        (SECRETS[3], "ghp_" + "a" * 36),
    ],
)
def test_the_patterns_find_what_they_are_for(pattern: re.Pattern[str], words: str) -> None:
    assert pattern.search(words)


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~ ;]", name, maxsplit=1)[0]).lower()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_hashes(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    packages = REQUIREMENT.findall(text)
    assert len(packages) == len([line for line in text.splitlines() if re.match(r"[A-Za-z0-9]", line)]) > 10
    assert [name for name, _, rest in packages if not HASH.search(rest)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_named_package_is_locked(lock: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    named = project["project"]["dependencies"]
    if lock == "requirements-dev.lock":
        named = project["dependency-groups"]["dev"]
    locked = {_plain(name) for name, _, _ in REQUIREMENT.findall((ROOT / lock).read_text("utf-8"))}
    assert {_plain(name) for name in named} <= locked


def test_the_first_screen_of_the_readme_names_both_commands() -> None:
    first = "\n".join((ROOT / "README.md").read_text("utf-8").splitlines()[:FIRST_SCREEN])
    assert "make demo" in first
    assert "make test" in first


@pytest.mark.parametrize("path", sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]), ids=name_of)
def test_every_link_within_the_papers_leads_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text("utf-8"))
    own = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in own if not (path.parent / link).exists()] == []


def test_there_is_a_licence_and_a_list_of_changes() -> None:
    assert "Apache License" in (ROOT / "LICENSE").read_text("utf-8")
    assert "0.1.0" in (ROOT / "CHANGELOG.md").read_text("utf-8")
