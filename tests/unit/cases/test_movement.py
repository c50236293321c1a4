"""Movement classes and the identity of Mẫu 7.2 and 7.3: start − less + more = end."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cases.authority import authority_on
from bot.cases.movement import KINDS, Balance, Listed, Moved, Movement, balance, movement
from bot.scoring.packs import load_pack

EXPECTED: tuple[tuple[Listed, Listed, bool, Movement], ...] = (
    ("poor", "poor", False, "still_poor"),
    ("poor", "near_poor", False, "poor_to_near_poor"),
    ("poor", "none", False, "left_poverty"),
    ("near_poor", "poor", False, "near_poor_to_poor"),
    ("near_poor", "near_poor", False, "still_near_poor"),
    ("near_poor", "none", False, "left_near_poverty"),
    ("none", "poor", False, "new_poor"),
    ("none", "near_poor", False, "new_near_poor"),
    ("none", "none", False, "never"),
    ("none", "poor", True, "relapsed_poor"),
    ("none", "near_poor", True, "relapsed_near_poor"),
    ("none", "none", True, "never"),
    ("poor", "none", True, "left_poverty"),
    ("near_poor", "poor", True, "near_poor_to_poor"),
)
LISTED: tuple[Listed, ...] = ("none", "poor", "near_poor")


@pytest.mark.parametrize(("before", "now", "formerly", "expected"), EXPECTED)
def test_each_pair_of_classes_has_its_movement(
    before: Listed, now: Listed, formerly: bool, expected: Movement
) -> None:
    assert movement(before, now, formerly=formerly) == expected


def test_a_small_commune_counted_by_hand() -> None:
    rows = [
        Moved("a", "poor", "poor"),
        Moved("a", "poor", "near_poor"),
        Moved("a", "poor", "none"),
        Moved("a", "near_poor", "poor"),
        Moved("a", "none", "poor"),
        Moved("a", "none", "poor", formerly=True),
        Moved("a", "none", "none"),
        Moved("a", "poor", None, gone=True),
        Moved("a", "poor", None),
    ]
    assert balance(rows, "poor") == Balance(
        start=5, to_other=1, left=1, gone=1, undecided=1, from_other=1, relapsed=1, new=1, end=4
    )
    assert balance(rows, "near_poor") == Balance(start=1, to_other=1, from_other=1, end=1)


ROW = st.builds(
    Moved,
    area=st.just("a"),
    before=st.sampled_from(LISTED),
    now=st.sampled_from((*LISTED, None)),
    formerly=st.booleans(),
    gone=st.booleans(),
)


@given(st.lists(ROW, max_size=40))
def test_the_identity_holds_for_whatever_happens(rows: list[Moved]) -> None:
    for kind in KINDS:
        row = balance(rows, kind)
        assert row.holds
        assert row.end == sum(one.now == kind and not one.gone for one in rows)


def test_the_end_of_one_year_is_the_start_of_the_next() -> None:
    """Counted for every combination of a household's two years."""
    for before, now, after in product(LISTED, repeat=3):
        for kind in KINDS:
            first = balance([Moved("a", before, now)], kind)
            assert balance([Moved("a", now, after)], kind).start == first.end


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2025, 6, 30), "Chủ tịch UBND cấp huyện"),
        (date(2025, 7, 1), "Chủ tịch UBND cấp tỉnh"),
        (date(2026, 12, 14), "Chủ tịch UBND cấp tỉnh"),
        (date(2020, 1, 1), "Chủ tịch UBND cấp huyện"),
    ],
)
def test_who_gives_the_opinion_goes_by_date(day: date, words: str) -> None:
    assert authority_on(load_pack("2022-2025").authorities, day).text["vi"] == words


def test_nobody_gives_an_opinion_where_the_pack_names_none() -> None:
    with pytest.raises(ValueError, match="no authority"):
        authority_on((), date(2026, 1, 1))
