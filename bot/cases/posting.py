"""A public posting of results: where and since when the list hangs (QĐ 24/2021/QĐ-TTg Điều 4.4)."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Posting:
    """Results of one area hung out on one day. places: where, in words; loudspeaker: read out as well.

    cases: ids. again: the result of re-checks, posted a second time. taken_down_on: when somebody noted that
    the list was taken down; the legal end is computed, never kept.
    """

    id: str
    round_id: str
    area: str
    posted_on: date
    places: tuple[str, ...]
    loudspeaker: bool
    cases: tuple[str, ...]
    by: str
    by_name: str
    at: datetime
    again: bool = False
    taken_down_on: date | None = None
    version: int = 1
