"""Điểm A in the fast lane: one column of a points table, ready to be read off bits and numbers."""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import NamedTuple

from bot.scoring.fast.bits import Bits, GiveUpError
from bot.scoring.fast.home import Number, safe
from bot.scoring.household import SURVEY
from bot.scoring.lines import RULES
from bot.scoring.measures import MEASURES, QUESTION_LISTS
from bot.scoring.pack import Pack
from bot.scoring.points import NONE, Item, Row

ONLY_WEAK = "only_weak_members"
MOST_MEMBERS = 64
"""Of a household of the fast lane, so that what is kept by their number stays small."""

COUNTED = ("members", "weak_members", "pensions", "area_per_person_m2", "electricity_kwh")
"""Banded measures, in the order the lane hands their numbers over: of the area, that of the whole house."""

AREA = COUNTED.index("area_per_person_m2")


class Gain(NamedTuple):
    """Points, and the bits of the provenances of the rows they come from."""

    points: int
    provenance: int


class Choices(dict[int, Gain]):
    """The gain of an item by the bits of the answers given; worked out the first time, at most once for each
    set of answers there can be."""

    def __init__(self, mask: int, work_out: Callable[[int], Gain]) -> None:
        super().__init__()
        self.mask, self._work_out = mask, work_out

    def __missing__(self, given: int) -> Gain:
        self[given] = found = self._work_out(given)
        return found


class Bands(NamedTuple):
    """A banded item for households of one size: which number, where each band begins, the gain of each."""

    number: int
    starts: tuple[float, ...]
    gains: tuple[Gain, ...]


class Column:
    """One column of a pack's table. Where a rule sets an item's points, each of its rows counts so many."""

    def __init__(self, pack: Pack, column: str, bits: Bits, provenance: Mapping[str, int]) -> None:
        """provenance: a bit for each. GiveUpError for what this lane does not know."""
        self._pack, self._column, self._bits, self._provenance = pack, column, bits, provenance
        if any(item.rule not in ("", ONLY_WEAK) for item in pack.table.items) or set(RULES) != {ONLY_WEAK}:
            raise GiveUpError
        self._choices = [self._chosen(weak) for weak in (False, True)]
        self._bands: dict[tuple[int, bool], tuple[Bands, ...]] = {}

    def score(self, bits: int, numbers: tuple[Number, ...], only_weak: bool) -> tuple[int, int]:
        """Điểm A and the bits of the provenances. numbers: in the order of COUNTED, the first the members."""
        score = provenance = 0
        for mask, choices in self._choices[only_weak]:
            points, source = choices[bits & mask]
            score += points
            provenance |= source
        for number, starts, gains in self._sized(int(numbers[0]), only_weak):
            points, source = gains[bisect_right(starts, numbers[number]) - 1]
            score += points
            provenance |= source
        return score, provenance

    def _sized(self, members: int, only_weak: bool) -> tuple[Bands, ...]:
        found = self._bands.get((members, only_weak))
        if found is None:
            banded = [item for item in self._pack.table.items if item.measure in COUNTED]
            found = tuple(self._banded(item, members, only_weak) for item in banded)
            self._bands[members, only_weak] = found
        return found

    def _gain(self, item: Item, row: Row, only_weak: bool) -> Gain:
        ruled = only_weak and item.rule == ONLY_WEAK
        points = self._pack.rules[item.rule].points if ruled else row.points[self._column]
        return Gain(points, self._provenance[row.provenance])

    def _banded(self, item: Item, members: int, only_weak: bool) -> Bands:
        """Floor area is compared whole: with the members' number of times the band's beginning."""
        times = members if item.measure == COUNTED[AREA] else 1
        starts = []
        expected: Decimal | None = item.rows[0].at_least
        for row in item.rows:
            if expected is None or row.at_least != expected:
                raise GiveUpError
            safe(expected)
            starts.append(safe(expected * times))
            expected = row.below
        least = 1 if item.measure == COUNTED[0] else 0
        if expected is not None or starts != sorted(set(starts)) or starts[0] > least:
            raise GiveUpError
        gains = tuple(self._gain(item, row, only_weak) for row in item.rows)
        return Bands(COUNTED.index(item.measure), tuple(starts), gains)

    def _chosen(self, only_weak: bool) -> list[tuple[int, Choices]]:
        made = [self._item(item, only_weak) for item in self._pack.table.items if item.measure not in COUNTED]
        return [(choices.mask, choices) for choices in made]

    def _item(self, item: Item, only_weak: bool) -> Choices:
        kind = MEASURES[item.measure]
        if kind == "choice":
            given, rows = self._answers(self._pack.groups[item.measure].question), _first
        elif item.measure in QUESTION_LISTS:
            given, rows = self._answers(item.measure), _each
        elif item.measure == "durable_parts":
            bit = self._bits.of
            given = {part: bit(part, "not_durable") for part in self._pack.dwelling.parts}
            rows = _each_not
        else:
            raise GiveUpError

        def work_out(bits: int) -> Gain:
            values = [value for value, bit in given.items() if bits & bit]
            gains = [self._gain(item, row, only_weak) for row in rows(item, values, tuple(given))]
            provenance = 0
            for gain in gains:
                provenance |= gain.provenance
            return Gain(sum(gain.points for gain in gains), provenance)

        return Choices(sum(given.values()), work_out)

    def _answers(self, question_id: str) -> dict[str, int]:
        options = self._pack.forms[SURVEY].question(question_id).options
        return {option.id: self._bits.of(question_id, option.id) for option in options}


Rows = Callable[[Item, list[str], tuple[str, ...]], list[Row]]


def _first(item: Item, given: list[str], every: tuple[str, ...]) -> list[Row]:
    """The first row any of the answers makes; else the last."""
    return [next((row for row in item.rows if set(row.answers).intersection(given)), item.rows[-1])]


def _each(item: Item, given: list[str], every: tuple[str, ...]) -> list[Row]:
    """The row of each entry that has one, or that of an empty list."""
    chosen = [one for one in given if item.has(one)]
    return [item.row(one) for one in chosen or [NONE]]


def _each_not(item: Item, given: list[str], every: tuple[str, ...]) -> list[Row]:
    """The same of the parts of the house not given as not durable."""
    return _each(item, [part for part in every if part not in given], every)
