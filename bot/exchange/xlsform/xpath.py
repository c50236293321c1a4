"""XPath as XLSForm writes it, put together from parts: every function takes and gives expressions.

A field is named "${id}". Two-valued throughout: a blank field is '' and as a number NaN, so that no
comparison with it holds. "not(x = 'yes')" is written instead of "x != 'yes'": of a field that is not asked
the two engines may make different things in the second.
"""

from collections.abc import Iterable
from decimal import Decimal

BLANK = "''"


def field(name: str) -> str:
    """The value of an element; from outside the repeat, the values of all members."""
    return "${" + name + "}"


def text(value: str) -> str:
    """A literal; ids of a pack hold neither quotes nor spaces."""
    return f"'{value}'"


def both(parts: Iterable[str]) -> str:
    """All hold; true where there are none."""
    return _joined(parts, " and ", "true()")


def either(parts: Iterable[str]) -> str:
    """One holds; false where there are none."""
    return _joined(parts, " or ", "false()")


def _joined(parts: Iterable[str], word: str, nothing: str) -> str:
    found = tuple(parts)
    if len(found) < 2:
        return found[0] if found else nothing
    return f"({word.join(found)})"


def no(condition: str) -> str:
    return f"not({condition})"


def given(name: str) -> str:
    """The field has a value."""
    return f"{field(name)} != {BLANK}"


def is_one_of(name: str, values: Iterable[str]) -> str:
    """The field is one of these ids."""
    return either(f"{field(name)} = {text(value)}" for value in values)


def among(name: str, value: str) -> str:
    """The id is among the chosen ones of a many-of field."""
    return f"selected({field(name)}, {text(value)})"


def gathered(name: str) -> str:
    """The name of the calculation that gathers what all members have in a field: their ids in one list."""
    return f"calc_all_{name.removeprefix('calc_')}"


def gather(name: str) -> str:
    return f"join(' ', {field(name)})"


def of_somebody(name: str, value: str) -> str:
    """Some member's field is this id; the field must be gathered."""
    return among(gathered(name), value)


def when(condition: str, then: str, other: str) -> str:
    return f"if({condition}, {then}, {other})"


def chain(cases: Iterable[tuple[str, str]], other: str) -> str:
    """The value of the first case that holds, else the other."""
    result = other
    for condition, value in reversed(tuple(cases)):
        result = when(condition, value, result)
    return result


def flag(condition: str) -> str:
    """1 where it holds, else 0."""
    return when(condition, "1", "0")


def total(parts: Iterable[str]) -> str:
    return " + ".join(parts) or "0"


def band(value: str, low: str | None, high: str | None) -> str:
    """value within [low, high); None: open."""
    limits = ((f"{value} >= {low}", low), (f"{value} < {high}", high))
    return both(said for said, limit in limits if limit is not None)


def digits(number: Decimal) -> int:
    """Digits after the point."""
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def whole(name: str, places: int) -> str:
    """The field times 10^places as a whole number: exact, where the field has no more digits than that."""
    return f"round({field(name)} * {10**places})" if places else f"round({field(name)})"


def scaled(number: Decimal, places: int) -> int:
    """A bound on the scale of `whole`."""
    return int(number.scaleb(places))
