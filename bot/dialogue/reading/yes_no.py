"""Yes, no or unknown, as people type it. What is doubtful is asked again, never guessed.

Each word becomes one letter, and the answer is a pattern over those letters:
A có · Y other yes words · D dạ (polite; yes when alone) · K không · C chưa · B biết, rõ, nhớ ·
U "no idea" ·
? unclear · R rồi · r luôn, chứ, đấy … · d đâu · g gì, nữa … · E đã, vẫn · p polite words (dropped).
"""

import re
from typing import Literal

from bot.dialogue.reading.result import Problem, Read, problem
from bot.dialogue.reading.text import clean, too_long
from bot.dialogue.reading.words import Vocabulary, split_words

YesNo = Literal["yes", "no", "unknown"]

_SIGNS = {
    "A": "có co មាន",
    "Y": "ừ ừa ờ u uh uk vâng đúng phải ok oke oki okie okay okê yes yep yeah y yup được dc đc chuẩn"
    " យល់ព្រម ព្រម បាន ត្រូវ ត្រូវហើយ ហ្នឹងហើយ",
    "D": "dạ da បាទ ចាស ចា ចាស៎ ចាះ",
    "K": "không ko k kh khg hk hok hông hổng hem khum k0 chẳng chả no n nope not dont"
    " ទេ អត់ អត់ទេ មិន មិនទេ មិនមែន មិនមែនទេ គ្មាន គ្មានទេ មិនមាន មិនមានទេ អត់មាន អត់មានទេ មិនព្រម មិនយល់ព្រម មិនយល់ព្រមទេ",
    "C": "chưa មិនទាន់ នៅទេ",
    "B": "biết bít rõ nhớ chắc know sure remember",
    "U": "chịu unknown kbt មិនដឹង មិនដឹងទេ អត់ដឹង អត់ដឹងទេ មិនច្បាស់ មិនប្រាកដ",
    "R": "rồi rùi",
    "?": "o",  # bare "o" may be ờ, ở or a zero
    "r": "lắm luôn chứ đấy đó vậy thế mà hết cả yet",
    "d": "đâu",
    "g": "gì nữa hề bao giờ từng ai",
    "E": "đã vẫn cũng",
    "p": "ạ nhé nhá nha nhen hen thưa tôi tui mình em anh chị cháu con bác cô chú ông bà i",
}
_WORDS = Vocabulary({word: sign for sign, words in _SIGNS.items() for word in words.split()})
_PATTERNS: tuple[tuple[YesNo, re.Pattern[str]], ...] = (
    ("unknown", re.compile(r"D*(?:[KC]B[Rrdg]*|U[Rrdg]*)")),
    ("no", re.compile(r"D*(?:(?:[KC][Rrdg]*)*[KC][AY]?[Rrdg]*|d[AY]|Ag?d)")),
    ("yes", re.compile(r"D+|D*(?:R|E?(?:[AY][Rr]*)+D*)")),
)
_PARTS = re.compile(r"[,;.!/|\n]+")
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")  # "kooo", "vânggg"


def read_yes_no(text: str, unknown_allowed: bool) -> Read[YesNo] | Problem:
    """có/không/không biết in any usual spelling. "Không biết" is never a no.

    Mixed words ("có không"), questions and half answers ("chắc là có") come back as a problem.
    """
    if long := too_long(text):
        return long
    signs = {_part_sign(part) for part in _PARTS.split(text)} - {""}
    if len(signs) > 1:
        signs.discard("polite")
    answer = next(iter(signs)) if len(signs) == 1 and "?" not in text else "mixed"
    if answer == "unknown" and not unknown_allowed:
        return problem("reading.yes_no.unknown_not_offered")
    if answer == "yes" or answer == "polite":
        return Read("yes")
    if answer == "no" or answer == "unknown":
        return Read("no" if answer == "no" else "unknown")
    return problem("reading.yes_no.or_unknown" if unknown_allowed else "reading.yes_no.either")


def _part_sign(part: str) -> str:
    """yes, no, unknown, polite (dạ alone), mixed; "" for nothing said."""
    words = split_words(_DRAWN_OUT.sub(r"\1", clean(part)))
    if not words:
        return ""
    signs = "".join(_WORDS.find((word,)) or "?" for word in words).replace("p", "")
    if set(signs) == {"D"}:
        return "polite"
    return next((meaning for meaning, pattern in _PATTERNS if pattern.fullmatch(signs)), "mixed")
