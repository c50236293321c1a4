"""Visits are shared evenly, kin left out, and what somebody holds stays."""

import itertools
import random

import pytest

from bot.cases.sharing import shares

FILES = [f"c{number}" for number in range(7)]
ALL = {one: {"a", "b", "c"} for one in FILES}


def loads(given: dict[str, str]) -> dict[str, int]:
    return {who: sum(one == who for one in given.values()) for who in ("a", "b", "c")}


def test_nobody_has_two_more_than_another() -> None:
    given = shares(FILES, ALL, {}, ["a", "b", "c"])
    assert sorted(given) == FILES
    assert sorted(loads(given).values()) == [2, 2, 3]


def test_what_somebody_holds_stays_and_counts() -> None:
    held = {"c0": "a", "c1": "a", "c2": "a"}
    given = shares(FILES, ALL, held, ["a", "b", "c"])
    assert all(given[one] == "a" for one in held)
    assert loads(given) == {"a": 3, "b": 2, "c": 2}


def test_kin_go_to_others_and_what_nobody_may_visit_is_left_out() -> None:
    able = {**ALL, "c0": {"c"}, "c1": set()}
    given = shares(FILES, able, {"c0": "a"}, ["a", "b", "c"])
    assert given["c0"] == "c"
    assert "c1" not in given
    assert loads(given) == {"a": 2, "b": 2, "c": 2}


def test_files_few_may_visit_do_not_spoil_the_shares() -> None:
    """The last two only by a: were they given last, a would have four."""
    able = {**ALL, "c5": {"a"}, "c6": {"a"}}
    assert loads(shares(FILES, able, {}, ["a", "b", "c"])) == {"a": 3, "b": 2, "c": 2}


def test_the_same_files_and_people_give_the_same_shares() -> None:
    assert shares(FILES, ALL, {}, ["a", "b", "c"]) == shares(
        FILES, dict(reversed(ALL.items())), {}, ["a", "b", "c"]
    )


@pytest.mark.parametrize("seed", range(30))
def test_whatever_may_be_visited_is_given_and_only_to_who_may(seed: int) -> None:
    dice = random.Random(seed)
    people = ["a", "b", "c", "d"][: dice.randint(1, 4)]
    able = {one: {p for p in people if dice.random() < 0.7} for one in FILES}
    held = {one: dice.choice(people) for one in FILES if dice.random() < 0.4}
    given = shares(FILES, able, held, people)
    assert set(given) == {one for one in FILES if able[one]}
    assert all(who in able[one] for one, who in given.items())
    assert all(given[one] == who for one, who in held.items() if who in able[one])
    free = [one for one in given if held.get(one) not in able[one]]
    for one, other in itertools.product(free, people):  # nobody could take one over and be better off by two
        load = {p: sum(who == p for who in given.values()) for p in people}
        if other in able[one] and all(able[x] == set(people) for x in free):
            assert load[given[one]] - load[other] <= 1
