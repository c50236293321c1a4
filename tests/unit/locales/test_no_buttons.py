"""Nobody is told to press a button who may have none: such words stand only where there surely is one."""

import re

import pytest

from tests.unit.locales.catalogues import texts

PRESSING = {
    "vi": re.compile(r"\b(bấm|chạm|nút)\b", re.IGNORECASE),
    "en": re.compile(r"\b(tap|press (a|the|on)|click|buttons?)\b", re.IGNORECASE),
    "km": re.compile("ចុច|ប៊ូតុង"),
}
SURELY = {
    "cli.": "words of the command line",
    "demo.": "words of the command line and of the demo page",
    "web.": "the demo page",
    "paper.page.": "a page with buttons of its own",
    "engine.stale": "answers a tap",
    "walk.checklist_unsure": "where there are none: walk.checklist_unsure_typed",
    "walk.help.checklist": "where there are none: walk.help.checklist_typed",
    "walk.help.many": "where there are none: walk.help.many_typed",
}
"""Beginnings of keys that may name a button, with the reason."""


def pressing(language: str) -> dict[str, str]:
    return {key: text for key, text in texts(language).items() if PRESSING[language].search(text)}


@pytest.mark.parametrize("language", PRESSING)
def test_no_word_of_buttons_where_there_may_be_none(language: str) -> None:
    assert {key: text for key, text in pressing(language).items() if not key.startswith(tuple(SURELY))} == {}


@pytest.mark.parametrize("key", [key for key in SURELY if key.startswith("walk.")])
def test_what_is_said_instead_names_no_button(key: str) -> None:
    instead = f"{key}_typed"
    assert instead in texts("vi")
    assert instead not in pressing("vi") and instead not in pressing("en")


def test_every_allowance_is_needed() -> None:
    there = {*pressing("vi"), *pressing("en")}
    assert [key for key in SURELY if not any(one.startswith(key) for one in there)] == []
