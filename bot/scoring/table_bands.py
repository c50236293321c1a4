"""Bands of a filled table: from the measure's least value to the open end, without hole or overlap."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from bot.scoring.measures import MEASURES
from bot.scoring.sheets import coordinate
from bot.scoring.table_faults import shown
from bot.scoring.table_grid import Line
from bot.scoring.table_layout import least_of
from bot.scoring.table_rows import Desk


@dataclass(frozen=True, slots=True)
class Band:
    """One line of a banded item: [low, below), None where the cell is empty."""

    line: Line
    low: Decimal | None
    below: Decimal | None
    words: str
    points: dict[str, int]


def check_bands(desk: Desk, bands: Sequence[Band], measure: str) -> tuple[Band, ...]:
    """The bands in rising order, the lowest beginning at the measure's least value if it does not say."""
    least = Decimal(least_of(measure))
    if not _all_said(desk, bands):
        return ()
    ordered = sorted(
        (replace(one, low=least) if one.low is None else one for one in bands),
        key=lambda one: (one.low or Decimal(0), one.below is None),
    )
    if ordered[0].low != least:
        args = {"found": shown(ordered[0].low), "wanted": shown(least)}
        desk.amiss(ordered[0].line, "from", "table.bad.band_first", **args)
    empty = [one for one in ordered if _empty(desk, one)]
    if empty:
        return ()
    for before, one in pairwise(ordered):
        _check_begin(desk, before, one)
    if (end := ordered[-1].below) is not None:
        desk.amiss(ordered[-1].line, "below", "table.bad.band_last", found=shown(end))
    return tuple(ordered)


def _all_said(desk: Desk, bands: Sequence[Band]) -> bool:
    """Every line has a band; one line may leave its beginning empty ("under 8")."""
    begun = True
    unsaid = False
    for one in bands:
        if one.low is None and (one.below is None or unsaid):
            desk.amiss(one.line, "from", "table.bad.band_missing")
            begun = False
        unsaid = unsaid or one.low is None
    return begun


def _empty(desk: Desk, one: Band) -> bool:
    if one.below is None or one.low is None or one.below > one.low:
        return False
    args = {"found": shown(one.below), "wanted": shown(one.low)}
    desk.amiss(one.line, "below", "table.bad.band_empty", **args)
    return True


def _check_begin(desk: Desk, before: Band, one: Band) -> None:
    """A band begins where the one before it ends."""
    if one.low is None or one.low == before.below:
        return
    if one.low == before.low:
        place = coordinate(before.line.row, desk.grid.at["from"])
        desk.amiss(one.line, "from", "table.bad.band_same", found=shown(one.low), place=place)
    elif before.below is None:
        desk.amiss(before.line, "below", "table.bad.band_open", wanted=shown(one.low))
    elif one.low > before.below:
        desk.amiss(one.line, "from", "table.bad.band_hole", found=shown(one.low), wanted=shown(before.below))
    else:
        args = {"found": shown(one.low), "wanted": shown(before.below)}
        desk.amiss(one.line, "from", "table.bad.band_overlap", **args)


def name_of(band: Band, measure: str) -> str:
    """The id of a band, made of its bounds: "3" for one value of a count, "<8", "8-20", "40+"."""
    low = Decimal(0) if band.low is None else band.low
    first = format(low, "f")
    if band.below is None:
        return f"{first}+"
    if MEASURES[measure] == "count" and band.below == low + 1:
        return first
    last = format(band.below, "f")
    return f"<{last}" if low == least_of(measure) else f"{first}-{last}"
