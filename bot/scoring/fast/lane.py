"""One household in the fast lane: a decoded JSON object into the careful lane's own line, or None."""

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from bot.scoring.classify import classify
from bot.scoring.contract import is_national_id
from bot.scoring.contract_values import RefusedError, read_day
from bot.scoring.fast import bits as b
from bot.scoring.fast.bits import Bits, GiveUpError
from bot.scoring.fast.home import Home
from bot.scoring.fast.judge import PENSIONS, WEAK, Judge, Tally, count
from bot.scoring.fast.members import Members
from bot.scoring.fast.table import MOST_MEMBERS, Column
from bot.scoring.measures import MEASURES
from bot.scoring.pack import AreaType, Pack
from bot.scoring.points import OFFICIAL

DATES = 16
"""Reference dates kept ready; a file has one as a rule."""


class Lane:
    """The fast lane of one pack under its points table."""

    def __init__(self, pack: Pack) -> None:
        """GiveUpError for a pack this lane does not know how to read."""
        if pack.status == "draft":
            raise GiveUpError
        self._pack, self._bits = pack, Bits()
        self._home = Home(pack, self._bits)
        self._judge, self._tally = Judge(pack, self._bits), Tally()
        self._provenance = {one: 1 << n for n, one in enumerate(pack.table.provenances)}
        self._columns: dict[str, Column] = {}
        self._regions = frozenset(region.id for region in pack.regions)
        self._apart = frozenset(pack.groups[m].question for m, kind in MEASURES.items() if kind == "choice")
        self._members = lru_cache(maxsize=DATES)(self._at)
        self._list = lru_cache(maxsize=4096)(self._words)
        self._sources = lru_cache(maxsize=256)(self._mark)

    def line(self, household: Mapping[str, Any]) -> str | None:
        """The result as JSON text; None where the careful lane must answer."""
        try:
            return self._line(household)
        except (GiveUpError, KeyError, TypeError):  # a value that is not one of those known, or not hashable
            return None

    def _line(self, household: Mapping[str, Any]) -> str:
        area, column = self._place(household["area"])
        members = self._members(household["reference_date"])
        people = household["members"]
        if type(people) is not list or not 0 < len(people) <= MOST_MEMBERS:
            raise GiveUpError
        found, floor, electricity = self._home.read(household["answers"])
        each = list(map(members.read, people))
        tally = 0
        for member, person in zip(each, people, strict=True):
            found |= member
            tally += self._tally[member & b.NAMED]
            if person.get("national_id") is not None and not is_national_id(person["national_id"]):
                raise GiveUpError
        weak = count(tally, WEAK)
        numbers = (len(each), weak, count(tally, PENSIONS), floor, electricity)
        points, provenance = column.score(found, numbers, weak == len(each))
        deprived = self._judge.deprived(found, tally, len(each), floor)
        return self._written(area, points, provenance, deprived, found, each)

    def _written(
        self, area: AreaType, points: int, provenance: int, deprived: int, found: int, each: list[int]
    ) -> str:
        unknown = self._judge.unknown(found)
        missing = self._judge.missing(unknown, each) if unknown else []
        score_b = self._pack.deprivation.points * deprived.bit_count()
        class_ = "null" if unknown else f'"{classify(self._pack, area, points, score_b)}"'
        return (
            f'{{"score_a": {points}, "score_b": {score_b}, "deprived": {self._list(deprived)}, '
            f'"unknown": {self._list(unknown)}, "missing": {json.dumps(missing) if missing else "[]"}, '
            f'"class": {class_}, {self._sources(provenance)}}}'
        )

    def _place(self, area: Mapping[str, Any]) -> tuple[AreaType, Column]:
        if type(area) is not dict:
            raise GiveUpError
        if area["type"] == "urban":
            return "urban", self._column("urban")
        if area["type"] != "rural" or area["region"] not in self._regions:
            raise GiveUpError
        return "rural", self._column(area["region"])

    def _column(self, name: str) -> Column:
        found = self._columns.get(name)
        if found is None:
            if name not in self._pack.table.columns:
                raise GiveUpError
            self._columns[name] = found = Column(self._pack, name, self._bits, self._provenance)
        return found

    def _at(self, day: object) -> Members:
        try:
            at: date = read_day(day)
        except RefusedError:
            raise GiveUpError from None
        return Members(self._pack, at, self._bits, self._apart)

    def _words(self, indicators: int) -> str:
        return json.dumps([one for n, one in enumerate(self._judge.ids) if indicators & 1 << n])

    def _mark(self, provenance: int) -> str:
        used = tuple(sorted(one for one, bit in self._provenance.items() if provenance & bit))
        official = self._pack.table.signed and used == (OFFICIAL,)
        listed = json.dumps(list(used), ensure_ascii=False)
        return f'"table_provenance": {listed}, "official": {json.dumps(official)}'


class _OfDigests:
    """A pack that equals any other of the same files under the same table."""

    __slots__ = ("key", "pack")

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.key = pack.digest, pack.table.digest, pack.table.signed

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _OfDigests) and other.key == self.key


def lane_for(pack: Pack) -> Lane | None:
    """The fast lane of a pack under its table, made once; None where this lane cannot read the pack."""
    return _lane(_OfDigests(pack))


@lru_cache(maxsize=8)
def _lane(of: _OfDigests) -> Lane | None:
    try:
        return Lane(of.pack)
    except (GiveUpError, KeyError):
        return None
