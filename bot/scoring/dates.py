"""Ages as the form counts them: completed years at a reference date."""

from datetime import date
from functools import lru_cache


@lru_cache(maxsize=65536)
def birth_day(birth: str) -> date:
    """The day of an ISO birth; a year alone counts as 1 January (contract). ValueError if neither."""
    if len(birth) == 4 and birth.isascii() and birth.isdigit():
        return date(int(birth), 1, 1)
    return date.fromisoformat(birth)


@lru_cache(maxsize=65536)
def age_months(birth: str, at: date) -> int:
    """Completed months at `at`; negative for a birth after it."""
    born = birth_day(birth)
    return (at.year - born.year) * 12 + at.month - born.month - (at.day < born.day)


def age(birth: str, at: date) -> int:
    """Completed years at `at`."""
    return age_months(birth, at) // 12
