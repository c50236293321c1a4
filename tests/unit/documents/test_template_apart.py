"""Templates made to keep the bot busy: looked through in a process of its own, they are stopped."""

import time
from pathlib import Path

import pytest

from bot.documents.reports.report_template import report_template
from bot.documents.word import template_apart
from bot.documents.word.docx_build import template
from bot.documents.word.template_apart import HEAVY, check_apart
from bot.documents.word.template_check import check_template
from tests.unit.documents.test_template_bombs import PACK, with_tag


@pytest.mark.parametrize("paper", ["phu_luc_i", "reports"])
def test_it_says_what_the_check_says(paper: str) -> None:
    file = report_template(PACK) if paper == "reports" else template(PACK, "phu_luc_i")
    assert check_apart(PACK, paper, file) == check_template(PACK, paper, file)
    assert check_apart(PACK, paper, file).usable


def test_unknown_fields_come_back_named() -> None:
    found = check_apart(PACK, "phu_luc_i", with_tag("{{ thon }}"))
    assert found.unknown == ("thon",)
    assert not found.usable


@pytest.mark.parametrize("in_heading", [False, True])
def test_tags_that_no_reader_comes_to_the_end_of(monkeypatch: pytest.MonkeyPatch, in_heading: bool) -> None:
    """300,000 open tags keep docxtpl's patterns busy for hours."""
    monkeypatch.setattr(template_apart, "LONGEST", 4)
    began = time.monotonic()
    assert check_apart(PACK, "phu_luc_i", with_tag("{{ " * 300_000, in_heading=in_heading)) == HEAVY
    assert time.monotonic() - began < 15


def test_no_setting_of_ours_goes_along(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RASOAT_KEY_FILE", str(tmp_path))
    assert not [name for name in template_apart._environment() if name.startswith("RASOAT_")]


def test_a_process_that_ends_badly_is_said_to_be_too_heavy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "false")
    assert check_apart(PACK, "phu_luc_i", b"x") == HEAVY
