"""Names of people, kept exactly as typed (NFC); peoples of Vietnam write names in many shapes."""

import re
import unicodedata

from bot.dialogue.reading.result import Problem, Read, problem
from bot.dialogue.reading.text import APOSTROPHES, ascii_digits, clean, fold
from bot.dialogue.reading.yes_no import read_yes_no

MAX_NAME = 100

_JOINERS = set(APOSTROPHES + " -‐‑.·")
_NOT_GIVEN = {"khong co", "ko co", "chua co"}
_MISTAKEN = {"sai", "sai roi", "nham", "nham roi", "wrong"}
_LINK = re.compile(r"https?:|www\.|@|\.(?:com|vn|net|org)\b", re.IGNORECASE)
_START = re.compile(rf"(?:^|[ \-‐‑]|(?<=\b[^\W\d_])[{APOSTROPHES}])[^\W\d_]")


def read_person_name(text: str) -> Read[str] | Problem:
    """The name without outer and doubled spaces, otherwise untouched: "H'Hen Niê", "Y Bhăm Niê".

    Warnings: `reading.name.letters` offers a `suggestion` when all letters are small or all are
    capitals; `reading.name.one_word` asks whether one word is the whole name; `reading.name.script` says
    that papers hold names in Vietnamese letters.
    """
    if len(text) > MAX_NAME * 10 or len(name := clean(text)) > MAX_NAME:
        return problem("reading.name.too_long", limit=MAX_NAME)
    return _refusal(name) or Read(name, _warnings(name))


def is_yes_or_no(text: str) -> bool:
    """Whether it answers a question, or says that something is wrong, where a name may be typed."""
    said = read_yes_no(text, unknown_allowed=True)
    return isinstance(said, Read) or fold(text) in _MISTAKEN


def _refusal(name: str) -> Problem | None:
    letters = sum(char.isalpha() for char in name)
    if not name or _says_unknown(name):
        return problem("reading.name.empty")
    if _LINK.search(name):
        return problem("reading.name.link")
    if any(char.isdigit() for char in ascii_digits(name)):
        return problem("reading.name.digits")
    if not all(char in _JOINERS or unicodedata.category(char)[0] in "LM" for char in name):
        return problem("reading.name.signs")
    return problem("reading.name.too_short") if letters < 2 else None


def _says_unknown(name: str) -> bool:
    answer = read_yes_no(name, unknown_allowed=True)
    return (isinstance(answer, Read) and answer.value == "unknown") or fold(name) in _NOT_GIVEN


def _warnings(name: str) -> tuple[Problem, ...]:
    found = []
    suggestion = title_case(name)
    if suggestion != name and (name == name.lower() or name == name.upper()):
        found.append(problem("reading.name.letters", suggestion=suggestion))
    if any(char.isalpha() and not unicodedata.name(char, "").startswith("LATIN") for char in name):
        found.append(problem("reading.name.script"))
    if " " not in name:
        found.append(problem("reading.name.one_word", name=name))
    return tuple(found)


def title_case(name: str) -> str:
    """Each word with a capital, also after a one-letter prefix: h'hen niê → H'Hen Niê."""
    return _START.sub(lambda start: start[0].upper(), name.lower())
