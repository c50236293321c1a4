"""Khmer for households: every key they can meet, the same values, letters they can read, digits, words.

That the Khmer is good only a native reader can say (docs/khmer.md); here stands what a machine can see.
"""

import ast
import unicodedata
from datetime import date
from fnmatch import fnmatchcase

import pytest

from bot.dialogue.reading import (
    Read,
    ascii_digits,
    fold,
    match_option,
    read_choice_list,
    read_date,
    read_ethnicity,
    read_integer,
    read_national_id,
    read_phone,
    read_yes_no,
)
from bot.handlers.home import MENUS
from bot.scoring.packs import available_packs, load_pack
from locales import pack_words, translate
from tests.unit.locales.catalogues import placeholders, texts
from tests.unit.locales.in_code import BOT, KEYWORDS, _calls
from tests.unit.locales.test_pack_words import of_form
from tests.unit.locales.test_words import flaws

TODAY = date(2026, 10, 5)
HOUSEHOLD = (
    "home", "request", "filing", "editing", "my_file", "own_result", "privacy", "drafts", "acting",
    "contact", "linking", "phones",
)  # fmt: skip
"""Handlers of the conversations a household may be in."""
NOT_SAID_TO_THEM = (
    "case.did.*", "command.*.words", "draft.no_form",
    "engine.file.*", "evidence.picture.*", "link.own.staff", "menu.call_backs",
    "menu.greeting.administrator", "menu.greeting.chairman", "menu.greeting.enumerator",
    "menu.greeting.officer", "menu.greeting.supervisor", "notice.*", "reading.date.coming*",
    "reading.money.*", "reading.place.*", "reading.number.decimals", "table.no_files_here",
    "walk.checklist_unsure_typed",
    "walk.help.checklist*", "walk.help.decimal", "walk.help.integer", "walk.help.money", "walk.index",
    "walk.later", "walk.put_off", "walk.reason*", "walk.returned", "walk.stays", "walk.unsure_not_here",
)  # fmt: skip
"""Of those files, words for staff, and of questions no household is asked."""


def household_keys() -> set[str]:
    """Keys used by the dialogue and the household's handlers, and notices to it."""
    vi, found = texts("vi"), set[str]()
    for file in sorted(BOT.rglob("*.py")):
        name = file.relative_to(BOT).as_posix()
        own = name.startswith("dialogue/") or name in {f"handlers/{one}.py" for one in HOUSEHOLD}
        source = file.read_text("utf-8")
        for _, function, keys in _calls(source):
            if (own and function not in ("to_staff", "_tell_others")) or function == "to_household":
                found |= {key for one in keys for key in vi if fnmatchcase(key, one)}
        if own:
            found |= {
                node.value
                for node in ast.walk(ast.parse(source))
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in vi
            }
    staff_only = {f"menu.{one}" for role in MENUS if role != "resident" for one in MENUS[role]}
    return found - (staff_only - {f"menu.{one}" for one in MENUS["resident"]})


def is_named(key: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(key, one) for one in patterns)


def test_a_household_meets_no_vietnamese_sentence_but_those_named() -> None:
    wanted = {k for k in household_keys() if not is_named(k, NOT_SAID_TO_THEM)}
    wanted |= {f"call_back.{one}" for one in ("hidden", "hidden_unknown", "again", "again_unknown")}
    wanted |= {"my_data.call_back", "paper.code", "explain.contact", "explain.phones"}
    assert len(wanted) > 200
    assert sorted(wanted - set(texts("km"))) == []


def test_notices_to_households_are_there() -> None:
    assert {"notice.received", "notice.more_asked", "notice.survey_done"} <= set(texts("km"))


def test_there_is_no_key_that_the_others_lack() -> None:
    assert sorted(set(texts("km")) - set(texts("vi"))) == []


def test_khmer_asks_for_the_same_values() -> None:
    km, vi = texts("km"), texts("vi")
    assert [key for key in km if placeholders(km[key]) != placeholders(vi[key])] == []


def test_texts_are_whole() -> None:
    kept = {key: flaws(text) for key, text in texts("km").items() if not key.startswith("date.")}
    assert {key: found for key, found in kept.items() if found} == {}


def foreign(text: str) -> set[str]:
    """Letters of neither script: a slip of the hand, or of the machine."""
    letters = {c for c in text if unicodedata.category(c)[0] in "LM"}
    return {c for c in letters if not unicodedata.name(c).startswith(("KHMER", "LATIN"))}


def test_only_khmer_and_latin_letters() -> None:
    said = {**texts("km"), **pack_words("km")}
    assert {key: foreign(text) for key, text in said.items() if foreign(text)} == {}
    assert foreign("ក កa") == set()
    assert foreign("န") == {"န"}  # Myanmar letter, alike to the eye


def test_what_is_missing_stands_in_vietnamese() -> None:
    assert translate("km", "officer.areas", {}) == texts("vi")["officer.areas"]


# ── words of the packs ───────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("pack_id", available_packs())
def test_all_of_the_request_is_in_khmer(pack_id: str) -> None:
    pack, km = load_pack(pack_id), pack_words("km")
    said = [words["vi"] for _, words in of_form(pack.forms["mau_01"]) if words.get("vi")]
    said += [one.plain["vi"] for one in pack.indicators] + [one.text["vi"] for one in pack.classes]
    said += [line.text["vi"] for line in pack.lines.values()]
    assert sorted({one for one in said if one not in km}) == []


def test_no_translation_of_words_that_are_gone() -> None:
    """A text that was changed in a pack has lost its translation: this says which ones to do anew."""
    now = {words["vi"] for one in available_packs() for _, words in _all(one) if words.get("vi")}
    assert sorted(set(pack_words("km")) - now) == []


def _all(pack_id: str) -> list[tuple[str, dict[str, str]]]:
    pack = load_pack(pack_id)
    found = [(place, dict(words)) for place, words in of_form(pack.forms["mau_01"])]
    found += [("plain", dict(one.plain)) for one in pack.indicators]
    found += [("class", dict(one.text)) for one in pack.classes]
    return found + [("line", dict(line.text)) for line in pack.lines.values()]


def test_pack_words_ask_for_the_same_values() -> None:
    assert [vi for vi, km in pack_words("km").items() if placeholders(vi) != placeholders(km)] == []


def test_options_of_a_question_differ_in_khmer() -> None:
    """Two options that read alike could not be told apart."""
    km = pack_words("km")
    for section in load_pack("2022-2025").forms["mau_01"].sections:
        for question in section.questions:
            labels = [km[option.text["vi"]] for option in question.options]
            assert len(set(labels)) == len(labels), question.id


# ── what is typed ────────────────────────────────────────────────────────────────────────────
def test_digits() -> None:
    assert ascii_digits("០១២៣៤៥៦៧៨៩") == "0123456789"
    assert match_option("២", ["a", "b"]) == 1
    assert read_choice_list("១,៣", ["a", "b", "c"]) == Read((0, 2))
    assert read_integer("១៥") == Read(15)
    assert read_national_id("០៩៤០៨៤០០០១២៣") == Read("094084000123")
    assert read_phone("០៩១២ ៣៤៥ ៦៧៨") == Read("+84912345678")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("២/៣/១៩៨៤", "1984-03-02"),
        ("១៩៨៤", "1984"),
        ("ថ្ងៃទី ២ ខែ ៣ ឆ្នាំ ១៩៨៤", "1984-03-02"),
        ("ឆ្នាំ១៩៨៤", "1984"),
    ],
)
def test_dates(text: str, iso: str) -> None:
    read = read_date(text, TODAY)
    assert isinstance(read, Read)
    assert read.value.iso() == iso


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("បាទ", "yes"), ("ចាស", "yes"), ("បាទ/ចាស", "yes"), ("ចាស មាន", "yes"), ("ត្រូវហើយ", "yes"),
        ("ទេ", "no"), ("អត់ទេ", "no"), ("បាទ ទេ", "no"), ("គ្មាន", "no"), ("មិនមានទេ", "no"),
        ("មិនដឹង", "unknown"), ("អត់ដឹងទេ", "unknown"),
    ],
)  # fmt: skip
def test_yes_and_no(text: str, meaning: str) -> None:
    assert read_yes_no(text, unknown_allowed=True) == Read(meaning)


def test_a_question_is_no_answer() -> None:
    assert not isinstance(read_yes_no("មាន ទេ", unknown_allowed=True), Read)


def test_the_people_s_own_name() -> None:
    read = read_ethnicity("ខ្មែរ")
    assert isinstance(read, Read)
    assert read.value.name == "Khơ-me"


def test_command_words_hold_those_of_the_others_and_are_folded() -> None:
    for key in texts("km"):
        if key.startswith("command.") and key.endswith(".words"):
            words = texts("km")[key].split("|")
            assert set(texts("vi")[key].split("|")) <= set(words)
            assert [word for word in words if fold(word) != word] == []


def test_no_command_word_means_a_people() -> None:
    """ "Khmer" answers which people; as a command it would lead away from the question."""
    words = [w for k in texts("vi") if k.startswith("command.") for w in texts("vi")[k].split("|")]
    assert "khmer" not in words
    assert "ខ្មែរ" not in words


def test_keywords_are_those_of_the_extractor() -> None:
    assert KEYWORDS["to_household"] == (3,)
