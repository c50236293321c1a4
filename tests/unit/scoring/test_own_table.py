"""A commune's own points table: written as one text, read back the same, refused where it has a hole."""

from dataclasses import replace

import pytest

from bot.errors import PackError
from bot.scoring.contract import read_input as read
from bot.scoring.own_table import read_own_table, under_table, write_table
from bot.scoring.packs import load_pack
from bot.scoring.score import ScoringError, score
from tests.unit.scoring.households import make

PACK = load_pack("2022-2025")
TEXT = write_table(PACK.table)


def test_what_is_written_is_read_back_and_written_the_same() -> None:
    table = read_own_table(PACK, TEXT)
    assert write_table(table) == TEXT
    assert [item.rule for item in table.items if item.rule] == ["only_weak_members"]


def test_the_same_points_give_the_same_lines() -> None:
    given = read(make())
    own = under_table(PACK, TEXT, signed=False)
    here = score(PACK, given.answers, given.place, given.reference_date)
    there = score(own, given.answers, given.place, given.reference_date)
    assert [(line.item, line.choice, line.points) for line in there.lines] == [
        (line.item, line.choice, line.points) for line in here.lines
    ]
    assert there.table_digest != here.table_digest


def test_a_column_that_is_not_loaded_cannot_be_scored_with() -> None:
    given = read(make(area={"type": "urban"}))
    items = tuple(
        replace(
            i,
            rows=tuple(
                replace(r, points={c: p for c, p in r.points.items() if c != "urban"}) for r in i.rows
            ),
        )
        for i in PACK.table.items
    )
    rural = replace(PACK.table, items=items, columns=PACK.table.columns[:-1])
    own = under_table(PACK, write_table(rural), signed=True)
    with pytest.raises(ScoringError, match="no column"):
        score(own, given.answers, given.place, given.reference_date)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("protected_dug_well protected_spring", "protected_dug_well", 'no row for "protected_spring"'),
        ("drilled,giếng khoan,drilled_well", "drilled,giếng khoan,drilled_well rain", '"rain" in two rows'),
        ("assets,,microwave", "assets,,tractor", 'no row for "microwave"'),
        (",only_weak_members,1,", ",only_strong,1,", "rule differs"),
        ("item,item_text", "mục,item_text", "columns differ"),
    ],
)  # fmt: skip
def test_a_hole_is_named(old: str, new: str, says: str) -> None:
    assert old in TEXT
    with pytest.raises(PackError, match=says):
        read_own_table(PACK, TEXT.replace(old, new, 1))
