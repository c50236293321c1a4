"""A day to come, as people write an appointment: "12/10", "12/10/2026", "mai"."""

from calendar import monthrange
from datetime import date, timedelta

from bot.dialogue.reading.date_parts import DateParts, date_parts
from bot.dialogue.reading.result import Problem, Read, problem
from bot.dialogue.reading.text import fold, too_long

TOMORROW = ("mai", "ngay mai", "hom mai", "bua mai", "tomorrow")
DAY_AFTER = ("mot", "ngay mot", "ngay kia", "bua mot")
FARTHEST_DAYS = 366


def read_coming_date(text: str, today: date) -> Read[date] | Problem:
    """A day from today to a year ahead; day and month alone mean the next such day."""
    if long := too_long(text):
        return long
    word = fold(text)
    for days, words in ((0, ("hom nay", "nay", "today")), (1, TOMORROW), (2, DAY_AFTER)):
        if word in words:
            return Read(today + timedelta(days))
    parts = date_parts(text)
    day = _day(parts, today) if isinstance(parts, DateParts) else None
    if day is None:
        return problem("reading.date.coming", example=f"{today + timedelta(7):%d/%m}")
    if not today <= day <= today + timedelta(FARTHEST_DAYS):
        return problem("reading.date.coming_range", today=f"{today:%d/%m/%Y}")
    return Read(day)


def _day(parts: DateParts, today: date) -> date | None:
    """The day meant; None where there is no such day."""
    if not parts.day or not parts.month or parts.month > 12:
        return None
    if parts.year:
        year = int(parts.year) + (2000 if len(parts.year) == 2 else 0)
    else:
        year = today.year + ((parts.month, parts.day) < (today.month, today.day))
    if not 1 <= year <= 9999 or parts.day > monthrange(year, parts.month)[1]:
        return None
    return date(year, parts.month, parts.day)
