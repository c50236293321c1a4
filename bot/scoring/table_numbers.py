"""Numbers and plain text of spreadsheet cells, also numbers typed as text the Vietnamese way."""

import re
import unicodedata
from decimal import Decimal

from bot.scoring.sheets import Cell

LONGEST_TEXT = 400
"""Characters of a cell's text; longer is no name of an item or choice."""

_PLAIN = re.compile(r"[0-9]+")
_DECIMAL = re.compile(r"[0-9]+[.,](?:[0-9]{1,2}|[0-9]{4,})")
_ZERO_DECIMAL = re.compile(r"0[.,][0-9]+")
_DOTTED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_SPACED = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+(?:,[0-9]+)?")
_ENGLISH = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+\.[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}")


def text_of(cell: Cell) -> str:
    """The cell as text: NFC, spaces (also hard ones and line breaks) squeezed; "" for an empty one."""
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return " ".join(unicodedata.normalize("NFC", _visible(str(cell))).split())


def _visible(text: str) -> str:
    """Without control and zero-width characters, which come along when text is copied."""
    return "".join(c if c.isspace() else "" if unicodedata.category(c) in ("Cc", "Cf") else c for c in text)


def id_of(cell: Cell) -> str:
    """An id of a cell: lower case, without the words after a colon ("members: số người" is "members")."""
    return text_of(cell).partition(":")[0].strip().lower()


def is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not text_of(cell))


def is_formula(cell: Cell) -> bool:
    """A formula whose value is not in the file."""
    return isinstance(cell, str) and cell.startswith("=")


def number_of(cell: Cell) -> Decimal | None:
    """The cell as a number, 0 or more unless it begins with a minus; None where it is none, or could be two.

    Typed as text: "15", "12,5", "12.5", "1.000" and "1 000" are read as written in Vietnam; "1,000" is not.
    """
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | Decimal):
        return Decimal(cell)
    text = text_of(cell)
    if len(text) > LONGEST_TEXT:
        return None
    sign = -1 if text[:1] in ("-", "−") else 1
    value = _written(text if sign == 1 else text[1:].lstrip())
    return None if value is None else sign * value


def _written(text: str) -> Decimal | None:
    if not text.isascii():
        return None
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    if _DECIMAL.fullmatch(text) or _ZERO_DECIMAL.fullmatch(text):
        return Decimal(text.replace(",", "."))
    if _DOTTED.fullmatch(text) or _SPACED.fullmatch(text):
        return Decimal(re.sub(r"[. ]", "", text).replace(",", "."))
    return Decimal(text.replace(",", "")) if _ENGLISH.fullmatch(text) else None


def plain(value: Decimal) -> Decimal:
    """The same number in its one form: 8 for 8.0 and 8E0, so that the same table gives the same text."""
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()
