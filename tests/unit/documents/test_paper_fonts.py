"""The bundled faces can print Vietnamese, and the coverage table says the truth about them."""

import unicodedata
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from bot.documents.lettering import COVERAGE, printable
from bot.documents.typesetting import FONTS

FACES = ("Regular", "Bold", "Italic", "BoldItalic")
VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
CONSONANTS = "bcdđghklmnpqrstvx"
MINORITY_NAMES = "čƀŏŭĕĭñwjfz" + "\u0306"  # Ê Đê, Ba Na, Gia Rai; the breve also over ê, ô, ơ, ư
PAPER_SIGNS = "0123456789.,;:!?()[]/\\-–—…“”‘’'\"%&+=*#$@_<>{}|~^`°²□№₫"
UNPRINTED = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
HEADER = (
    "# Characters all four faces have a glyph for (no controls, no private use), first-last, hexadecimal.\n"
    "# Written by: python -m tests.unit.documents.test_paper_fonts\n"
)


def path(face: str) -> Path:
    return FONTS / f"LiberationSerif-{face}.ttf"


def covered(face: str) -> set[str]:
    return {chr(code) for code in TTFont(path(face)).getBestCmap()}


def alphabet() -> set[str]:
    """All 29 letters and every vowel with every tone, small and capital, composed."""
    small = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES} | set(
        CONSONANTS
    )
    return small | {letter.upper() for letter in small}


def coverage_text() -> str:
    common = set.intersection(*map(covered, FACES))
    codes = sorted(ord(c) for c in common if unicodedata.category(c) not in UNPRINTED)
    starts = [code for code in codes if code - 1 not in set(codes)]
    ends = [code for code in codes if code + 1 not in set(codes)]
    return HEADER + "".join(f"{first:04X}-{last:04X}\n" for first, last in zip(starts, ends, strict=True))


def test_the_alphabet_is_whole():
    assert len(alphabet()) == 2 * (12 * 6 + 17)


@pytest.mark.parametrize("face", FACES)
def test_every_vietnamese_letter_has_a_glyph(face):
    wanted = alphabet() | set(MINORITY_NAMES) | set(MINORITY_NAMES.upper()) | set(PAPER_SIGNS)
    assert wanted - covered(face) == set()


@pytest.mark.parametrize("face", FACES)
def test_the_faces_are_version_2_under_the_open_font_license(face):
    names = TTFont(path(face))["name"]
    assert names.getDebugName(5) == "Version 2.1.5"
    assert "SIL Open Font License" in names.getDebugName(13)


def test_the_licence_text_lies_beside_the_fonts():
    text = (FONTS / "OFL.txt").read_text("utf-8")
    assert "Reserved Font Name Liberation" in text
    assert "PERMISSION & CONDITIONS" in text


def test_the_coverage_table_is_that_of_the_fonts():
    assert COVERAGE.read_text("ascii") == coverage_text()


def test_printable_holds_the_alphabet_and_nothing_the_fonts_lack():
    assert alphabet() <= printable()
    assert printable() <= set.intersection(*map(covered, FACES))


if __name__ == "__main__":
    COVERAGE.write_text(coverage_text(), "ascii")
