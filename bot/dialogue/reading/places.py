"""A place on the map as people send or type it: latitude and longitude in degrees, within Viet Nam."""

import re

from bot.dialogue.reading.result import Problem, Read, problem
from bot.dialogue.reading.text import ascii_digits, clean, too_long

LATITUDES = (6.0, 24.0)
LONGITUDES = (102.0, 118.0)
"""Of Viet Nam with its islands, roughly: wide enough for every household, too narrow for a slip."""
_POINTS = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,12})?)°?[Nn]?[\s,;]+([0-9]{1,3}(?:\.[0-9]{1,12})?)°?[Ee]?")
_COMMAS = re.compile(r"([0-9]{1,3}),([0-9]{2,12})[\s;,]+([0-9]{1,3}),([0-9]{2,12})")


def read_place(text: str) -> Read[str] | Problem:
    """ "21.50612,106.34420" (latitude, longitude, five decimals: about a metre). A decimal comma is read, and
    the two the wrong way round, which cannot be mistaken in Viet Nam."""
    if long := too_long(text):
        return long
    line = ascii_digits(clean(text)).strip("() ")
    with_commas = _COMMAS.fullmatch(line)
    if with_commas:
        a, b, c, d = with_commas.groups()
        return _within(float(f"{a}.{b}"), float(f"{c}.{d}"))
    found = _POINTS.fullmatch(line)
    if found is None:
        return problem("reading.place.how")
    return _within(float(found.group(1)), float(found.group(2)))


def _within(latitude: float, longitude: float) -> Read[str] | Problem:
    if _is_between(longitude, LATITUDES) and _is_between(latitude, LONGITUDES):
        latitude, longitude = longitude, latitude
    if not (_is_between(latitude, LATITUDES) and _is_between(longitude, LONGITUDES)):
        return problem("reading.place.abroad")
    return Read(f"{latitude:.5f},{longitude:.5f}")


def _is_between(value: float, bounds: tuple[float, float]) -> bool:
    low, high = bounds
    return low <= value <= high
