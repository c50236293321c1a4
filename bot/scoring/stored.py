"""A result as plain data, kept with the form: shown later, and with the answers computed again."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.scoring.pack import AreaType
from bot.scoring.score import Place, Result

Data = Mapping[str, object]
RESULT_PARTS = frozenset(
    (
        *(
            "pack",
            "digest",
            "table_digest",
            "reference_date",
            "place",
            "column",
            "line",
            "score_a",
            "score_b",
        ),
        *("deprived", "unknown", "class", "table_provenance", "official", "points", "because"),
    )
)
"""What every result says that says its place; a later version may say more, none less."""


def stored(found: Result) -> dict[str, object]:
    """Every part of a result, each point and each reason, and all it was computed with but the answers.

    points: item, choice, points, rule of each line; because: of each deprived indicator, the answer keys.
    Results kept by earlier versions have less; `agrees` compares what both have.
    """
    return {
        "pack": found.pack,
        "digest": found.digest,
        "table_digest": found.table_digest,
        "reference_date": found.reference_date.isoformat(),
        "place": {"type": found.place.type, "region": found.place.region},
        "column": found.column,
        "line": found.line,
        "score_a": found.score_a,
        "score_b": found.score_b,
        "deprived": list(found.deprived),
        "unknown": list(found.unknown),
        "class": found.class_,
        "table_provenance": list(found.table_provenance),
        "official": found.official,
        "points": [[one.item, one.choice, one.points, one.rule] for one in found.lines],
        "because": {one.indicator: list(one.because) for one in found.findings if one.status == "deprived"},
    }


def place_of(data: Data) -> Place | None:
    """The place a stored result was computed for; None in results of earlier versions."""
    place = data.get("place")
    if not isinstance(place, Mapping):
        return None
    region = place.get("region")
    return Place(_area_type(place.get("type")), region if isinstance(region, str) else None)


def _area_type(value: object) -> AreaType | None:
    return "rural" if value == "rural" else "urban" if value == "urban" else None


def reference_date_of(data: Data) -> date | None:
    """The reference date of a stored result; None in results of earlier versions."""
    day = data.get("reference_date")
    return date.fromisoformat(day) if isinstance(day, str) else None


def agrees(old: Data, new: Data) -> bool:
    """Whether two stored results say the same in everything the older one keeps."""
    return all(_plain(value) == _plain(new.get(name)) for name, value in old.items())


def _plain(value: Any) -> Any:
    """Lists where the store may give tuples."""
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value
