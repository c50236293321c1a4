"""Dates as Vietnamese papers write them: "ngày 05 tháng 11 năm 2026", "02/03/1984", a year alone, blanks."""

import re
from dataclasses import dataclass
from datetime import date

BLANK = "." * 8
BLANK_YEAR = "." * 12
SHAPE = re.compile("[0-9]{4}(-[0-9]{2}-[0-9]{2})?")
LONG = "ngày {} tháng {} năm {}"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is known: all three parts, or a year alone, or nothing."""

    day: int | None = None
    month: int | None = None
    year: int | None = None


def partial_date(iso: str | None) -> PartialDate:
    """ "1984-03-02", "1984" or None, as the instrument keeps birth dates. ValueError for anything else."""
    if iso is None:
        return PartialDate()
    if not SHAPE.fullmatch(iso):
        raise ValueError("not YYYY-MM-DD or YYYY")
    if len(iso) == 4:
        return PartialDate(year=int(iso))
    day = date.fromisoformat(iso)
    return PartialDate(day.day, day.month, day.year)


def long_date(known: PartialDate) -> str:
    """ "ngày 05 tháng 11 năm 2026"; unknown parts are dots.

    Days under 10 and the months 1 and 2 take a leading zero, other months none
    (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục địa danh và thời gian ban hành văn bản).
    """
    day = BLANK if known.day is None else f"{known.day:02}"
    month = BLANK if known.month is None else f"{known.month:02}" if known.month < 3 else str(known.month)
    return LONG.format(day, month, BLANK_YEAR if known.year is None else known.year)


def short_date(known: PartialDate) -> str:
    """ "02/03/1984", or "1984", or "" when nothing is known."""
    if known.day is None or known.month is None:
        return "" if known.year is None else str(known.year)
    return f"{known.day:02}/{known.month:02}/{known.year}"


def count(number: int) -> str:
    """ "1.500.000": thousands with points, as papers write them."""
    return f"{number:,}".replace(",", ".")


def on_day(day: date | None) -> str:
    """ "05/11/2026", or "" where there is none."""
    return "" if day is None else f"{day:%d/%m/%Y}"


def in_full(day: date | None) -> str:
    """ "ngày 05 tháng 11 năm 2026"; dots where there is none."""
    return long_date(PartialDate() if day is None else PartialDate(day.day, day.month, day.year))
