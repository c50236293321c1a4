"""Citizen and identity card numbers: CCCD, twelve digits PPP G YY RRRRRR (TT 07/2016/TT-BCA); CMND, nine.

No message ever repeats a digit of the number.
"""

import re
from typing import Literal

from bot.dialogue.reading.data import table
from bot.dialogue.reading.result import Problem, Read, problem
from bot.dialogue.reading.text import digits_only, fold, too_long

Sex = Literal["male", "female"]

_LEAD = re.compile(r"^(?:(?:so|the|cccd|cmnd|cmt|cc|can cuoc|cong dan|chung minh|nhan dan|thu|la)\b[ :.]*)+")
_SEPARATORS = re.compile(r"[ .,\-–_/]+")


def read_national_id(
    text: str, *, sex: Sex | None = None, birth_year: int | None = None
) -> Read[str] | Problem:
    """The digits of a CCCD (12) or CMND (9). A mismatch with sex or birth year is only a warning.

    sex, birth_year: as stated before, None when not known.
    """
    if long := too_long(text):
        return long
    line = _LEAD.sub("", fold(text))
    digits = digits_only(line)
    if _SEPARATORS.sub("", line) != digits:
        return problem("reading.national_id.letters", digits=len(digits))
    if len(digits) not in (9, 12):
        return problem("reading.national_id.length", digits=len(digits))
    return Read(digits, _doubts(digits, sex, birth_year) if len(digits) == 12 else ())


def _doubts(digits: str, sex: Sex | None, birth_year: int | None) -> tuple[Problem, ...]:
    """Digit 4 holds century and sex: 0, 1 = male, female of the 1900s; 2, 3 of the 2000s."""
    generation = int(digits[3])
    coded_year = 1900 + generation // 2 * 100 + int(digits[4:6])
    coded_sex = "female" if generation % 2 else "male"
    found = []
    if digits[:3] not in table("cccd_places.toml")["places"]:
        found.append(problem("reading.national_id.place"))
    if sex is not None and coded_sex != sex:
        found.append(problem("reading.national_id.sex"))
    if birth_year is not None and coded_year != birth_year:
        found.append(problem("reading.national_id.year", year=birth_year))
    return tuple(found)
