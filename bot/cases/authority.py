"""Who gives the written opinion on the report of a commune, by date (QĐ 24/2021 Điều 4.5; NĐ 131/2025)."""

from collections.abc import Sequence
from datetime import date

from bot.scoring.pack import Authority


def authority_on(rows: Sequence[Authority], day: date) -> Authority:
    """The one of the pack's rows that counts on this day; before the first row: the first.

    rows: at least one, earliest first (the pack's lint sees to both). ValueError where there is none.
    """
    if not rows:
        raise ValueError("no authority gives an opinion here")
    return next((one for one in reversed(rows) if one.since <= day), rows[0])
