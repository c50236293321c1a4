"""Two tables compared, one summed up, ten cells drawn for a signer."""

from collections import Counter
from dataclasses import replace

from bot.scoring.own_table import read_own_table, write_table
from bot.scoring.packs import load_pack
from bot.scoring.points import Item, PointsTable
from bot.scoring.table_compare import cells, differences, sample_cells, summary

PACK = load_pack("2022-2025")
OLD = read_own_table(PACK, write_table(PACK.table))


def read(items: tuple[Item, ...]) -> PointsTable:
    return read_own_table(PACK, write_table(replace(OLD, items=items)))


def with_item(number: int, item: Item) -> PointsTable:
    return read((*OLD.items[:number], item, *OLD.items[number + 1 :]))


def test_the_same_table_has_no_differences_and_the_same_points() -> None:
    found = differences(OLD, OLD)
    assert found.same_points
    assert (found.added, found.dropped, found.reworded, found.rebanded, found.remeasured) == ((),) * 5
    assert set(found.points.values()) == {0}
    assert found.compared == len(list(cells(OLD)))


def test_points_are_counted_by_column() -> None:
    item = OLD.items[0]
    rows = tuple(replace(row, points={**row.points, "urban": row.points["urban"] + 1}) for row in item.rows)
    found = differences(OLD, with_item(0, replace(item, rows=rows)))
    assert found.points["urban"] == 7
    assert sum(found.points.values()) == 7
    assert not found.same_points
    assert found.rebanded == ()


def test_items_added_and_dropped() -> None:
    added = replace(OLD.items[4], id="a20")
    found = differences(OLD, read((*OLD.items[1:], added)))
    assert (found.added, found.dropped) == (("a20",), ("a01",))


def test_words_bands_and_rules() -> None:
    item = OLD.items[0]
    assert differences(OLD, with_item(0, replace(item, text="Số người"))).reworded == ("a01",)
    worded = tuple(replace(row, text=row.text + "!") for row in item.rows)
    assert differences(OLD, with_item(0, replace(item, rows=worded))).reworded == ("a01",)
    assert differences(OLD, with_item(0, replace(item, rule=""))).remeasured == ("a01",)
    cut = (*item.rows[:5], replace(item.rows[5], below=None))
    assert differences(OLD, with_item(0, replace(item, rows=cut))).rebanded == ("a01",)


def test_another_order_of_choices_is_another_item() -> None:
    """Of choices the first that holds counts, so their order is the law's."""
    item = OLD.items[2]
    found = differences(OLD, with_item(2, replace(item, rows=(item.rows[1], item.rows[0], *item.rows[2:]))))
    assert found.rebanded == ("a03",)


def test_columns_of_one_table_only_are_named_and_not_compared() -> None:
    items = tuple(
        replace(i, rows=tuple(replace(r, points={"urban": r.points["urban"]}) for r in i.rows))
        for i in OLD.items
    )
    urban = read_own_table(PACK, write_table(replace(OLD, items=items, columns=("urban",))))
    found = differences(OLD, urban)
    assert len(found.columns_dropped) == 6
    assert list(found.points) == ["urban"]
    assert differences(urban, OLD).columns_added == found.columns_dropped


def test_a_summary() -> None:
    found = summary(OLD)
    assert (found.items, found.rows, found.cells) == (13, 62, 62 * 7)
    first = found.spans[0]
    assert (first.item, first.rows, first.least, first.most) == ("a01", 7, 0, 80)


# ── ten cells for a signer ───────────────────────────────────────────────────────────────────
def test_the_cells_are_the_same_each_time_and_others_for_another_signer() -> None:
    drawn = sample_cells(OLD, "t1 lan")
    assert drawn == sample_cells(OLD, "t1 lan")
    assert len(set(drawn)) == 10
    assert drawn != sample_cells(OLD, "t1 minh")
    assert set(drawn) <= set(cells(OLD))


def test_the_cells_are_in_the_tables_order() -> None:
    order = list(cells(OLD))
    drawn = [order.index(one) for one in sample_cells(OLD, "x")]
    assert drawn == sorted(drawn)


def test_another_table_draws_other_cells() -> None:
    """Nobody can know beforehand which cells will be compared."""
    other = with_item(0, replace(OLD.items[0], text="Số người"))
    places = [(one.item, one.choice, one.column) for one in sample_cells(OLD, "x")]
    assert places != [(one.item, one.choice, one.column) for one in sample_cells(other, "x")]


def test_a_small_table_gives_all_it_has() -> None:
    assert len(sample_cells(read(OLD.items[9:10]), "x", 1_000)) == 21


def test_every_cell_can_be_drawn_about_equally_often() -> None:
    """800 draws of ten from 434 cells: 18 on average; far from it would be a bad lot."""
    drawn = Counter(one for n in range(800) for one in sample_cells(OLD, str(n)))
    assert len(drawn) == 434
    assert min(drawn.values()) > 4
    assert max(drawn.values()) < 40
