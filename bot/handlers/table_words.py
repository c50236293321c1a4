"""A points table in words: what counts now, what waits, what was found in a file, what would change."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from bot.cases.commune import Area
from bot.cases.points_table import LoadedTable, in_force
from bot.dialogue.turn import Turn
from bot.handlers import rescored
from bot.scoring.own_table import fitting, under_table
from bot.scoring.pack import Pack
from bot.scoring.points import OFFICIAL, PointsTable
from bot.scoring.table_compare import CellRef, changed_points, differences, summary
from bot.scoring.table_faults import Checked

SHOWN = 20
"""Kinds of bad cells named in one message: a small phone cannot hold two hundred."""
MOST_CHANGED = 10
"""Cells whose points change that are named, each with the points before."""
MOST_MOVED = 100
RECENT = timedelta(days=14)
"""So long a rejected table is still spoken of."""
LONGEST, SHORT_ITEM = 60, 40


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
    alike: dict[tuple[str, str], list[str]] = {}
    for one in checked.problems:
        alike.setdefault((one.sheet, turn.t(one.key, **one.args)), []).append(one.cell)
    shown = list(alike.items())[:SHOWN]
    rows = [_bad_cells(turn, sheet, what, cells) for (sheet, what), cells in shown]
    left = count - sum(len(cells) for _, cells in shown)
    if left:
        rows.append(turn.t("table.and_more_cells", count=left))
    return turn.t("table.load.problems", count=count, rows="\n".join(rows))


def _bad_cells(turn: Turn, sheet: str, what: str, cells: list[str]) -> str:
    """ "Bảng điểm, ô J3–J9, J12: …", all that lack the same; what concerns the whole file stands alone."""
    if not cells[0]:
        return what
    return turn.t("table.load.cell", sheet=sheet, cell=", ".join(runs(cells)), what=what)


def runs(cells: list[str]) -> Iterator[str]:
    """ "J3", "J4", "J5", "J9" as "J3–J5", "J9": cells below each other are one run."""
    first = last = cells[0]
    for cell in (*cells[1:], ""):
        if cell and _place(cell) == (_place(last)[0], _place(last)[1] + 1):
            last = cell
            continue
        yield first if first == last else f"{first}–{last}"
        first = last = cell


def _place(cell: str) -> tuple[str, int]:
    """ "J12" as ("J", 12)."""
    column = cell.rstrip("0123456789")
    return column, int(cell[len(column) :] or 0)


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
    rows = [head, _changes(turn, pack, before, own), copied(turn, pack, table)]
    return "\n\n".join(row for row in rows if row)


def copied(turn: Turn, pack: Pack, table: LoadedTable) -> str:
    """A warning where every point is the training table's: for who loads it, and for who signs it."""
    own = under_table(pack, table.text, signed=False).table
    return turn.t("table.copied_training") if differences(pack.table, own).same_points else ""


def _changes(turn: Turn, pack: Pack, before: PointsTable, own: PointsTable) -> str:
    found = differences(before, own)
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
    rows += _changed_cells(turn, pack, before, own)
    return turn.t("table.differences", rows="\n".join(rows)) if rows else turn.t("table.no_differences")


def _changed_cells(turn: Turn, pack: Pack, before: PointsTable, own: PointsTable) -> Iterator[str]:
    """The first cells with other points, in the columns of this commune: points before and now."""
    columns = columns_in_use(turn, pack)
    found = [(was, one) for was, one in changed_points(before, own) if one.column in columns]
    for was, one in found[:MOST_CHANGED]:
        yield cell(turn, pack, one, f"{was} → {one.points}")
    if len(found) > MOST_CHANGED:
        yield turn.t("table.and_more_cells", count=len(found) - MOST_CHANGED)


def cell(turn: Turn, pack: Pack, one: CellRef, points: str = "") -> str:
    """One cell in the print's words, without what stands in brackets behind the item, and its points (or
    what is given in their place); which column, where there are several."""
    item, choice = _short(one.item_text.partition(" (")[0], SHORT_ITEM), _short(one.choice_text, LONGEST)
    args = {"id": one.item, "item": item, "choice": choice, "points": points or str(one.points)}
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
    """Cut behind a whole word."""
    return text if len(text) <= most else f"{text[:most].rpartition(' ')[0]}…"


def moved(turn: Turn, pack: Pack, table: LoadedTable) -> str:
    """The files whose class changed when the table came into force, of the areas of who asks."""
    staff = turn.staff
    areas = staff.areas if staff else ()
    own = [one for one in table.rescored if one.moved and (not areas or one.area in areas)]
    rows = rescored.lines(turn.env.translate, turn.language, pack, own, MOST_MOVED)
    return "\n".join(rows) if rows else turn.t("table.moved_none")
