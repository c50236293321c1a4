"""Working days as deadlines count them: Vietnam's public holidays, the pack's own days, swapped days.

Holidays and the substitutes of those that fall on a weekend come from the `holidays` package, with the swaps
it knows; what a province swaps besides is given.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

from bot.scoring.pack import DayOff

_WEEKEND = (5, 6)
_NAMES = {"vi": "vi", "en": "en_US"}
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Swap:
    """A day off for which another, usually a Saturday, is worked."""

    off: date
    worked: date


class WorkingDays:
    """The calendar of one pack and one commune. own: days off of the pack, each year from one on."""

    def __init__(self, own: Iterable[DayOff] = (), swaps: Iterable[Swap] = ()) -> None:
        self._own, kept = tuple(own), tuple(swaps)
        self._off = frozenset(one.off for one in kept)
        self._worked = frozenset(one.worked for one in kept)
        self._between: dict[tuple[date, date], int] = {}

    def counts(self, day: date) -> bool:
        """Whether this is a working day."""
        if day in self._worked:
            return True
        off, worked = _known(day.year)
        if day in self._off or day in off or any(one.falls_on(day) for one in self._own):
            return False
        return day.weekday() not in _WEEKEND or day in worked

    def named(self, year: int, language: str) -> tuple[tuple[date, str], ...]:
        """The days off of a year in order with their names, weekends left out; "" for a swapped one."""
        known = holidays.country_holidays("VN", years=year, language=_NAMES.get(language, _NAMES["vi"]))
        found = {day: known[day] for day in known}
        for one in self._own:
            if year >= one.since:
                found[date(year, *one.day)] = one.text.get(language) or one.text["vi"]
        found |= {day: "" for day in self._off if day.year == year}
        return tuple(sorted((day, name) for day, name in found.items() if day not in self._worked))

    def after(self, event: date, count: int) -> date:
        """The last of so many working days after an event; the day of the event is not counted
        (Bộ luật Dân sự 2015, Điều 147)."""
        day = event
        for _ in range(count):
            day = self.on_or_after(day + _DAY)
        return day

    def between(self, after: date, until: date) -> int:
        """Working days after one day up to and with another; 0 where that is not later. Kept: many files
        have the same two days."""
        known = self._between.get((after, until))
        if known is None:
            known = sum(self.counts(after + _DAY * n) for n in range(1, (until - after).days + 1))
            self._between[after, until] = known
        return known

    def on_or_after(self, day: date) -> date:
        """The day itself, or the next working day where it is a day off (Bộ luật Dân sự 2015, Điều 148)."""
        while not self.counts(day):
            day += _DAY
        return day

    def on_or_before(self, day: date) -> date:
        """The day itself, or the last working day before it."""
        while not self.counts(day):
            day -= _DAY
        return day


@lru_cache(maxsize=32)
def _known(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Days off of a year, and the weekend days that are worked for some of them."""
    found = holidays.country_holidays("VN", years=year)
    return frozenset(found), frozenset(found.weekend_workdays)
