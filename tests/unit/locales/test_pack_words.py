"""What packs say in our own words is as short as the bot's; the law's wording is quoted as it stands."""

from collections.abc import Iterator, Mapping

import pytest

from bot.scoring.forms import Form
from bot.scoring.pack import Pack
from bot.scoring.packs import available_packs, load_pack
from locales import LANGUAGES
from tests.unit.locales.test_words import MOST_WORDS, length, sentences, too_long

QUOTED = ("indicators.deprived",)
"""Wording of Nghị định 07/2021/NĐ-CP: never shortened, and said between quotation marks ("walk.law")."""

Piece = tuple[str, Mapping[str, str]]


def of_form(form: Form) -> Iterator[Piece]:
    """Everything a form asks, offers, explains and doubts."""
    yield f"{form.id}.title", form.title
    for section in form.sections:
        yield f"{form.id}.{section.id}.title", section.title
        for question in section.questions:
            at = f"{form.id}.{question.scope}.{question.id}"
            for name in ("text", "short", "help", "nobody"):
                yield f"{at}.{name}", getattr(question, name)
            yield from ((f"{at}.{option.id}", option.text) for option in question.options)
            yield from ((f"{at}.{soft.id}", soft.text) for soft in question.soft)


def pieces(pack: Pack) -> Iterator[Piece]:
    """All words of a pack that reach a person, each with its place."""
    for form in pack.forms.values():
        yield from of_form(form)
    for one in pack.indicators:
        yield "indicators.text", one.text
        yield "indicators.plain", one.plain
        yield "indicators.deprived", one.deprived
    yield from (("classes", one.text) for one in pack.classes)
    yield from (("rules", rule.text) for rule in pack.rules.values())
    yield "table_label", pack.table_label


@pytest.mark.parametrize("pack_id", available_packs())
@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_of_a_pack_are_short(pack_id: str, language: str) -> None:
    found = {place: too_long(words.get(language, "")) for place, words in pieces(load_pack(pack_id))}
    assert {place: long for place, long in found.items() if long and place not in QUOTED} == {}


def test_the_quotes_need_their_exemption() -> None:
    """Else a quote could hide among our own words unmarked."""
    places = {place for place, words in pieces(load_pack("2022-2025")) if too_long(words.get("vi", ""))}
    assert places == set(QUOTED)


def test_a_long_help_is_noticed() -> None:
    words = "một " * (MOST_WORDS + 1)
    assert too_long(words) == [words]
    assert max(length(one) for one in sentences("Một hai. Ba bốn năm.")) == 3


@pytest.mark.parametrize("pack_id", available_packs())
def test_every_question_has_a_convention(pack_id: str) -> None:
    """ "?" has something to say of each question beyond how to type."""
    forms = load_pack(pack_id).forms.values()
    silent = [
        f"{form.id}.{question.id}"
        for form in forms
        for section in form.sections
        for question in section.questions
        if not all(question.help.get(language) for language in LANGUAGES)
    ]
    assert silent == []
