"""Numbers written with digits, the Vietnamese way and the other way.

The rule, for dots and commas alike unless said otherwise:
- a separator used more than once groups thousands: 1.500.000 and 1,500,000;
- both kinds: the last one is the decimal one: 1.500,5 and 1,500.5;
- one dot followed by exactly three digits groups thousands: 4.000 is four thousand; other dots are
  decimal: 42.5, 42.50; so is any dot after a lone 0: 0.125;
- spaces group thousands only where it is sure: 1 500 000 and 15 000, but 200 300 may be two numbers;
- one comma followed by exactly three digits: the same, unless the question takes three decimals.
"""

import re
from decimal import Decimal

_PLAIN = re.compile(r"[0-9]+")
_SPACED = re.compile(r"[0-9]{1,3}(?:(?: [0-9]{3}){2,}| 000)")
_MANY = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}|[0-9]{1,3}(?:,[0-9]{3}){2,}")
_BOTH = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+")
_ONE = re.compile(r"([0-9]+)([.,])([0-9]+)")


def numeral(written: str, *, decimals: int = 0) -> Decimal | None:
    """The value of digits with separators (no sign, no unit); None when they are not grouped right.

    decimals: how many the question takes; it only decides what one comma before three digits means.
    """
    if _PLAIN.fullmatch(written) or _SPACED.fullmatch(written) or _MANY.fullmatch(written):
        return Decimal(re.sub(r"[ .,]", "", written))
    if _BOTH.fullmatch(written):
        whole, _, fraction = written.replace(",", ".").rpartition(".")
        return Decimal(f"{whole.replace('.', '')}.{fraction}")
    if one := _ONE.fullmatch(written):
        whole, mark, fraction = one.groups()
        thousands = is_thousands(written) and (mark == "." or decimals < 3)
        return Decimal(whole + fraction) if thousands else Decimal(f"{whole}.{fraction}")
    return None


def is_thousands(written: str) -> bool:
    """One separator that looks like a thousands mark: 1–3 digits (not a lone 0), then exactly three."""
    return re.fullmatch(r"[1-9][0-9]{0,2}[.,][0-9]{3}", written) is not None


def places(value: Decimal) -> int:
    """How many decimals the value really has: 42.50 has one, 40.0 none."""
    _, _, fraction = f"{value:f}".partition(".")
    return len(fraction.rstrip("0"))


def shown(value: Decimal | int) -> int | str:
    """The number for a message: a whole one as int, else text with a decimal comma."""
    value = Decimal(value)
    return str(value).replace(".", ",") if places(value) else int(value)
