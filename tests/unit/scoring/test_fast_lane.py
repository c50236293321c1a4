"""The fast lane answers as the careful one, byte for byte, or not at all."""

import json
import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.scoring.fast.bits import GiveUpError
from bot.scoring.fast.home import safe
from bot.scoring.fast.stream import fast
from tests.unit.scoring.fast_households import careful, household, line_of, odd
from tests.unit.scoring.households import make, read_cases


@pytest.mark.parametrize("seed", range(8))
def test_full_households_are_scored_as_by_the_careful_lane(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(250):
        line = line_of(household(rng))
        assert fast(line) == careful(line), line


@pytest.mark.parametrize("seed", range(8))
def test_one_oddity_is_scored_the_same_or_given_up(seed: int) -> None:
    rng = random.Random(1000 + seed)
    taken = 0
    for _ in range(250):
        line = line_of(odd(rng, household(rng)))
        quick, slow = fast(line), careful(line)
        assert quick is None or quick == slow, line
        assert quick is None or "error" not in json.loads(slow)
        taken += quick is not None
    assert 20 < taken < 230  # both ways have been gone


def test_what_the_careful_lane_refuses_is_given_up_and_little_else() -> None:
    """Of odd households that can be scored, only those with an object or a number of an odd kind are slow."""
    rng = random.Random(77)
    lost = []
    for _ in range(1000):
        line = line_of(odd(rng, household(rng)))
        if fast(line) is None and "error" not in json.loads(careful(line)):
            lost.append(line)
    assert len(lost) < 60, lost[:3]


@pytest.mark.parametrize("name", ["indicators.toml", "items.toml", "lines.toml", "shapes.toml"])
def test_the_cases_are_scored_the_same(name: str) -> None:
    found = list(_households(read_cases(name)))
    assert len(found) > 5
    for case in found:
        line = json.dumps(case, ensure_ascii=False, default=float).encode()
        assert fast(line) == careful(line)


def _households(cases: object) -> Iterator[dict[str, Any]]:
    """The households of a case file: every table in it that changes the base household."""
    if isinstance(cases, list):
        for one in cases:
            yield from _households(one)
    elif isinstance(cases, dict):
        if "people" in cases or "answers" in cases:
            yield make(
                **{key: cases[key] for key in ("people", "answers", "area", "reference_date") if key in cases}
            )
        for one in cases.values():
            yield from _households(one)


# ── numbers ──────────────────────────────────────────────────────────────────────────────────
SHORT = st.builds(
    lambda digits, point: Decimal(digits).scaleb(-point),
    st.integers(0, 10**15 - 1),
    st.integers(0, 15),
)


@given(SHORT, SHORT)
@settings(max_examples=500, deadline=None)
def test_short_decimals_compare_as_their_floats(one: Decimal, other: Decimal) -> None:
    assert (one < other) == (safe(one) < safe(other))
    assert (one == other) == (safe(one) == safe(other))


@given(SHORT, st.integers(-3, 3))
@settings(max_examples=500, deadline=None)
def test_neighbours_of_fifteen_digits_stay_apart(one: Decimal, step: int) -> None:
    near = one + step * Decimal(1).scaleb(one.adjusted() - 14)
    if one >= 1 and len(near.as_tuple().digits) <= 15:
        assert (one < near) == (safe(one) < safe(near))


def test_more_digits_are_not_compared_as_floats() -> None:
    for text in ("7.999999999999999", "1234567890123456", "1e-16"):
        with pytest.raises(GiveUpError):
            safe(Decimal(text))


@pytest.mark.parametrize("people", [1, 3, 7, 12])
@pytest.mark.parametrize("number", ["{}", "{}.0", "{}.00", "{}.000000001"])
@pytest.mark.parametrize("edge", [8, 20, 30, 40])
def test_the_edge_of_a_band_is_exact(edge: int, number: str, people: int) -> None:
    for whole in (edge * people, edge * people - 1):
        text = json.dumps(make(["mai"] * people), ensure_ascii=False, default=float)
        line = text.replace('"floor_area_m2": 42', '"floor_area_m2": ' + number.format(whole)).encode()
        assert fast(line) == careful(line)


def test_a_household_of_very_many_is_left_to_the_careful_lane() -> None:
    assert fast(line_of(make(["mai"] * 64))) == careful(line_of(make(["mai"] * 64)))
    assert fast(line_of(make(["mai"] * 65))) is None
