"""The indicators of điểm B in the fast lane: read off the bits of the members and of the household."""

from collections.abc import Sequence
from decimal import Decimal

from bot.scoring.fast import bits as b
from bot.scoring.fast.bits import Bits, GiveUpError
from bot.scoring.fast.home import Number, safe
from bot.scoring.household import SURVEY
from bot.scoring.indicators import JUDGES
from bot.scoring.pack import Pack

AT_WORK_AGE = b.WORKING_AGE | b.ABLE
UNPAPERED = b.PAID | b.NO_CONTRACT
SCHOOLED_ADULT = b.ADULT_SCHOOLED | b.CERTIFIED
ANSWERS = {
    "nutrition": ("undernourished", b.UNDERNOURISHED, b.UNDERNOURISHED_UNKNOWN),
    "health_insurance": ("insured", b.UNINSURED, b.UNINSURED_UNKNOWN),
}
"""Indicators that one bad answer of any member decides, and that "unknown" leaves open."""


COUNT_BITS = 8
"""Bits a count takes in a tally: one for more members than a household of the fast lane may have."""

WEAK, PENSIONS, DEPENDANTS, JOBLESS, UNSCHOOLED_ADULTS, UNSCHOOLED_PUPILS = range(6)
"""The counts of a tally, by place."""


class Tally(dict[int, int]):
    """What one member adds to the counts of a household, by the member's named bits; worked out the first
    time. All counts are one number, so that a household's are one sum."""

    def __missing__(self, member: int) -> int:
        counted = (
            member & b.WEAK,
            member & b.PENSION,
            _dependant(member),
            _jobless(member),
            _unschooled_adult(member),
            _unschooled_pupil(member),
        )
        self[member] = found = sum(1 << COUNT_BITS * n for n, true in enumerate(counted) if true)
        return found


def count(tally: int, place: int) -> int:
    """One of the counts."""
    return tally >> COUNT_BITS * place & (1 << COUNT_BITS) - 1


class Judge:
    """The indicators of one pack. Deprived and unknown are sets of ids, handed over as bits in the pack's
    order: the first indicator is 1."""

    def __init__(self, pack: Pack, bits: Bits) -> None:
        ids = [indicator.id for indicator in pack.indicators]
        if set(ids) - set(JUDGES) or set(JUDGES) != set(KNOWN):
            raise GiveUpError
        self.ids = tuple(ids)
        self._bit = {one: 1 << ids.index(one) if one in ids else 0 for one in KNOWN}
        self._parts = sum({bits.of(part, "not_durable") for part in pack.dwelling.parts})
        self._parts_from = pack.dwelling.not_durable_from
        devices = pack.forms[SURVEY].question("info_devices").options
        self._devices = sum(bits.of("info_devices", option.id) for option in devices)
        self._area = Decimal(pack.dwelling.area_per_person_below)
        safe(self._area)
        self._least: dict[int, float] = {}

    def deprived(self, bits: int, tally: int, members: int, area: Number) -> int:
        """The deprived indicators. bits: of all together; area: m² of the whole house."""
        bit, found = self._bit, 0
        if count(tally, JOBLESS):
            found |= bit["employment"]
        if 2 * count(tally, DEPENDANTS) > members:
            found |= bit["dependants"]
        if bits & b.UNDERNOURISHED:
            found |= bit["nutrition"]
        if bits & b.UNINSURED:
            found |= bit["health_insurance"]
        if count(tally, UNSCHOOLED_ADULTS):
            found |= bit["adult_education"]
        if count(tally, UNSCHOOLED_PUPILS):
            found |= bit["child_schooling"]
        return found | self._of_home(bits, members, area)

    def _of_home(self, bits: int, members: int, area: Number) -> int:
        bit, found = self._bit, 0
        if (bits & self._parts).bit_count() >= self._parts_from:
            found |= bit["housing_quality"]
        if area < self._least_area(members):
            found |= bit["floor_area"]
        if bits & b.UNCLEAN_WATER:
            found |= bit["water"]
        if bits & b.UNHYGIENIC_TOILET:
            found |= bit["toilet"]
        if not bits & b.ONLINE:
            found |= bit["telecom"]
        if not bits & self._devices:
            found |= bit["information_devices"]
        return found

    def unknown(self, bits: int) -> int:
        """The indicators an "unknown" leaves undecided."""
        found = 0
        for indicator, (_, bad, unknown) in ANSWERS.items():
            if bits & unknown and not bits & bad:
                found |= self._bit[indicator]
        return found

    def missing(self, unknown: int, members: Sequence[int]) -> list[str]:
        """The answers behind the undecided indicators, as the contract names them."""
        return [
            f"members[{n}].{ANSWERS[one][0]}"
            for place, one in enumerate(self.ids)
            if unknown & 1 << place
            for n, member in enumerate(members)
            if member & ANSWERS[one][2]
        ]

    def _least_area(self, members: int) -> float:
        if members not in self._least:
            self._least[members] = safe(self._area * members)
        return self._least[members]


KNOWN = (
    "employment", "dependants", "nutrition", "health_insurance", "adult_education", "child_schooling",
    "housing_quality", "floor_area", "water", "toilet", "telecom", "information_devices",
)  # fmt: skip
"""The indicators judged here."""


def _jobless(member: int) -> bool:
    """Of working age, able, and without work or without the contract the work needs."""
    if member & AT_WORK_AGE != AT_WORK_AGE:
        return False
    return bool(member & b.JOBLESS) or member & UNPAPERED == UNPAPERED


def _unschooled_adult(member: int) -> bool:
    return bool(member & b.ADULT) and not member & SCHOOLED_ADULT


def _unschooled_pupil(member: int) -> bool:
    return bool(member & b.PUPIL) and not member & b.PUPIL_SCHOOLED


def _dependant(member: int) -> bool:
    """A child, or old or disabled with a monthly social allowance."""
    return bool(member & b.CHILD or (member & b.ALLOWANCE and member & (b.ELDERLY | b.DISABLED)))
