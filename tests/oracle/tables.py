"""Random points tables of a commune: other points, bands, groups, items; read the way a real one is."""

from decimal import Decimal
from random import Random

from bot.scoring.measures import LEAST, MEASURES
from bot.scoring.own_table import choices_of, under_table, write_table
from bot.scoring.pack import Pack
from bot.scoring.points import NONE, Item, PointsTable, Row

STEPS = {"count": (1, 6), "number": (1, 4000)}
"""Kind of measure → least and greatest step between two bounds (numbers: in hundredths)."""


def some_table(pack: Pack, random: Random) -> Pack:
    """The pack under a table of random items over the known measures, for some of its columns."""
    known = (*(region.id for region in pack.regions), "urban")
    columns = tuple(column for column in known if random.random() < 0.6) or known
    measures = random.sample(sorted(MEASURES), random.randrange(4, len(MEASURES) + 1))
    measures += random.sample(measures, random.randrange(0, 3))  # one measure may have two items
    items = tuple(_item(pack, f"k{n:02}", measure, columns, random) for n, measure in enumerate(measures, 1))
    return under_table(pack, write_table(PointsTable("random", columns, items)), signed=False)


def _item(pack: Pack, name: str, measure: str, columns: tuple[str, ...], random: Random) -> Item:
    kind = MEASURES[measure]
    if kind == "choice":
        rows = _grouped(pack, measure, columns, random)
    elif kind == "list":
        rows = _listed(pack, measure, columns, random)
    else:
        rows = _banded(measure, kind, columns, random)
    rule = random.choice(list(pack.rules)) if random.random() < 0.2 else ""
    return Item(name, f"Mục {name}", measure, rows, rule)


def _row(choice: str, columns: tuple[str, ...], random: Random, **more: object) -> Row:
    most = random.choice((0, 10, 30))
    points = {column: random.randint(-2 if most else 0, most) for column in columns}
    given = {"at_least": None, "below": None} | more
    return Row(choice=choice, text=f"mức {choice}", points=points, provenance="training", line=0, **given)  # type: ignore[arg-type]


def _grouped(pack: Pack, measure: str, columns: tuple[str, ...], random: Random) -> tuple[Row, ...]:
    answers = list(choices_of(pack, measure))
    random.shuffle(answers)
    cuts = sorted(random.sample(range(1, len(answers)), random.randrange(1, len(answers))))
    parts = [answers[start:end] for start, end in zip([0, *cuts], [*cuts, len(answers)], strict=True)]
    return tuple(_row(f"g{n}", columns, random, answers=tuple(part)) for n, part in enumerate(parts))


def _listed(pack: Pack, measure: str, columns: tuple[str, ...], random: Random) -> tuple[Row, ...]:
    choices = [choice for choice in choices_of(pack, measure) if choice != NONE]
    if measure == "durable_parts":
        choices = random.sample(choices, random.randrange(1, len(choices) + 1))
    random.shuffle(choices)
    return tuple(_row(choice, columns, random) for choice in (*choices, NONE))


def _banded(measure: str, kind: str, columns: tuple[str, ...], random: Random) -> tuple[Row, ...]:
    bounds, (least, most) = [Decimal(LEAST.get(measure, 0))], STEPS[kind]
    for _ in range(random.randrange(0, 6)):
        step = Decimal(random.randint(least, most)) / (1 if kind == "count" else 100)
        bounds.append(bounds[-1] + step)
    ends: list[Decimal | None] = [*bounds[1:], None]
    return tuple(
        _row(f"b{n}", columns, random, at_least=low, below=high)
        for n, (low, high) in enumerate(zip(bounds, ends, strict=True))
    )
