"""A points table in words: what counts now, what waits, what was found in a file, what would change."""

from collections.abc import Iterable
from datetime import timedelta

from bot.cases.commune import Area
from bot.cases.points_table import LoadedTable, in_force
from bot.dialogue.turn import Turn
from bot.handlers import rescored
from bot.scoring.own_table import fitting, under_table
from bot.scoring.pack import Pack
from bot.scoring.points import OFFICIAL
from bot.scoring.table_compare import CellRef, Differences, differences, summary
from bot.scoring.table_faults import BadCell, Checked

SHOWN = 20
"""Bad cells named in one message: a small phone cannot hold two hundred."""
MOST_MOVED = 100
RECENT = timedelta(days=14)
"""So long a rejected table is still spoken of."""
LONGEST, SHORT_ITEM = 60, 32


def column_name(turn: Turn, pack: Pack, column: str) -> str:
    """The column as officers call it: the region's name, or the urban one."""
    region = next((turn.word(one.text) for one in pack.regions if one.id == column), None)
    return region or turn.t("result.urban")


def in_use(turn: Turn, pack: Pack) -> str:
    """The table that counts today; nothing under a draft, which has none."""
    if pack.status == "draft":
        return ""
    return _now(turn, pack, in_force(turn.place.tables, pack.id, turn.today))


def state(turn: Turn, pack: Pack, now: LoadedTable | None) -> str:
    """What counts now; then what waits for signatures, for its day, or was refused last."""
    rows = [_now(turn, pack, now)]
    for one in turn.place.tables:
        if one.pack_id == pack.id and one is not now:
            rows.append(_other(turn, one))
    return "\n\n".join(row for row in rows if row)


def _now(turn: Turn, pack: Pack, now: LoadedTable | None) -> str:
    label = turn.word(pack.table_label)
    if now is None:
        return turn.t("table.state.training", label=label)
    day = now.counts_from or now.starts
    names = ", ".join(one.name for one in now.signatures)
    rows = [
        turn.t("table.state.own", digest=now.short, day=f"{day:%d/%m/%Y}", document=now.document, names=names)
    ]
    own = fitting(pack, now.text)
    if own is None:
        rows.append(turn.t("table.state.unfit", label=label))
    elif own.table.provenances != (OFFICIAL,):
        rows.append(turn.t("table.state.mixed", label=label))
    return "\n".join(rows)


def _other(turn: Turn, table: LoadedTable) -> str:
    """A table that waits or was refused of late; nothing of one that has counted before."""
    if table.refused is not None:
        if turn.now - table.refused.at > RECENT:
            return ""
        return turn.t(
            "table.state.refused", digest=table.short, name=table.refused.name, words=table.refused.words
        )
    since = table.counts_from
    if since is None:
        day, signed = f"{table.loaded_at:%d/%m/%Y}", len(table.signatures)
        return turn.t(
            "table.state.waiting", digest=table.short, name=table.loaded_by_name, day=day, count=signed
        )
    if since > turn.today:
        return turn.t("table.state.coming", digest=table.short, day=f"{since:%d/%m/%Y}")
    return ""


def problems(turn: Turn, checked: Checked) -> str:
    """The bad cells, each with what was found and what is allowed; of many the first."""
    count = len(checked.problems) + checked.more
    rows = [bad_cell(turn, one) for one in checked.problems[:SHOWN]]
    if count > SHOWN:
        rows.append(turn.t("table.and_more", count=count - SHOWN))
    return turn.t("table.load.problems", count=count, rows="\n".join(rows))


def bad_cell(turn: Turn, bad: BadCell) -> str:
    """ "Bảng điểm D17: …"; what concerns the whole file stands alone."""
    what = turn.t(bad.key, **bad.args)
    return turn.t("table.load.cell", sheet=bad.sheet, cell=bad.cell, what=what) if bad.cell else what


def loaded(turn: Turn, pack: Pack, table: LoadedTable) -> str:
    """A good table shown back: its size, its digest, and what differs from the one that counts now."""
    own = under_table(pack, table.text, signed=False).table
    size = summary(own)
    columns = ", ".join(column_name(turn, pack, one) for one in size.columns)
    head = turn.t(
        "table.loaded",
        items=size.items,
        rows=size.rows,
        columns=columns,
        digest=table.short,
        document=table.document,
    )
    now = in_force(turn.place.tables, pack.id, turn.today)
    counting = None if now is None else fitting(pack, now.text)
    before = pack.table if counting is None else counting.table
    rows = [head, _changes(turn, pack, differences(before, own)), copied(turn, pack, table)]
    return "\n\n".join(row for row in rows if row)


def copied(turn: Turn, pack: Pack, table: LoadedTable) -> str:
    """A warning where every point is the training table's: for who loads it, and for who signs it."""
    own = under_table(pack, table.text, signed=False).table
    return turn.t("table.copied_training") if differences(pack.table, own).same_points else ""


def _changes(turn: Turn, pack: Pack, found: Differences) -> str:
    rows = [
        turn.t(f"table.differs.{kind}", items=", ".join(items))
        for kind, items in (
            ("added", found.added),
            ("dropped", found.dropped),
            ("reworded", found.reworded),
            ("rebanded", found.rebanded),
            ("remeasured", found.remeasured),
        )
        if items
    ]
    rows += [
        turn.t("table.differs.points", column=column_name(turn, pack, column), count=count)
        for column, count in found.points.items()
        if count
    ]
    return turn.t("table.differences", rows="\n".join(rows)) if rows else turn.t("table.no_differences")


def cell(turn: Turn, pack: Pack, one: CellRef) -> str:
    """One cell to be compared with the print, in the print's words; which column, where there are several."""
    item, choice = _short(one.item_text, SHORT_ITEM), _short(one.choice_text, LONGEST)
    args = {"item": item, "choice": choice, "points": one.points}
    if len(columns_in_use(turn, pack)) < 2:
        return turn.t("table.cell", **args)
    return turn.t("table.cell_of", column=column_name(turn, pack, one.column), **args)


def columns_in_use(turn: Turn, pack: Pack) -> tuple[str, ...]:
    """The table's columns this commune needs."""
    return columns_of_areas(pack, turn.place.areas)


def columns_of_areas(pack: Pack, areas: Iterable[Area]) -> tuple[str, ...]:
    """The columns of these areas' types and regions, in the pack's order."""
    needed = {pack.column(area.type, area.region) for area in areas if area.type is not None}
    return tuple(one for one in (*(region.id for region in pack.regions), "urban") if one in needed)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def moved(turn: Turn, pack: Pack, table: LoadedTable) -> str:
    """The files whose class changed when the table came into force, of the areas of who asks."""
    staff = turn.staff
    areas = staff.areas if staff else ()
    own = [one for one in table.rescored if one.moved and (not areas or one.area in areas)]
    rows = rescored.lines(turn.env.translate, turn.language, pack, own, MOST_MOVED)
    return "\n".join(rows) if rows else turn.t("table.moved_none")
