"""Vietnamese mobile numbers, stored as +84 and nine digits."""

import re

from bot.dialogue.reading.result import Problem, Read, problem
from bot.dialogue.reading.text import ascii_digits, clean, digits_only, fold, too_long

# The eleven-digit mobile prefixes that were shortened in 2018.
_SHORTENED = {
    "0120": "070",
    "0121": "079",
    "0122": "077",
    "0126": "076",
    "0128": "078",
    "0123": "083",
    "0124": "084",
    "0125": "085",
    "0127": "081",
    "0129": "082",
    "0162": "032",
    "0163": "033",
    "0164": "034",
    "0165": "035",
    "0166": "036",
    "0167": "037",
    "0168": "038",
    "0169": "039",
    "0186": "056",
    "0188": "058",
    "0199": "059",
}
_LEAD = re.compile(r"^(?:(?:so|dien thoai|di dong|sdt|dt|tel|phone|zalo|cua|toi|la)\b[ :.]*)+")
_OTHER = re.compile(r"[^0-9+().\- /]")


def read_phone(text: str) -> Read[str] | Problem:
    """ "+84" and nine digits, from (+84|84|0)(3|5|7|8|9) and eight digits; separators allowed."""
    if long := too_long(text):
        return long
    line = _LEAD.sub("", fold(text)) if clean(text)[:1].isalpha() else ascii_digits(clean(text))
    digits = digits_only(line)
    if not digits or _OTHER.search(line):
        return problem("reading.phone.how")
    abroad = line.lstrip(" (").startswith("+") or (digits.startswith("00") and len(digits) > 10)
    digits = digits.removeprefix("00") if abroad else digits
    if abroad and not digits.startswith("84"):
        return problem("reading.phone.abroad")
    return _national(_with_zero(digits, abroad))


def _with_zero(digits: str, abroad: bool) -> str:
    """The number as dialled at home: 0 and the rest. "+84 (0)912…" has the zero already."""
    if abroad or (digits.startswith("84") and len(digits) in (11, 12)):
        return "0" + digits.removeprefix("84").removeprefix("0")
    return digits


def _national(digits: str) -> Read[str] | Problem:
    if re.fullmatch(r"0[35789][0-9]{8}", digits):
        return Read("+84" + digits[1:])
    if len(digits) == 11 and digits[:4] in _SHORTENED:
        return problem("reading.phone.old_prefix", old=digits[:4], new=_SHORTENED[digits[:4]])
    if re.fullmatch(r"02[0-9]{8,9}", digits):
        return problem("reading.phone.landline")
    if len(digits) != 10:
        return problem("reading.phone.length", digits=len(digits))
    return problem("reading.phone.prefix")
