"""An explanation as plain data, for `rasoat score --why`. Shape: docs/scoring-contract.md."""

from collections.abc import Callable
from typing import Any

from bot.scoring.answers import Value
from bot.scoring.explanation import Explanation, Judgement, Point
from bot.scoring.grounds import ROSTER
from bot.scoring.what_if import Altered, Change

Field = Callable[[str], str]
"""Answer key → the field of the input it was read from ("m3.insured" → "members[2].insured")."""


def why_object(found: Explanation, field: Field) -> dict[str, Any]:
    """All of it. Words are Vietnamese, as the law and the table have them."""
    return {
        "points": [_point(found, one, field) for one in found.points],
        "indicators": [_indicator(found, one, field) for one in found.judgements],
        "compared": _compared(found),
        "distance": _distance(found),
        "changes": [_change(one, field) for one in found.otherwise.changes],
    }


def _answers(found: Explanation, keys: tuple[str, ...], field: Field) -> list[dict[str, Any]]:
    return [
        {"field": "members", "value": str(len(found.answers.members))}
        if one == ROSTER
        else {"field": field(one), "value": _value(found.answers.values.get(one))}
        for one in keys
    ]


def _point(found: Explanation, point: Point, field: Field) -> dict[str, Any]:
    line = point.line
    return {
        "item": line.item,
        "text": point.item,
        "choice": line.choice,
        "choice_text": point.choice,
        "points": line.points,
        "row": line.row,
        "column": found.result.column,
        "rule": line.rule,
        "source": point.source,
        "provenance": line.provenance,
        "because": _answers(found, point.because, field),
    }


def _indicator(found: Explanation, one: Judgement, field: Field) -> dict[str, Any]:
    return {
        "id": one.indicator.id,
        "text": one.indicator.text["vi"],
        "status": one.finding.status,
        "points": found.deprivation.points if one.finding.status == "deprived" else 0,
        "because": _answers(found, one.finding.because, field),
        "deprived_when": one.indicator.deprived["vi"],
        "source": one.indicator.source,
        "certainty": one.indicator.certainty,
    }


def _compared(found: Explanation) -> dict[str, Any]:
    result, income, deprivation = found.result, found.income, found.deprivation
    return {
        "a": {
            "score": result.score_a,
            "line": result.line,
            "under": found.under_line,
            "area": income.area,
            "income_vnd": income.income_vnd,
            "source": income.source,
            "certainty": income.certainty,
        },
        "b": {
            "score": result.score_b,
            "poor_from": deprivation.poor_from,
            "reached": result.score_b >= deprivation.poor_from,
            "points_each": deprivation.points,
            "source": deprivation.source,
            "certainty": deprivation.certainty,
        },
        "class": {"id": result.class_, "text": found.class_words["vi"] if found.class_words else None},
    }


def _distance(found: Explanation) -> dict[str, int]:
    distance = found.otherwise.distance
    return {"a_over_line": distance.over, "b_lacking": distance.lacking, "b_spare": distance.spare}


def _change(change: Change, field: Field) -> dict[str, Any]:
    return {
        "answers": [_altered(one, field) for one in change.altered],
        "class": change.class_,
        "score_a": change.score_a,
        "score_b": change.score_b,
    }


def _altered(one: Altered, field: Field) -> dict[str, Any]:
    edge = {"bound": one.bound, "edge": one.edge} if one.bound else {}
    return {"field": field(one.key), "before": _value(one.before), "after": _value(one.after), **edge}


def _value(value: Value | None) -> str | list[str] | None:
    return list(value) if isinstance(value, tuple) else value
