"""The handbooks speak of buttons that are there; the README of commands and settings that are there."""

import argparse
import re

import pytest

from bot.cli import parser
from bot.config import Settings
from bot.dialogue.reading import fold
from bot.handlers.home import LANGUAGES
from bot.scoring.packs import load_pack
from tests.architecture.source import ROOT
from tests.unit.locales.catalogues import texts

BOOKS = ("SO-TAY.md", "SO-TAY-DOT.md")
HANDBOOK = "\n".join((ROOT / "docs" / name).read_text("utf-8") for name in BOOKS)
README = (ROOT / "README.md").read_text("utf-8")
BUTTONS = sorted(set(re.findall(r"\*\*\[([^\]]+)\]\*\*", HANDBOOK)))

OURS = {"chào", "chỉ hỏi một tí", "Bảng điểm tập huấn – chưa đối chiếu"}
"""Quoted in the handbook, and not the bot's words as such."""
QUOTED = sorted(set(re.findall("“([^”]+)”", HANDBOOK)) - OURS)


def known(label: str) -> bool:
    """Whether the bot has a button of these words: from the locale, a form, or the languages."""
    forms = load_pack("2022-2025").forms.values()
    options = {o.text["vi"] for f in forms for s in f.sections for q in s.questions for o in q.options}
    if label in options or label in {name for _, name in LANGUAGES}:
        return True
    return any(re.fullmatch(_pattern(text), label) for text in texts("vi").values() if text)


def _pattern(text: str) -> str:
    """ "Đủ {count} người" matches "Đủ 5 người"; a text that is only a value matches nothing."""
    parts = re.split(r"\{\w+\}", text)
    return r"\S+".join(re.escape(part) for part in parts) if any(p.strip() for p in parts) else r"(?!)"


@pytest.mark.parametrize("label", BUTTONS)
def test_each_button_of_the_handbook_is_there(label: str) -> None:
    assert known(label)


def test_what_is_not_a_button_is_not_known() -> None:
    assert len(BUTTONS) > 50
    assert known("Đủ 5 người")
    assert not known("Đủ người")
    assert not known("Duyệt hộ nghèo")


def said(words: str) -> bool:
    """Whether these words stand in anything the bot says, asks or takes for a command."""
    forms = load_pack("2022-2025").forms.values()
    asked = [q.text["vi"] for f in forms for s in f.sections for q in s.questions]
    return any(fold(words) in fold(text) for text in (*texts("vi").values(), *asked))


@pytest.mark.parametrize("words", QUOTED)
def test_each_quotation_of_the_handbook_is_the_bots(words: str) -> None:
    assert said(words)


def test_there_are_quotations_and_not_everything_is_one() -> None:
    assert len(QUOTED) > 8
    assert not said("hộ này được duyệt")


def test_the_readme_names_every_command_and_no_other() -> None:
    commands = next(one for one in parser()._actions if isinstance(one, argparse._SubParsersAction))
    table = README.partition("## Commands")[2].partition("\n## ")[0]
    assert set(re.findall(r"`rasoat ([a-z]+)", table)) == set(commands.choices)


def test_the_readme_names_every_setting_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `RASOAT_(\w+)` \| (?:`([^`]*)`)? *\|", README, re.MULTILINE))
    defaults = {name.upper(): str(field.default or "") for name, field in Settings.model_fields.items()}
    assert rows == defaults
