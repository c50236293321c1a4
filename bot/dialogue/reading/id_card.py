"""What the square code (QR) on a chip identity card says: seven fields between bars, as printed.

`number|old number|full name|ddmmyyyy|sex|address|issue date ddmmyyyy`; newer cards may add
fields after these. The old number and whatever is added are asked by no form, so they are not kept.
No message repeats anything of the card.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.dialogue.reading.dates import PartialDate, read_date
from bot.dialogue.reading.names import read_person_name, title_case
from bot.dialogue.reading.national_id import Sex, read_national_id
from bot.dialogue.reading.result import Problem, Read, problem
from bot.dialogue.reading.text import ascii_digits, clean, fold

MOST_CHARS = 1_500
"""A card's code has some 150 characters; the largest code of all holds 2,953 bytes."""
LONGEST_ADDRESS = 300

_LINK = re.compile(r"[a-z][a-z0-9+.-]*://|www\.", re.IGNORECASE)
_BANK = "000201"
"""How a payment code begins (EMV QR, VietQR): field 00, two characters, version 01."""
_DAY = re.compile(r"[0-9]{8}")
_NUMBER = re.compile(r"[0-9]{12}")
_SEXES: dict[str, Sex] = {"nam": "male", "male": "male", "nu": "female", "female": "female"}


@dataclass(frozen=True, slots=True)
class IdCard:
    """A card as read. number: 12 digits. sex, address, issued: "" where the code does not say it readably.

    birth: ISO day or a year alone; issued: ISO day.
    """

    number: str
    name: str
    birth: str
    sex: Sex | Literal[""] = ""
    address: str = ""
    issued: str = ""


def read_id_card(text: str, today: date) -> Read[IdCard] | Problem:
    """The card of a code's text; of another code (a link, a bank's) a problem with what would be right.

    Warnings: where number, sex and birth of the card do not fit together, as `read_national_id` has them.
    """
    if len(text) > MOST_CHARS:
        return problem("reading.card.other")
    parts = [clean(part) for part in text.split("|")]
    at = _place_of_birth(parts)
    number = ascii_digits(parts[0]).replace(" ", "")
    if at is None or not _NUMBER.fullmatch(number):
        return _other(clean(text))
    return _card(number, parts[at - 1 : at + 4], today)


def _other(text: str) -> Problem:
    if _LINK.match(text):
        return problem("reading.card.link")
    return problem("reading.card.bank" if text.startswith(_BANK) else "reading.card.other")


def _place_of_birth(parts: list[str]) -> int | None:
    """Which part is the birth day: the fourth, or the third where the old number is left out altogether."""
    return next((at for at in (3, 2) if len(parts) > at + 1 and _DAY.fullmatch(parts[at])), None)


def _card(number: str, parts: list[str], today: date) -> Read[IdCard] | Problem:
    """parts: name, birth, sex, then address and issue date where they are there."""
    written, birth_day, sex_word, address, issue_day = (*parts, "", "")[:5]
    birth = read_date(_spaced(birth_day), today)
    name = read_person_name(written)
    if isinstance(birth, Problem) or isinstance(name, Problem):
        return problem("reading.card.damaged")
    sex = _SEXES.get(fold(sex_word))
    checked = read_national_id(number, sex=sex, birth_year=birth.value.year)
    card = IdCard(
        number=number,
        name=_as_people_write(name.value),
        birth=birth.value.iso(),
        sex=sex or "",
        address=address[:LONGEST_ADDRESS],
        issued=_issued(issue_day, birth.value, today),
    )
    doubts = checked.warnings if isinstance(checked, Read) else ()
    return Read(card, (*birth.warnings, *doubts))


def _spaced(day: str) -> str:
    """ "02031984" → "02/03/1984"; anything else as it is, for the reader of dates to refuse."""
    return f"{day[:2]}/{day[2:4]}/{day[4:]}" if _DAY.fullmatch(day) else day


def _as_people_write(name: str) -> str:
    """Cards of some years are in capitals all through: HOÀNG THỊ MAI → Hoàng Thị Mai."""
    return title_case(name) if name in (name.upper(), name.lower()) else name


def _issued(day: str, birth: PartialDate, today: date) -> str:
    """The issue date where it is a real one after the birth, else "": it can still be typed."""
    read = read_date(_spaced(day), today, year_alone=False) if _DAY.fullmatch(day) else None
    if not isinstance(read, Read) or read.value.earliest() <= birth.earliest():
        return ""
    return read.value.iso()
