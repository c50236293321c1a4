"""The words themselves: complete in both languages, short, whole, and spoken to the right person."""

import re
import unicodedata
from collections.abc import Iterator

import pytest

from bot.dialogue.reading import fold
from locales import LANGUAGES, translate
from tests.unit.locales.catalogues import placeholders, texts

MOST_WORDS = 20
ALLOWED: dict[str, str] = {}
"""Keys that may hold a longer sentence, each with its reason (a quote of the law, a list)."""

FOR_BOTH = ("engine.", "walk.", "command.", "case.", "editing.", "request.")
FOR_HOUSEHOLDS = ("home.", "my_file.", "my_data.")
FOR_STAFF = (
    "enrol.",
    "file.",
    "list.",
    "officer.",
    "letter.",
    "visit.",
    "screening.",
    "survey.",
    "result.",
    "income.",
)
"""Who reads a text, by the beginning of its key."""


def sentences(text: str) -> Iterator[str]:
    """Line by line, then after a full stop, question mark or colon; a value counts as one word."""
    for line in re.sub(r"\{\w+\}", "…", text).splitlines():
        yield from re.split(r"(?<=[.!?:])\s+", line)


def length(sentence: str) -> int:
    """Words between spaces: in Vietnamese the syllables one reads aloud."""
    return sum(any(c.isalnum() or c == "…" for c in word) for word in sentence.split())


def too_long(text: str) -> list[str]:
    return [one for one in sentences(text) if length(one) > MOST_WORDS]


def keys(*beginnings: str) -> list[str]:
    found = [key for key in texts("vi") if key.startswith(beginnings)]
    assert found, beginnings
    return found


# ── complete ─────────────────────────────────────────────────────────────────────────────────
def test_every_key_has_both_languages() -> None:
    assert texts("vi").keys() == texts("en").keys()
    assert len(texts("vi")) > 400


def test_the_program_finds_what_the_file_holds() -> None:
    """What `translate` gives is the text of the .po, with its value put in."""
    assert translate("vi", "request.dropped", {}) == texts("vi")["request.dropped"]
    said = translate("vi", "case.no_such_code", {"code": "HL-0007"})
    assert "HL-0007" in said
    assert "{" not in said


def test_both_languages_ask_for_the_same_values() -> None:
    vi, en = texts("vi"), texts("en")
    assert [key for key in vi if placeholders(vi[key]) != placeholders(en.get(key, ""))] == []


# ── whole ────────────────────────────────────────────────────────────────────────────────────
def flaws(text: str) -> list[str]:
    """What is not whole about a text."""
    found = {
        "empty": not text.strip(),
        "spaces or lines around it": text != text.strip(),
        "two spaces": "  " in text,
        "a space before a sign or at a line's end": re.search(r" [\n.,?!]|\n ", text),
        "not NFC": text != unicodedata.normalize("NFC", text),
        "odd placeholder": any(not re.fullmatch(r"[a-z_]+", name) for name in placeholders(text)),
    }
    return [flaw for flaw, there in found.items() if there]


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_whole(language: str) -> None:
    assert {key: flaws(text) for key, text in texts(language).items() if flaws(text)} == {}


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("", "empty"),
        ("Xin gõ số. ", "spaces or lines around it"),
        ("Xin  gõ số.", "two spaces"),
        ("Xin gõ số \nhoặc chữ.", "a space before a sign or at a line's end"),
        (unicodedata.normalize("NFD", "Hộ"), "not NFC"),
        ("Hồ sơ {0}.", "odd placeholder"),
    ],
)
def test_flaws_are_noticed(text: str, flaw: str) -> None:
    assert flaw in flaws(text)


# ── short ────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_short(language: str) -> None:
    long = {key: too_long(text) for key, text in texts(language).items() if key not in ALLOWED}
    assert {key: found for key, found in long.items() if found} == {}


def test_every_allowance_is_needed() -> None:
    assert [key for key in ALLOWED if not any(too_long(texts(one)[key]) for one in LANGUAGES)] == []


@pytest.mark.parametrize(
    ("text", "longest"),
    [
        ("Xin gõ số.", 3),
        ("Hồ sơ {code}: đã khảo sát xong.\nXin đọc.", 4),
        ("một hai ba – bốn · năm", 5),
        ("✅ {who} đã nhận {code}", 4),
    ],
)
def test_counting_words(text: str, longest: int) -> None:
    assert max(length(one) for one in sentences(text)) == longest


# ── to the right person, without blame ───────────────────────────────────────────────────────
BANNED = {
    r"\bbạn\b": "nobody is called bạn here",
    r"không hợp lệ": "say what would be right",
    r"\bsai\b": "a wrong answer is our failure to explain",
    r"\bbắt buộc phải\b": "ask, do not order",
    r"\bvui lòng\b": "the voice says xin",
}


def test_no_word_that_blames_or_orders() -> None:
    found = {
        key: [why for pattern, why in BANNED.items() if re.search(pattern, text.lower())]
        for key, text in texts("vi").items()
    }
    assert {key: why for key, why in found.items() if why} == {}


def test_shared_words_address_neither_household_nor_staff() -> None:
    both = [k for k in keys(*FOR_BOTH) if re.search(r"ông/bà|anh/chị", texts("vi")[k], re.IGNORECASE)]
    assert both == []


def test_households_are_called_ong_ba() -> None:
    assert [key for key in keys(*FOR_HOUSEHOLDS) if "anh/chị" in texts("vi")[key].lower()] == []


def test_staff_are_called_anh_chi() -> None:
    assert [key for key in keys(*FOR_STAFF) if "ông/bà" in texts("vi")[key].lower()] == []


# ── words that are commands ──────────────────────────────────────────────────────────────────
def commands(language: str) -> dict[str, list[str]]:
    """The words of each command: "back" → "lui", …."""
    found = [key for key in keys("command.") if key.endswith(".words")]
    return {key.split(".")[1]: texts(language)[key].split("|") for key in found}


def test_commands_are_understood_in_both_languages() -> None:
    """Whoever reads one language may type the other."""
    assert commands("vi") == commands("en")


def test_command_words_are_folded_and_each_means_one_thing() -> None:
    words = [word for one in commands("vi").values() for word in one]
    assert [word for word in words if fold(word) != word] == []
    assert len(words) == len(set(words))


@pytest.mark.parametrize("name", ["Huy", "Lai", "Thôi", "Dừng", "Bắc", "Mai", "Hồi", "Trang"])
def test_a_name_is_not_a_command(name: str) -> None:
    """ "Huy" (cancel: hủy) is one of the commonest names, and names are typed at every form."""
    assert fold(name) not in [word for one in commands("vi").values() for word in one]
