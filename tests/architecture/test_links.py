"""Every link inside the documents leads somewhere: the file is there, and so is the heading."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.architecture.source import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_OUTSIDE = ("http://", "https://", "mailto:")


def anchor(heading: str) -> str:
    """As the hosts of such pages make it: lower case, signs dropped, a dash for each space."""
    plain = re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


def anchors(page: Path) -> set[str]:
    return {anchor(one) for one in re.findall(r"^#+ +(.+)$", page.read_text("utf-8"), re.MULTILINE)}


def broken(page: Path, link: str) -> bool:
    """Whether what it names is not there."""
    name, _, place = unquote(link).partition("#")
    target = (page.parent / name).resolve() if name else page
    if not target.exists():
        return True
    return bool(place) and target.suffix == ".md" and place not in anchors(target)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_each_link_leads_somewhere(page: Path) -> None:
    found = [one for one in _LINK.findall(page.read_text("utf-8")) if not one.startswith(_OUTSIDE)]
    assert [one for one in found if broken(page, one)] == []


def test_what_is_not_there_is_broken() -> None:
    page = ROOT / "README.md"
    assert broken(page, "docs/none.md")
    assert broken(page, "docs/SO-TAY.md#không-có-mục-này")
    assert not broken(page, "docs/SO-TAY.md#người-dân")
    assert anchor("“Bảng điểm tập huấn – chưa đối chiếu” là gì") == "bảng-điểm-tập-huấn--chưa-đối-chiếu-là-gì"
