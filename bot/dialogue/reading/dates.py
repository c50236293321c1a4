"""Dates as people write them: births (the year alone is enough) and recent days (visits, receipts)."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from bot.dialogue.reading.date_parts import DateParts, Form, age, date_parts
from bot.dialogue.reading.result import Problem, Read, problem
from bot.dialogue.reading.text import fold, too_long

FIRST_YEAR = 1900
LONG_AGO_DAYS = 180
"""A visit or receipt further back is read with a warning: mostly last year's number by habit."""
LAST_YEAR_DAYS = 60
"""Day and month alone, ahead of today, mean last year when that is at most so many days back."""

_EXAMPLE_YEAR = 1984  # a leap year, as every day of the year must fit it
_RELATIVE = {
    0: ("hom nay", "nay", "bua nay", "ngay hom nay", "sang nay", "trua nay", "chieu nay", "toi nay", "today"),
    1: ("hom qua", "qua", "bua qua", "ngay hom qua", "sang qua", "chieu qua", "toi qua", "yesterday"),
    2: ("hom kia", "bua kia"),
    -1: ("mai", "ngay mai", "hom mai", "bua mai", "tomorrow"),
}
_KHMER_PARTS = re.compile("ថ្ងៃទី|ថ្ងៃ|ខែ|ឆ្នាំ|កើត|នៅ")
"""Day, month, year, born, in: what Khmer puts before each number."""
_DAYS_AGO = {phrase: days for days, phrases in _RELATIVE.items() for phrase in phrases}


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, or a year alone (month and day both None)."""

    year: int
    month: int | None = None
    day: int | None = None

    def iso(self) -> str:
        """ "1984-03-02", or "1984" for a year alone."""
        return f"{self.year:04}" if self.month is None else self.earliest().isoformat()

    def earliest(self) -> date:
        """The day itself; a year alone counts as 1 January (contract of the answer ids)."""
        return date(self.year, self.month or 1, self.day or 1)


def read_date(text: str, today: date, *, year_alone: bool = True) -> Read[PartialDate] | Problem:
    """A day from 1900 to `today`, written day-month-year, or (if `year_alone`) just a year.

    Two-digit years take the latest century whose year is not after today's. A month without a day is
    read as its year, with a warning: the papers hold a full date or a year, nothing between.
    """
    parts = _written(text, today, year_alone)
    if isinstance(parts, Problem):
        return parts
    if parts.year is None:
        return _year_missing(parts, today, year_alone)
    year = _full_year(parts.year, today, ahead=False)
    if year is None:
        return _how(today, year_alone)
    if wrong := _out_of_time(year, today):
        return wrong
    if not parts.day or not parts.month:  # 0/0/1984 is how old registers write an unknown day
        return _only_year(parts, year) if year_alone else _how(today, year_alone)
    day = _real_day(parts.day, parts.month, year, year_alone)
    if isinstance(day, Problem):
        return day
    if day > today:
        return _future(day, today, short=len(parts.year) == 2)
    return Read(PartialDate(day.year, day.month, day.day))


def read_recent_date(text: str, today: date) -> Read[date] | Problem:
    """The day of a visit, a receipt, a signed paper: a full date, or day and month (5/10), not after today.

    Without a year it is this year's, or last year's just after New Year (LAST_YEAR_DAYS).
    """
    parts = _written(text, today, year_alone=False)
    if isinstance(parts, Problem):
        return parts
    if not parts.day or not parts.month:
        return _how(today, year_alone=False)
    year = _full_year(parts.year, today, ahead=True) if parts.year else _year_of(parts, today)
    if year is None:
        return _how(today, year_alone=False)
    day = _too_old(year) or _real_day(parts.day, parts.month, year, year_alone=False)
    if isinstance(day, Problem):
        return day
    if day > today:
        return _future(day, today)
    late = today - day > timedelta(LONG_AGO_DAYS)
    return Read(day, (problem("reading.date.long_ago", date=shown(day)),) if late else ())


def shown(day: date) -> str:
    """A day as messages write it: 2/3/1984."""
    return f"{day.day}/{day.month}/{day.year}"


def _written(text: str, today: date, year_alone: bool) -> DateParts | Problem:
    if long := too_long(text):
        return long
    if (ago := _DAYS_AGO.get(fold(text))) is not None:
        day = today - timedelta(ago)
        return DateParts(day.day, day.month, f"{day.year:04}")
    parts = date_parts(_KHMER_PARTS.sub(" ", text))
    return parts if isinstance(parts, DateParts) else _no_parts(parts, text, today, year_alone)


def _how(today: date, year_alone: bool) -> Problem:
    """How to write it; where a full date is needed the example is today."""
    return (
        problem("reading.date.how") if year_alone else problem("reading.date.full_needed", today=shown(today))
    )


def _no_parts(form: Form, text: str, today: date, year_alone: bool) -> Problem:
    if form == "run_together":
        return problem("reading.date.run_together")
    if form == "lunar" and year_alone:
        return problem("reading.date.lunar")
    if form == "age" and year_alone and age(text) <= today.year - FIRST_YEAR:
        return problem("reading.date.age", age=age(text), year=today.year - age(text))
    return _how(today, year_alone)


def _full_year(digits: str, today: date, *, ahead: bool) -> int | None:
    """84 → 1984. ahead: keep today's century even when that year is still to come."""
    if len(digits) == 4:
        return int(digits)
    if len(digits) != 2:
        return None
    year = today.year // 100 * 100 + int(digits)
    return year - 100 if year > today.year and not ahead else year


def _year_of(parts: DateParts, today: date) -> int:
    """The year of a day and month alone, not after today if it can be helped."""
    written, last_year = (parts.month, parts.day), today - timedelta(LAST_YEAR_DAYS)
    ahead = written > (today.month, today.day)
    return last_year.year if ahead and written >= (last_year.month, last_year.day) else today.year


def _year_missing(parts: DateParts, today: date, year_alone: bool) -> Problem:
    if not parts.day or not parts.month or parts.month > 12:  # 5/26: May 2026, or 26 May?
        return _how(today, year_alone)
    day = _real_day(parts.day, parts.month, _EXAMPLE_YEAR, year_alone=False)
    if isinstance(day, Problem):
        return day
    return problem("reading.date.year_missing", day=day.day, month=day.month, year=day.year)


def _only_year(parts: DateParts, year: int) -> Read[PartialDate]:
    dropped = parts.day or parts.month
    return Read(PartialDate(year), (problem("reading.date.month_not_kept", year=year),) if dropped else ())


def _too_old(year: int) -> Problem | None:
    return problem("reading.date.too_old", year=year, first=FIRST_YEAR) if year < FIRST_YEAR else None


def _out_of_time(year: int, today: date) -> Problem | None:
    ahead = problem("reading.date.future_year", year=year, now=today.year) if year > today.year else None
    return _too_old(year) or ahead


def _future(day: date, today: date, *, short: bool = False) -> Problem:
    if short:  # 6/10/26 on 5/10/2026: tomorrow by mistake, or a hundred years ago?
        return problem("reading.date.future_short_year", date=shown(day), year=day.year - 100)
    return problem("reading.date.future", date=shown(day), today=shown(today))


def _real_day(day: int, month: int, year: int, year_alone: bool) -> date | Problem:
    if month > 12:
        return _no_such_month(day, month, year)
    if day <= monthrange(year, month)[1]:
        return date(year, month, day)
    if (day, month) == (29, 2):
        return problem("reading.date.no_leap_day", year=year)
    if year_alone:
        return problem("reading.date.no_such_day", day=day, month=month, year=year)
    return problem("reading.date.no_such_full_day", day=day, month=month)


def _no_such_month(day: int, month: int, year: int) -> Problem:
    if day <= 12 and month <= monthrange(year, day)[1]:  # 3/25/1984, the month written first
        return problem("reading.date.month_first", month=month, suggestion=f"{month}/{day}/{year}")
    return problem("reading.date.no_such_month", month=month)
