"""The bits of the fast lane: what is known of a member or a household, one bit each."""

from collections.abc import Iterator, Mapping

Meaning = Mapping[str, int]
"""Each value a question may have → the bits it sets."""


class GiveUpError(Exception):
    """Not for the fast lane: the careful lane must answer. Never seen outside of bot/scoring/fast."""


def _each() -> Iterator[int]:
    bit = 1
    while True:
        yield bit
        bit <<= 1


_next = _each()

WEAK = next(_next)
"""Under 15, over 60, disabled or ill without working capacity: counts in items 1 and 2 of điểm A."""
PENSION = next(_next)
CHILD = next(_next)
"""Young enough to be a dependant."""
ELDERLY = next(_next)
DISABLED = next(_next)
ALLOWANCE = next(_next)
WORKING_AGE = next(_next)
ABLE = next(_next)
"""Said not to be disabled or ill."""
JOBLESS = next(_next)
PAID = next(_next)
"""Work that needs a labour contract."""
NO_CONTRACT = next(_next)
UNDERNOURISHED = next(_next)
UNDERNOURISHED_UNKNOWN = next(_next)
UNINSURED = next(_next)
UNINSURED_UNKNOWN = next(_next)
ADULT = next(_next)
"""Of the ages of adult education."""
ADULT_SCHOOLED = next(_next)
CERTIFIED = next(_next)
"""By a firm that trains on the job."""
PUPIL = next(_next)
"""Of the ages of child schooling."""
PUPIL_SCHOOLED = next(_next)
ONLINE = next(_next)
UNCLEAN_WATER = next(_next)
UNHYGIENIC_TOILET = next(_next)
FIRST_FREE = next(_next)
NAMED = FIRST_FREE - 1
"""All of them."""


class Bits:
    """Bits beyond the named ones, handed out as they are asked for; the same for the same reason."""

    def __init__(self) -> None:
        self._free = FIRST_FREE
        self._given: dict[object, int] = {}

    def of(self, *reason: object) -> int:
        """The bit for a reason: ("certificate", "college") is "somebody holds this"."""
        if reason not in self._given:
            self._given[reason] = self._free
            self._free <<= 1
        return self._given[reason]
