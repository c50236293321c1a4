"""The fast lane under a commune's own points table: any that can be loaded, and packs it cannot read."""

import random
from dataclasses import replace
from decimal import Decimal
from typing import Any

import orjson
import pytest

from bot.scoring.fast.bits import GiveUpError
from bot.scoring.fast.lane import Lane, lane_for
from bot.scoring.forms import Condition, Form
from bot.scoring.measures import MEASURES
from bot.scoring.own_table import choices_of, under_table, write_table
from bot.scoring.pack import Pack
from bot.scoring.points import NONE, Item, PointsTable, Row
from tests.unit.scoring.fast_households import AREAS, PACK, careful_under, household, line_of
from tests.unit.scoring.households import make

PROVENANCES = ("official", "training", "table-2016")


def own_pack(rng: random.Random) -> Pack:
    """The pack under a random table, written and read back as a loaded one is."""
    columns = tuple(rng.sample(PACK.table.columns, rng.randint(1, len(PACK.table.columns))))
    measures = rng.choices(list(MEASURES), k=rng.randint(3, 16))  # some twice, some not at all
    known = rng.choice((PROVENANCES, ("official",)))
    items = tuple(_item(rng, f"a{n:02}", measure, columns, known) for n, measure in enumerate(measures))
    table = PointsTable("own", columns, items)
    return under_table(PACK, write_table(table), signed=rng.random() < 0.5)


def _item(
    rng: random.Random, name: str, measure: str, columns: tuple[str, ...], known: tuple[str, ...]
) -> Item:
    kind = MEASURES[measure]
    if kind == "choice":
        bands = [(None, None, answers) for answers in _parted(rng, list(choices_of(PACK, measure)))]
        choices = [f"c{n}" for n in range(len(bands))]
    elif kind == "list":
        choices = list(choices_of(PACK, measure))
        if measure == "durable_parts":
            choices = [*rng.sample(choices[:-1], rng.randint(0, len(choices) - 1)), NONE]
        rng.shuffle(choices)
        bands = [(None, None, ())] * len(choices)
    else:
        bands = _bands(rng, measure)
        choices = [f"b{n}" for n in range(len(bands))]
    rows = tuple(
        Row(choice, "words", low, high, _points(rng, columns), rng.choice(known), 1, answers)
        for choice, (low, high, answers) in zip(choices, bands, strict=True)
    )
    return Item(name, "words", measure, rows, rng.choice(("", "", "only_weak_members")))


def _points(rng: random.Random, columns: tuple[str, ...]) -> dict[str, int]:
    return {column: rng.choice((-5, 0, 5, 7, 40)) for column in columns}


def _parted(rng: random.Random, values: list[str]) -> list[tuple[str, ...]]:
    """The values in one to four rows, in any order."""
    rng.shuffle(values)
    cuts = sorted(rng.sample(range(1, len(values)), rng.randint(0, 3)))
    return [tuple(values[a:b]) for a, b in zip([0, *cuts], [*cuts, len(values)], strict=True)]


def _bands(rng: random.Random, measure: str) -> list[tuple[Any, Any, tuple[str, ...]]]:
    first = Decimal(1 if measure == "members" else 0)
    if MEASURES[measure] == "number":
        edges = rng.sample([Decimal(n) / 8 for n in range(1, 900)] + [Decimal(n) for n in (8, 25, 40)], 4)
    else:
        edges = [Decimal(n) for n in rng.sample(range(2, 12), rng.randint(0, 4))]
    starts = [first, *sorted(set(edges))]
    return [(low, high, ()) for low, high in zip(starts, [*starts[1:], None], strict=True)]


@pytest.mark.parametrize("seed", range(12))
def test_under_any_table_as_the_careful_lane(seed: int) -> None:
    rng = random.Random(seed)
    own = own_pack(rng)
    lane = lane_for(own)
    assert lane is not None
    scored = 0
    for _ in range(60):
        line = line_of(household(rng) | {"area": rng.choice(AREAS)})
        quick = lane.line(orjson.loads(line))
        assert quick == careful_under(own, line)
        scored += quick is not None
    assert scored


def test_an_official_signed_table_makes_an_official_result() -> None:
    items = tuple(
        replace(item, rows=tuple(replace(row, provenance="official") for row in item.rows))
        for item in PACK.table.items
    )
    table = replace(PACK.table, items=items)
    for signed in (True, False):
        lane = lane_for(under_table(PACK, write_table(table), signed=signed))
        assert lane is not None
        line = lane.line(make()) or ""
        assert f'"table_provenance": ["official"], "official": {str(signed).lower()}}}' in line


def test_each_table_has_a_lane_of_its_own() -> None:
    cheap = replace(PACK.table.items[0], rows=tuple(
        replace(row, points=dict.fromkeys(row.points, 1)) for row in PACK.table.items[0].rows
    ))  # fmt: skip
    table = replace(PACK.table, items=(cheap, *PACK.table.items[1:]))
    own = lane_for(under_table(PACK, write_table(table), signed=False))
    shipped = lane_for(PACK)
    assert own is not None
    assert shipped is not None
    assert shipped is lane_for(PACK)
    assert '"score_a": 175,' in (shipped.line(make()) or "")
    assert '"score_a": 101,' in (own.line(make()) or "")  # 175 − 75 + 1


# ── given up ─────────────────────────────────────────────────────────────────────────────────
def test_a_band_that_begins_at_a_long_number_is_left_to_the_careful_lane() -> None:
    at = next(n for n, item in enumerate(PACK.table.items) if item.measure == "area_per_person_m2")
    edge = Decimal("8.00000000000000000001")
    low, high, *rest = PACK.table.items[at].rows
    item = replace(PACK.table.items[at], rows=(replace(low, below=edge), replace(high, at_least=edge), *rest))
    table = replace(PACK.table, items=(*PACK.table.items[:at], item, *PACK.table.items[at + 1 :]))
    own = under_table(PACK, write_table(table), signed=False)
    lane = lane_for(own)
    assert lane is None or lane.line(make()) is None
    assert careful_under(own, line_of(make()))


def changed(question: str, **changes: object) -> Pack:
    """The pack with one question of Phiếu B otherwise."""
    form = PACK.forms["phieu_b"]
    sections = tuple(
        replace(
            section,
            questions=tuple(replace(q, **changes) if q.id == question else q for q in section.questions),  # type: ignore[arg-type]
        )
        for section in form.sections
    )
    forms: dict[str, Form] = {**PACK.forms, "phieu_b": replace(form, sections=sections)}
    return replace(PACK, forms=forms)


@pytest.mark.parametrize(
    ("question", "changes"),
    [
        ("undernourished", {"relevant": (Condition("wall", one_of=("durable",)),)}),  # of the household
        ("undernourished", {"relevant": (Condition("floor_area_m2", at_least=5),)}),
        ("labour_contract", {"relevant": (Condition("work", one_of=("public",)),)}),  # also under 15
        ("firm_certified", {"relevant": (Condition("labour_contract", one_of=("no",)),)}),
        ("work", {"optional": True}),
        ("uses_internet", {"relevant": (Condition("age", at_least=6),)}),
        ("floor_area_m2", {"maximum": None}),
        ("wall", {"relevant": (Condition("water", one_of=("rain",)),)}),
        ("sex", {"kind": "integer"}),
    ],
)
def test_conditions_the_lane_does_not_know_are_given_up(question: str, changes: dict[str, Any]) -> None:
    """Households of all ages, so that every stage of life is met."""
    rng = random.Random(5)
    pack = changed(question, **changes)
    try:
        lane = Lane(pack)
    except GiveUpError:
        return
    answers = []
    for _ in range(40):
        line = line_of(household(rng))
        answers.append(lane.line(orjson.loads(line)))
        assert answers[-1] in (None, careful_under(pack, line))
    assert None in answers
