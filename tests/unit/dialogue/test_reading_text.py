"""Cleaning and folding: what is the same word, and what is left as typed."""

import unicodedata

import pytest

from bot.dialogue.reading import Problem, Read, clean, fold

FOLDED = [
    ("Không", "khong"),
    ("KHÔNG", "khong"),
    ("Đường Đỗ Đức", "duong do duc"),
    ("Ð", "d"),  # the Icelandic letter typed for Đ
    ("  dạ,   có. ", "da co"),
    ("H'Mông", "h'mong"),
    ("1.500.000đ", "1.500.000d"),
    ("40 m²", "40 m2"),
    ("１２", "12"),
    ("១២", "12"),
    ("2️⃣", "2"),
    ("“Tày”", "tay"),
    ("(2)", "2"),
    ("xe-máy", "xe-may"),
    ("...", ""),
    ("", ""),
    ("ヤ", "ヤ"),
    ("ស្ត្រី", "ស្ត្រី"),  # Khmer vowels are not marks to drop
]
CLEANED = [
    ("  Hoàng \t Thị\n\nMai ", "Hoàng Thị Mai"),
    ("Hoàng\u200b Thị\ufeff Mai", "Hoàng Thị Mai"),
    ("Hoàng\u00a0Thị\u3000Mai", "Hoàng Thị Mai"),
    ("Mai\x00\x07", "Mai"),
    ("Mai\ud800", "Mai"),
    ("\u202eMai\u202c", "Mai"),
    ("Ca\u0301o 😀 —!", "Cáo 😀 —!"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), FOLDED)
def test_fold(text: str, expected: str) -> None:
    assert fold(text) == expected
    assert fold(unicodedata.normalize("NFD", text)) == expected


@pytest.mark.parametrize(("text", "expected"), CLEANED)
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_clean_keeps_thirty_marks_on_a_letter_so_that_normalising_stays_quick() -> None:
    heaped = "a" + "\u0315\u0323" * 5_000
    assert len(unicodedata.normalize("NFD", clean(heaped))) == 31


def test_results_are_equal_by_value_and_can_be_keys() -> None:
    first, second = Problem("reading.too_long", {"limit": 300}), Problem("reading.too_long", {"limit": 300})
    assert first == second
    assert len({first, second}) == 1
    assert Read(3) != Read(3, (first,))
